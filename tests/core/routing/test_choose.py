"""The choice of an agent (P11) and the matching of a queue's waiting chats with agents."""

from dataclasses import replace
from datetime import timedelta

from core.conversation.model import Status
from core.ids import ChannelName, ConversationId
from core.routing.choose import Match, choose_agent, match
from tests.build import ADA, BOB, CHAT, CLEO, NOW, WEB, a_conversation, a_queue, an_agent, in_hand, later

C2, C3 = ConversationId("c2"), ConversationId("c3")


def test_the_longest_idle_agent_is_chosen() -> None:
    agents = [an_agent(ADA, idle_since=later(5)), an_agent(BOB, idle_since=NOW), an_agent(CLEO, idle_since=later(9))]

    assert choose_agent(agents, 1, frozenset()) == agents[1]


def test_idle_agents_come_before_those_with_chats_and_the_least_loaded_before_the_others() -> None:
    full = an_agent(ADA, capacity=4, chats={C2: in_hand(weight=2)})
    less = an_agent(BOB, capacity=4, chats={C3: in_hand(weight=1)})
    idle = an_agent(CLEO, idle_since=later(3600))

    assert choose_agent([full, less, idle], 1, frozenset()) == idle
    assert choose_agent([full, less], 1, frozenset()) == less


def test_load_is_measured_against_the_agents_own_capacity() -> None:
    half = an_agent(ADA, capacity=2, chats={C2: in_hand()})
    quarter = an_agent(BOB, capacity=4, chats={C3: in_hand()})

    assert choose_agent([half, quarter], 1, frozenset()) == quarter


def test_rejecter_is_asked_only_when_there_is_nobody_else() -> None:
    rejecter = an_agent(ADA, idle_since=NOW - timedelta(hours=1))
    busy = an_agent(BOB, chats={C2: in_hand()})

    assert choose_agent([rejecter, busy], 1, frozenset({ADA})) == busy
    assert choose_agent([rejecter], 1, frozenset({ADA})) == rejecter


def test_equal_agents_are_chosen_by_id_whatever_their_order() -> None:
    ada, bob = an_agent(ADA), an_agent(BOB)

    assert choose_agent([bob, ada], 1, frozenset()) == ada
    assert choose_agent([ada, bob], 1, frozenset()) == ada


def test_whoever_has_no_room_for_the_weight_is_not_chosen() -> None:
    small = an_agent(ADA, capacity=1)
    large = an_agent(BOB, capacity=2, idle_since=later(100))

    assert choose_agent([small, large], 2, frozenset()) == large
    assert choose_agent([small], 2, frozenset()) is None


def test_nobody_ready_is_nobody() -> None:
    assert choose_agent([an_agent(ready=False)], 1, frozenset()) is None
    assert choose_agent([], 1, frozenset()) is None


def test_waiting_chats_are_matched_oldest_first_each_agent_once() -> None:
    waiting = [a_conversation(id=name) for name in ("c1", "c2", "c3")]
    agents = [an_agent(ADA, idle_since=later(1)), an_agent(BOB, idle_since=NOW)]

    assert match(waiting, agents, a_queue()) == (Match(CHAT, BOB, 1), Match(C2, ADA, 1))


def test_chat_that_is_promised_already_is_not_promised_again() -> None:
    promised = an_agent(ADA, chats={CHAT: in_hand()})

    assert match([a_conversation()], [promised, an_agent(BOB)], a_queue()) == ()


def test_chat_that_fits_nobody_does_not_hold_up_the_next() -> None:
    phone = ChannelName("phone")
    queue = a_queue(weights={WEB: 3, phone: 1})
    heavy, light = a_conversation(id="c1"), replace(a_conversation(id="c2"), channel=phone)

    assert match([heavy, light], [an_agent(ADA, capacity=2)], queue) == (Match(C2, ADA, 1),)


def test_match_uses_what_each_chat_remembers_of_its_rejecters() -> None:
    waiting = [a_conversation(Status.QUEUED, skipped=frozenset({ADA}))]
    agents = [an_agent(ADA, idle_since=NOW), an_agent(BOB, idle_since=later(50))]

    assert match(waiting, agents, a_queue()) == (Match(CHAT, BOB, 1),)
