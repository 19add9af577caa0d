"""The private answer to whoever gave a command: to the waiting request, or through the outbox."""

from dataclasses import dataclass

from bridge.abilities import TELLS_DIRECTLY
from bridge.delivery.jobs import TellJob, ViewJob
from bridge.handlers.unit import Unit
from bridge.handlers.views import LISTS, Asked, show
from bridge.store.inbox import InboxRow
from core.commands.model import Question, View, ViewName
from core.conversation.model import Conversation
from core.ids import DeskName, ExternalRef, PersonRef
from core.inbound import Invocation
from core.ports import Outcome
from core.sentences import Sentence, say
from core.views import Button, Form

ASKED_IN_PRIVATE = frozenset({"send", "discard", "stay"})
"""What is decided on a private question: nobody shows that anew, so its author is told what became of the text."""

LONG_READS = frozenset({ViewName.REPORT})
"""What reads so much that it is shown by a read of its own, a moment later: nobody is to wait with writing for it."""


STAYS = LISTS | {ViewName.TRANSCRIPT}
"""What has words of chats, and is asked for on cards: where the answer stays, it must have an address of ours."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is to be answered, and where."""

    desk: DeskName
    person: PersonRef
    thread: ExternalRef | None = None


Said = Sentence | View | Question | Form


def answer(unit: Unit, row: InboxRow, asker: Asker, said: Said, chat: Conversation | None) -> Outcome | None:
    """Answer in private; the outcome is for the request that waits, if one does."""
    if unit.office.waiters.promise(row.inbound):
        return _outcome(unit, asker, said, chat)
    if isinstance(said, View):
        unit.tell_desk(asker.desk, ViewJob(asker.person, said.name, asker.thread, said.args), chat)
    elif not (isinstance(said, Sentence) and _is_shown_anyway(row)):
        _tell(unit, asker, said, chat)
    return None


def refuse(
    unit: Unit, row: InboxRow, asker: Asker, why: Sentence, chat: Conversation | None, arg: str = ""
) -> Outcome | None:
    """Say in private why not; `arg` is the argument that was wrong."""
    if unit.office.waiters.promise(row.inbound):
        return Outcome(unit.office.words(why), refused=True, conversation=chat.id if chat else None, arg=arg)
    _tell(unit, asker, why, chat)
    return None


def _outcome(unit: Unit, asker: Asker, said: Said, chat: Conversation | None) -> Outcome:
    about = chat.id if chat else None
    match said:
        case View() if said.name in LONG_READS or (said.name in STAYS and _stays(unit, asker)):
            unit.tell_desk(asker.desk, ViewJob(asker.person, said.name, asker.thread, said.args), chat)
            return Outcome(conversation=about, settled=False)
        case View():
            shown = show(unit.conn, Asked(unit.office, asker.desk, asker.person, chat, said.args, unit.now), said.name)
            return Outcome(shown.text, buttons=shown.buttons, conversation=about)
        case Question():
            return Outcome(unit.office.words(said.sentence), buttons=said.buttons, conversation=about)
        case Form():
            return Outcome(conversation=about, form=said)
        case Sentence():
            return Outcome(unit.office.words(said), conversation=about)


def _stays(unit: Unit, asker: Asker) -> bool:
    """Tell whether an answer stays where it is read, so that it must be shown anew when its words are masked."""
    return TELLS_DIRECTLY in unit.office.desks.get(asker.desk, ())


def _tell(unit: Unit, asker: Asker, said: Sentence | Question | Form, chat: Conversation | None) -> None:
    """Answer through the outbox; a form that nobody can open now is opened by a button."""
    match said:
        case Question():
            sentence, buttons = said.sentence, said.buttons
        case Form():
            opens = Button(said.title, said.command, said.conversation, said.values, style="primary", asks=True)
            sentence, buttons = say("form_open"), (opens,)
        case Sentence():
            sentence, buttons = said, ()
    in_thread = asker.thread is not None
    unit.tell_desk(asker.desk, TellJob(asker.person, sentence, in_thread, asker.thread, buttons=buttons), chat)


def _is_shown_anyway(row: InboxRow) -> bool:
    """Tell whether success is seen on the card or the home page that was clicked, so that a sentence would be noise."""
    body = row.inbound.body
    return isinstance(body, Invocation) and body.surface in ("button", "home") and body.command not in ASKED_IN_PRIVATE
