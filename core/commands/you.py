"""You: ready, notready, help."""

from collections.abc import Mapping

from core.agents.machine import SaidNotReady, SaidReady
from core.agents.model import Presence
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
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
from core.commands.taking import need
from core.directory import listed
from core.errors import ArgumentsInvalid
from core.policy.absence import BESIDE
from core.quoting import quoted
from core.sentences import say
from core.views import FieldKind, Form, FormField

OWN = "own"
"""The form's field for words beside a reason."""

OUTSIDE = Surface.TEXT | Surface.BUTTON | Surface.SLASH


def _ready(context: Context, _: Values) -> Outcome:
    return Outcome(agent_event=SaidReady(context.at), reply=say("ready"))


def _not_ready(context: Context, values: Values) -> Outcome:
    event = SaidNotReady(context.at, _reason(context, str(values.get("reason", ""))))
    busy = context.agent is not None and context.agent.presence is Presence.BUSY
    return Outcome(agent_event=event, reply=say("notready_later" if busy else "notready"))


def _reason(context: Context, words: str) -> str:
    """Read why: one of the reasons, what the form has beside it, or words of one's own where these do."""
    absence, more = context.directory.absence, context.filled.get(OWN, "").strip()
    chosen = absence.find(words)
    if absence.must_choose and chosen is None:
        known = listed(absence.reasons)
        if not words:
            raise ArgumentsInvalid(say("notready_why", reasons=known), "reason")
        raise ArgumentsInvalid(say("notready_unknown", words=quoted(words), reasons=known), "reason")
    return BESIDE.join(part for part in (chosen or words, more) if part)


def _reason_form(context: Context, _: Mapping[str, str]) -> Form:
    absence = context.directory.absence
    options = tuple((one, one) for one in absence.reasons)
    reason = FormField("reason", "Reason", required=absence.must_choose, kind=FieldKind.CHOICE, options=options)
    own = FormField(OWN, "In your own words", required=False)
    fields = (*((reason,) if options else ()), *((own,) if absence.own_words else ()))
    return Form("Not ready", "Not ready", "notready", None, fields)


def _help(_: Context, __: Values) -> Outcome:
    return Outcome(view=View(ViewName.HELP))


def _actions(context: Context, _: Values) -> Outcome:
    need(context)
    return Outcome(view=View(ViewName.ACTIONS))


READY = Command(
    name="ready",
    summary="Take chats from now on.",
    run=_ready,
    section=Section.YOU,
    scope=Scope.AGENT,
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
)

NOTREADY = Command(
    name="notready",
    aliases=("away",),
    summary="Take no more chats; with chats in hand, after the last of them.",
    run=_not_ready,
    section=Section.YOU,
    scope=Scope.AGENT,
    card=CardPlace.ELSEWHERE,
    args=(Arg("reason", ArgKind.REST, "why: a reason of the list, or your own words", required=False, lines=False),),
    label="Not ready",
    surfaces=OUTSIDE,
    form=_reason_form,
)

HELP = Command(
    name="help",
    summary="Show what you can type.",
    run=_help,
    section=Section.YOU,
    scope=Scope.ANYONE,
    card=CardPlace.ELSEWHERE,
    for_anyone=True,
)

ACTIONS = Command(
    name="actions",
    aliases=("more",),
    summary="Show all that you can do in a chat, as buttons.",
    run=_actions,
    section=Section.YOU,
    label="More…",
    card=CardPlace.ELSEWHERE,  # the card draws it by itself, where there is more
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
)
"""Desks that can open what they show at once never give it; the others answer it in private."""
