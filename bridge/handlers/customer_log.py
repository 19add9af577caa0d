"""What goes to a customer whose channel shows our own log: written into it by the very step that says it.

There is no platform to fail between the step and the log, so that such a line needs no row in the outbox: it stands or
falls with its step. Two things still go through the outbox: files whose bytes have yet to be fetched, and whatever
comes while something of the same lane is on its way there, so that the order is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bridge.delivery import jobs
from bridge.delivery.rows import outgoing
from bridge.handlers.marking import mark
from bridge.handlers.office import Office
from bridge.handlers.showing import SHOWN, add_line
from bridge.handlers.unit import Unit
from bridge.store import deliveries, feed, outbox
from core.conversation.effects import CustomerTurn
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.ids import CUSTOMER, AgentId, ChannelName, ExternalRef, MessageId, agent_of, expert_of
from core.messages import Message, Text, seen_by_customer
from core.routing.queues import Queue

_STATUS_AFTER = {
    CustomerTurn.WELCOME: Status.QUEUED,
    CustomerTurn.WAITING: Status.QUEUED,
    CustomerTurn.CLOSED: Status.QUEUED,
    CustomerTurn.REQUESTED: Status.QUEUED,
    CustomerTurn.JOINED: Status.ACTIVE,
    CustomerTurn.TRANSFERRED: Status.QUEUED,
    CustomerTurn.HANDED_OVER: Status.ACTIVE,
    CustomerTurn.ENDED: Status.HANDLED,
    CustomerTurn.INACTIVE: Status.ACTIVE,
    CustomerTurn.TIMED_OUT: Status.HANDLED,
}
"""How the chat stands after a turn; after any other it stands as it did."""

STILL_THERE = "Are you still there? This chat will end soon if nobody writes."
SESSION_ENDED = "Chat session ended"
HIDDEN = "To keep it safe, we have hidden a number in your message. Please don't send such numbers in a chat."
"""What is said where the queue has no words of its own: who is closed out must hear of it."""


def log_at_once(unit: Unit, chat: Conversation, channel: ChannelName, job: jobs.CustomerSideJob) -> bool:
    """Write what a job says into the customer's log in a channel; False when it must go through the outbox."""
    if channel not in unit.office.feeds:
        return False
    key = unit.office.mint.key()
    lane = outgoing(job, chat.id, f"channel:{channel}", key).lane
    if outbox.of_lane(unit.conn, lane, 1):
        return False
    match job:
        case jobs.TurnJob():
            _turn(unit, chat, key, job)
            return True
        case jobs.CustomerJob(message=message):
            return _message(unit, chat, channel, key, message)
        case jobs.CustomerChangeJob(message=message):
            return _change(unit, chat, key, message)
        case _:
            assert_never(job)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a customer is told of a turn: how the chat stands, in which words, and who heads the window from now on.

    Without words (None) the window has its own, by whom the turn names; empty words say nothing at all.
    """

    status: Status
    text: str | None
    name: str | None
    picture: str | None


def telling(directory: Directory, chat: Conversation, job: jobs.TurnJob) -> Telling:
    """Give what a turn tells. Of whoever leaves or hides nothing is said: the line names who has the chat now."""
    is_leaving = job.turn is CustomerTurn.LEFT
    agent = _in_charge(chat) if is_leaving else job.agent
    profile = directory.expert(agent) if agent else None
    name = profile.nickname if profile else None
    words = words_of(directory.queues.get(job.queue or chat.queue), job.turn, chat.language)
    text = words.replace("{agent}", name or "").replace("{channel}", job.channel) if words else None
    status = _STATUS_AFTER.get(job.turn, chat.status)
    return Telling(status, "" if is_leaving else text, name, profile.picture if profile else None)


def _in_charge(chat: Conversation) -> AgentId | None:
    return chat.owner if chat.status is Status.ACTIVE else None


def _turn(unit: Unit, chat: Conversation, key: str, job: jobs.TurnJob) -> None:
    told = telling(unit.office.directory(), chat, job)
    said = {
        "status": SHOWN[told.status],
        "text": told.text,
        "agent_name": told.name,
        "agent_picture": told.picture,
    }
    _add(unit, chat, key, "status", None, said)


def _message(unit: Unit, chat: Conversation, channel: ChannelName, key: str, id: MessageId) -> bool:
    """Log a message. What the customer may not see is not logged, and needs no row either."""
    message = unit.message(id)
    if message is None or message.deleted or not seen_by_customer(message):
        return True
    if not _is_text(message):
        return False
    seq = _add(unit, chat, key, "message", message, _face(unit, message))
    deliveries.add(unit.conn, id, channel, ExternalRef(f"{chat.id}/{seq}"), "copy", "sent")
    mark(unit, chat.id, id, settled=True, first=id in unit.stored)
    return True


def _change(unit: Unit, chat: Conversation, key: str, id: MessageId) -> bool:
    """Log a change of a message, likewise."""
    message = unit.message(id)
    if message is None or not seen_by_customer(message):
        return True
    if not _is_text(message):
        return False
    _add(unit, chat, key, "deleted" if message.deleted else "edited", message, _face(unit, message))
    return True


def _is_text(message: Message) -> bool:
    return all(isinstance(part, Text) for part in message.parts)


def _face(unit: Unit, message: Message) -> dict[str, str | None]:
    name, picture = face(unit.office, message)
    return {"agent_name": name or None, "agent_picture": picture}


def _add(
    unit: Unit,
    chat: Conversation,
    key: str,
    kind: feed.FeedKind,
    message: Message | None,
    said: dict[str, str | None],
) -> int:
    kept = {name: value for name, value in said.items() if value is not None}
    seq, news = add_line(unit.conn, chat.id, key, unit.now, kind, message, kept)
    unit.announce(chat, news)
    return seq


def face(office: Office, message: Message) -> tuple[str, str | None]:
    """Give the name and the picture under which the customer sees a message's author; their own words have none."""
    if message.author == CUSTOMER:  # nor has the log: a name in it would outlive its mask
        return "", None
    agent, directory = agent_of(message.author) or expert_of(message.author), office.directory()
    if agent is None:
        return message.author_name, None
    profile = directory.expert(agent)
    return directory.nickname(agent), profile.picture if profile else None


def words_of(queue: Queue | None, turn: CustomerTurn, language: str) -> str | None:
    """Give the queue's automatic message for a turn in the customer's language, or None."""
    if queue is None:
        return None
    words = queue.messages.in_language(language)
    said: Mapping[CustomerTurn, str | None] = {
        CustomerTurn.WELCOME: words.welcome,
        CustomerTurn.WAITING: words.waiting,
        CustomerTurn.CLOSED: words.out_of_hours,
        CustomerTurn.REQUESTED: (queue.offline.thanks if queue.offline else None) or words.out_of_hours,
        CustomerTurn.JOINED: words.agent_joined,
        CustomerTurn.TRANSFERRED: words.transferred,
        CustomerTurn.HANDED_OVER: words.transferred,
        CustomerTurn.ENDED: words.ended,
        CustomerTurn.INACTIVE: words.inactive or STILL_THERE,
        CustomerTurn.TIMED_OUT: words.ended or SESSION_ENDED,
        CustomerTurn.MASKED: words.masked or HIDDEN,
        CustomerTurn.MOVED: words.moved,
        CustomerTurn.MOVED_HERE: words.moved_here,
    }
    return said.get(turn)
