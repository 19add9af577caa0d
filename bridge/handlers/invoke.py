"""Commands: from whatever surface, by one path.

1. What kind of command, and may this person give it?
2. Which chat? The thread's, the button's, the number that was typed, or the only one that fits. A chat that was found
   elsewhere takes the inbound into its own lane, so that everything about one chat keeps its order.
3. Run it; where it was typed and closes something, ask first; write what follows; answer in private.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.answers import Asker, Said, answer, refuse
from bridge.handlers.confirming import Place, ask, must_ask, see_that_it_can_be_done, without_yes
from bridge.handlers.contexts import Call, context_of
from bridge.handlers.counting import as_counted
from bridge.handlers.first import begin
from bridge.handlers.unit import Unit
from bridge.handlers.usages import at_its_field, with_usage
from bridge.handlers.whereabouts import is_at_large
from bridge.store import asides, conversations, journal
from bridge.store.inbox import InboxRow
from core.agents.model import Profile
from core.commands.forms import form_of
from core.commands.model import Command, Scope
from core.commands.model import Outcome as Led
from core.commands.parse import arguments, take_number
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.errors import ArgumentsInvalid, Refused, WrongPlace
from core.ids import ConversationId, ExternalRef
from core.inbound import Invocation
from core.messages import Part
from core.ports import Outcome
from core.sentences import Sentence, say

ANSWERS = frozenset({"accept", "reject"})
"""Commands that answer an offer or an invitation."""

LATE = timedelta(minutes=10)
"""How long an answer that comes too late still means the last offer, so that its giver is told who was faster."""


NAMES_CHATS = frozenset({Scope.CONVERSATION, Scope.PERHAPS})
"""What may be given a chat's number; elsewhere a number is a word, as in `notready 15 minutes`."""


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was given."""

    word: str
    words: str
    asker: Asker
    values: Mapping[str, str] = field(default_factory=dict)
    about: ExternalRef | None = None
    source: ExternalRef | None = None
    """The message in which it was typed."""
    files: tuple[Part, ...] = ()
    """What was posted with it."""
    in_talk: bool = False
    """Whether it quotes what an expert was shown of the chat, which is as good as its thread."""


@dataclass(frozen=True, slots=True)
class Relane:
    """The inbound belongs into another conversation's lane."""

    conversation: ConversationId


def invoke(unit: Unit, row: InboxRow, given: Given) -> Outcome | Relane | None:
    """Carry out a command and answer it."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    try:
        return _invoke(unit, row, given, chat)
    except ArgumentsInvalid as refusal:
        return refuse(unit, row, given.asker, _what_to_type(unit, row, given, chat, refusal), chat, refusal.arg)
    except Refused as refusal:
        return refuse(unit, row, given.asker, refusal.sentence, chat)


def _invoke(unit: Unit, row: InboxRow, given: Given, chat: Conversation | None) -> Outcome | Relane | None:
    registry, asker = unit.office.registry, given.asker
    command = registry.find(given.word)
    profile = unit.office.directory().agent_by_person(asker.desk, asker.person)
    is_expert = unit.office.directory().expert_by_person(asker.desk, asker.person) is not None
    registry.check_right(command, profile, expert=is_expert)
    words = given.words
    at_large = not given.in_talk and is_at_large(unit, row.inbound.subject)
    if command.scope in NAMES_CHATS and (at_large or _is_slash(row) or command.scope is Scope.PERHAPS):
        number, words = take_number(words)
        wanted = _wanted(unit, command, number, given) if at_large or number is not None else None
        if wanted is not None and (chat is None or chat.id != wanted):
            return Relane(wanted)
    if command.scope is Scope.CONVERSATION and chat is None:
        raise WrongPlace(say("thread_unknown", usage=f"/chat {command.name} 42"))
    words, is_sure = without_yes(command, words)
    call = Call(command, asker.desk, asker.person, chat, words, given.values, given.about, row.inbound.at, given.files)
    context = context_of(unit, call)
    if given.source is not None:
        unit.sources[context.new_message] = (asker.desk, given.source)
    meant = arguments(command, words, given.values, context)
    outcome = command.run(context, meant)
    if chat is not None and _is_typed(row) and not is_sure and must_ask(unit, command, chat, asker.person):
        see_that_it_can_be_done(unit, chat, outcome.events)
        question = ask(unit, command, chat, meant, Place(asker.person, at_large))
        return answer(unit, row, asker, question, chat)
    said = _said(unit, call, outcome)
    chat = _carry_out(unit, call, outcome, profile)
    return answer(unit, row, asker, said, chat) if said else None


def _what_to_type(
    unit: Unit, row: InboxRow, given: Given, chat: Conversation | None, refusal: ArgumentsInvalid
) -> Sentence:
    """Say what was wrong; where it was typed, with what to type instead, and at a form's field nothing of that."""
    command = unit.office.registry.get(given.word)
    if command is None or not _is_typed(row):
        return at_its_field(refusal.sentence) if _is_form(row) else refusal.sentence
    at_large = _is_slash(row) or is_at_large(unit, row.inbound.subject)
    return with_usage(unit.office, command, chat, refusal.sentence, at_large=at_large)


def _carry_out(unit: Unit, call: Call, outcome: Led, profile: Profile | None) -> Conversation | None:
    """Write what a command leads to; give the chat as it is then."""
    chat = call.chat
    if chat is not None and outcome.events:
        chat = advance(unit, chat, *outcome.events)
    if outcome.agent_event is not None and profile is not None:
        unit.save_agent(unit.step_agent(profile.id, outcome.agent_event), call.command.name)
    if outcome.begun is not None:
        begin(unit, call, outcome.begun)
    for change in outcome.changes:
        unit.office.changes[type(change)](unit, chat, change)
    return chat


def _said(unit: Unit, call: Call, outcome: Led) -> Said | None:
    """Give the answer. A form is made before anything is written, because it may be refused."""
    if outcome.form is None:
        return outcome.prompt or outcome.view or outcome.reply
    command = unit.office.registry.find(outcome.form.command)
    following = replace(call, command=command, words="", values=outcome.form.values)
    return as_counted(unit.office, form_of(command, context_of(unit, following), outcome.form.values), call.chat)


def _is_typed(row: InboxRow) -> bool:
    """Tell whether it was typed: a click has asked already where it must, and a form is a question by itself."""
    return not isinstance(row.inbound.body, Invocation) or _is_slash(row)


def _is_slash(row: InboxRow) -> bool:
    """Tell whether it is a slash command: there a number names a chat everywhere, in another chat's channel too."""
    return isinstance(row.inbound.body, Invocation) and row.inbound.body.surface == "slash"


def _is_form(row: InboxRow) -> bool:
    """Tell whether it is a form that was filled in."""
    return isinstance(row.inbound.body, Invocation) and row.inbound.body.surface == "form"


def _wanted(unit: Unit, command: Command, number: int | None, given: Given) -> ConversationId | None:
    """Find the chat that a command given outside of threads means.

    Raises:
        Refused: there is no chat of that number, or none fits, or several do.
    """
    if number is not None:
        found = conversations.by_number(unit.conn, number)
        if found is None:
            raise WrongPlace(say("chat_unknown", number=number))
        return found
    if command.scope is not Scope.CONVERSATION or command.for_anyone:
        return None
    return _only_one(unit, command, given)


def _only_one(unit: Unit, command: Command, given: Given) -> ConversationId | None:
    directory: Directory = unit.office.directory()
    profile = directory.agent_by_person(given.asker.desk, given.asker.person)
    fitting = [chat for chat in _mine(unit, given, profile) if _fits(chat, command)]
    if profile is None and not fitting:
        raise WrongPlace(say("expert_no_chat"))
    if profile is not None and not fitting and command.name in ANSWERS:
        missed = journal.last_offer(unit.conn, profile.id, unit.now - LATE)
        if missed is not None:
            return missed
    if not fitting:
        raise WrongPlace(say("thread_unknown", usage=f"/chat {command.name} 42"))
    if len(fitting) > 1:
        numbers = ", ".join(str(chat.number) for chat in fitting)
        raise WrongPlace(say("chat_which", numbers=numbers, usage=f"/chat {command.name} {fitting[0].number}"))
    return fitting[0].id


def _mine(unit: Unit, given: Given, profile: Profile | None) -> list[Conversation]:
    """Give the chats with which somebody has to do: as an agent, and as an expert for what experts may say."""
    seats = conversations.of_agent(unit.conn, profile.id) if profile is not None else ()
    there = asides.of_person(unit.conn, given.asker.desk, given.asker.person)
    talks = (unit.chat(one.conversation) for one in there)
    command = unit.office.registry.find(given.word)
    return [*seats, *(chat for chat in talks if chat is not None and command.for_experts)]


def _fits(chat: Conversation, command: Command) -> bool:
    if command.name == "leave" and chat.experts:
        return True
    if command.name in ANSWERS:
        return chat.status in (Status.OFFERED, Status.QUEUED) or chat.invitation is not None
    return command.available(chat)
