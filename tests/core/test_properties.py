"""Chats, agents, routing, commands and time in any order: what must hold after each step, whatever happened."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.conversation import events as on
from core.conversation.model import Conversation, HoldReason, Status
from core.errors import OfferGone
from core.ids import AgentId
from core.messages import Text, Visibility
from core.routing.line import lines_of
from core.routing.queues import Queue
from core.sentences import say
from tests.build import ADA, BOB, CLEO, a_desk_text, a_message
from tests.core.expected import in_hand, returning_with_room, timed
from tests.core.searching import find
from tests.core.world import DIRECTORY, QUEUES, World

PEOPLE = (ADA, BOB, CLEO)
AGENTS = st.sampled_from(PEOPLE)
TAKING = st.sampled_from(("accept", "reject", "pick"))
TOGETHER = st.sampled_from(("leave", "end", "complete", "private", "send", "discard", "hold", "resume"))
ANY = st.integers(min_value=0, max_value=99)
MOST_CHATS = 3


class Chats(RuleBasedStateMachine):
    """Several customers, several agents."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def chat(self, pick: int) -> Conversation:
        """Choose one of the chats."""
        chats = list(self.world.chats.values())
        return chats[pick % len(chats)]

    def with_status(self, *wanted: Status) -> list[Conversation]:
        """Give the chats that stand there."""
        return [chat for chat in self.world.chats.values() if chat.status in wanted]

    def somebody(self, chat: Conversation, who: int) -> AgentId:
        """Choose an agent, rather one who has to do with the chat than one who hasn't."""
        near = [seat.agent for seat in chat.participants]
        near += chat.offer.agents if chat.offer else ()
        near += (chat.invitation.agent,) * 2 if chat.invitation else ()
        near += [held.agent for held in chat.held if held.agent]
        everyone = [*near, *near, *PEOPLE]
        return everyone[who % len(everyone)]

    @initialize(ready=st.sets(st.sampled_from(PEOPLE), min_size=1))
    def day_begins(self, ready: set[AgentId]) -> None:
        for agent in sorted(ready):
            self.world.give(agent, None, "ready")

    def a_chat_exists(self) -> bool:
        """Tell whether there is anything to choose from."""
        return bool(self.world.chats)

    # --- customers

    @precondition(lambda self: len(self.world.chats) < MOST_CHATS)
    @rule(queue=st.sampled_from(QUEUES))
    def customer_opens(self, queue: Queue) -> None:
        self.customer_says(self.world.new_chat(queue))

    @precondition(a_chat_exists)
    @rule(pick=ANY)
    def customer_writes(self, pick: int) -> None:
        self.customer_says(self.chat(pick))

    def customer_says(self, chat: Conversation) -> None:
        message = a_message(self.world.mint(), conversation=chat.id)
        self.world.advance(chat, on.CustomerWrote(self.world.now, message))

    @precondition(a_chat_exists)
    @rule(pick=ANY, did=st.sampled_from((on.CustomerEnded, on.CustomerLeft, on.CustomerReturned)))
    def customer_does(self, pick: int, did: Any) -> None:
        self.world.advance(self.chat(pick), did(self.world.now))

    # --- agents

    @rule(agent=AGENTS, word=st.sampled_from(("ready", "ready", "notready")))
    def agent_says(self, agent: AgentId, word: str) -> None:
        assert self.world.attempt(lambda: self.world.give(agent, None, word)) is None

    @precondition(a_chat_exists)
    @rule(pick=ANY, who=ANY, word=TAKING)
    def agent_takes(self, pick: int, who: int, word: str) -> None:
        chat = self.chat(pick)
        agent = self.somebody(chat, who)
        invited = chat.invitation is not None and chat.invitation.agent == agent
        serves = chat.queue in DIRECTORY.profiles[agent].queues
        refused = self.world.attempt(lambda: self.world.give(agent, chat, word))

        if chat.status is Status.ACTIVE and chat.participant(agent) is None and not invited and serves:
            assert isinstance(refused, OfferGone)
            assert refused.sentence == say("offer_gone", winner=chat.owner)

    @precondition(lambda self: self.with_status(Status.QUEUED, Status.OFFERED))
    @rule(pick=ANY, agent=AGENTS)
    def agent_picks_what_waits(self, pick: int, agent: AgentId) -> None:
        waiting = self.with_status(Status.QUEUED, Status.OFFERED)
        self.world.attempt(lambda: self.world.give(agent, waiting[pick % len(waiting)], "pick"))

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, guest=AGENTS)
    def guest_is_invited_and_joins(self, pick: int, guest: AgentId) -> None:
        running = self.with_status(Status.ACTIVE)
        chat = running[pick % len(running)]
        host = chat.participants[pick % len(chat.participants)].agent
        if self.world.attempt(lambda: self.world.give(host, chat, "invite", guest)) is None:
            joining = self.world.chats[chat.id]
            self.world.attempt(lambda: self.world.give(guest, joining, "accept"))

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, word=st.sampled_from(("leave", "private", "send")))
    def attendee_does(self, pick: int, word: str) -> None:
        running = self.with_status(Status.ACTIVE)
        chat = running[pick % len(running)]
        self.world.attempt(lambda: self.world.give(chat.participants[0].agent, chat, word))

    @precondition(a_chat_exists)
    @rule(pick=ANY, who=ANY, word=TOGETHER)
    def agent_does(self, pick: int, who: int, word: str) -> None:
        chat = self.chat(pick)
        agent = self.somebody(chat, who)
        self.world.attempt(lambda: self.world.give(agent, chat, word))

    @precondition(a_chat_exists)
    @rule(pick=ANY, who=ANY, words=st.sampled_from(("secret", "@bob secret")))
    def agent_writes_privately(self, pick: int, who: int, words: str) -> None:
        chat = self.chat(pick)
        agent = self.somebody(chat, who)
        assert self.world.attempt(lambda: self.world.give(agent, chat, "private", words)) is None

    @precondition(a_chat_exists)
    @rule(pick=ANY, who=ANY, guest=AGENTS)
    def agent_invites(self, pick: int, who: int, guest: AgentId) -> None:
        chat = self.chat(pick)
        agent = self.somebody(chat, who)
        self.world.attempt(lambda: self.world.give(agent, chat, "invite", guest))

    @precondition(a_chat_exists)
    @rule(
        pick=ANY,
        who=ANY,
        bystander=st.sampled_from((True, False, False)),
        doubt=st.one_of(st.none(), st.none(), st.sampled_from(HoldReason)),
        private=st.sampled_from((True, False, False)),
    )
    def somebody_writes_in_the_thread(
        self,
        pick: int,
        who: int,
        bystander: bool,  # noqa: FBT001 - drawn by name
        doubt: HoldReason | None,
        private: bool,  # noqa: FBT001 - drawn by name
    ) -> None:
        chat = self.chat(pick)
        agent = None if bystander else self.somebody(chat, who)
        event = a_desk_text(self.world.mint(), agent, at=self.world.now, doubt=doubt, private=private)
        self.world.advance(chat, replace(event, message=replace(event.message, conversation=chat.id)))

    @precondition(lambda self: self.world.messages)
    @rule(pick=ANY, doubt=st.one_of(st.none(), st.just(HoldReason.UNKNOWN_COMMAND)), deletes=st.booleans())
    def author_changes_a_message(self, pick: int, doubt: HoldReason | None, deletes: bool) -> None:  # noqa: FBT001 - drawn by name
        messages = list(self.world.messages.values())
        message = messages[pick % len(messages)]
        home = self.world.chats[message.conversation]
        if deletes:
            self.world.advance(home, on.MessageDeleted(self.world.now, message))
        else:
            self.world.advance(home, on.MessageEdited(self.world.now, replace(message, parts=(Text("else"),)), doubt))

    # --- routing and time

    @precondition(lambda self: self.world.to_route)
    @rule(pick=ANY)
    def routing_looks(self, pick: int) -> None:
        wanted = sorted(self.world.to_route)
        self.world.route(DIRECTORY.queues[wanted[pick % len(wanted)]])

    @precondition(lambda self: self.world.answers)
    @rule(pick=ANY)
    def routing_answers(self, pick: int) -> None:
        self.world.deliver(pick % len(self.world.answers))

    @precondition(lambda self: self.with_status(Status.ACTIVE))
    @rule(pick=ANY, word=st.sampled_from(("hold", "hold", "resume")))
    def owner_sets_aside(self, pick: int, word: str) -> None:
        chat = self.with_status(Status.ACTIVE)[pick % len(self.with_status(Status.ACTIVE))]
        self.world.attempt(lambda: self.world.give(AgentId(chat.owner or ""), chat, word))

    @rule()
    def routing_finishes(self) -> None:
        self.world.settle()

    @rule(seconds=st.sampled_from((1, 10, 31, 61, 121, 86_400)))
    def time_passes(self, seconds: int) -> None:
        self.world.pass_time(timedelta(seconds=seconds))

    # --- what holds

    @invariant()
    def status_and_what_stands_in_the_chat_agree(self) -> None:
        for chat in self.world.chats.values():
            seats = [seat.agent for seat in chat.participants]
            assert (chat.status is Status.OFFERED) == (chat.offer is not None)
            assert bool(seats) == (chat.status in (Status.ACTIVE, Status.WRAP_UP))
            assert len(set(seats)) == len(seats)
            assert chat.status is not Status.ACTIVE or chat.owner in seats
            assert chat.invitation is None or chat.status is Status.ACTIVE
            assert chat.private <= set(seats)

    @invariant()
    def chat_is_never_without_owner_or_queue(self) -> None:
        for chat in self.world.chats.values():
            assert chat.queue in DIRECTORY.queues
            if chat.status in (Status.QUEUED, Status.OFFERED):
                assert chat.queued_at is not None
                assert chat.owner is None
            if chat.status in (Status.ACTIVE, Status.WRAP_UP):
                assert chat.owner is not None

    @invariant()
    def chat_that_waits_is_not_forgotten_while_somebody_could_take_it(self) -> None:
        promised = {chat for chat, _, _ in self.world.answers}
        for chat in self.world.chats.values():
            if (
                chat.status is Status.QUEUED
                and chat.id not in promised
                and not self.world.to_route & set(lines_of(chat))
            ):
                assert find(self.world, chat) is None

    @invariant()
    def chat_on_hold_is_its_only_agents(self) -> None:
        for chat in self.world.chats.values():
            assert chat.hold is None or (chat.status, chat.owner) == (Status.ACTIVE, chat.hold.agent)

    @invariant()
    def what_comes_back_waits_for_room_alone(self) -> None:
        assert returning_with_room(self.world) <= self.world.coming

    @invariant()
    def capacity_is_never_exceeded(self) -> None:
        for agent in self.world.agents.values():
            assert agent.load <= agent.capacity

    @invariant()
    def agents_have_in_hand_what_the_chats_say(self) -> None:
        for agent, said in in_hand(self.world).items():
            has = {chat: engagement.stage for chat, engagement in self.world.agents[agent].chats.items()}
            reserved = {chat for chat, chosen, _ in self.world.answers if agent in chosen}
            assert said.items() <= has.items()
            assert {chat for chat in has if chat not in said} <= reserved

    @invariant()
    def held_texts_are_stored_held_and_what_reached_the_customer_is_for_everyone(self) -> None:
        for chat in self.world.chats.values():
            for held in chat.held:
                assert self.world.messages[held.message].visibility is Visibility.HELD
                assert not self.world.messages[held.message].deleted
        for message in self.world.reached:
            assert self.world.messages[message].visibility is Visibility.EVERYONE

    @invariant()
    def every_timer_has_its_subject_and_none_is_overdue(self) -> None:
        for chat in self.world.chats.values():
            at_once = {timer for timer, due in chat.timers.items() if due == self.world.now and timer == "routing"}
            assert set(chat.timers) - at_once == timed(self.world, chat) - at_once
            assert all(due > self.world.now for timer, due in chat.timers.items() if timer not in at_once)

    def teardown(self) -> None:
        """Let everything come to rest: then nothing is reserved that no chat knows of, and nothing is due."""
        self.world.settle()
        self.world.pass_time(timedelta(days=1))
        self.world.settle()
        for agent, said in in_hand(self.world).items():
            assert {chat: one.stage for chat, one in self.world.agents[agent].chats.items()} == said
        assert all(not chat.timers for chat in self.world.chats.values() if chat.status is Status.HANDLED)


Chats.TestCase.settings = settings(
    max_examples=150,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestChats = Chats.TestCase
