"""Who is there, and the supervisors' view: attendees, directory, overview, setting an agent Not Ready (C6, C9)."""

from dataclasses import dataclass
from datetime import timedelta

from core.agents.model import Profile
from core.agents.rights import Right
from core.commands.colleagues import COLLEAGUES
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Change,
    Command,
    Context,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
    View,
    ViewName,
)
from core.commands.reading import may_read
from core.commands.talking import is_active
from core.errors import ArgumentsInvalid, Refused
from core.ids import AgentId
from core.quoting import quoted
from core.sentences import say

OUTSIDE = Surface.TEXT | Surface.BUTTON | Surface.SLASH


@dataclass(frozen=True, slots=True)
class SetNotReady(Change):
    """A supervisor sets an agent Not Ready; only agents make themselves Ready again."""

    agent: AgentId
    by: AgentId


def _attendees(context: Context, _: Values) -> Outcome:
    may_read(context)
    return Outcome(view=View(ViewName.ATTENDEES))


def _directory(context: Context, values: Values) -> Outcome:
    """Look people and queues up; what was typed is turned into their names here, and is kept nowhere."""
    words = str(values.get("words", "")).strip()
    if not words:
        return Outcome(view=View(ViewName.DIRECTORY))
    wanted = words.casefold()
    agents = [one.id for one in context.directory.profiles.values() if _fits(wanted, one.id, one.name, one.nickname)]
    queues = [one.id for one in context.directory.queues.values() if _fits(wanted, one.id, one.title)]
    known = context.directory.experts.values()
    experts = [one.id for one in known if _fits(wanted, one.id, one.name, one.nickname, one.title, *one.topics)]
    if not agents and not queues and not experts:
        raise ArgumentsInvalid(say("directory_nobody", words=quoted(words)), "words")
    found = {"agents": ",".join(agents), "queues": ",".join(queues), "experts": ",".join(experts)}
    return Outcome(view=View(ViewName.DIRECTORY, found))


def _fits(wanted: str, *names: str) -> bool:
    return any(wanted in name.casefold() for name in names)


def _overview(_: Context, values: Values) -> Outcome:
    agent = values.get("agent")
    return Outcome(view=View(ViewName.OVERVIEW, {"agent": agent.id} if isinstance(agent, Profile) else {}))


def _report(context: Context, values: Values) -> Outcome:
    days = values.get("days")
    since = context.at - timedelta(days=days if isinstance(days, int) else 1)
    return Outcome(view=View(ViewName.REPORT, {"since": since.isoformat(), "until": context.at.isoformat()}))


def _set_not_ready(context: Context, values: Values) -> Outcome:
    agent, profile = values["agent"], context.profile
    if not isinstance(agent, Profile) or profile is None:
        raise TypeError("the parser gives an agent's profile, and the registry has seen who gives it")
    state = context.wanted(COLLEAGUES).get(agent.id)
    if state is None or not state.ready or state.then_not_ready is not None:
        raise Refused(say("set_not_ready_already", agent=agent.id))
    return Outcome(reply=say("set_not_ready", agent=agent.id), changes=(SetNotReady(agent.id, profile.id),))


ATTENDEES = Command(
    name="attendees",
    aliases=("who",),
    summary="Show who is in this chat: their roles, and whom the customer sees.",
    run=_attendees,
    section=Section.TOGETHER,
    available=is_active,
)

DIRECTORY = Command(
    name="directory",
    summary="Show agents and queues with their states, and experts; in a chat, to invite them or hand it over.",
    run=_directory,
    section=Section.TOGETHER,
    scope=Scope.PERHAPS,
    args=(Arg("words", ArgKind.REST, "a part of a name, or of what an expert knows", required=False, lines=False),),
    card=CardPlace.MORE,
    available=is_active,
    surfaces=OUTSIDE,
)

OVERVIEW = Command(
    name="overview",
    summary="Show all queues and agents as they are now, or what one agent has in hand.",
    run=_overview,
    section=Section.TOGETHER,
    scope=Scope.AGENT,
    args=(Arg("agent", ArgKind.AGENT, "whose chats", required=False),),
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    needs=Right.SUPERVISE,
)

SETNOTREADY = Command(
    name="setnotready",
    summary="Set an agent Not Ready; with chats in hand, after the last of them.",
    run=_set_not_ready,
    section=Section.TOGETHER,
    scope=Scope.AGENT,
    args=(Arg("agent", ArgKind.AGENT, "the agent's name"),),
    label="Set Not Ready",
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    needs=Right.SUPERVISE,
    wants=frozenset({COLLEAGUES}),
)

REPORT = Command(
    name="report",
    summary="Show what each agent was offered, accepted, rejected and left unanswered, by queue.",
    run=_report,
    section=Section.TOGETHER,
    scope=Scope.AGENT,
    args=(Arg("days", ArgKind.NUMBER, "of how many days; 1 when left out", required=False, least=1, most=90),),
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    needs=Right.SUPERVISE,
)
