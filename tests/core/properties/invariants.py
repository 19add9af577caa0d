"""What holds after every step, whatever happened."""

from hypothesis.stateful import invariant

from core.conversation.model import Status, Timer
from core.conversation.seats import engaged, seen
from core.ids import agent_of, expert_of
from core.messages import Visibility
from core.routing.line import lines_of
from tests.core.properties.expected import may_be_timed, must_be_timed, places, returning_with_room
from tests.core.properties.hands import in_hand, reserved
from tests.core.properties.routing import asks_all
from tests.core.properties.searching import able, find
from tests.core.properties.walk import Walk


class OfChats(Walk):
    """Invariants of the chats."""

    @invariant()
    def nobody_is_orphaned(self) -> None:
        for chat in self.world.chats.values():
            assert len(places(self.world, chat)) == 1, (chat.id, places(self.world, chat))

    @invariant()
    def status_and_what_stands_in_the_chat_agree(self) -> None:
        for chat in self.world.chats.values():
            seats = [seat.agent for seat in chat.participants]
            assert (chat.status is Status.OFFERED) == (chat.offer is not None)
            assert chat.status is not Status.BOT or chat.bot is not None
            assert chat.bot is None or chat.status is Status.BOT or not chat.is_open()
            assert bool(seats) == (chat.status in (Status.ACTIVE, Status.WRAP_UP))
            assert len(set(seats)) == len(seats)
            assert chat.invitation is None or chat.status is Status.ACTIVE
            assert chat.private <= set(seats)
            assert chat.status not in (Status.BOT, Status.QUEUED, Status.OFFERED) or chat.owner is None
            assert chat.status not in (Status.QUEUED, Status.OFFERED) or chat.queued_at is not None

    @invariant()
    def a_running_chat_has_an_owner_whom_the_customer_sees(self) -> None:
        for chat in self.with_status(Status.ACTIVE):
            assert chat.owner in {seat.agent for seat in seen(chat)}

    @invariant()
    def chat_that_waits_is_not_forgotten_while_somebody_could_take_it(self) -> None:
        promised = {one.chat for one in self.world.answers}
        for chat in self.with_status(Status.QUEUED):
            lines = lines_of(chat)
            if lines and chat.id not in promised and not self.world.to_route & set(lines):
                if asks_all(self.world.queue(chat)):
                    assert not able(self.world, chat)
                else:
                    assert find(self.world, chat) is None

    @invariant()
    def nobody_is_asked_before_the_opening(self) -> None:
        assert all(chat.status is Status.QUEUED for chat in self.world.chats.values() if Timer.OPENS in chat.timers)

    @invariant()
    def flags_and_transfers_stand_where_they_mean_something(self) -> None:
        for chat in self.world.chats.values():
            if chat.flag is not None:
                assert chat.status is Status.ACTIVE
                assert chat.flag.agent in {seat.agent for seat in seen(chat)}
            if chat.transfer is not None:
                assert chat.status in (Status.QUEUED, Status.OFFERED)

    @invariant()
    def every_timer_has_its_subject_and_none_is_overdue(self) -> None:
        for chat in self.world.chats.values():
            at_once = {timer for timer, due in chat.timers.items() if due == self.world.now and timer == "routing"}
            has, must = set(chat.timers) - at_once, must_be_timed(self.world, chat) - at_once
            assert must <= has, (chat.id, chat.status, must - has)
            assert has <= must | may_be_timed(self.world, chat), (chat.id, chat.status, has - must)
            assert all(due > self.world.now for timer, due in chat.timers.items() if timer not in at_once)


class OfAgents(Walk):
    """Invariants of the agents and of their figures."""

    @invariant()
    def nothing_is_over_capacity(self) -> None:
        for agent in self.world.agents.values():
            assert agent.load <= agent.capacity

    @invariant()
    def agents_have_in_hand_what_the_chats_say(self) -> None:
        kept = reserved(self.world)
        for agent, said in in_hand(self.world).items():
            has = {chat: engagement.stage for chat, engagement in self.world.agents[agent].chats.items()}
            assert said.items() <= has.items()
            assert {(agent, chat) for chat in has if chat not in said} <= kept

    @invariant()
    def who_must_be_not_ready_is_and_nobody_else(self) -> None:
        for agent in self.world.agents.values():
            readiness = self.world.readiness
            assert agent.ready == (agent.id in readiness.ready), agent.id
            assert agent.then_not_ready == readiness.due.get(agent.id), agent.id
            if not agent.ready and agent.id in readiness.why:
                assert agent.reason is readiness.why[agent.id]

    @invariant()
    def figures_are_what_was_done(self) -> None:
        assert +self.world.journal == +self.world.did

    @invariant()
    def what_comes_back_waits_for_room_alone(self) -> None:
        assert returning_with_room(self.world) <= self.world.coming

    @invariant()
    def listeners_are_masked_follow_running_chats_alone_and_take_no_room(self) -> None:
        kept = reserved(self.world)
        for chat in self.world.chats.values():
            listeners = [seat for seat in chat.participants if seat.listening is not None]
            assert all(seat.masked for seat in listeners)
            assert not listeners or chat.status is Status.ACTIVE
            for seat in listeners:
                assert chat.id not in self.world.agents[seat.agent].chats or (seat.agent, chat.id) in kept

    @invariant()
    def everybody_engaged_has_the_chat_in_hand(self) -> None:
        for chat in self.with_status(Status.ACTIVE, Status.WRAP_UP):
            assert all(chat.id in self.world.agents[seat.agent].chats for seat in engaged(chat))


class OfMessages(Walk):
    """Invariants of what was written."""

    @invariant()
    def held_texts_are_stored_held_and_what_reached_the_customer_is_for_everyone(self) -> None:
        for chat in self.world.chats.values():
            for held in chat.held:
                assert self.world.messages[held.message].visibility is Visibility.HELD
                assert not self.world.messages[held.message].deleted
        for message in self.world.reached:
            assert self.world.messages[message].visibility is Visibility.EVERYONE

    @invariant()
    def what_is_for_one_reached_nobody_else(self) -> None:
        for message in self.world.messages.values():
            if message.recipients:
                assert message.id not in self.world.reached
                if message.visibility is Visibility.AGENTS:  # for them all, and for the experts who are named
                    assert all(expert_of(one) for one in message.recipients)
                else:
                    assert message.visibility is Visibility.ONLY
                    assert all(agent_of(one) for one in message.recipients)
