"""What carrying a row out needs to know: read in the transaction that begins it, and no more than its job shows.

Rule: a row that can't be read fails alone. Trouble of the storage itself is everybody's, and nothing is begun then.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bridge.delivery import aside_jobs, jobs, vault_jobs
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.delivery.renew_job import RenewJob
from bridge.delivery.settling import job_of, name_of
from bridge.delivery.trouble import is_of_storage
from bridge.handlers.office import Office
from bridge.store import asides, attributes, conversations, deliveries, messages, receipts, threads
from bridge.store.asides import AsideRow
from bridge.store.deliveries import Delivery
from bridge.store.outbox import OutboxRow
from bridge.store.threads import ThreadRow
from core.conversation.model import Conversation
from core.conversation.routes import channels_of
from core.features.answering import Answer
from core.features.scene import Receipts
from core.ids import ConversationId, DeskName
from core.messages import Message
from core.routing.queues import Queue


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row's rendering reads, all of one moment; what its job doesn't show is left out."""

    chat: Conversation | None = None
    queue: Queue | None = None
    thread: ThreadRow | None = None
    message: Message | None = None
    copies: tuple[Delivery, ...] = ()
    """Where the message is, the place at which it was written included."""
    attributes: tuple[Answer, ...] = ()
    """What the customer has told a bot, for cards."""
    receipts: Receipts | None = None
    """What became of the agents' messages, for the card of a desk that can't mark them."""
    aside: AsideRow | None = None
    """The expert's talk about the chat."""


CHAT, THREAD, NAMELESS, COPIES, ASIDE = range(5)
"""What a job shows: the chat, its thread, the chat if the message alone doesn't say whence it is, the message's copies,
and the expert's talk about the chat."""

SHOWS: Mapping[type[jobs.Job], frozenset[int]] = {
    jobs.OpenThreadJob: frozenset({CHAT}),
    jobs.OpenChannelJob: frozenset({CHAT}),
    jobs.BringInJob: frozenset({THREAD}),
    jobs.CloseChannelJob: frozenset({THREAD}),
    jobs.PostJob: frozenset({THREAD, NAMELESS}),
    jobs.NoticeJob: frozenset({THREAD}),
    jobs.CardJob: frozenset({CHAT, THREAD}),
    jobs.WrapUpCardJob: frozenset({CHAT, THREAD}),
    FailureCardJob: frozenset({CHAT, THREAD, COPIES}),
    jobs.ChangeJob: frozenset({NAMELESS, COPIES}),
    jobs.MarkJob: frozenset({COPIES}),
    ReceiptsJob: frozenset(),
    jobs.AskJob: frozenset({CHAT, THREAD}),
    jobs.WhisperJob: frozenset({THREAD}),
    jobs.TellJob: frozenset({CHAT, THREAD}),
    jobs.ViewJob: frozenset({CHAT}),
    jobs.OfferJob: frozenset({CHAT, THREAD}),
    jobs.CloseOfferJob: frozenset({CHAT, THREAD}),
    jobs.PlaceCardJob: frozenset({CHAT, THREAD}),
    jobs.ChangePlaceCardJob: frozenset({CHAT, THREAD}),
    jobs.HomeJob: frozenset(),
    RenewJob: frozenset({CHAT, THREAD}),
    jobs.LookJob: frozenset(),
    RemoveJob: frozenset(),
    jobs.CustomerJob: frozenset({CHAT}),
    jobs.CustomerChangeJob: frozenset({CHAT}),
    jobs.TurnJob: frozenset({CHAT}),
    jobs.TranscriptMailJob: frozenset({CHAT}),
    jobs.AskBotJob: frozenset({CHAT}),
    vault_jobs.DropValuesJob: frozenset(),
    aside_jobs.OpenAsideJob: frozenset({CHAT, ASIDE}),
    aside_jobs.AsideCardJob: frozenset({CHAT, ASIDE}),
    aside_jobs.AsidePostJob: frozenset({CHAT, ASIDE}),
    aside_jobs.AsideNoticeJob: frozenset({CHAT, ASIDE}),
    aside_jobs.AsideChangeJob: frozenset({CHAT, ASIDE}),
}


CARDS = (jobs.OpenThreadJob, jobs.OpenChannelJob, jobs.CardJob, jobs.OfferJob, jobs.CloseOfferJob)
"""What shows a chat's card."""


def look(conn: Connection, office: Office, row: OutboxRow, message: Message | None = None) -> Seen | Exception:
    """Read what a row is about, as it stands now; give what is wrong with it when it can't be read.

    Its message need not be read where it is given as it stands now.
    """
    try:
        return _look(conn, office, row, message)
    except Exception as error:
        if is_of_storage(error):
            raise
        return error


def _look(conn: Connection, office: Office, row: OutboxRow, message: Message | None) -> Seen:
    job = job_of(row)
    kind = type(job)
    shows = SHOWS[kind]
    if message is None and row.message:
        message = messages.get(conn, row.message)
    chat = queue = thread = None
    if row.conversation is not None:
        if CHAT in shows or (NAMELESS in shows and message is not None and _needs_chat(message)):
            chat = conversations.get(conn, row.conversation)
            queue = office.directory().queues.get(chat.queue) if chat else None
        if THREAD in shows:
            thread = _thread(conn, row, row.conversation, queue)
    copies = deliveries.refs(conn, message.id) if message is not None and COPIES in shows else ()
    known = attributes.shown(conn, chat.id) if chat is not None and kind in CARDS else ()
    told = (
        receipts.of(conn, chat.id, channels_of(chat))
        if chat is not None and _shows_receipts(office, row, kind)
        else None
    )
    aside = asides.get(conn, job.invitation) if isinstance(job, aside_jobs.AsideJob) else None
    return Seen(chat, queue, thread, message, copies, known, told, aside)


def _needs_chat(message: Message) -> bool:
    """Tell whether the chat says who wrote a message, or which of its routes that came by."""
    return not message.author_name or message.via is not None


def _shows_receipts(office: Office, row: OutboxRow, kind: type[jobs.Job]) -> bool:
    """Tell whether a row shows the root card, on a desk where a message's own place can't show what became of it."""
    return kind is jobs.CardJob and not office.marks(DeskName(name_of(row.destination)))


def _thread(conn: Connection, row: OutboxRow, chat: ConversationId, queue: Queue | None) -> ThreadRow | None:
    desk = name_of(row.destination) if row.destination.startswith("desk:") else queue.desk if queue else ""
    return threads.of(conn, chat, DeskName(desk)) if desk else None
