"""Commands that no feature has yet, for what commands can do: choose, search, want, change, go on to another form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from bridge.handlers.changes import CARRIERS
from bridge.handlers.features import Features
from bridge.handlers.unit import Unit
from bridge.handlers.wants import LOADERS, Asking
from core.agents.model import Profile
from core.agents.rights import Right
from core.commands.catalog import ALL
from core.commands.model import (
    Arg,
    ArgKind,
    Change,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Section,
    Values,
    Want,
)
from core.commands.taking import need
from core.commands.talking import NOTE, is_active
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.sentences import say
from core.views import Fact, FieldKind, Form, FormField

TEXTS: Want[dict[str, str]] = Want("texts")
"""Ready texts by their names."""

GREETINGS = {"hello": "Hello, how can I help?", "bye": "Thank you and goodbye!"}


@dataclass(frozen=True, slots=True)
class Ordered(Change):
    """What was ordered, for the journal."""

    what: str


def _options(_: Context) -> Options:
    return (("green", "Green tea"), ("black", "Black tea"), ("white", "White tea"))


def _extras(_: Context) -> Options:
    return (("milk", "Milk"), ("honey", "Honey"))


def _order(context: Context, values: Values) -> Outcome:
    conversation, _ = need(context)
    day, wait = values.get("day", date.min), values.get("wait", timedelta())
    extras = values.get("extras", ())
    assert isinstance(extras, tuple)
    assert isinstance(day, date)
    assert isinstance(wait, timedelta)
    what = f"{values.get('cups', 1)} {values['tea']} {'+'.join(extras)} {day} {wait}"
    return Outcome(changes=(Ordered(what),), reply=say("completed", number=conversation.number))


ORDER = Command(
    name="order",
    summary="Order tea.",
    run=_order,
    section=Section.TALKING,
    args=(
        Arg("tea", ArgKind.CHOICE, "which tea", options=_options),
        Arg("cups", ArgKind.NUMBER, "how many", required=False, least=1, most=9),
        Arg("wait", ArgKind.DURATION, "how long it draws", required=False),
        Arg("day", ArgKind.DATE, "when", required=False),
        Arg("extras", ArgKind.CHOICE, "what goes into it", required=False, options=_extras, many=True),
    ),
    label="Order…",
    available=is_active,
)


def _find(context: Context, typed: str) -> Options:
    there = context.wanted(TEXTS)
    return tuple((name, name.capitalize()) for name, text in there.items() if typed.casefold() in text.casefold())


def _ready_text(_: Context, values: Values) -> Outcome:
    return Outcome(form=NextForm("say_it", {"which": str(values["which"])}))


READY_TEXT = Command(
    name="text",
    summary="Send a ready text.",
    run=_ready_text,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.CHOICE, "words of the text", search=_find),),
    label="Ready text…",
    available=is_active,
    wants=frozenset({TEXTS}),
)


def _say_form(context: Context, values: Mapping[str, str]) -> Form:
    text = context.wanted(TEXTS).get(values.get("which", ""), "")
    field = FormField("text", "Text", kind=FieldKind.LONG, initial=text)
    return Form("Send", "Send", "say_it", None, (field,), rows=(Fact("Text", values.get("which", "")),))


SAY = replace(
    NOTE,
    name="say_it",
    summary="Keep what was edited.",
    form=_say_form,
    wants=frozenset({TEXTS}),
    surfaces=NOTE.surfaces,
)
PASS_ON = Command(
    name="pass_on",
    summary="Name who comes next.",
    run=lambda _, values: Outcome(reply=say("invite_sent", agent=_id(values["to"]), number=1)),
    section=Section.TOGETHER,
    args=(
        Arg("to", ArgKind.AGENT_OR_QUEUE, "an agent or a queue"),
        Arg("note", ArgKind.REST, "what they should know", required=False),
    ),
    label="Pass on…",
    available=is_active,
)
TAKE_OVER = Command(
    name="take_over",
    summary="Do what takes a right.",
    run=lambda _, __: Outcome(reply=say("ready")),
    section=Section.TAKING,
    needs=Right.TAKE_ANY,
)


def _id(value: object) -> str:
    return value.id if isinstance(value, Profile) else str(getattr(value, "id", ""))


def _load(_: Connection, asking: Asking) -> dict[str, str]:
    assert asking.profile is not None
    return GREETINGS


def _carry(unit: Unit, chat: Conversation | None, change: Ordered) -> None:
    unit.journal(chat, Record("ordered", fields={"what": change.what}))


MORE = Features(
    (*ALL, ORDER, READY_TEXT, SAY, PASS_ON, TAKE_OVER),
    wants={**LOADERS, TEXTS: _load},
    changes={**CARRIERS, Ordered: _carry},
)
