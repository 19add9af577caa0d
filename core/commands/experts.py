"""Experts, as agents see them: asking somebody in, whom their words reach, asking them something, sending them away."""

from datetime import timedelta

from core.agents.experts import ExpertProfile, as_expert
from core.agents.model import Profile
from core.commands import expert_side
from core.commands.colleagues import EXPERTS, noted
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Options,
    Outcome,
    Section,
    Surface,
    Values,
)
from core.commands.taking import need
from core.commands.talking import chosen_held, discard, has_held, is_active
from core.conversation.events import Event, ExpertDismissed, ExpertInvited, ExpertModeSet
from core.conversation.expert import ExpertMode
from core.conversation.experts import experts_of
from core.conversation.model import Conversation
from core.errors import ArgumentsInvalid, Refused
from core.ids import AgentId, DeskName, InvitationId
from core.sentences import say

CALL_TIME = timedelta(minutes=15)
"""How long an expert is asked: they are not waiting for chats, and may look at their messages now and then."""


def has_expert(chat: Conversation) -> bool:
    """Tell whether an expert is here, or asked."""
    return is_active(chat) and bool(experts_of(chat))


def call(context: Context, who: ExpertProfile | Profile, mode: ExpertMode, note: str) -> Outcome:
    """Ask an expert in.

    Raises:
        ArgumentsInvalid: it is the agent themselves, or nobody who can be reached.
    """
    chat, agent = need(context)
    expert = as_expert(who) if isinstance(who, Profile) else who
    if expert.id == agent:
        raise ArgumentsInvalid(say("invite_yourself"), "agent")
    desk = _desk(context, expert)
    words = noted(context, note, experts=frozenset({expert.id})) if note else None
    event = ExpertInvited(
        context.at,
        InvitationId(context.mint[1]),
        expert.id,
        agent,
        context.at + CALL_TIME,
        desk,
        expert.people[desk],
        mode,
        words.message.id if words else None,
    )
    events: tuple[Event, ...] = (event, words) if words else (event,)
    return Outcome(events, reply=say("expert_called", agent=expert.id, number=chat.number))


def _desk(context: Context, expert: ExpertProfile) -> DeskName:
    """Give where an expert is asked: at the chat's own desk where they can be, else at the first of theirs."""
    there = context.wanted(EXPERTS).desks
    known = [desk for desk in expert.people if desk in there]
    if not known:
        raise ArgumentsInvalid(say("expert_without_account", agent=expert.id), "agent")
    own = context.queue.desk if context.queue is not None else None
    return own if own is not None and own in known else known[0]


def _modes(_: Context) -> Options:
    return (
        (ExpertMode.CONSULT.value, "consult: their words are for the agents"),
        (ExpertMode.CONFERENCE.value, "conference: their words reach the customer"),
    )


def _meant(context: Context, values: Values) -> AgentId:
    """Give the expert who is meant; without a name there must be one alone."""
    chat, _ = need(context)
    here, named = experts_of(chat), values.get("expert")
    if isinstance(named, ExpertProfile):
        return named.id
    if not here:
        raise Refused(say("expert_nobody"))
    if len(here) > 1:
        names = context.directory.names()
        known = [names.get(one, one) for one in here]
        raise Refused(say("expert_which", names=", ".join(known), first=known[0]))
    return here[0]


def _mode(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    expert, mode = _meant(context, values), ExpertMode(str(values["mode"]))
    reply = say(f"expert_mode_{mode.value}", agent=expert, number=chat.number)
    return Outcome((ExpertModeSet(context.at, expert, agent, mode),), reply=reply)


def _dismiss(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    expert = _meant(context, values)
    reply = say("expert_dismissed", agent=expert, number=chat.number)
    return Outcome((ExpertDismissed(context.at, expert, agent),), reply=reply)


def _ask(context: Context, values: Values) -> Outcome:
    """Write something for the experts of the chat; for one of them when it begins with @name."""
    chat, agent = need(context)
    here = tuple(one.agent for one in chat.experts)
    if not here:
        raise Refused(say("expert_nobody"))
    to, words = _addressed(context, here, str(values["words"]).strip())
    if not words:
        raise ArgumentsInvalid(say("expert_ask_empty", usage=ASK.usage()), "words")
    if chat.participant(agent) is None:
        raise Refused(say("not_attendee"))
    names = context.directory.names()
    reply = say("expert_asked", to=", ".join(names.get(one, one) for one in to))
    return Outcome((noted(context, words, experts=frozenset(to)),), reply=reply)


def _addressed(context: Context, here: tuple[AgentId, ...], words: str) -> tuple[tuple[AgentId, ...], str]:
    """Tell who is named in front, and what follows; everybody when nobody is named."""
    if not words.startswith("@"):
        return here, words
    spoken = words.removeprefix("@")
    known = {one: context.directory.expert(one) for one in here}
    for one, profile in known.items():
        for name in (profile.name, profile.nickname, profile.name.partition(" ")[0], one) if profile else (one,):
            if spoken.casefold().startswith(name.casefold()) and not spoken[len(name) :][:1].isalnum():
                return (one,), spoken[len(name) :].strip()
    raise ArgumentsInvalid(say("expert_not_found", words=spoken.split()[0] if spoken.split() else "@"), "words")


def _to_agents(context: Context, values: Values) -> Outcome:
    message = chosen_held(context, values)
    chat = context.conversation
    if chat is not None and expert_side.is_experts(chat, message.id):
        return expert_side.decide(context, message, to_customer=False)
    return discard(context, values)


MODE = Command(
    name="mode",
    summary="Decide whom an expert's words reach: the agents alone (consult) or the customer too (conference).",
    run=_mode,
    section=Section.TOGETHER,
    args=(
        Arg("mode", ArgKind.CHOICE, "consult or conference", options=_modes),
        Arg("expert", ArgKind.EXPERT, "which expert, where there are several", required=False),
    ),
    label="Expert's mode…",
    submit="Set",
    available=has_expert,
)

ASK = Command(
    name="ask",
    summary="Ask the experts of this chat something that the customer doesn't see; one of them with @name in front.",
    run=_ask,
    section=Section.TALKING,
    args=(Arg("words", ArgKind.REST, "what the experts should read; @name in front for one of them"),),
    label="Ask the expert…",
    submit="Ask",
    available=has_expert,
)

DISMISS = Command(
    name="dismiss",
    summary="Send an expert out of this chat.",
    run=_dismiss,
    section=Section.TOGETHER,
    args=(Arg("expert", ArgKind.EXPERT, "which expert, where there are several", required=False),),
    label="Send the expert away",
    available=has_expert,
)

PASS = Command(
    name="pass",
    summary="Say for which chat a word was that you wrote to the bot as an expert.",
    run=expert_side.pass_on,
    section=Section.TALKING,
    args=(Arg("word", ArgKind.WORD, "the word, which the button knows; left out, the last one", required=False),),
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    for_experts=True,
    wants=frozenset({expert_side.WAITS}),
    available=has_expert,
)

TO_AGENTS = Command(
    name="toagents",
    summary="Pass a held text of yours on to the agents alone.",
    run=_to_agents,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.HELD, "its number in your list of held texts", required=False),),
    label="Held text to the agents",
    card=CardPlace.ELSEWHERE,
    for_experts=True,
    available=has_held,
)
