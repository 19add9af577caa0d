"""What people do in Telegram, as the core's `Inbound`. Pure.

Rules:
1. `dedupe` is the message's own number in its chat, not the update's: Telegram may begin those anew at any number.
2. A name is the one that the person gave themselves; it is proof of nothing.
"""

from dataclasses import dataclass
from typing import assert_never

from adapters.telegram.ids import contact_of, ref_of
from adapters.telegram.payload import Edited, Pressed, Reacted, Stands, Update, Wrote
from adapters.telegram.pressing import read_data
from core.ids import ChannelName, ExternalRef, QueueId
from core.inbound import ContactSubject, CustomerChose, CustomerMessage, Inbound
from core.inbound_customers import CustomerConsent
from core.messages import Part, Text, Unfetched
from core.sentences import say

NOT_PRINTED = "\N{PENCIL}"


@dataclass(frozen=True, slots=True)
class End:
    """Where something came in: the channel, and the queue of chats that begin."""

    channel: ChannelName
    queue: QueueId


def handed(end: End, came: Update) -> Inbound | None:
    """Give what a person did; None where that is nothing to anybody."""
    what = came.what
    match what:
        case Wrote():
            return _wrote(end, came, what)
        case Edited():
            ref = _ref(came, what.message)
            words = Text(f"{NOT_PRINTED} {what.text}")
            body = CustomerMessage((words,), came.person.name, quotes=ref, edits=True, ref=ref)
            return _made(end, came, f"{ref}:edit:{came.number}", body, may_open=False)
        case Pressed():
            choice = read_data(what.data)
            if choice is None:
                return None
            return _made(end, came, f"press:{what.id}", CustomerChose(choice.message, choice.place, came.person.name))
        case Reacted():
            if not what.emoji:
                return None
            ref = _ref(came, what.message)
            body = CustomerMessage((Text(what.emoji),), came.person.name, quotes=ref)
            return _made(end, came, f"{ref}:reaction:{came.number}", body, may_open=False)
        case Stands():
            said = say("telegram_left") if what.blocked else say("telegram_back")
            consent = CustomerConsent(not what.blocked, said)
            return _made(end, came, f"stands:{came.number}", consent, may_open=False)
        case _:
            assert_never(what)


def _wrote(end: End, came: Update, what: Wrote) -> Inbound:
    words: tuple[Part, ...] = tuple(Text(one) for one in (what.text, *what.said) if one)
    files = tuple(Unfetched(ExternalRef(one.id), one.name, one.mime, one.size) for one in what.files)
    quotes = _ref(came, what.reply_to) if what.reply_to is not None else None
    ref, language = _ref(came, what.message), came.person.language
    body = CustomerMessage((*words, *files), came.person.name, language=language, quotes=quotes, ref=ref)
    return _made(end, came, ref, body)


def _made(
    end: End,
    came: Update,
    dedupe: str,
    body: CustomerMessage | CustomerChose | CustomerConsent,
    *,
    may_open: bool = True,
) -> Inbound:
    contact = contact_of(came.person.id)
    subject = ContactSubject(end.channel, contact, end.queue, came.person.name, may_open=may_open)
    return Inbound(end.channel, dedupe, subject, body, came.at)


def _ref(came: Update, message: int) -> ExternalRef:
    return ref_of(came.person.id, message)
