"""The unit of work: everything that one inbound leads to, written in one transaction.

Rules:
1. All steps are computed before the first of their rows is written, so that a refusal leaves nothing behind.
2. State, messages, journal, outbox, timers and the settled inbox row are one write: all of it or none.
3. Wake-ups, news for customers' windows and the outbox's new rows are collected here, sent and offered after the
   commit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bridge import topics
from bridge.delivery.jobs import HomeJob, Job
from bridge.delivery.rows import outgoing
from bridge.handlers import lanes, standing
from bridge.handlers.departures import Leaving
from bridge.handlers.office import Office
from bridge.handlers.showing import SHOWN
from bridge.observing.meter import Became
from bridge.observing.tracing import traced
from bridge.store import agents, conversations, free, inbox, journal, line, messages, outbox, routes, threads, timers
from bridge.store.outbox import OutboxRow
from core.agents.machine import AgentEvent, AgentStep
from core.agents.machine import step as agent_step
from core.agents.model import Agent, Presence, Stage
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.features.strictest import as_seen
from core.ids import AgentId, ConversationId, DeskName, ExternalRef, MessageId, PersonRef, QueueId
from core.inbound import (
    AgentSubject,
    Body,
    ConversationSubject,
    Inbound,
    QueueSubject,
    ResumeHeld,
    RouteAgent,
    RouteQueue,
    ShowLine,
    Subject,
)
from core.messages import Message
from core.ports import FeedNews
from core.routing.line import lines_of
from core.routing.queues import Queue

FLOOR_PAUSE = timedelta(seconds=10)
"""How long what changes on the floor waits for more of it, before supervisors are shown it."""
HOME_PAUSE = timedelta(seconds=5)
"""How long home pages wait for more changes, so that one look shows several; who acts on the page itself sees at once.

A workspace takes some ninety pages a minute for all its agents together.
"""


@dataclass(slots=True)
class Unit:
    """One transaction in progress."""

    conn: Connection
    office: Office
    now: datetime
    leaving: Leaving | None = None
    """Lets rows go at once, where this transaction may."""
    wakes: set[str] = field(default_factory=set)
    trace: str | None = None
    """By which trace what follows from this can be followed."""
    became: list[tuple[outbox.OutboxRow, Became]] = field(default_factory=list)
    """What became of sends, where only the transaction can tell; counted after the commit."""
    added: list[OutboxRow] = field(default_factory=list)
    """Rows of the outbox as this transaction added or changed them, for `Departures`."""
    announced: list[tuple[str, FeedNews]] = field(default_factory=list)
    """What the customers' windows are told, in order, each with its topic."""
    sources: dict[MessageId, tuple[DeskName, ExternalRef]] = field(default_factory=dict)
    """Where messages that are about to be stored were written by hand."""
    floor_shown: bool = False
    """Whether those who see the whole floor will be shown it anew."""
    stored: dict[MessageId, DeskName | None] = field(default_factory=dict)
    """Messages that this transaction has stored, each with the desk where it was written by hand."""
    written: dict[MessageId, Message] = field(default_factory=dict)
    """Messages as this transaction has written them: nothing of it has to read them again."""

    def queue(self, chat: Conversation) -> Queue:
        """Give a chat's queue. One that was taken out of the configuration has chats of the past, and no rules."""
        directory = self.office.directory()
        found = directory.queues.get(chat.queue)
        return as_seen(found, chat, directory) if found is not None else self._queue_that_was(chat)

    def _queue_that_was(self, chat: Conversation) -> Queue:
        places = threads.all_of(self.conn, chat.id)
        desk = places[0].desk if places else min(self.office.desks)
        return Queue(chat.queue, str(chat.queue), desk)

    def chat(self, conversation: ConversationId | None) -> Conversation | None:
        """Load a conversation."""
        return conversations.get(self.conn, conversation) if conversation else None

    def message(self, id: MessageId) -> Message | None:
        """Give a message in its present state, or None."""
        return self.written.get(id) or messages.get(self.conn, id)

    def add_message(self, message: Message) -> None:
        """Store a new message; its conversation is saved before it."""
        messages.add(self.conn, message)
        self.written[message.id] = message

    def change_message(self, message: Message) -> None:
        """Overwrite a message."""
        messages.change(self.conn, message)
        self.written[message.id] = message

    def agent(self, agent: AgentId) -> Agent:
        """Load an agent, new ones as configured; the capacity is always the configured one."""
        found = agents.get(self.conn, agent)
        if found is not None:
            return self._as_configured(found)
        profile = self.office.directory().profiles.get(agent)
        return Agent(agent, profile.capacity if profile else 0)

    def agents(self, wanted: Iterable[AgentId]) -> tuple[Agent, ...]:
        """Load those agents that were ever saved, in the order of their ids."""
        ids = list(wanted)
        return tuple(map(self._as_configured, agents.many(self.conn, ids))) if ids else ()

    def _as_configured(self, agent: Agent) -> Agent:
        profile = self.office.directory().profiles.get(agent.id)
        if profile is None or agent.capacity == profile.capacity:
            return agent
        return replace(agent, capacity=profile.capacity)

    def save_chat(self, chat: Conversation, before: Conversation) -> Conversation:
        """Write a conversation, and what differs from `before`: when it must be woken, and how it stands."""
        saved = conversations.put(self.conn, chat)
        standing.stand_in_line(self.conn, before, saved)
        if saved.taken != before.taken:
            routes.keep(self.conn, saved, self.now)
        due = _due(saved)
        if due != _due(before) or not before.version:
            timers.set(self.conn, saved.id, due)
            if due is not None:
                self.wakes.add(topics.TIMERS)
        if SHOWN[saved.status] != SHOWN[before.status] or not before.version:
            self.announce(saved, FeedNews(saved.id, SHOWN[saved.status]))
        return saved

    def announce(self, chat: Conversation, news: FeedNews) -> None:
        """Tell a customer's windows, where the channel's customers have such as read our log."""
        for channel, contact in routes_of(chat):
            if channel in self.office.feeds:
                self.announced.append((topics.contact(channel, contact), news))

    def keep_timer(self, conversation: ConversationId) -> None:
        """Set again when a conversation must be woken, after a waking that changed nothing."""
        chat = self.chat(conversation)
        if chat is not None:
            timers.set(self.conn, chat.id, _due(chat))
            self.wakes.add(topics.TIMERS)

    def save_agent(self, step: AgentStep, cause: str, *, is_away: bool = False) -> None:
        """Write an agent's step, its line in the journal, and ask routing when there is room and nobody `is_away`."""
        saved = agents.put(self.conn, step.agent)
        if is_away:
            standing.list_away(self.conn, saved)
        became_free = not is_away and self.list_free(saved)
        if step.presence_changed:
            fields = {"presence": saved.presence.value, "cause": cause}
            reason = self.office.directory().absence.named_in(saved.note)
            if reason and saved.presence is Presence.NOT_READY:
                fields["reason"] = reason
            self.journal(None, Record("presence", agent=saved.id, fields=fields))
        self.show_floor()
        self.show_homes(saved)
        self._let_come_back(saved)
        if became_free or (step.may_take_more and not is_away):
            self.route_agent(saved.id)

    def list_free(self, agent: Agent) -> bool:
        """Write for which queues an agent is free; tell whether there are any that were not."""
        return standing.list_free(self.conn, agent, self.office.directory())

    def look_anew(self, agent: AgentId) -> None:
        """Count an agent as free again who was found away; saved, so that a change meanwhile is met."""
        self.list_free(agents.put(self.conn, self.agent(agent)))

    def _let_come_back(self, agent: Agent) -> None:
        """Let the chat go on that has waited longest of those which come back from hold, where there is room."""
        coming = [(one.since, chat) for chat, one in agent.chats.items() if one.stage is Stage.RETURNING]
        if coming:
            _, chat = min(coming)
            if agent.has_room(agent.chats[chat].weight):
                self.hand_to_chat(chat, ResumeHeld())

    def step_agent(self, agent: AgentId, event: AgentEvent) -> AgentStep:
        """Compute an agent's step. Raises `CapacityReached`."""
        return agent_step(self.agent(agent), event)

    def show_homes(self, agent: Agent, pause: timedelta = HOME_PAUSE) -> None:
        """Bring an agent's open home pages up to date, a little later and once for all that changes until then."""
        for desk in sorted(agent.homes):
            profile = self.office.directory().profiles.get(agent.id)
            person = profile.people.get(desk) if profile else None
            if person is not None and desk in self.office.desks:
                self.tell_desk(desk, HomeJob(person), None, self.now + pause)

    def show_floor(self) -> None:
        """Bring the open home pages of those who see the whole floor up to date, a little later and once for all."""
        if self.floor_shown:
            return
        self.floor_shown = True
        for profile in self.office.directory().overseers:
            for desk in sorted(self.agent(profile.id).homes):
                person = profile.people.get(desk)
                if person is not None and desk in self.office.desks:
                    self.tell_desk(desk, HomeJob(person), None, self.now + FLOOR_PAUSE)

    def journal(self, chat: Conversation | None, *records: Record) -> None:
        """Write lines of the journal."""
        journal.add(self.conn, chat.id if chat else None, self.now, records)

    def route(self, queue: QueueId) -> None:
        """Ask routing to look at a queue; one request that waits is enough."""
        if self._is_alone() and not free.is_anybody_for(self.conn, queue):
            return
        self._hand_on_once(QueueSubject(queue), RouteQueue(), lanes.of_queue(queue))

    def route_chat(self, chat: Conversation) -> None:
        """Ask routing to look at all the lines in which a chat stands."""
        for queue in lines_of(chat):
            self.route(queue)

    def route_agent(self, agent: AgentId) -> None:
        """Ask routing to look for a chat for an agent; one request that waits is enough."""
        profile = self.office.directory().profiles.get(agent)
        if profile is None or (self._is_alone() and not line.is_anybody_in(self.conn, profile.queues)):
            return
        self._hand_on_once(AgentSubject(agent), RouteAgent(), lanes.of_agent(agent))

    def route_agent_later(self, agent: AgentId, at: datetime) -> None:
        """Ask routing to look at an agent anew at a later time, whatever happens until then."""
        self._hand_on_once(AgentSubject(agent), RouteAgent(anew=True), lanes.of_agent_later(agent), at)

    def show_line(self, queue: QueueId) -> None:
        """Bring home pages that list a queue's line up to date in a moment, once for all that changes until then."""
        self._hand_on_once(QueueSubject(queue), ShowLine(), lanes.of_line(queue), self.now + HOME_PAUSE)

    def _is_alone(self) -> bool:
        """Tell whether no other transaction runs beside this one: else what it doesn't see yet may be there."""
        return self.conn.dialect.name == "sqlite"

    def _hand_on_once(self, subject: Subject, body: Body, lane: str, at: datetime | None = None) -> None:
        """Put a request into its lane unless the same waits there already."""
        if not inbox.is_waiting(self.conn, lane):
            self.hand_on(subject, body, lane, at)
        elif not self._is_alone():
            self.wakes.add(topics.INBOX)  # whoever wanted to begin on it has passed it over meanwhile

    def hand_on(self, subject: Subject, body: Body, lane: str, at: datetime | None = None) -> None:
        """Put something of our own into the inbox, to be handled at once or from a later time on."""
        inbound = Inbound("bridge", self.office.mint.key(), subject, body, self.now, self.trace)
        inbox.add(self.conn, inbound, lane, at or self.now)
        self.wakes.add(topics.INBOX)

    def hand_to_chat(self, conversation: ConversationId, body: Body) -> None:
        """Put something of our own into a conversation's lane."""
        self.hand_on(ConversationSubject(conversation), body, lanes.of_conversation(conversation))

    def send(self, chat: Conversation | None, destination: str, job: Job, not_before: datetime | None = None) -> None:
        """Put a row into the outbox."""
        self.send_about(chat.id if chat else None, destination, job, not_before)

    def send_about(
        self, chat: ConversationId | None, destination: str, job: Job, not_before: datetime | None = None
    ) -> None:
        """Put a row into the outbox, of a chat that need not be read for it."""
        new = traced(outgoing(job, chat, destination, self.office.mint.key(), not_before), self.trace)
        start = None if self.leaving is None else self.leaving.start(self.conn, new, self.now)
        row = outbox.add(self.conn, new, self.now, start)
        if row is not None:
            self.added.append(row)

    def tell_desk(
        self, desk: DeskName, job: Job, chat: Conversation | None = None, not_before: datetime | None = None
    ) -> None:
        """Put a row for a desk into the outbox."""
        self.send(chat, f"desk:{desk}", job, not_before)

    def person_at(self, agent: AgentId, desk: DeskName) -> tuple[DeskName, PersonRef] | None:
        """Give where an agent can be reached."""
        return self.office.account(agent, desk)


def _due(chat: Conversation) -> datetime | None:
    """Give when a conversation must be woken."""
    return min(chat.timers.values(), default=None)
