"""What follows from the fate of a send: addresses to remember, marks to set, people to tell.

The same whether the platform answered, or its echo of our own post settled a send whose answer was lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bridge.delivery import quoting
from bridge.delivery.aside_jobs import AsideJob, AsideNoticeJob, AsidePostJob, OpenAsideJob
from bridge.delivery.bodies import job_from
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.jobs import (
    AskBotJob,
    CardJob,
    CustomerJob,
    Job,
    LookJob,
    MarkJob,
    NoticeJob,
    OpenChannelJob,
    OpeningJob,
    OpenThreadJob,
    PlaceCardJob,
    PostJob,
    TellJob,
    TranscriptMailJob,
)
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.handlers import listed, vetoes
from bridge.handlers.marking import mark, mark_further
from bridge.handlers.unit import Unit
from bridge.store import asides, deliveries, erasures, outbox, threads
from bridge.store.asides import place_of
from bridge.store.erasure_tables import CopyState
from bridge.store.outbox import OutboxRow
from core.conversation.expert import ExpertMode
from core.conversation.model import Conversation
from core.conversation.routes import channels_of
from core.errors import Blocked
from core.features.card_changes import WAITS
from core.ids import BotId, DeskName, ExternalRef, MessageId
from core.inbound import BotAnswered, ExpertGone, ExpertHeard
from core.ports import Opened, Receipt
from core.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Lessened:
    """A message that arrived, of which the thread is told something: what the channel can't carry, how long it was."""

    receipt: Receipt
    losses: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Whether somebody is away from the desk."""

    away: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks that were set: of which messages the next row sets them; or that the card must say what they would have."""

    left: tuple[MessageId, ...] = ()
    on_card: bool = False


Result = Receipt | Opened | Lessened | Looked | Marked | BotAnswered | None
Work = Callable[[Unit], None]


def job_of(row: OutboxRow) -> Job:
    """Read what a row asks for. Raises `JobUnknown`."""
    return job_from(row.body)


def name_of(destination: str) -> str:
    """Give the desk's or the channel's name."""
    return destination.partition(":")[2]


AFTER_OPENING = timedelta(seconds=1)
"""How long a card that has just been posted waits for what comes next: most chats ring by then."""


def sent(unit: Unit, row: OutboxRow, result: Result, *, after_all: bool = False) -> None:
    """Settle a row that arrived; `after_all` says that it had been given up because nobody could know.

    A report may come before the answer: what is told of it, whoever comes first tells.
    """
    settle = outbox.sent_after_all if after_all else outbox.sent
    is_first = settle(unit.conn, row.id, ref_of(result))
    if isinstance(result, Lessened):
        for loss in result.losses if is_first else ():
            tell_thread(unit, row, loss)
        result = result.receipt
    job = job_of(row)
    quoting.note(unit, row, job, ref_of(result))
    if isinstance(job, AsideJob | RemoveJob | MarkJob | ReceiptsJob):
        _beside(unit, row, job, result)
        return
    if isinstance(job, CustomerJob):
        _at_the_customers(unit, row, job, result)
        return
    match job, result:
        case OpenThreadJob() | OpenChannelJob(), Opened() if row.conversation is not None:
            _opened(unit, row, job, result)
        case PostJob(), Receipt():
            _posted(unit, row, job, result)
        case LookJob(), Looked(away=away) if row.conversation is not None:
            vetoes.looked(unit, row.conversation, job, away=away)
        case AskBotJob(), BotAnswered() if row.conversation is not None:
            unit.hand_to_chat(row.conversation, result)
        case TranscriptMailJob(private=False), _:
            tell_thread(unit, row, say("thread_transcript_mailed"))


def _posted(unit: Unit, row: OutboxRow, job: PostJob, result: Receipt) -> None:
    """Note where a message stands in the thread, and what became of it at the customer's, where that came first."""
    name = name_of(row.destination)
    if result.ref is not None:
        deliveries.add(unit.conn, job.message, name, result.ref, "copy", "sent")
    for piece in result.more:
        deliveries.add(unit.conn, job.message, name, piece, "piece", "sent")
    if job.answers:
        mark(unit, row.conversation, job.message, settled=True, first=True)


def _at_the_customers(unit: Unit, row: OutboxRow, job: CustomerJob, result: Result) -> None:
    """Note all that was sent for one message, since each has a fate of its own, and show it to its author."""
    first = ref_of(result) or ExternalRef(row.key)
    for ref in (first, *(result.more if isinstance(result, Receipt) else ())):
        deliveries.add(unit.conn, job.message, (name_of(row.destination), job.to), ref, "copy", "sent", at=unit.now)
    mark(unit, row.conversation, job.message, settled=True, first=job.first_mark)


def _beside(unit: Unit, row: OutboxRow, job: AsideJob | RemoveJob | MarkJob | ReceiptsJob, result: Result) -> None:
    """Settle what arrived beside the chat's thread, was taken away, or stands as a mark on something."""
    if isinstance(job, RemoveJob):
        erasures.settle(unit.conn, job.copy, CopyState.DONE, unit.now)
    elif isinstance(job, AsideJob):
        _shown_to_expert(unit, row, job, result)
    elif isinstance(result, Marked) and row.conversation is not None:
        desk = DeskName(name_of(row.destination))
        mark_further(unit, row.conversation, desk, result.left, on_card=result.on_card)


def _shown_to_expert(unit: Unit, row: OutboxRow, job: AsideJob, result: Result) -> None:
    """Remember where a talk and the copies in it are: several messages of the history may stand in one post."""
    match job, result:
        case OpenAsideJob(), Opened():
            asides.opened(unit.conn, job.invitation, result)
        case AsideNoticeJob(mode=ExpertMode() as mode), Receipt() if row.conversation is not None:
            unit.hand_to_chat(row.conversation, ExpertHeard(job.invitation, mode))
        case AsidePostJob(messages=shown), Receipt(ref=ref) if ref is not None:
            for message in shown:
                deliveries.add(unit.conn, message, place_of(job.invitation), ref, "copy", "sent")
                for piece in result.more:
                    deliveries.add(unit.conn, message, place_of(job.invitation), piece, "piece", "sent")


def _opened(unit: Unit, row: OutboxRow, job: OpeningJob, opened: Opened) -> None:
    chat, desk = unit.chat(row.conversation), DeskName(name_of(row.destination))
    if chat is None:
        return
    threads.put(unit.conn, chat.id, desk, opened, place_for(job.places, row.attempts - 1))
    unit.tell_desk(desk, CardJob(can_wait=chat.status in WAITS), chat, unit.now + AFTER_OPENING)
    listed.show_place(unit, chat)
    if opened.trouble is not None:
        reason = unit.office.words(opened.trouble)
        unit.tell_desk(desk, NoticeJob(say("thread_no_channel", reason=reason)), chat)


def place_for(places: Sequence[ExternalRef], tries: int) -> ExternalRef:
    """Give the place for a try at opening a thread, after so many tries.

    Each in turn, so that one bad channel holds up nobody.
    """
    return places[max(0, tries) % len(places)]


def ref_of(result: Result) -> ExternalRef | None:
    """Give the address of what arrived."""
    match result:
        case Receipt(ref=ref) | Lessened(receipt=Receipt(ref=ref)):
            return ref
        case Opened(card=card):
            return card
        case Looked() | Marked() | BotAnswered() | None:
            return None


def failed(unit: Unit, row: OutboxRow, why: str, reason: Sentence | None, *, gone: bool = False) -> None:
    """Settle a row that can't arrive: its lane goes on, and the thread says what happened and what to do.

    `gone` says that it is because of the place, or the person, and not of what was to be shown there.
    """
    outbox.fail(unit.conn, row.id, why)
    job = job_of(row)
    if isinstance(job, LookJob) and row.conversation is not None:
        vetoes.looked(unit, row.conversation, job, away=False)
    if isinstance(job, AskBotJob) and row.conversation is not None:
        unit.hand_to_chat(row.conversation, BotAnswered(BotId(name_of(row.destination)), failed=True))
    if isinstance(job, AsideJob) and row.conversation is not None:
        _missed_by_expert(unit, row, job, reason, gone=gone)
    if isinstance(job, CustomerJob):
        _missed_by_customer(unit, row, job, reason or say("fail_internal"), gone=gone)
    if isinstance(job, RemoveJob):
        words = unit.office.words(reason) if reason is not None else why
        erasures.settle(unit.conn, job.copy, CopyState.FAILED, unit.now, words)
    if isinstance(job, TranscriptMailJob):
        tell_thread(
            unit, row, say("thread_transcript_failed", reason=unit.office.words(reason or say("fail_internal")))
        )


def _missed_by_customer(unit: Unit, row: OutboxRow, job: CustomerJob, reason: Sentence, *, gone: bool) -> None:
    where, ref = (name_of(row.destination), job.to), ExternalRef(row.key)
    deliveries.add(unit.conn, job.message, where, ref, "copy", "failed", reason, at=unit.now)
    mark(unit, row.conversation, job.message, first=job.first_mark)
    chat = unit.chat(row.conversation)
    if chat is not None:
        tell_failed(unit, chat, job.message, reason, final=gone)


def tell_failed(unit: Unit, chat: Conversation, message: MessageId, reason: Sentence, *, final: bool) -> None:
    """Tell the thread why a message was not delivered, with a way to send it again where that may help."""
    desk = unit.queue(chat).desk
    there = channels_of(chat)
    copies = [one for one in deliveries.refs(unit.conn, message) if one.role == "copy" and one.where in there]
    if final or not chat.is_open() or any(one.state != "failed" for one in copies):
        unit.tell_desk(desk, NoticeJob(say("thread_failed", reason=unit.office.words(reason))), chat)
    else:
        unit.tell_desk(desk, FailureCardJob(message, begins=True), chat)


def show_failure_anew(unit: Unit, chat: Conversation, message: MessageId) -> None:
    """Bring the card of a message that was not delivered up to date, where it has one."""
    unit.tell_desk(unit.queue(chat).desk, FailureCardJob(message), chat)


def _missed_by_expert(unit: Unit, row: OutboxRow, job: AsideJob, reason: Sentence | None, *, gone: bool) -> None:
    """Say that an expert can't be reached, or that one message could not be shown."""
    aside = asides.get(unit.conn, job.invitation)
    if row.conversation is None or aside is None or aside.outcome is not None:
        return
    words = unit.office.words(reason or say("fail_internal"))
    if isinstance(job, OpenAsideJob) or gone:
        unit.hand_to_chat(row.conversation, ExpertGone(job.invitation, words))
    elif isinstance(job, AsidePostJob):
        tell_thread(unit, row, say("thread_expert_missed", agent=aside.expert, reason=words))


def blocked(unit: Unit, row: OutboxRow, trouble: Blocked, at: datetime, *, tell: bool) -> None:
    """Keep a row until its place is mended, and tell those who can have it mended: once for each chat and reason."""
    outbox.retry(unit.conn, row.id, at, trouble.detail)
    chat = unit.chat(row.conversation)
    job = job_of(row)
    is_missed = isinstance(job, PostJob | PlaceCardJob | OpeningJob)
    if not tell or chat is None or row.why == trouble.detail or not is_missed:
        return
    reason = unit.office.words(trouble.reason or say("fail_thread"))
    key = "card_blocked" if isinstance(job, PlaceCardJob) else "desk_blocked"
    said = say(key, number=chat.number, reason=reason)
    concerned = {chat.owner} if chat.owner else {one.id for one in unit.office.directory().serving(chat.queue)}
    for agent in sorted(concerned):
        account = unit.person_at(agent, unit.queue(chat).desk)
        if account is not None:
            unit.tell_desk(account[0], TellJob(account[1], said))


IN_DOUBT = "uncertain"
"""Why a row was set aside that was perhaps sent."""


def maybe_sent(unit: Unit, row: OutboxRow) -> None:
    """Settle a row whose fate can't be known: it is not repeated, and the thread says so."""
    outbox.fail(unit.conn, row.id, IN_DOUBT)
    if isinstance(job_of(row), CustomerJob):
        tell_thread(unit, row, say("thread_uncertain"))
    if isinstance(job_of(row), TranscriptMailJob):
        tell_thread(unit, row, say("thread_transcript_uncertain"))


def tell_thread(unit: Unit, row: OutboxRow, sentence: Sentence) -> None:
    """Post a notice in the thread of the row's chat."""
    chat = unit.chat(row.conversation)
    if chat is not None:
        unit.tell_desk(unit.queue(chat).desk, NoticeJob(sentence), chat)
