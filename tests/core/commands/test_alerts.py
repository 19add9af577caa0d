"""What an agent is told of directly, as a command (T27)."""

from dataclasses import replace

import pytest

from core.agents.machine import AgentEvent, ChoseAlerts, step
from core.agents.model import Alert
from core.commands.alerts import ALERTS
from core.commands.details import DETAILS
from core.commands.forms import form_of
from core.commands.model import NextForm, View, ViewName
from core.commands.writing import desk_of
from core.ids import PersonRef
from core.sentences import say
from tests.build import ADA, NOW, a_context, an_agent
from tests.core.commands.giving import give

LATE, NOTE = Alert.LATE_ANSWER, Alert.NOTE


@pytest.mark.parametrize(
    ("typed", "alerts", "told"),
    [
        ("alerts all", None, "alerts_all"),
        ("alerts none", frozenset(), "alerts_none"),
        ("alerts note", frozenset({NOTE}), "alerts_some"),
        ("alerts late_answer, note", None, "alerts_all"),
    ],
)
def test_alerts_are_chosen_by_words(typed: str, alerts: frozenset[Alert] | None, told: str) -> None:
    outcome = give(typed)

    assert (outcome.agent_event, outcome.reply) == (ChoseAlerts(NOW, alerts), say(told))


def test_without_words_the_form_opens_and_an_empty_form_means_nothing() -> None:
    assert give("alerts").form == NextForm("alerts")
    assert give("alerts", a_context(filled={"which": ""})).agent_event == ChoseAlerts(NOW, frozenset())


def test_form_shows_what_is_chosen() -> None:
    [everything] = form_of(ALERTS, a_context(), {}).fields
    [chosen] = form_of(ALERTS, a_context(agent=ADA), {}).fields
    [one] = form_of(ALERTS, replace(a_context(), agent=an_agent(alerts=frozenset({NOTE}))), {}).fields

    assert everything.initial == chosen.initial == "late_answer\nnote"
    assert one.initial == "note"


def test_what_was_chosen_decides_what_is_told() -> None:
    event: AgentEvent = ChoseAlerts(NOW, frozenset({NOTE}))
    after = step(an_agent(), event).agent

    assert an_agent().wants(LATE)
    assert (after.wants(LATE), after.wants(NOTE)) == (False, True)


def test_details_are_a_view() -> None:
    assert give(DETAILS.name).view == View(ViewName.DETAILS)


def test_talk_of_an_account_that_is_nobodys_is_our_bug() -> None:
    with pytest.raises(TypeError):
        desk_of(a_context(person=PersonRef("T1:U-else")))


def test_one_choice_that_no_parser_gave_is_our_bug() -> None:
    with pytest.raises(TypeError):
        ALERTS.run(a_context(), {"which": "all"})
