"""A small world in which chats, agents and routing go on by chance: what the shell does around the core, without it.

`advance` applies effects as bridge/handlers/advance.py does, `route` and `deliver` do what bridge/handlers/routing.py
does; between the two an answer of routing waits, as in the inbox, so that other things can happen first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.agents import machine as of_agents
from core.agents.model import Agent, NotReadyReason, Stage
from core.commands.catalog import ALL
from core.commands.colleagues import COLLEAGUES
from core.commands.model import Context
from core.commands.parse import arguments
from core.commands.registry import Registry
from core.conversation import effects as do
from core.conversation.events import Assigned, Event, HeldSent, OfferMade, Resumed, TimersDue
from core.conversation.machine import TRANSITIONS, step
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_engaged, is_seen
from core.errors import Refused
from core.ids import AgentId, ConversationId, ExternalRef, MessageId, OfferId, QueueId, agent_of
from core.messages import Message, Visibility, seen_by_customer
from core.policy.hold import Hold
from core.policy.overflow import Overflow
from core.routing.line import lines_of
from core.routing.queues import OfferMode, Queue, WrapUp, WrapUpMode
from tests.build import ADA, BOB, CLEO, NOW, WEB, a_directory, a_profile, a_queue, account
from tests.build_policy import a_team
from tests.core.searching import route

RINGS = a_queue(
    id=QueueId("rings"),
    wrap_up=WrapUp(WrapUpMode.TIMED),
    hold=Hold(timedelta(minutes=2)),
    overflow=(Overflow(QueueId("heavy"), timedelta(seconds=30)),),
)
HEAVY = a_queue(id=QueueId("heavy"), weights={WEB: 2}, wrap_up=WrapUp(WrapUpMode.MANUAL))
OPEN = a_queue(id=QueueId("open"), offer_mode=OfferMode.BROADCAST, wrap_up=WrapUp(WrapUpMode.MANUAL))
AUTO = a_queue(id=QueueId("auto"), auto_answer=True, wrap_up=WrapUp(WrapUpMode.NONE))
QUEUES = (RINGS, HEAVY, OPEN, AUTO)
SERVED = tuple(queue.id for queue in QUEUES)
TEAM = a_team("tea", CLEO)
DIRECTORY = replace(
    a_directory(
        a_profile(ADA, queues=SERVED, capacity=1),
        a_profile(BOB, queues=SERVED, capacity=2),
        a_profile(CLEO, queues=SERVED[1:], capacity=3),
        queues=QUEUES,
    ),
    teams={TEAM.id: TEAM},
)
REGISTRY = Registry(ALL)
CONSEQUENCE = {
    do.ReleaseCause.REJECTED: NotReadyReason.REJECTED,
    do.ReleaseCause.UNANSWERED: NotReadyReason.UNANSWERED,
    do.ReleaseCause.GONE: NotReadyReason.GONE,
}


@dataclass
class World:
    """Everything that is stored."""

    now: datetime = NOW
    chats: dict[ConversationId, Conversation] = field(default_factory=dict)
    agents: dict[AgentId, Agent] = field(
        default_factory=lambda: {one.id: Agent(one.id, one.capacity) for one in DIRECTORY.profiles.values()}
    )
    messages: dict[MessageId, Message] = field(default_factory=dict)
    reached: set[MessageId] = field(default_factory=set)
    """What the customer was ever sent."""
    to_route: set[QueueId] = field(default_factory=set)
    answers: list[tuple[ConversationId, tuple[AgentId, ...], QueueId]] = field(default_factory=list)
    coming: set[ConversationId] = field(default_factory=set)
    """Chats on hold for which there may be room again."""
    minted: int = 0
    profiles = DIRECTORY.profiles

    def mint(self) -> str:
        """Give a new id."""
        self.minted += 1
        return f"n{self.minted}"

    def queue(self, chat: Conversation) -> Queue:
        """Give a chat's queue."""
        return DIRECTORY.queues[chat.queue]

    def stored(self) -> tuple[object, ...]:
        """Give all that is stored, to compare."""
        return dict(self.chats), dict(self.agents), dict(self.messages), set(self.to_route), list(self.answers)

    def attempt(self, act: Callable[[], None]) -> Refused | None:
        """Do something that may be refused; then nothing may have changed."""
        before = self.stored()
        try:
            act()
        except Refused as refused:
            assert self.stored() == before
            return refused
        return None

    def advance(self, chat: Conversation, *events: Event) -> None:
        """Apply events and all that follows from them."""
        for event in events:
            transition = step(chat, event, self.queue(chat))
            assert transition == step(chat, event, self.queue(chat))
            changes = self._agent_changes(chat, transition.effects)
            after = transition.state
            self.chats[chat.id] = after
            for change in changes.values():
                self.save(change)
            self._check(chat, after, transition.effects, event)
            self._carry_out(chat, transition.effects, by_choice=isinstance(event, HeldSent))
            chat = after

    def _agent_changes(self, chat: Conversation, effects: tuple[do.Effect, ...]) -> dict[AgentId, of_agents.AgentStep]:
        changes: dict[AgentId, of_agents.AgentStep] = {}
        for effect in effects:
            match effect:
                case do.EngageAgent(agent=agent, weight=weight):
                    event: of_agents.AgentEvent = of_agents.Engaged(self.now, chat.id, weight)
                case do.RingAgent(agent=agent, weight=weight):
                    event = of_agents.Rung(self.now, chat.id, weight)
                case do.WrapUpAgent(agent=agent):
                    event = of_agents.WrappingUp(self.now, chat.id)
                case do.ReleaseAgent(agent=agent, cause=why):
                    event = of_agents.Released(self.now, chat.id, CONSEQUENCE.get(why))
                case do.HoldAgent(agent=agent):
                    event = of_agents.SetAside(self.now, chat.id)
                case do.ReturnChat(agent=agent):
                    event = of_agents.CameBack(self.now, chat.id)
                case _:
                    continue
            before = changes[agent].agent if agent in changes else self.agents[agent]
            changes[agent] = of_agents.step(before, event)
        return changes

    def save(self, done: of_agents.AgentStep, *, said_ready: bool = False) -> None:
        """Store an agent's step, and ask for what follows."""
        before = self.agents[done.agent.id]
        assert said_ready or before.ready or not done.agent.ready, "only the agent makes itself Ready"
        self.agents[before.id] = done.agent
        if done.may_take_more:
            self.to_route |= set(DIRECTORY.profiles[before.id].queues)
        returning = {chat: one for chat, one in done.agent.chats.items() if one.stage is Stage.RETURNING}
        self.coming |= {chat for chat, one in returning.items() if done.agent.has_room(one.weight)}

    def _carry_out(self, chat: Conversation, effects: tuple[do.Effect, ...], *, by_choice: bool) -> None:
        for effect in effects:
            match effect:
                case do.StoreMessage(message=message):
                    assert message.id not in self.messages
                    self.messages[message.id] = message
                case do.ChangeMessage(message=message):
                    assert message.id in self.messages
                    self.messages[message.id] = message
                case do.SendToCustomer(message=sent):
                    self._check_sent(chat, self.messages[sent], by_choice=by_choice)
                    self.reached.add(sent)
                case do.ChangeAtCustomer(message=sent):
                    assert sent in self.reached
                    if not self.messages[sent].deleted:
                        self._check_sent(chat, self.messages[sent], by_choice=by_choice)
                case do.Requeue():
                    self.to_route |= set(lines_of(self.chats[chat.id]))
                case _:
                    pass

    def _check_sent(self, chat: Conversation, message: Message, *, by_choice: bool) -> None:
        """See that only an attendee's text goes to the customer, and only while the chat runs.

        Who sends a held text by choice means it, also in private mode.
        """
        author = agent_of(message.author)
        assert seen_by_customer(message)
        assert message.visibility is Visibility.EVERYONE
        assert chat.status is Status.ACTIVE
        assert is_seen(chat.participant(author))
        assert by_choice or author not in chat.private

    def _check(self, before: Conversation, after: Conversation, effects: tuple[do.Effect, ...], event: Event) -> None:
        """See that the table knows the way, and that whoever loses a ring to a picker is told who won."""
        if before.status is not after.status:
            assert type(event) in TRANSITIONS[before.status, after.status]
        for effect in effects:
            if isinstance(effect, do.TellCustomer) and effect.agent is not None:
                known = before if effect.turn is do.CustomerTurn.LEFT else after
                assert is_seen(known.participant(effect.agent)), "the customer is told of those alone whom they see"
        offer = before.offer
        if offer is None or offer.mode is OfferMode.BROADCAST or after.status is not Status.ACTIVE:
            return
        told = {effect.agent: effect for effect in effects if isinstance(effect, do.CloseOffer)}
        for loser in set(offer.agents) - {after.owner}:
            assert told[loser].outcome is do.OfferOutcome.TAKEN
            assert told[loser].winner == after.owner

    def give(self, agent: AgentId, chat: Conversation | None, word: str, words: str = "") -> None:
        """Let an agent give a command, as bridge/handlers/invoke.py does."""
        command = REGISTRY.find(word)
        profile = DIRECTORY.profiles[agent]
        held = () if chat is None else chat.held
        context = Context(
            at=self.now,
            person=account(agent),
            directory=DIRECTORY,
            mint=(self.mint(), self.mint(), self.mint(), self.mint()),
            profile=profile,
            agent=self.agents[agent],
            conversation=chat,
            queue=self.queue(chat) if chat else None,
            held={one.message: self.messages[one.message] for one in held if one.author == account(agent)},
            given={COLLEAGUES: self.agents},
        )
        outcome = command.run(context, arguments(command, words, {}, context))
        if chat is not None:
            self.advance(chat, *outcome.events)
        if outcome.agent_event is not None:
            said_ready = isinstance(outcome.agent_event, of_agents.SaidReady)
            self.save(of_agents.step(self.agents[agent], outcome.agent_event), said_ready=said_ready)

    # --- routing and time

    def route(self, queue: Queue) -> None:
        """Look at a queue: reserve agents for its waiting chats, and leave the answers for the chats."""
        route(self, queue)

    def deliver(self, index: int = 0) -> None:
        """Hand an answer of routing to its chat; the first of that chat's, for a lane keeps its order."""
        wanted = self.answers[index][0]
        place = next(place for place, (chat, _, _) in enumerate(self.answers) if chat == wanted)
        _, chosen, asked = self.answers.pop(place)
        chat = self.chats[wanted]
        queue = self.queue(chat)
        if asked != queue.id:
            self._answer_of_another_queue(chat, chosen)
            return
        if queue.offer_mode is OfferMode.RING and wanted not in self.agents[chosen[0]].chats:
            self.to_route.add(queue.id)  # the reservation was used up: the agent had the chat, and it opened again
            return
        if queue.auto_answer:
            self.advance(chat, Assigned(self.now, chosen[0]))
            return
        until = self.now + queue.offer_timeout
        self.advance(chat, OfferMade(self.now, OfferId(self.mint()), queue.offer_mode, chosen, until))

    def _answer_of_another_queue(self, chat: Conversation, chosen: tuple[AgentId, ...]) -> None:
        """Give the reserved agent back: the chat was handed over before the answer came."""
        self.to_route |= set(lines_of(chat))
        for agent in chosen:
            holds = chat.id in self.agents[agent].chats
            if holds and not is_engaged(chat.participant(agent)) and not (chat.offer and agent in chat.offer.agents):
                self.save(of_agents.step(self.agents[agent], of_agents.Released(self.now, chat.id)))

    def settle(self) -> None:
        """Let routing finish everything that it was asked."""
        while self.to_route or self.answers or self.coming:
            self.come_back()
            for queue in sorted(self.to_route):
                self.route(DIRECTORY.queues[queue])
            while self.answers:
                self.deliver()

    def come_back(self) -> None:
        """Let chats on hold go on for which there may be room, as bridge/handlers/holding.py does."""
        while self.coming:
            chat = self.chats[self.coming.pop()]
            self.attempt(lambda chat=chat: self.advance(chat, Resumed(self.now)))  # type: ignore[misc]

    def pass_time(self, by: timedelta) -> None:
        """Move the clock and wake every chat whose earliest timer has passed."""
        self.now += by
        for chat in list(self.chats.values()):
            if min(chat.timers.values(), default=self.now + by) <= self.now:
                self.advance(chat, TimersDue(self.now))

    def new_chat(self, queue: Queue) -> Conversation:
        """Make a chat that is not stored yet."""
        number = len(self.chats) + 1
        return Conversation(
            id=ConversationId(f"c{number}"),
            number=number,
            queue=queue.id,
            channel=WEB,
            contact=ExternalRef(f"visitor-{number}"),
            customer_name="Grace",
            opened_at=self.now,
        )
