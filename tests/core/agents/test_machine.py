"""The agent's states (P1), what a reject or an unanswered offer leads to (P4, P5), and capacity (P10)."""

from dataclasses import replace

import pytest

from core.agents.machine import (
    AgentEvent,
    CameBack,
    ChoseQueues,
    Engaged,
    Released,
    Rung,
    SaidNotReady,
    SaidReady,
    SeenAway,
    SetAside,
    WrappingUp,
    step,
)
from core.agents.model import Agent, Engagement, NotReadyReason, Presence, Stage
from core.errors import CapacityReached
from core.ids import ConversationId, QueueId
from core.sentences import say
from tests.build import ADA, BILLING, CHAT, NOW, an_agent, in_hand, later
from tests.core.stepping import refusal

OTHER = ConversationId("c2")
REJECTED, UNANSWERED, CHOSEN = NotReadyReason.REJECTED, NotReadyReason.UNANSWERED, NotReadyReason.CHOSEN
AT = later(10)


def after(agent: Agent, *events: AgentEvent) -> Agent:
    """Give the agent's state after the events."""
    for event in events:
        agent = step(agent, event).agent
    return agent


def test_new_agent_is_not_ready_until_it_says_so() -> None:
    agent = Agent(ADA, capacity=3)

    assert (agent.presence, agent.reason) == (Presence.NOT_READY, NotReadyReason.NEVER_SIGNED_IN)
    assert after(agent, SaidReady(AT)).presence is Presence.READY


def test_ready_begins_the_idle_time_and_asks_for_work() -> None:
    done = step(an_agent(ready=False, note="lunch"), SaidReady(AT))

    assert done.agent == an_agent(idle_since=AT, changed_at=AT)
    assert (done.presence_changed, done.may_take_more) == (True, True)


def test_ready_twice_keeps_the_place_in_line() -> None:
    done = step(an_agent(), SaidReady(AT))

    assert done.agent == an_agent()
    assert (done.presence_changed, done.may_take_more) == (False, False)


def test_not_ready_when_idle_is_at_once_with_the_agents_own_words() -> None:
    done = step(an_agent(), SaidNotReady(AT, "lunch"))

    assert done.agent == an_agent(ready=False, idle_since=None, reason=CHOSEN, note="lunch", changed_at=AT)
    assert (done.presence_changed, done.may_take_more) == (True, False)


def test_not_ready_with_a_chat_in_hand_comes_after_the_last_one() -> None:
    busy = an_agent(chats={CHAT: in_hand(), OTHER: in_hand()})

    waiting = after(busy, SaidNotReady(AT))
    one_left = after(waiting, Released(AT, CHAT))
    none_left = after(one_left, Released(AT, OTHER))

    assert (waiting.presence, waiting.ready, waiting.then_not_ready) == (Presence.BUSY, True, CHOSEN)
    assert one_left.presence is Presence.BUSY
    assert (none_left.presence, none_left.reason, none_left.then_not_ready) == (Presence.NOT_READY, CHOSEN, None)


def test_ring_makes_busy_and_reserves() -> None:
    done = step(an_agent(), Rung(AT, CHAT, 2))

    assert done.agent == an_agent(chats={CHAT: Engagement(Stage.RINGING, 2, AT)}, changed_at=AT)
    assert (done.agent.presence, done.agent.load) == (Presence.BUSY, 2)
    assert (done.presence_changed, done.may_take_more) == (True, False)


def test_accept_turns_the_reservation_into_the_chat() -> None:
    agent = after(an_agent(), Rung(NOW, CHAT, 2), Engaged(AT, CHAT, 2))

    assert agent.chats == {CHAT: Engagement(Stage.ACTIVE, 2, AT)}
    assert agent.load == 2


@pytest.mark.parametrize("why", [REJECTED, UNANSWERED])
def test_idle_agent_who_does_not_take_an_offer_is_not_ready_at_once(why: NotReadyReason) -> None:
    done = step(after(an_agent(), Rung(NOW, CHAT, 1)), Released(AT, CHAT, why))

    assert done.agent == an_agent(ready=False, idle_since=None, reason=why, changed_at=AT)
    assert (done.presence_changed, done.may_take_more) == (True, False)


@pytest.mark.parametrize("why", [REJECTED, UNANSWERED])
def test_busy_agent_who_does_not_take_an_offer_is_not_ready_after_the_last_chat(why: NotReadyReason) -> None:
    busy = an_agent(chats={CHAT: in_hand()})

    said_no = after(busy, Rung(AT, OTHER, 1), Released(AT, OTHER, why))
    later_on = after(said_no, Released(later(60), CHAT))

    assert (said_no.presence, said_no.then_not_ready) == (Presence.BUSY, why)
    assert not said_no.can_take(1)
    assert (later_on.presence, later_on.reason) == (Presence.NOT_READY, why)


def test_not_ready_that_is_due_takes_effect_when_the_last_chat_goes_into_wrap_up() -> None:
    agent = after(an_agent(chats={CHAT: in_hand()}), SaidNotReady(NOW), WrappingUp(AT, CHAT))

    assert agent.presence is Presence.AFTER_CALL_WORK
    assert after(agent, Released(later(60), CHAT)).presence is Presence.NOT_READY


def test_ready_clears_the_not_ready_that_is_due() -> None:
    agent = after(an_agent(chats={CHAT: in_hand()}), SaidNotReady(NOW), SaidReady(AT), Released(later(60), CHAT))

    assert agent.presence is Presence.READY
    assert agent.then_not_ready is None


@pytest.mark.parametrize(
    "event",
    [
        Rung(AT, CHAT, 1),
        Engaged(AT, CHAT, 1),
        WrappingUp(AT, CHAT),
        Released(AT, CHAT),
        Released(AT, CHAT, REJECTED),
        SaidNotReady(AT),
    ],
)
def test_only_the_agent_makes_itself_ready(event: AgentEvent) -> None:
    for chats in ({}, {CHAT: in_hand()}, {CHAT: in_hand(Stage.WRAP_UP)}, {OTHER: in_hand()}):
        assert not after(an_agent(ready=False, chats=chats), event).ready


def test_ring_that_is_withdrawn_leaves_the_agent_ready_and_last_in_the_line_of_the_idle() -> None:
    done = step(after(an_agent(), Rung(NOW, CHAT, 1)), Released(AT, CHAT))

    assert done.agent == an_agent(idle_since=AT, changed_at=AT)
    assert done.may_take_more


def test_ring_that_is_withdrawn_lets_a_not_ready_that_was_said_meanwhile_take_effect() -> None:
    agent = after(an_agent(), Rung(NOW, CHAT, 1), SaidNotReady(AT), Released(AT, CHAT))

    assert (agent.presence, agent.reason) == (Presence.NOT_READY, CHOSEN)


def test_wrap_up_takes_capacity_and_blocks_offers() -> None:
    done = step(an_agent(chats={CHAT: in_hand(weight=2)}), WrappingUp(AT, CHAT))

    assert done.agent.chats == {CHAT: Engagement(Stage.WRAP_UP, 2, AT)}
    assert (done.agent.presence, done.agent.load) == (Presence.AFTER_CALL_WORK, 2)
    assert not done.agent.can_take(1)
    assert not done.may_take_more


def test_busy_goes_before_after_call_work() -> None:
    agent = after(an_agent(chats={CHAT: in_hand(), OTHER: in_hand()}), WrappingUp(AT, CHAT))

    assert agent.presence is Presence.BUSY


def test_wrap_up_of_a_chat_that_is_not_in_hand_changes_nothing() -> None:
    assert after(an_agent(), WrappingUp(AT, CHAT)) == an_agent()


def test_end_of_the_wrap_up_makes_ready_again_and_asks_for_work() -> None:
    done = step(an_agent(chats={CHAT: in_hand(Stage.WRAP_UP)}), Released(AT, CHAT))

    assert done.agent.presence is Presence.READY
    assert done.agent.idle_since == AT
    assert done.may_take_more


@pytest.mark.parametrize("event", [Rung(AT, OTHER, 2), Engaged(AT, OTHER, 2)])
def test_capacity_is_never_exceeded_whoever_asks(event: AgentEvent) -> None:
    agent = an_agent(capacity=3, chats={CHAT: in_hand(weight=2)})

    assert refusal(lambda: step(agent, event), CapacityReached) == say("capacity_reached", load=2, capacity=3)


def test_what_nobody_was_asked_to_take_takes_the_room_that_is_left_and_none_where_there_is_none() -> None:
    begun = [Engaged(NOW, ConversationId(f"c{number}"), 2, unasked=True) for number in (7, 8, 9)]
    agent = after(replace(an_agent(), capacity=3), *begun)

    assert [chat.weight for chat in agent.chats.values()] == [2, 1, 0]
    assert agent.load == 3


def test_chat_in_hand_counts_once_when_it_is_engaged() -> None:
    agent = an_agent(capacity=2, chats={CHAT: in_hand(Stage.RINGING, weight=2)})

    assert after(agent, Engaged(AT, CHAT, 2)).load == 2


def test_agent_without_room_is_not_asked_and_one_with_room_is() -> None:
    agent = an_agent(capacity=3, chats={CHAT: in_hand(weight=2)})

    assert (agent.can_take(1), agent.can_take(2)) == (True, False)
    assert not replace(agent, ready=False).can_take(1)


def test_one_offer_rings_at_a_time() -> None:
    assert not an_agent(chats={CHAT: in_hand(Stage.RINGING)}).can_take(1)


def test_change_that_others_do_not_see_keeps_the_time_of_the_last_one_that_they_did() -> None:
    agent = after(an_agent(chats={CHAT: in_hand()}), Engaged(AT, OTHER, 1))

    assert agent.changed_at == NOW
    assert agent.idle_since is None


def test_chat_on_hold_takes_no_capacity_and_leaves_the_agent_ready_and_idle() -> None:
    done = step(an_agent(capacity=1, chats={CHAT: in_hand()}), SetAside(AT, CHAT))

    assert (done.agent.load, done.agent.presence, done.agent.idle_since) == (0, Presence.READY, AT)
    assert done.agent.chats == {CHAT: Engagement(Stage.HELD, 1, AT)}
    assert done.may_take_more


def test_not_ready_that_waited_takes_effect_when_the_last_chat_is_set_aside() -> None:
    agent = an_agent(chats={CHAT: in_hand()}, then_not_ready=REJECTED)

    assert after(agent, SetAside(AT, CHAT)).presence is Presence.NOT_READY


def test_while_a_chat_comes_back_nothing_new_is_offered() -> None:
    agent = after(an_agent(chats={CHAT: in_hand(Stage.HELD)}), CameBack(AT, CHAT))

    assert agent.chats[CHAT].stage is Stage.RETURNING
    assert (agent.load, agent.can_take(1), agent.has_room(1)) == (0, False, True)
    assert after(agent, Engaged(AT, CHAT, 1)).can_take(1)


def test_chat_that_comes_back_needs_room() -> None:
    agent = an_agent(capacity=1, chats={CHAT: in_hand(Stage.RETURNING), OTHER: in_hand()})

    with pytest.raises(CapacityReached):
        step(agent, Engaged(AT, CHAT, 1))


@pytest.mark.parametrize(("others", "weight"), [({}, 2), ({OTHER: in_hand(weight=2)}, 1)])
def test_wrap_up_of_a_chat_on_hold_takes_what_room_there_is(
    others: dict[ConversationId, Engagement], weight: int
) -> None:
    agent = an_agent(capacity=3, chats={CHAT: in_hand(Stage.HELD, 2), **others})

    wrapping = after(agent, WrappingUp(AT, CHAT))

    assert wrapping.chats[CHAT] == Engagement(Stage.WRAP_UP, weight, AT)
    assert wrapping.load <= wrapping.capacity


@pytest.mark.parametrize("event", [SetAside(AT, OTHER), CameBack(AT, OTHER)])
def test_what_is_not_in_hand_is_neither_set_aside_nor_comes_back(event: AgentEvent) -> None:
    agent = an_agent(chats={CHAT: in_hand()})

    assert after(agent, event) == agent


def test_chosen_queues_are_served_and_others_not() -> None:
    agent = after(an_agent(), ChoseQueues(AT, frozenset({BILLING})))

    assert agent.serves(BILLING)
    assert not agent.serves(QueueId("sales"))
    assert after(agent, ChoseQueues(AT, None)).serves(QueueId("sales"))


def test_the_first_time_away_counts_until_the_agent_is_back() -> None:
    away = after(an_agent(), SeenAway(AT, away=True), SeenAway(later(60), away=True))

    assert away.away_since == AT
    assert after(away, SeenAway(later(90), away=False)).away_since is None
