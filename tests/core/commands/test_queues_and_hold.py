"""`queues`, `hold` and `resume`."""

from dataclasses import replace
from typing import Any

import pytest

from core.agents.machine import ChoseQueues
from core.commands.forms import form_of
from core.commands.model import Context
from core.conversation.events import PutOnHold, Resumed
from core.conversation.model import Hold, Status
from core.errors import ArgumentsInvalid, NotPermitted
from core.ids import QueueId
from core.policy.hold import Hold as HoldPlan
from core.sentences import say
from core.views import FieldKind
from tests.build import (
    ADA,
    BILLING,
    BOB,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_profile,
    a_queue,
    a_seat,
    an_agent,
    an_invitation,
)
from tests.core.commands.giving import REGISTRY, give, within

SALES = QueueId("sales")
QUEUES = REGISTRY.find("queues")


def of_two_queues(serving: frozenset[QueueId] | None = None, **profile: Any) -> Context:
    """Give Ada's context, who may serve Billing and Sales, outside of chats."""
    ada = a_profile(ADA, **({"queues": (BILLING, SALES, QueueId("gone"))} | profile))
    directory = a_directory(ada, queues=(a_queue(), a_queue(id=SALES, title="Sales")))
    return replace(a_context(directory=directory, conversation=None), agent=an_agent(serving=serving))


@pytest.mark.parametrize(
    ("typed", "serving", "titles"),
    [
        ("queues sales", frozenset({SALES}), "Sales"),
        ("queues Sales, Billing", None, "Billing, Sales"),
        ("queues all", None, "Billing, Sales"),
    ],
)
def test_queues_chooses_which_are_served(typed: str, serving: frozenset[QueueId] | None, titles: str) -> None:
    outcome = give(typed, of_two_queues())

    assert outcome.agent_event == ChoseQueues(NOW, serving)
    assert outcome.reply == say("queues_chosen", queues=titles)


@pytest.mark.parametrize(("serving", "titles"), [(None, "Billing, Sales"), (frozenset({SALES}), "Sales")])
def test_queues_with_nothing_behind_it_tells_which_are_served(serving: frozenset[QueueId] | None, titles: str) -> None:
    outcome = give("queues", of_two_queues(serving))

    assert outcome.agent_event is None
    assert outcome.reply == say("queues_served", queues=titles, all="Billing, Sales")


def test_queues_refuses_a_queue_that_there_is_not() -> None:
    with pytest.raises(ArgumentsInvalid):
        give("queues teapots", of_two_queues())


def test_queues_is_refused_to_somebody_who_may_serve_none() -> None:
    nobody = of_two_queues(queues=())

    with pytest.raises(NotPermitted) as refused:
        give("queues", nobody)
    assert refused.value.sentence == say("queues_none")
    with pytest.raises(NotPermitted):
        form_of(QUEUES, nobody, {})


@pytest.mark.parametrize(("serving", "marked"), [(None, "billing\nsales"), (frozenset({SALES}), "sales")])
def test_the_form_of_queues_begins_with_those_that_are_served(serving: frozenset[QueueId] | None, marked: str) -> None:
    (field,) = form_of(QUEUES, of_two_queues(serving), {}).fields

    assert (field.kind, field.initial) == (FieldKind.MANY, marked)
    assert field.options == ((BILLING, "Billing"), (SALES, "Sales"))


def test_hold_and_resume_say_what_they_do() -> None:
    running = within(a_conversation(Status.ACTIVE))
    held = within(a_conversation(Status.ACTIVE, hold=Hold(ADA, NOW)))

    assert (give("hold", running).events, give("hold", running).reply) == (
        (PutOnHold(NOW, ADA),),
        say("hold_set", number=1),
    )
    assert give("resume", held).events == (Resumed(NOW, ADA),)
    assert give("unhold", held).reply == say("hold_over", number=1)


def test_hold_is_offered_where_the_queue_knows_it_and_resume_where_a_chat_is_on_hold() -> None:
    hold, resume = REGISTRY.find("hold"), REGISTRY.find("resume")
    running, held = a_conversation(Status.ACTIVE), a_conversation(Status.ACTIVE, hold=Hold(ADA, NOW))

    assert [hold.available(chat) for chat in (running, held, a_conversation())] == [True, False, False]
    assert [resume.available(chat) for chat in (running, held)] == [False, True]
    company = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))
    asked_in = a_conversation(Status.ACTIVE, participants=(a_seat(ADA),), invitation=an_invitation(BOB))
    assert [hold.available(chat) for chat in (company, asked_in)] == [False, False]
    assert hold.fits is not None
    assert [hold.fits(queue) for queue in (a_queue(), a_queue(hold=HoldPlan(None)))] == [False, True]
