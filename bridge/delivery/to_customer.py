"""Rows for customers: messages, changes of messages, turns of the chat."""

from dataclasses import dataclass, replace
from typing import assert_never

from bridge.delivery import jobs, losses
from bridge.delivery.courier import Courier, Result, Seen, name_of
from bridge.delivery.fetching import fetched
from bridge.delivery.losses import may_be_sent
from bridge.delivery.settling import Lessened
from bridge.handlers.customer_log import face, telling
from bridge.store.outbox import OutboxRow
from core.conversation.model import Conversation
from core.conversation.routes import first_at
from core.errors import Permanent
from core.ids import ChannelName, ExternalRef
from core.messages import Message, seen_by_customer
from core.ports import CustomerChannel, Outbound, Receipt
from core.sentences import Sentence


async def to_customer(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.CustomerSideJob) -> Result:
    """Carry a row to the customer. Raises `DeliveryFailed`."""
    channel = courier.channel_of(row)
    if seen.chat is None:
        return None
    said = await ready_to_send(courier, row, channel, seen, job)
    if said is None:
        return None
    return lessened(channel, said, await channel.send(said.outbound))


def lessened(channel: CustomerChannel, said: "Said", receipt: Receipt) -> Receipt | Lessened:
    """Add to the receipt of what has arrived what the thread is told of it; the same where it was only looked up."""
    outbound = said.outbound
    parts = outbound.message.parts if outbound.kind == "message" and outbound.message is not None else ()
    return losses.lessened(channel, parts, said.losses, receipt)


@dataclass(frozen=True, slots=True)
class Said:
    """What a channel is handed, and what of it was lost because of the channel."""

    outbound: Outbound
    losses: tuple[Sentence, ...] = ()


async def ready_to_send(
    courier: Courier, row: OutboxRow, channel: CustomerChannel, seen: Seen, job: jobs.CustomerSideJob
) -> Said | None:
    """Give what a row says as it stands now; None where there is nothing to say any more. Raises `DeliveryFailed`."""
    match job:
        case jobs.CustomerJob():
            return await _message(courier, row, channel, seen, job)
        case jobs.CustomerChangeJob():
            return await _change(courier, row, seen, job)
        case jobs.TurnJob():
            return _turn(courier, row, seen, job)
        case _:
            assert_never(job)


async def _message(
    courier: Courier, row: OutboxRow, channel: CustomerChannel, seen: Seen, job: jobs.CustomerJob
) -> Said | None:
    """Make a message ready as it stands now. The last look: what the customer may not see stops here too."""
    message, chat = seen.message, seen.chat
    if message is None or chat is None or not may_be_sent(message):
        return None
    ready = await fetched(courier, chat, message)
    if not may_be_sent(ready):  # its author thought better of it while its files were fetched
        return None
    to = _to(row, chat, job)
    fitted = losses.fitted(courier.office, channel, to, ready.parts)
    return Said(_outbound(courier, row, to, replace(ready, parts=fitted.parts), "message"), fitted.losses)


def _to(row: OutboxRow, chat: Conversation, job: jobs.CustomerSideJob) -> ExternalRef:
    """Give to which address a row goes: one of its own channel, whichever way the chat goes by now.

    Raises:
        Permanent: the chat has none there.
    """
    to = job.to or first_at(chat, ChannelName(name_of(row.destination)))
    if to is None:
        raise Permanent(f"the chat has no address in {name_of(row.destination)}")
    return to


async def _change(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.CustomerChangeJob) -> Said | None:
    message, chat = seen.message, seen.chat
    if message is None or chat is None or not seen_by_customer(message):
        return None
    ready = await fetched(courier, chat, message)
    if not seen_by_customer(ready):
        return None
    return Said(_outbound(courier, row, _to(row, chat, job), ready, "changed"))


def _outbound(courier: Courier, row: OutboxRow, to: ExternalRef, message: Message, kind: str) -> Outbound:
    name, picture = face(courier.office, message)
    shown = replace(message, author_name=name)
    return Outbound(
        key=row.key,
        conversation=message.conversation,
        contact=to,
        kind="changed" if kind == "changed" else "message",
        message=shown,
        agent_name=name,
        agent_picture=picture,
    )


def _turn(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.TurnJob) -> Said | None:
    if seen.chat is None:
        return None
    told = telling(courier.office.directory(), seen.chat, job)
    return Said(
        Outbound(
            key=row.key,
            conversation=seen.chat.id,
            contact=_to(row, seen.chat, job),
            kind="status",
            text=told.text,
            status=told.status,
            agent_name=told.name,
            agent_picture=told.picture,
        )
    )
