"""What experts write to the bot, in the talk about a chat or outside of any, and what becomes of reaching them.

Rules:
1. In the talk about a chat it goes to that chat's guard. A talk that is over passes nothing on, and says so.
2. Outside of a talk nothing is guessed where it could be a wrong guess: the word waits, and its author is asked by
   buttons for which chat it is. Only where personal chats have no threads, and one talk is open, it is for that.
3. A word that waits is the inbound itself, in a lane of its own: it stands nowhere else, and goes when nobody says.
"""

from dataclasses import replace
from datetime import timedelta

from bridge import topics
from bridge.delivery.jobs import TellJob
from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.answers import Asker, refuse
from bridge.handlers.invoke import Relane
from bridge.handlers.unit import Unit
from bridge.store import asides, inbox
from bridge.store.asides import AsideRow
from bridge.store.inbox import InboxRow
from core.commands.parse import Typed, as_command, as_note
from core.conversation.events import ExpertLost, ExpertTold, ExpertWrote
from core.conversation.expert import Expert, expert_at
from core.conversation.model import Conversation, HoldReason
from core.errors import Refused
from core.ids import ConversationId, ExternalRef, expert_participant
from core.inbound import DeskMessage, ExpertGone, ExpertHeard, ThreadSubject
from core.messages import Message, Part, Text, plain_text
from core.ports import Outcome
from core.sentences import say
from core.views import Button

WAIT = timedelta(minutes=15)
"""How long a word waits for its author to say for which chat it is."""

LEAVE, ANSWERS = "leave", frozenset({"accept", "take", "reject", "decline", "leave"})
"""What counts as a command without a sign, in a talk and before it."""

BUTTONS = 5
"""Of how many chats one is chosen by a button."""


def too_late(unit: Unit, row: InboxRow, asker: Asker, talk: AsideRow) -> Outcome | None:
    """Tell somebody who answers in a talk that is over."""
    chat = unit.chat(talk.conversation)
    return refuse(unit, row, asker, say("expert_not_here", number=chat.number), chat) if chat is not None else None


def expert_message(
    unit: Unit, row: InboxRow, body: DeskMessage, chat: Conversation, talk: AsideRow | None = None
) -> Outcome | None:
    """Give what somebody wrote to the bot about a chat to its guard; `talk` is the one in which they quote."""
    asker = Asker(body.desk, body.person, _thread(row))
    aside = _aside(unit, row, body) or talk
    expert = expert_at(chat.experts, body.desk, body.person)
    if expert is None or (aside is not None and aside.invitation != expert.id):
        return refuse(unit, row, asker, say("expert_not_here", number=chat.number), chat)
    try:
        advance(unit, chat, _wrote(unit, row, body, chat, expert))
    except Refused as refusal:
        return refuse(unit, row, asker, refusal.sentence, chat)
    return None


def _wrote(unit: Unit, row: InboxRow, body: DeskMessage, chat: Conversation, expert: Expert) -> ExpertWrote:
    note = as_note(plain_text(body.parts))
    profile = unit.office.directory().expert(expert.agent)
    message = Message(
        id=unit.office.mint.message(),
        conversation=chat.id,
        author=expert_participant(expert.agent),
        author_name=profile.name if profile is not None else body.name,
        at=row.inbound.at,
        parts=body.parts if note is None else _noted(body.parts, note),
    )
    unit.sources[message.id] = (body.desk, body.ref)
    return ExpertWrote(row.inbound.at, message, expert.id, doubt_of(unit, chat, body), private=note is not None)


def doubt_of(unit: Unit, chat: Conversation, body: DeskMessage) -> HoldReason | None:
    """Say what stands against passing an expert's words on to the customer."""
    if as_command(plain_text(body.parts), unit.office.registry.prefix) is not None:
        return HoldReason.UNKNOWN_COMMAND
    rules = unit.queue(chat).attachments.on(chat.channel)
    files = [part for part in body.parts if not isinstance(part, Text)]
    too_much = len(files) > rules.max_files or any(part.size > rules.max_size for part in files)
    return body.doubt or (HoldReason.FILES if too_much else None)


def _noted(parts: tuple[Part, ...], note: str) -> tuple[Part, ...]:
    files = tuple(part for part in parts if not isinstance(part, Text))
    return (Text(note), *files) if note else files


def spoken_command(chat: Conversation | None, body: DeskMessage, spoken: Typed) -> Typed | None:
    """Give what an expert said as a command when it surely is one: a word alone, in a talk the answer or the leave."""
    if spoken.rest:
        return None
    if chat is None:
        return spoken
    is_here = expert_at(chat.experts, body.desk, body.person) is not None
    return spoken if spoken.word in ({LEAVE} if is_here else ANSWERS) else None


def outside_of_talks(unit: Unit, row: InboxRow, body: DeskMessage) -> Outcome | Relane | None:
    """Find the chat for which a word is that an expert wrote to the bot, or ask; None when it is nobody's word."""
    if row.lane.startswith(lanes.UNDECIDED):
        unit.tell_desk(body.desk, TellJob(body.person, say("expert_forgotten")))
        return Outcome()
    there = asides.of_person(unit.conn, body.desk, body.person)
    if not there or body.doubt is HoldReason.BOT:
        return None
    if len(there) == 1 and body.desk not in unit.office.threaded:
        return Relane(there[0].conversation)
    return _ask(unit, row, body, there)


def _ask(unit: Unit, row: InboxRow, body: DeskMessage, there: tuple[AsideRow, ...]) -> Outcome:
    """Let the word wait, and ask for which chat it is."""
    word = unit.office.mint.key()
    waiting = replace(row.inbound, dedupe=f"{row.inbound.dedupe}~{word}")
    inbox.add(unit.conn, waiting, lanes.of_undecided(body.desk, body.person, word), unit.now + WAIT)
    unit.wakes.add(topics.INBOX)
    buttons = tuple(_button(unit, one.conversation, word) for one in there[-BUTTONS:])
    unit.tell_desk(body.desk, TellJob(body.person, say("expert_decide"), buttons=buttons))
    return Outcome()


def _button(unit: Unit, conversation: ConversationId, word: str) -> Button:
    chat = unit.chat(conversation)
    label = f"#{chat.number}" if chat is not None else "?"  # no name: this question is not shown anew
    return Button(label, "pass", conversation, {"word": word})


def _aside(unit: Unit, row: InboxRow, body: DeskMessage) -> AsideRow | None:
    thread = _thread(row)
    return asides.at(unit.conn, body.desk, thread) if thread is not None else None


def _thread(row: InboxRow) -> ExternalRef | None:
    subject = row.inbound.subject
    return subject.thread if isinstance(subject, ThreadSubject) else None


def about_expert(unit: Unit, row: InboxRow, body: ExpertHeard | ExpertGone) -> None:
    """Let a chat know that an expert was told something, or can't be reached."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    if isinstance(body, ExpertHeard):
        advance(unit, chat, ExpertTold(unit.now, body.invitation, body.mode))
    else:
        advance(unit, chat, ExpertLost(unit.now, body.invitation, body.reason))
