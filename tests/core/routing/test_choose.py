"""Who is chosen for a chat (P4, P5, P11), rule by rule."""

from datetime import timedelta
from typing import Any

import pytest

from core.agents.model import Stage
from core.conversation.model import Timer
from core.ids import AgentId, ConversationId, QueueId
from core.policy.choosing import Choosing, LanguageMatch
from core.policy.overflow import Overflow
from core.routing.choose import Candidate, Search, choose, is_beyond_compare, is_worth_waiting_for
from core.routing.line import lines_of, next_look, overflowed
from tests.build import ADA, BILLING, BOB, CLEO, NOW, WEB, a_conversation, a_profile, a_queue, an_agent, in_hand, later

C2, C3 = ConversationId("c2"), ConversationId("c3")
SALES = QueueId("sales")


def a_candidate(agent: AgentId = ADA, profile: dict[str, Any] | None = None, **state: Any) -> Candidate:
    """Make somebody who may be asked."""
    return Candidate(an_agent(agent, **state), a_profile(agent, **(profile or {})))


def a_search(choosing: Choosing | None = None, at: float = 0, weight: int = 1, **chat: Any) -> Search:
    """Make a chat that waits since `NOW`."""
    queue = a_queue(weights={WEB: weight}, choosing=choosing or Choosing())
    return Search(a_conversation(**chat), queue, later(at))


def chosen(search: Search, *candidates: Candidate) -> AgentId | None:
    """Give who is chosen, whatever the order in which they are given."""
    first, second = (choose(search, order) for order in (candidates, candidates[::-1]))
    assert first == second
    return first.agent.id if first else None


def test_the_longest_idle_agent_is_chosen() -> None:
    five, none, nine = (a_candidate(one, idle_since=later(s)) for one, s in ((ADA, 5), (BOB, 0), (CLEO, 9)))

    assert chosen(a_search(), five, none, nine) == BOB


def test_idle_agents_come_before_those_with_chats_and_the_least_loaded_before_the_others() -> None:
    full = a_candidate(ADA, capacity=4, chats={C2: in_hand(weight=2)})
    less = a_candidate(BOB, capacity=4, chats={C3: in_hand(weight=1)})
    idle = a_candidate(CLEO, idle_since=later(3600))

    assert chosen(a_search(), full, less, idle) == CLEO
    assert chosen(a_search(), full, less) == BOB


def test_load_is_measured_against_the_agents_own_capacity() -> None:
    half = a_candidate(ADA, capacity=2, chats={C2: in_hand()})
    quarter = a_candidate(BOB, capacity=4, chats={C3: in_hand()})

    assert chosen(a_search(), half, quarter) == BOB


def test_rejecter_is_asked_only_when_there_is_nobody_else() -> None:
    rejecter = a_candidate(ADA, idle_since=NOW - timedelta(hours=1))
    busy = a_candidate(BOB, chats={C2: in_hand()})
    search = a_search(skipped=frozenset({ADA}))

    assert chosen(search, rejecter, busy) == BOB
    assert chosen(search, rejecter) == ADA


def test_rejecter_comes_after_an_agent_of_another_queue_too() -> None:
    rejecter = a_candidate(ADA, idle_since=NOW - timedelta(hours=1))
    other = a_candidate(BOB, {"queues": (SALES,)}, idle_since=later(60))

    assert chosen(a_search(skipped=frozenset({ADA}), overflow=(SALES,)), rejecter, other) == BOB


def test_equal_agents_are_chosen_by_id_whatever_their_order() -> None:
    assert chosen(a_search(), a_candidate(BOB), a_candidate(ADA)) == ADA


def test_whoever_has_no_room_for_the_weight_is_not_chosen() -> None:
    small = a_candidate(ADA, capacity=1)
    large = a_candidate(BOB, capacity=2, idle_since=later(100))

    assert chosen(a_search(weight=2), small, large) == BOB
    assert chosen(a_search(weight=2), small) is None


def test_nobody_ready_is_nobody() -> None:
    assert chosen(a_search(), a_candidate(ready=False)) is None
    assert choose(a_search(), []) is None


def test_whoever_has_a_chat_that_comes_back_is_not_asked_for_a_new_one() -> None:
    assert chosen(a_search(), a_candidate(chats={C2: in_hand(Stage.RETURNING)})) is None
    assert chosen(a_search(), a_candidate(chats={C2: in_hand(Stage.HELD)})) == ADA


def test_the_preferred_agent_comes_first_although_others_are_idle_longer() -> None:
    longer = a_candidate(ADA, idle_since=NOW - timedelta(hours=1))
    preferred = a_candidate(BOB, chats={C2: in_hand()})

    assert chosen(a_search(preferred=BOB), longer, preferred) == BOB
    assert chosen(a_search(preferred=BOB, skipped=frozenset({BOB})), longer, preferred) == ADA
    assert chosen(a_search(preferred=BOB), longer) == ADA


def test_only_who_has_the_skills_is_asked() -> None:
    search = a_search(Choosing(skills=frozenset({"invoices"})), skills=frozenset({"french"}))
    half = a_candidate(ADA, {"skills": frozenset({"invoices"})})
    able = a_candidate(BOB, {"skills": frozenset({"invoices", "french"})}, idle_since=later(60))

    assert chosen(search, half, able) == BOB
    assert chosen(search, half) is None


def test_after_a_while_skills_are_wishes() -> None:
    wishes = Choosing(skills=frozenset({"invoices"}), relax_after=timedelta(seconds=60))
    unable = a_candidate(ADA)
    able = a_candidate(BOB, {"skills": frozenset({"invoices"})}, idle_since=later(60))

    assert chosen(a_search(wishes, at=59), unable) is None
    assert chosen(a_search(wishes, at=60), unable) == ADA
    assert chosen(a_search(wishes, at=60), unable, able) == BOB


@pytest.mark.parametrize(
    ("match", "customer", "alone", "together"),
    [
        (LanguageMatch.IGNORE, "de", ADA, ADA),
        (LanguageMatch.PREFER, "de", ADA, BOB),
        (LanguageMatch.PREFER, "de-at", ADA, BOB),
        (LanguageMatch.REQUIRE, "de", None, BOB),
        (LanguageMatch.REQUIRE, "", ADA, ADA),
    ],
)
def test_the_customers_language_is_ignored_preferred_or_required(
    match: LanguageMatch, customer: str, alone: AgentId | None, together: AgentId
) -> None:
    english = a_candidate(ADA, {"languages": ("en",)})
    german = a_candidate(BOB, {"languages": ("de", "en")}, idle_since=later(60))
    search = a_search(Choosing(language=match), language=customer)

    assert chosen(search, english) == alone
    assert chosen(search, english, german) == together


def test_the_queues_own_agents_come_before_those_of_other_queues() -> None:
    own = a_candidate(ADA, chats={C2: in_hand()})
    other = a_candidate(BOB, {"queues": (SALES,)})

    assert chosen(a_search(overflow=(SALES,)), own, other) == ADA


def test_of_idle_agents_without_a_flaw_only_a_longer_idle_one_can_be_better() -> None:
    assert is_beyond_compare(a_search(), a_candidate(ADA))
    assert not is_beyond_compare(a_search(), a_candidate(ADA, chats={C2: in_hand()}))
    assert not is_beyond_compare(a_search(preferred=BOB), a_candidate(ADA))
    assert not is_beyond_compare(a_search(skipped=frozenset({ADA})), a_candidate(ADA))


def test_a_busy_agent_whom_the_chat_prefers_is_waited_for_so_long_and_no_longer() -> None:
    wait = Choosing(sticky=timedelta(days=1), sticky_wait=timedelta(seconds=20))
    busy = an_agent(BOB, capacity=1, chats={C2: in_hand()})

    assert is_worth_waiting_for(a_search(wait, at=19), busy)
    assert not is_worth_waiting_for(a_search(wait, at=20), busy)
    assert not is_worth_waiting_for(a_search(wait, skipped=frozenset({BOB})), busy)
    assert not is_worth_waiting_for(a_search(at=1), busy)
    assert not is_worth_waiting_for(a_search(wait), an_agent(BOB, ready=False))
    assert not is_worth_waiting_for(a_search(wait, weight=2), busy)


def test_waiting_for_anything_counts_from_when_somebody_is_looked_for() -> None:
    choosing = Choosing(relax_after=timedelta(seconds=60), skills=frozenset({"invoices"}), sticky_wait=timedelta(60))
    sought = later(100)
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),), choosing=choosing)

    assert chosen(a_search(choosing, at=159, sought_since=sought), a_candidate(ADA)) is None
    assert chosen(a_search(choosing, at=160, sought_since=sought), a_candidate(ADA)) == ADA
    assert overflowed(a_conversation(sought_since=sought), queue, later(129)) == ()
    assert overflowed(a_conversation(sought_since=sought), queue, later(130)) == (SALES,)
    assert next_look(a_conversation(sought_since=sought), queue, later(100)) == later(130)


def test_a_request_that_waits_for_the_opening_stands_in_no_line_and_is_not_looked_at() -> None:
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),))
    closed = a_conversation(timers={Timer.OPENS: later(900)}, overflow=(SALES,))

    assert (lines_of(closed), overflowed(closed, queue, later(60)), next_look(closed, queue, NOW)) == ((), (), None)


def test_a_chat_stands_in_its_own_line_once() -> None:
    assert lines_of(a_conversation(overflow=(BILLING, SALES))) == (BILLING, SALES)


def test_a_chat_stands_in_its_own_line_and_in_those_to_which_it_has_overflowed() -> None:
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),))
    chat = a_conversation()

    assert lines_of(chat) == (BILLING,)
    assert overflowed(chat, queue, later(29)) == ()
    assert overflowed(chat, queue, later(30)) == (SALES,)
    assert lines_of(a_conversation(overflow=(SALES,))) == (BILLING, SALES)
    assert overflowed(a_conversation(queued_at=None), queue, later(99)) == ()


def test_routing_looks_again_at_each_moment_that_changes_who_can_be_asked() -> None:
    choosing = Choosing(relax_after=timedelta(seconds=10), sticky_wait=timedelta(seconds=5))
    queue = a_queue(overflow=(Overflow(SALES, timedelta(seconds=30)),), choosing=choosing)

    assert next_look(a_conversation(), queue, NOW) == later(10)
    assert next_look(a_conversation(preferred=ADA), queue, NOW) == later(5)
    assert next_look(a_conversation(), queue, later(10)) == later(30)
    assert next_look(a_conversation(), queue, later(30)) is None
    assert next_look(a_conversation(queued_at=None), queue, NOW) is None
