"""Handing a chat over: transfer (C4)."""

from core.agents.model import Profile
from core.commands.colleagues import COLLEAGUES, is_free, noted
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import Event, TransferredToAgent, TransferredToQueue
from core.conversation.seats import is_seen
from core.errors import ArgumentsInvalid
from core.ids import MessageId, OfferId
from core.routing.hours import is_open
from core.routing.queues import Queue
from core.sentences import say


def _transfer(context: Context, values: Values) -> Outcome:
    chat, _ = need(context)
    to, words = values["to"], str(values.get("note", "")).strip()
    note = noted(context, words) if words else None
    about = note.message.id if note else None
    event: Event
    if isinstance(to, Queue):
        event, name = _to_queue(context, to, about), to.title
    elif isinstance(to, Profile):
        event, name = _to_agent(context, to, about), to.name
    else:
        raise TypeError("the parser gives an agent's profile or a queue")
    # The note behind the transfer: what is refused leaves nothing behind.
    events: tuple[Event, ...] = (event, note) if note else (event,)
    is_closed = isinstance(event, TransferredToQueue) and event.closed
    done = "transferred_closed" if is_closed else "transferred"
    return Outcome(events, reply=say(done, number=chat.number, to=name))


def _to_queue(context: Context, queue: Queue, note: MessageId | None) -> TransferredToQueue:
    _, agent = need(context)
    if context.queue is not None and queue.desk != context.queue.desk:
        raise ArgumentsInvalid(say("transfer_other_desk", queue=queue.title), "to")
    closed = not is_open(queue.hours, context.at)
    return TransferredToQueue(context.at, agent, queue.id, queue.title, note, closed)


def _to_agent(context: Context, to: Profile, note: MessageId | None) -> TransferredToAgent:
    chat, agent = need(context)
    if context.queue is None:
        raise TypeError("the command was run without its scope")
    if to.id == agent:
        raise ArgumentsInvalid(say("transfer_yourself", number=chat.number), "to")
    if not (is_seen(chat.participant(to.id)) or is_free(context, to.id)) and is_active(chat):
        raise ArgumentsInvalid(say("transfer_not_free", agent=to.id), "to")
    until = context.at + context.queue.offer_timeout
    return TransferredToAgent(context.at, agent, to.id, OfferId(context.mint[2]), until, note)


TRANSFER = Command(
    name="transfer",
    summary="Hand the chat over to a queue, or to one agent, at whom it rings.",
    run=_transfer,
    section=Section.TOGETHER,
    args=(
        Arg("to", ArgKind.AGENT_OR_QUEUE, "an agent or a queue"),
        Arg("note", ArgKind.REST, "what whoever takes it should know; the customer doesn't see it", required=False),
    ),
    label="Transfer…",
    available=is_active,
    wants=frozenset({COLLEAGUES}),
)
