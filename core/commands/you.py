"""You: ready, notready, help."""

from core.agents.machine import SaidNotReady, SaidReady
from core.agents.model import Stage
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Scope, Section, Surface, Values, ViewName
from core.sentences import say

OUTSIDE = Surface.TEXT | Surface.BUTTON | Surface.SLASH


def _ready(context: Context, _: Values) -> Outcome:
    return Outcome(agent_event=SaidReady(context.at), reply=say("ready"))


def _not_ready(context: Context, values: Values) -> Outcome:
    event = SaidNotReady(context.at, str(values.get("reason", "")))
    chats = context.agent.chats.values() if context.agent else ()
    busy = any(chat.stage is not Stage.WRAP_UP for chat in chats)
    return Outcome(agent_event=event, reply=say("notready_later" if busy else "notready"))


def _help(_: Context, __: Values) -> Outcome:
    return Outcome(view=ViewName.HELP)


READY = Command(
    name="ready",
    summary="Take chats from now on.",
    run=_ready,
    section=Section.YOU,
    scope=Scope.AGENT,
    surfaces=OUTSIDE,
)

NOTREADY = Command(
    name="notready",
    aliases=("away",),
    summary="Take no more chats; with chats in hand, after the last of them.",
    run=_not_ready,
    section=Section.YOU,
    scope=Scope.AGENT,
    args=(Arg("reason", ArgKind.REST, "why, in your own words", required=False),),
    label="Not ready",
    surfaces=OUTSIDE,
)

HELP = Command(
    name="help",
    summary="Show what you can type.",
    run=_help,
    section=Section.YOU,
    scope=Scope.ANYONE,
    for_anyone=True,
)
