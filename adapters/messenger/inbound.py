"""What happens between a person and a page, as the core's `Inbound`. Pure.

Rules:
1. `dedupe` is Meta's id of the message, and of a report what it says: what comes twice is the same.
2. A name is the one that Meta shows; it is proof of nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from adapters.messenger.ids import Line
from adapters.messenger.payload import Echoed, Edited, File, Pressed, Reacted, Stands, Wrote
from adapters.meta.choosing import read_payload
from adapters.meta.sendings import Label
from core.conversation.model import Page
from core.ids import ChannelName, ConversationId, ExternalRef, QueueId
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    CustomerChose,
    CustomerDid,
    CustomerMessage,
    CustomerReceipt,
    Inbound,
)
from core.inbound_customers import AnsweredElsewhere
from core.messages import Part, Text, Unfetched

NOT_PRINTED = "\N{PENCIL}"
_ENDINGS = {"picture": ".jpg", "video": ".mp4", "sound": ".mp4", "file": ""}
_MIMES = {"picture": "image/jpeg", "video": "video/mp4", "sound": "audio/mp4", "file": "application/octet-stream"}


@dataclass(frozen=True, slots=True)
class End:
    """Where something came in: the channel, the line, its queue, and what the person is called."""

    channel: ChannelName
    line: Line
    queue: QueueId
    name: str = ""

    def subject(self, *, may_open: bool = True) -> ContactSubject:
        """Name the customer."""
        return ContactSubject(self.channel, self.line.contact, self.queue, self.name, may_open=may_open)


def wrote(end: End, came: Wrote, at: datetime) -> Inbound:
    """Say that the customer wrote, or chose."""
    choice = read_payload(came.payload)
    if choice is not None:
        return Inbound(end.channel, came.mid, end.subject(), CustomerChose(choice.message, choice.place, end.name), at)
    words: tuple[Part, ...] = tuple(Text(one) for one in (came.text, *came.said) if one)
    files = tuple(_file(one, place, len(came.files)) for place, one in enumerate(came.files, start=1))
    quotes = ExternalRef(came.reply_to) if came.reply_to else None
    body = CustomerMessage(
        (*words, *files), end.name, page=page_of(end.line, came.ref), quotes=quotes, ref=ExternalRef(came.mid)
    )
    return Inbound(end.channel, came.mid, end.subject(), body, at)


def edited(end: End, came: Edited, at: datetime) -> Inbound:
    """Say that the customer changed their words: the new ones come as a message that answers the old one."""
    first, words = ExternalRef(came.mid), Text(f"{NOT_PRINTED} {came.text}")
    body = CustomerMessage((words,), end.name, quotes=first, edits=True, ref=first)
    return Inbound(end.channel, f"{came.mid}:edit:{came.times}", end.subject(may_open=False), body, at)


def pressed(end: End, came: Pressed, at: datetime) -> Inbound:
    """Say that the customer pressed a button: one of ours is a choice, any other one is its words."""
    choice = read_payload(came.payload)
    if choice is not None:
        body = CustomerChose(choice.message, choice.place, end.name)
        return Inbound(end.channel, came.mid, end.subject(), body, at)
    words = Text(came.title or "(pressed a button)")
    message = CustomerMessage((words,), end.name, page=page_of(end.line, came.ref), ref=ExternalRef(came.mid))
    return Inbound(end.channel, came.mid, end.subject(), message, at)


def reacted(end: End, came: Reacted, at: datetime) -> Inbound:
    """Say that the customer put an emoji on a message."""
    body = CustomerMessage((Text(came.emoji or "\N{THUMBS UP SIGN}"),), end.name, quotes=ExternalRef(came.mid))
    which = sha256(came.emoji.encode()).hexdigest()[:16]  # no id holds words
    dedupe = f"{came.mid}:{which}:{at.timestamp()}"
    return Inbound(end.channel, dedupe, end.subject(may_open=False), body, at)


def referred(end: End, ref: str, at: datetime) -> Inbound:
    """Say by what link the customer came back."""
    body = CustomerDid("moved", page_of(end.line, ref))
    return Inbound(end.channel, f"{end.line.contact}:{at.timestamp()}", end.subject(may_open=False), body, at)


def answered_elsewhere(end: End, came: Echoed, at: datetime) -> Inbound:
    """Say that the page answered by somebody who is not at a desk."""
    words = (Text(came.text),) if came.text else ()
    files = (Text(f"({came.files} {'file' if came.files == 1 else 'files'})"),) if came.files else ()
    return Inbound(end.channel, came.mid, end.subject(may_open=False), AnsweredElsewhere((*words, *files)), at)


def sent(channel: ChannelName, label: Label, mid: str, at: datetime) -> Inbound:
    """Say that a message of ours was taken, whatever became of the answer."""
    body = CustomerReceipt("sent", ref=ExternalRef(mid), key=label.key, alone=label.of == 1)
    return Inbound(channel, f"{mid}:sent", ConversationSubject(label.conversation), body, at)


def stands(channel: ChannelName, conversation: ConversationId, contact: ExternalRef, came: Stands) -> Inbound:
    """Say that everything until then was delivered, or read."""
    until = datetime.fromtimestamp(came.until / 1000, UTC)
    body = CustomerReceipt(came.state, until=until, contact=contact)
    of = "\n".join(came.mids).encode(errors="replace")  # two messages that were taken at once have the same time
    dedupe = f"{contact}:{came.state}:{came.until}:{sha256(of).hexdigest()[:16]}"
    return Inbound(channel, dedupe, ConversationSubject(conversation), body, until)


def page_of(line: Line, ref: str) -> Page | None:
    """Give the link by which somebody came as the page on which they were."""
    shown = "".join(one for one in ref if one.isprintable())[:200]
    return Page(f"https://m.me/{line.ours}", f"m.me link: {shown}") if shown else None


def _file(file: File, place: int, of: int) -> Unfetched:
    """Announce a file; its real type is found from its content once it is fetched."""
    name = f"{file.kind}{f'-{place}' if of > 1 else ''}{_ENDINGS[file.kind]}"
    return Unfetched(ExternalRef(file.url), name, _MIMES[file.kind], 0)
