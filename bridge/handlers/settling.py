"""What the platforms report of our own sends and of their places."""

from dataclasses import replace
from datetime import timedelta

from bridge import topics
from bridge.delivery import losses, settling
from bridge.delivery.aside_jobs import OpenAsideJob
from bridge.delivery.jobs import NoticeJob, OpenChannelJob, OpenThreadJob
from bridge.delivery.settling import job_of
from bridge.handlers import lanes
from bridge.handlers.marking import mark, mark_receipts
from bridge.handlers.overtaking import Later
from bridge.handlers.unit import Unit
from bridge.handlers.wants.customers import route_name
from bridge.store import deliveries, feed, inbox, outbox
from bridge.store.inbox import InboxRow
from bridge.store.work_tables import OutboxState
from core.conversation.model import Conversation
from core.conversation.routes import channels_of, named, present
from core.ids import ChannelName, ExternalRef, MessageId
from core.inbound import ContactSubject, ConversationSubject, CustomerReceipt, DeskEcho, DeskTrouble
from core.inbound_customers import CustomerConsent
from core.ports import Opened, Receipt
from core.sentences import say

LOOK_BACK = 50
"""How many messages one read mark is applied to at the most; those before them were read earlier."""

LOOKS = (timedelta(seconds=2), timedelta(seconds=10), timedelta(seconds=60))
"""Pauses before each further look for a message of which a report came before its answer."""
_MARK = "~early"


def desk_echo(unit: Unit, body: DeskEcho) -> None:
    """Settle a send by the platform's echo of it; most were settled by the answer, and then there is nothing to do.

    An echo that is faster than the answer counts as well: if we die before the answer, it is all that we have.
    """
    row = outbox.by_key(unit.conn, body.key)
    if row is None or row.state not in (OutboxState.SENDING, OutboxState.UNCERTAIN):
        return
    job = job_of(row)
    if isinstance(job, OpenChannelJob | OpenAsideJob):
        return  # the card is there, the rest perhaps not; doing it again finds both
    opens = isinstance(job, OpenThreadJob)
    result = Opened(body.ref, body.ref) if opens else Receipt(body.ref)
    settling.sent(unit, row, result)
    unit.wakes.add(topics.OUTBOX)  # its lane goes on, and memory doesn't know
    unit.office.meter.echoed()


def desk_trouble(unit: Unit, body: DeskTrouble) -> None:
    """Try what was held back at once when a place can be used again."""
    if body.what in ("unarchived", "added"):
        outbox.hurry(unit.conn, f"desk:{body.desk}")
        unit.wakes.add(topics.OUTBOX)


def customer_receipt(unit: Unit, row: InboxRow, body: CustomerReceipt) -> Later | None:
    """Note what became of messages: of one by its address, or of all up to a line of the log, or to a time.

    Give from when on it is to be looked at again, where that of which it tells is still under way.
    """
    if body.ref is not None:
        return _one_receipt(unit, row, body, body.ref)
    subject = row.inbound.subject
    told_of = subject.conversation if isinstance(subject, ConversationSubject) else lanes.conversation_of(row.lane)
    chat = unit.chat(told_of)
    if chat is None or body.state == "failed":
        return None
    raised: list[MessageId] = []
    channel = _told_by(row, chat)
    there = channel, named(chat, (channel, body.contact)) if chat.taken and body.contact is not None else None
    for message in _messages_until(unit, chat, there, body):
        if deliveries.set_state_at(unit.conn, message, there, body.state, at=unit.now):
            raised.append(message)
        elif any(one.role == "copy" for one in deliveries.refs(unit.conn, message, channel)):
            break  # what stands before it was told of, too; the customer's own words in between say nothing
    if raised:
        mark_receipts(unit, chat.id, reversed(raised))
    if body.until is not None and outbox.is_under_way(unit.conn, chat.id, f"channel:{channel}"):
        _look_again(unit, row, chat.id)  # it may be about that, too
    return None


def _told_by(row: InboxRow, chat: Conversation) -> ChannelName:
    """Give the channel that tells: a chat that has moved has copies in several."""
    told = ChannelName(row.inbound.source)
    return told if told in channels_of(chat) else chat.channel


def _messages_until(
    unit: Unit, chat: Conversation, there: deliveries.Address, body: CustomerReceipt
) -> tuple[MessageId, ...]:
    """Give the messages that a watermark is about, the newest first."""
    if body.seq is not None:
        return feed.messages_until(unit.conn, chat.id, body.seq, LOOK_BACK)
    if body.until is not None:
        return deliveries.sent_until(unit.conn, chat.id, there, body.until, LOOK_BACK)
    return ()


def _one_receipt(unit: Unit, row: InboxRow, body: CustomerReceipt, ref: ExternalRef) -> Later | None:
    """Raise one copy's state, and show it to its author; a failure is told with its reason, once for each message."""
    subject = row.inbound.subject
    chat = unit.chat(subject.conversation) if isinstance(subject, ConversationSubject) else None
    if chat is None:
        return None
    channel = _told_by(row, chat)
    message = deliveries.message_of(unit.conn, channel, ref)
    if message is None and _is_early(unit, body, ref):
        return _until_known(unit, row, body, ref)
    message = message or deliveries.message_of(unit.conn, channel, ref)
    if message is None or deliveries.chat_of(unit.conn, message) != chat.id:
        return None
    had_failed = deliveries.has_failed(unit.conn, message, channel)
    changed = deliveries.set_state(unit.conn, message, channel, body.state, body.reason, at=unit.now, ref=ref)
    if changed:
        _show_receipt(unit, chat, message, body, had_failed=had_failed)
    return None


def _show_receipt(
    unit: Unit, chat: Conversation, message: MessageId, body: CustomerReceipt, *, had_failed: bool
) -> None:
    if body.state != "failed":
        mark_receipts(unit, chat.id, (message,))
        if had_failed:
            settling.show_failure_anew(unit, chat, message)
        return
    mark(unit, chat.id, message)
    if not had_failed:
        settling.tell_failed(unit, chat, message, body.reason or say("fail_internal"), final=body.final)


def _is_early(unit: Unit, body: CustomerReceipt, ref: ExternalRef) -> bool:
    """Settle a send by a report that came before its answer; False when it is known now."""
    sending = outbox.by_key(unit.conn, body.key) if body.key is not None else None
    if sending is None:
        return True
    was_given_up = sending.state is OutboxState.PARKED and sending.why == settling.IN_DOUBT
    if body.alone and (was_given_up or sending.state in (OutboxState.SENDING, OutboxState.UNCERTAIN)):
        arrived = losses.of_report(unit, sending, Receipt(ref, losses=body.losses))
        settling.sent(unit, sending, arrived, after_all=was_given_up)
        unit.wakes.add(topics.OUTBOX)  # its lane goes on, and memory doesn't know
        return False
    return True


def _until_known(unit: Unit, row: InboxRow, body: CustomerReceipt, ref: ExternalRef) -> Later | None:
    """Look again at a report that came before its answer: a few times, and for as long as its sending is under way.

    Of several messages the first may be reported of while the last still waits for the vendor to take it.
    """
    sending = outbox.by_key(unit.conn, body.key) if body.key is not None else None
    if sending is None or _look_again(unit, row, ref) or sending.state in (OutboxState.SENT, OutboxState.PARKED):
        return None
    return Later(unit.now + LOOKS[-1], lanes.OF_RECEIPT + ref, planned=True)


def _look_again(unit: Unit, row: InboxRow, about: str) -> bool:
    """Handle a report once more in a while, beside its chat; False when that was done often enough."""
    looks = row.inbound.dedupe.count(_MARK)
    if looks >= len(LOOKS):
        return False
    again = replace(row.inbound, dedupe=row.inbound.dedupe + _MARK)
    inbox.add(unit.conn, again, lanes.OF_RECEIPT + about, unit.now + LOOKS[looks])
    unit.wakes.add(topics.INBOX)
    return True


def customer_consent(unit: Unit, row: InboxRow, body: CustomerConsent) -> None:
    """Tell the thread of an open chat that its customer wants no messages any more, or wants them again."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or not chat.is_open():
        return
    said = body.said or say("thread_opted_in" if body.agrees else "thread_opted_out")
    subject = row.inbound.subject
    if isinstance(subject, ContactSubject) and (subject.channel, subject.contact) != present(chat):
        there = route_name(unit.office.channels, chat, (subject.channel, subject.contact))
        said = say("thread_opted_in_there" if body.agrees else "thread_opted_out_there", channel=there)
    unit.tell_desk(unit.queue(chat).desk, NoticeJob(said), chat)
