"""A small world in which chats, agents and routing go on by chance: what the shell does around the core, without it.

`advance` applies effects as bridge/handlers/advance.py does; the modules beside this one do what the handlers of
commands, routing, bots and time do. Between the two halves of routing its answer waits, as in the inbox, so that other
things can happen first.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from core.agents import machine as of_agents
from core.agents.model import Agent, Stage
from core.conversation import effects as do
from core.conversation.events import Event, ExpertDecided, HeldSent
from core.conversation.machine import step
from core.conversation.model import Conversation
from core.directory import Directory
from core.errors import Refused
from core.features.reports import FIGURES
from core.ids import AgentId, ConversationId, InvitationId, MessageId, QueueId
from core.messages import Message
from core.routing.line import lines_of
from core.routing.queues import Queue
from tests.build import NOW
from tests.core.properties.asides import follow
from tests.core.properties.checks import check_sent, check_step
from tests.core.properties.hands import busy
from tests.core.properties.oracles import Figures, Readiness
from tests.core.properties.sharing import agent_changes


@dataclass(frozen=True, slots=True)
class Answer:
    """What routing has found and the chat does not know yet."""

    chat: ConversationId
    agents: tuple[AgentId, ...]
    queue: QueueId
    reserved: bool
    """Whether capacity of the one agent is kept for it."""


@dataclass
class World:
    """Everything that is stored, and what the oracles say of it."""

    directory: Directory
    now: datetime = NOW
    chats: dict[ConversationId, Conversation] = field(default_factory=dict)
    agents: dict[AgentId, Agent] = field(default_factory=dict)
    messages: dict[MessageId, Message] = field(default_factory=dict)
    reached: set[MessageId] = field(default_factory=set)
    """What the customer was ever sent."""
    to_route: set[QueueId] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)
    coming: set[ConversationId] = field(default_factory=set)
    """Chats on hold for which there may be room again."""
    asked: list[ConversationId] = field(default_factory=list)
    """Chats of which somebody else's bot was asked something."""
    asides: dict[ConversationId, set[InvitationId]] = field(default_factory=dict)
    """The talks with experts that are open."""
    journal: Figures = field(default_factory=Counter)
    """The lines of the journal that are counted."""
    did: Figures = field(default_factory=Counter)
    """The same, counted from what was done."""
    readiness: Readiness = field(default_factory=Readiness)
    minted: int = 0

    def __post_init__(self) -> None:
        """Begin the day: everybody Not Ready, as nobody has signed in."""
        self.agents = {one.id: Agent(one.id, one.capacity) for one in self.directory.profiles.values()}

    def mint(self) -> str:
        """Give a new id."""
        self.minted += 1
        return f"n{self.minted}"

    def queue(self, chat: Conversation) -> Queue:
        """Give a chat's queue."""
        return self.directory.queues[chat.queue]

    def stored(self) -> tuple[object, ...]:
        """Give all that is stored, to compare."""
        lists = (dict(self.chats), dict(self.agents), dict(self.messages), set(self.to_route), list(self.answers))
        return *lists, Counter(self.journal), set(self.coming), set(self.reached)

    def attempt(self, act: Callable[[], object]) -> Refused | None:
        """Do something that may be refused; then nothing may have changed."""
        before = self.stored()
        try:
            act()
        except Refused as refused:
            assert self.stored() == before, "what was refused has left something behind"
            return refused
        return None

    def advance(self, chat: Conversation, *events: Event) -> Conversation:
        """Apply events and all that follows from them."""
        for event in events:
            transition = step(chat, event, self.queue(chat))
            assert transition == step(chat, event, self.queue(chat)), "the same inputs give the same result"
            changes = agent_changes(self, chat, transition.effects)
            after = transition.state
            self.chats[chat.id] = after
            for change in changes.values():
                self.save(change)
            check_step(chat, after, transition.effects, event)
            self._carry_out(chat, transition.effects, by_choice=isinstance(event, HeldSent | ExpertDecided))
            self.readiness.settle(busy(self))
            chat = after
        return chat

    def save(self, done: of_agents.AgentStep, *, said_ready: bool = False) -> None:
        """Store an agent's step, and ask for what follows."""
        before = self.agents[done.agent.id]
        assert said_ready or before.ready or not done.agent.ready, "only the agent makes itself Ready"
        self.agents[before.id] = done.agent
        if done.may_take_more:
            self.to_route |= set(self.directory.profiles[before.id].queues)
        returning = [(one.since, chat) for chat, one in done.agent.chats.items() if one.stage is Stage.RETURNING]
        if returning and done.agent.has_room(done.agent.chats[min(returning)[1]].weight):
            self.coming.add(min(returning)[1])

    def _carry_out(self, before: Conversation, effects: tuple[do.Effect, ...], *, by_choice: bool) -> None:
        after = self.chats[before.id]
        for effect in effects:
            follow(self.asides.setdefault(before.id, set()), effect)
            match effect:
                case do.StoreMessage(message=message):
                    assert message.id not in self.messages
                    self.messages[message.id] = message
                case do.ChangeMessage(message=message):
                    assert message.id in self.messages
                    self.messages[message.id] = message
                case do.SendToCustomer(message=sent):
                    check_sent(before, self.messages[sent], self.queue(before), by_choice=by_choice)
                    self.reached.add(sent)
                case do.ChangeAtCustomer(message=sent):
                    assert sent in self.reached
                    if not self.messages[sent].deleted:
                        check_sent(before, self.messages[sent], self.queue(before), by_choice=by_choice)
                case do.Requeue():
                    self.to_route |= set(lines_of(after))
                case do.AskBot():
                    self.asked.append(before.id)
                case do.Record(what=what, agent=agent) if what in FIGURES and agent is not None:
                    self.journal[what, agent, after.queue] += 1
                case _:
                    pass
