"""Transfers, flags, supervisors and masks, in any order with everything else: all that holds anyway, and more.

The rules and invariants of `Chats` go on here; the guard's are checked with every step (`World._check_sent`, `_check`).
"""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from core.conversation.model import Status
from core.conversation.seats import engaged, seen
from core.ids import AgentId, agent_of
from core.messages import Visibility
from core.routing.queues import Queue
from tests.core.test_properties import AGENTS, ANY, Chats
from tests.core.world import DIRECTORY, QUEUES

SUPERVISING = st.sampled_from(("monitor", "coach", "coach secret", "barge", "leave", "end", "masked on", "masked off"))
TARGETS = st.sampled_from((*(f"queue:{queue.id}" for queue in QUEUES), *(f"agent:{one}" for one in DIRECTORY.profiles)))


class Together(Chats):
    """Several customers, several agents, one of whom supervises."""

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, to=TARGETS, note=st.sampled_from(("", " with care")))
    def owner_hands_over(self, pick: int, to: str, note: str) -> None:
        running = self.with_status(Status.ACTIVE)
        chat = running[pick % len(running)]
        assert chat.owner is not None
        owner: AgentId = chat.owner
        if self.world.attempt(lambda: self.world.give(owner, chat, "transfer", to + note)) is None:
            after = self.world.chats[chat.id]
            assert after.status in (Status.QUEUED, Status.OFFERED)
            assert chat.id not in self.world.agents[owner].chats
            if to.startswith("agent:"):
                assert after.offer is not None
                assert after.offer.agents == (to.removeprefix("agent:"),)
                assert after.queue == chat.queue
            else:
                assert after.queue == to.removeprefix("queue:")

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, agent=AGENTS, words=SUPERVISING)
    def somebody_supervises(self, pick: int, agent: AgentId, words: str) -> None:
        running = self.with_status(Status.ACTIVE)
        word, _, rest = words.partition(" ")
        self.world.attempt(lambda: self.world.give(agent, running[pick % len(running)], word, rest))

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, who=ANY, words=st.sampled_from(("flag", "flag please look", "unflag", "uninvite")))
    def somebody_asks_for_help(self, pick: int, who: int, words: str) -> None:
        running = self.with_status(Status.ACTIVE)
        chat = running[pick % len(running)]
        word, _, rest = words.partition(" ")
        self.world.attempt(lambda: self.world.give(self.somebody(chat, who), chat, word, rest))

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, queue=st.sampled_from(QUEUES), then=st.sampled_from(("", " and stay", " and leave")))
    def somebody_of_a_queue_is_invited(self, pick: int, queue: Queue, then: str) -> None:
        running = self.with_status(Status.ACTIVE)
        chat = running[pick % len(running)]
        host = chat.participants[pick % len(chat.participants)].agent
        self.world.attempt(lambda: self.world.give(host, chat, "invite", f"queue:{queue.id}{then}"))

    # --- what holds

    @invariant()
    def a_running_chat_has_an_owner_whom_the_customer_sees(self) -> None:
        for chat in self.with_status(Status.ACTIVE):
            assert chat.owner in {seat.agent for seat in seen(chat)}

    @invariant()
    def listeners_are_masked_and_follow_running_chats_alone(self) -> None:
        for chat in self.world.chats.values():
            listeners = [seat for seat in chat.participants if seat.listening is not None]
            assert all(seat.masked for seat in listeners)
            assert not listeners or chat.status is Status.ACTIVE
            for seat in listeners:
                assert chat.id not in self.world.agents[seat.agent].chats or self.is_reserved(seat.agent, chat.id)

    def is_reserved(self, agent: AgentId, chat: object) -> bool:
        """Tell whether an answer of routing's that names the agent has yet to come."""
        return any(wanted == chat and agent in chosen for wanted, chosen, _ in self.world.answers)

    @invariant()
    def flags_and_transfers_stand_where_they_mean_something(self) -> None:
        for chat in self.world.chats.values():
            if chat.flag is not None:
                assert chat.status is Status.ACTIVE
                assert chat.flag.agent in {seat.agent for seat in seen(chat)}
            if chat.transfer is not None:
                assert chat.status in (Status.QUEUED, Status.OFFERED)

    @invariant()
    def nobody_has_two_seats(self) -> None:
        for chat in self.world.chats.values():
            assert max(Counter(seat.agent for seat in chat.participants).values(), default=0) <= 1

    @invariant()
    def what_is_for_one_reached_nobody_else(self) -> None:
        for message in self.world.messages.values():
            if message.recipients:
                assert message.visibility is Visibility.ONLY
                assert message.id not in self.world.reached
                assert all(agent_of(one) for one in message.recipients)

    @invariant()
    def everybody_engaged_has_the_chat_in_hand(self) -> None:
        for chat in self.with_status(Status.ACTIVE, Status.WRAP_UP):
            assert all(chat.id in self.world.agents[seat.agent].chats for seat in engaged(chat))


Together.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestTogether = Together.TestCase
