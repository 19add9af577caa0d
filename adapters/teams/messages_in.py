"""Messages of Teams': new, changed and deleted ones. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability

Rules:
1. A reply in a chain may belong to a chat; the store knows. A message outside of chains counts only when it mentions
   the bot, or stands in a personal chat with it.
2. Without the permission to read all, every word that reaches us mentions the bot: then it is a command only when its
   first word is one, and otherwise words for the customer.
3. What another bot posted is never taken for an agent's word. Our own never comes back to us; if it did, it is nothing.
4. Teams tells of edits and deletions where it can; nobody is promised that it does.
"""

import re
from datetime import datetime

from adapters.teams.contents import Contents, read_contents
from adapters.teams.inbound import (
    Us,
    author,
    chain_of,
    is_bots,
    is_head,
    is_personal,
    made,
    message_ref,
    subject_of,
)
from adapters.teams.payload import Json, part, text
from core.commands.parse import addressed
from core.conversation.model import HoldReason
from core.ids import ExternalRef, PersonRef
from core.inbound import DeskEdited, DeskMessage, HomeOpened, Inbound, PersonSubject, Subject
from core.messages import Part, Text, plain_text

_CHAT = re.compile(r"/chat\s+(?=\w)", re.IGNORECASE)
"""How commands begin on desks with slash commands of their own; the bridge's own sentences name them so."""
GREETINGS = frozenset({"home", "hi", "hello", "start"})
"""Words that bring the home page in a personal chat, unless one of them is a command."""


def read_message(activity: Json, us: Us, now: datetime) -> Inbound | None:
    """Read a message that somebody wrote."""
    person, ref = author(activity, us), message_ref(activity)
    if person is None or ref is None or us.is_us(part(activity, "from")):
        return None
    contents = read_contents(activity, us)
    if is_personal(activity) and _greets(contents, us):
        return made(activity, us, PersonSubject(us.desk, person), HomeOpened(us.desk, person), now)
    subject = _subject(activity, us, person, contents)
    if subject is None:
        return None
    body = DeskMessage(
        desk=us.desk,
        person=person,
        ref=ref,
        parts=_typed(contents.parts),
        name=text(part(activity, "from"), "name"),
        doubt=_doubt(activity, contents),
        direct=is_personal(activity),
        mentioned=_is_for_us(activity, contents, us),
        quotes=_quotes(activity, contents),
    )
    return made(activity, us, subject, body, now)


def read_edit(activity: Json, us: Us, now: datetime) -> Inbound | None:
    """Read a message that its author has changed, or brought back."""
    named = _changed(activity, us)
    if named is None or is_bots(part(activity, "from")):
        return None
    person, ref = named
    contents = read_contents(activity, us)
    body = DeskEdited(
        desk=us.desk,
        person=person,
        ref=ref,
        parts=_typed(contents.parts),
        doubt=_doubt(activity, contents),
        mentioned=_is_for_us(activity, contents, us),
    )
    return made(activity, us, subject_of(activity, us, person), body, now, text(activity, "timestamp"))


def read_deletion(activity: Json, us: Us, now: datetime) -> Inbound | None:
    """Read that a message was deleted."""
    named = _changed(activity, us)
    if named is None:
        return None
    person, ref = named
    body = DeskEdited(us.desk, person, ref, None)
    return made(activity, us, subject_of(activity, us, person), body, now, text(activity, "timestamp"))


def _changed(activity: Json, us: Us) -> tuple[PersonRef, ExternalRef] | None:
    """Say who changed which message; None where no chat could have it, and for our own."""
    person, ref = author(activity, us), message_ref(activity)
    is_somewhere = is_personal(activity) or (chain_of(activity) is not None and not is_head(activity))
    if person is None or ref is None or not is_somewhere or us.is_us(part(activity, "from")):
        return None
    return person, ref


def _subject(activity: Json, us: Us, person: PersonRef, contents: Contents) -> Subject | None:
    if is_personal(activity) or (chain_of(activity) is not None and not is_head(activity)):
        return subject_of(activity, us, person)
    if not contents.addressed or is_bots(part(activity, "from")):
        return None
    return PersonSubject(us.desk, person)


def _is_for_us(activity: Json, contents: Contents, us: Us) -> bool:
    """Tell whether it was said to the bot and not, through it, to the customer."""
    if not contents.addressed:
        return False
    if us.reads_all or is_head(activity) or chain_of(activity) is None:
        return True
    typed = addressed(plain_text(_typed(contents.parts)))
    return typed is None or us.is_command(typed.word)


def _quotes(activity: Json, contents: Contents) -> ExternalRef | None:
    """Name the message that its author quotes; what `replyToId` says isn't surely theirs."""
    return message_ref({**activity, "quoted": contents.quoted}, "quoted") if contents.quoted else None


def _typed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Read `/chat accept` as `/accept`."""
    first = parts[0] if parts else None
    found = _CHAT.match(first.text) if isinstance(first, Text) else None
    if found is None or not isinstance(first, Text):
        return parts
    return (Text("/" + first.text[found.end() :]), *parts[1:])


def _greets(contents: Contents, us: Us) -> bool:
    word = plain_text(contents.parts).strip().rstrip("!.").casefold()
    return word in GREETINGS and not us.is_command(word)


def _doubt(activity: Json, contents: Contents) -> HoldReason | None:
    if is_bots(part(activity, "from")):
        return HoldReason.BOT
    return None if contents.readable else HoldReason.UNREADABLE
