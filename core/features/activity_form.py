"""The activity form: an internal form about a chat, filled in by its agents while it runs or after it.

Rules:
1. It can be saved half filled in; what it requires is asked for before the wrap-up ends.
2. The answers are kept beside the chat, and are in no journal, log or outbox row.
3. Its fields' names begin with `a_`, so that they can stand in one form with others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.commands.outcome import Change
from core.commands.wants import Want
from core.errors import ArgumentsInvalid
from core.features.answering import Answer, NotUnderstood, read_answers, read_value
from core.features.masked import SIGN
from core.ids import AgentId, ConversationId
from core.policy.forms import Field, FieldKind, FormPlan
from core.sentences import say
from core.texts import render
from core.views import FieldKind as Shown
from core.views import FormField

PREFIX = "a_"

KINDS: Mapping[FieldKind, Shown] = {
    FieldKind.TEXT: Shown.TEXT,
    FieldKind.LONG: Shown.LONG,
    FieldKind.EMAIL: Shown.TEXT,
    FieldKind.PHONE: Shown.TEXT,
    FieldKind.NUMBER: Shown.TEXT,
    FieldKind.DATE: Shown.DATE,
    FieldKind.CHOICE: Shown.CHOICE,
    FieldKind.MANY: Shown.MANY,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """The form of a chat as it was saved last."""

    form: str
    agent: AgentId
    at: datetime
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivitySaved(Change):
    """The form of a chat was saved."""

    conversation: ConversationId
    filled: Filled


ACTIVITY: Want[Filled | None] = Want("activity")
"""The chat's form as it was saved last."""


def fields_of(plan: FormPlan, filled: Filled | None, *, all_at_once: bool = False) -> tuple[FormField, ...]:
    """Give the form's inputs with what has been answered; `all_at_once` requires what the form requires."""
    known = known_answers(plan, filled)
    return tuple(_field(one, known.get(one.name, ()), all_at_once=all_at_once) for one in plan.fields)


def _field(asked: Field, known: tuple[str, ...], *, all_at_once: bool) -> FormField:
    needed = render(say("field_needed"), {}) if asked.required and not all_at_once else ""
    return FormField(
        name=PREFIX + asked.name,
        label=asked.label,
        help=" ".join(part for part in (asked.help, needed) if part),
        required=asked.required and all_at_once,
        kind=KINDS[asked.kind],
        options=tuple((option, option) for option in asked.options),
        initial=_initial(asked, known),
    )


def _initial(asked: Field, known: tuple[str, ...]) -> str:
    """Give what an input begins with: nothing where what was answered is masked and would be no answer any more."""
    is_text = asked.kind in (FieldKind.TEXT, FieldKind.LONG)
    return "\n".join(one for one in known if is_text or SIGN not in one)


def known_answers(plan: FormPlan, filled: Filled | None) -> dict[str, tuple[str, ...]]:
    """Give what has been answered, by the fields' names; nothing of another form."""
    if filled is None or filled.form != plan.name:
        return {}
    return {answer.name: answer.values for answer in filled.answers}


def is_submitted(values: Mapping[str, str]) -> bool:
    """Tell whether these values come from the form."""
    return any(name.startswith(PREFIX) for name in values)


def read_form(plan: FormPlan, values: Mapping[str, str]) -> tuple[Answer, ...]:
    """Read the form as it was submitted; what is required may be left out for now.

    Raises:
        ArgumentsInvalid: an answer doesn't fit its field; the argument is the field's name.
    """
    given = {one.name: _given(one, values.get(PREFIX + one.name, "")) for one in plan.fields}
    answered = read_answers(_lenient(plan), given)
    labels = {one.name: one.label for one in plan.fields}
    for name, problem in answered.problems.items():
        raise ArgumentsInvalid(say("activity_answer_wrong", label=labels[name], problem=problem), PREFIX + name)
    return answered.answers


def read_one(plan: FormPlan, name: str, words: str) -> Answer:
    """Read one answer that was typed.

    Raises:
        ArgumentsInvalid: it doesn't fit the field.
    """
    asked = next(one for one in plan.fields if one.name == name)
    try:
        return Answer(asked.name, asked.label, read_value(asked.kind, asked.options, words))
    except NotUnderstood as error:
        problem = say("activity_answer_wrong", label=asked.label, problem=error.message)
        raise ArgumentsInvalid(problem, "answer") from None


def with_answer(plan: FormPlan, filled: Filled | None, answer: Answer) -> tuple[Answer, ...]:
    """Give what was answered with one answer more, in the order of the form."""
    known = known_answers(plan, filled) | {answer.name: answer.values}
    return tuple(Answer(one.name, one.label, known[one.name]) for one in plan.fields if one.name in known)


def still_needed(plan: FormPlan, answers: tuple[Answer, ...]) -> tuple[Field, ...]:
    """Give the required fields that have no answer."""
    there = {answer.name for answer in answers}
    return tuple(one for one in plan.required() if one.name not in there)


def _given(asked: Field, value: str) -> str | list[str]:
    return value.split("\n") if asked.kind is FieldKind.MANY else value


def _lenient(plan: FormPlan) -> FormPlan:
    return replace(plan, fields=tuple(replace(one, required=False) for one in plan.fields))
