"""Why an agent is Not Ready: of a list, in one's own words, or either; typed and by form."""

from dataclasses import replace

import pytest

from core.agents.machine import SaidNotReady
from core.commands.forms import form_of
from core.commands.model import Context
from core.commands.you import NOTREADY
from core.policy.absence import Absence
from core.sentences import say
from core.views import FieldKind
from tests.build import NOW, a_context
from tests.core.commands.giving import give
from tests.core.stepping import refusal

REASONS = ("Lunch", "Training")


def among(*reasons: str, own_words: bool = True) -> Context:
    """Give the context of an installation with these reasons."""
    context = a_context()
    return replace(context, directory=replace(context.directory, absence=Absence(reasons, own_words)))


@pytest.mark.parametrize(("typed", "note"), [(" lun", "Lunch"), (" to the dentist", "to the dentist"), ("", "")])
def test_a_reason_is_named_and_anything_else_is_taken_as_it_is(typed: str, note: str) -> None:
    assert give(f"notready{typed}", among(*REASONS)).agent_event == SaidNotReady(NOW, note)


def test_words_stand_behind_the_reason_of_the_form() -> None:
    filled = replace(among(*REASONS), filled={"reason": "Lunch", "own": "until two"})

    assert give("notready", filled, reason="Lunch").agent_event == SaidNotReady(NOW, "Lunch: until two")


def test_where_only_the_list_counts_the_rest_is_refused_with_the_list() -> None:
    only = among(*REASONS, own_words=False)

    assert give("notready train", only).agent_event == SaidNotReady(NOW, "Training")
    assert refusal(lambda: give("notready", only)) == say("notready_why", reasons="Lunch, Training")
    assert refusal(lambda: give("notready x", only)) == say("notready_unknown", words="x", reasons="Lunch, Training")


@pytest.mark.parametrize(
    ("context", "fields"),
    [
        (among(), [("own", False, FieldKind.TEXT)]),
        (among(*REASONS), [("reason", False, FieldKind.CHOICE), ("own", False, FieldKind.TEXT)]),
        (among(*REASONS, own_words=False), [("reason", True, FieldKind.CHOICE)]),
    ],
)
def test_the_form_asks_for_what_counts(context: Context, fields: list[tuple[str, bool, FieldKind]]) -> None:
    form = form_of(NOTREADY, context, {})

    assert [(one.name, one.required, one.kind) for one in form.fields] == fields
