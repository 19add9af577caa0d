"""What an agent wants to be told of directly (T27)."""

from collections.abc import Mapping

from core.agents.machine import ChoseAlerts
from core.agents.model import Alert
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
)
from core.sentences import say
from core.views import FieldKind, Form, FormField

NAMES: Mapping[Alert, str] = {
    Alert.LATE_ANSWER: "A customer waits for my answer",
    Alert.NOTE: "A colleague writes to me alone (the thread shows it anyway)",
}
_ALL, _NONE = "all", "none"


def _options(_: Context) -> Options:
    return (*((one.value, words) for one, words in NAMES.items()), (_ALL, "Everything"), (_NONE, "Nothing"))


def _alerts(context: Context, values: Values) -> Outcome:
    chosen = values.get("which", ())
    if not isinstance(chosen, tuple):
        raise TypeError("the parser gives several choices")
    if not chosen and "which" not in context.filled:
        return Outcome(form=NextForm("alerts"))
    wanted = frozenset(Alert(one) for one in chosen if one not in (_ALL, _NONE))
    alerts = None if _ALL in chosen or wanted == frozenset(NAMES) else wanted
    told = say("alerts_all") if alerts is None else say("alerts_some") if alerts else say("alerts_none")
    return Outcome(agent_event=ChoseAlerts(context.at, alerts), reply=told)


def _form(context: Context, _: Mapping[str, str]) -> Form:
    alerts = context.agent.alerts if context.agent is not None else None
    there = [one.value for one in NAMES if alerts is None or one in alerts]
    which = FormField(
        "which",
        "Tell me directly when",
        required=False,
        kind=FieldKind.MANY,
        options=tuple((one.value, words) for one, words in NAMES.items()),
        initial="\n".join(there),
    )
    about = "What you must answer always reaches you: offers, invitations, held texts."
    return Form("Alerts", "Save", "alerts", None, (which,), intro=about)


ALERTS = Command(
    name="alerts",
    summary="Choose what you are told of directly; offers and held texts always reach you.",
    run=_alerts,
    section=Section.YOU,
    scope=Scope.AGENT,
    args=(Arg("which", ArgKind.CHOICE, "late_answer, note, all, none", required=False, options=_options, many=True),),
    label="Alerts…",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    form=_form,
)
