"""From a job to an outbox row: its lane, its priority, and with what it may be merged.

Priorities, lowest first out: offers and private answers, masks and deletions, talk, state, cosmetics. A card's colours
and words are cosmetics, and a home page is, unless somebody has just asked for it: they wait behind whatever says where
a chat stands. What is merged is as urgent as the most urgent of it.
Talk keeps its order in one lane a destination; cards, marks and private words have lanes of their own and hold up
nobody. What leads somebody to a thread that is only being opened stands behind its opening, in the lane of the talk.

Marks that say that a message has arrived are merged, the newest stays: so at most one of a chat waits, however far
behind its budget. A mark that takes the place of an earlier one, or says anything else, is never merged with another
message's. What a channel tells later (delivered, read) is merged by the chat with the messages that wait already, so
that one row of a chat waits for all of them.
"""

from datetime import datetime
from typing import Literal, assert_never

from bridge.delivery.aside_jobs import (
    AsideCardJob,
    AsideChangeJob,
    AsideJob,
    AsideNoticeJob,
    AsidePostJob,
    OpenAsideJob,
)
from bridge.delivery.bodies import body_of
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.jobs import (
    AskBotJob,
    AskJob,
    BringInJob,
    CardJob,
    ChangeJob,
    ChangePlaceCardJob,
    CloseChannelJob,
    CloseOfferJob,
    CustomerChangeJob,
    CustomerJob,
    HomeJob,
    Job,
    LookJob,
    MarkJob,
    NoticeJob,
    OfferJob,
    OpenChannelJob,
    OpenThreadJob,
    PlaceCardJob,
    PostJob,
    TellJob,
    TranscriptMailJob,
    TurnJob,
    ViewJob,
    WhisperJob,
    WrapUpCardJob,
)
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.delivery.renew_job import RenewJob
from bridge.delivery.vault_jobs import DropValuesJob
from bridge.handlers import lanes
from bridge.store.outbox import NewOutbox
from bridge.store.outbox_rows import OutboxAct
from core.capabilities import Act
from core.ids import ConversationId, MessageId

URGENT, MASK, TALK, STATE, COSMETIC = range(5)

RECEIPTS = "/receipts"
"""The part of the lane in which a chat's receipts wait to be shown."""

CUSTOMER_ACT: Literal["customer"] = "customer"


def outgoing(
    job: Job, conversation: ConversationId | None, destination: str, key: str, not_before: datetime | None = None
) -> NewOutbox:
    """Make the row for a job."""
    part, act, priority, coalesce = _manner(job)
    lane = lanes.out(conversation, destination, part) if conversation else f"{destination}{part}"
    merged = f"{lane}|{coalesce}" if coalesce else None
    return NewOutbox(
        key=key,
        lane=lane,
        destination=destination,
        act=act,
        conversation=conversation,
        message=_message(job),
        body=body_of(job),
        priority=priority,
        coalesce=merged,
        not_before=not_before,
    )


Manner = tuple[str, OutboxAct, int, str | None]
"""A job's part of the lane, its act, its priority, and its name for merging."""


def waiting_receipts(conversation: ConversationId, destination: str) -> str:
    """Give the word by which a chat's receipts are merged."""
    return f"{lanes.out(conversation, destination, RECEIPTS)}|receipts"


def _manner(job: Job) -> Manner:
    """Give the manner of what keeps its order with the talk; all else has a lane of its own."""
    match job:
        case CustomerJob() | TurnJob() | AskBotJob():
            return "", CUSTOMER_ACT, TALK, None
        case CustomerChangeJob():
            return "", CUSTOMER_ACT, MASK, None
        case TranscriptMailJob(to=what) | DropValuesJob(slot=what):
            return f"/{what}", CUSTOMER_ACT, STATE, None
        case OpenThreadJob():
            return "", Act.POST, URGENT, None
        case OpenChannelJob():
            return "", Act.CHANNEL, URGENT, None
        case BringInJob():
            return "", Act.PRIVATE, URGENT, None
        case CloseChannelJob():
            return "", Act.CHANNEL, COSMETIC, None
        case RemoveJob(copy=copy):
            return f"/erase/{copy}", Act.UPDATE, MASK, None
        case PostJob() | NoticeJob():
            return "", Act.POST, TALK, None
        case ChangeJob():
            return "", Act.UPDATE, MASK, None
        case OpenAsideJob() | AsideCardJob() | AsidePostJob() | AsideNoticeJob() | AsideChangeJob() as aside:
            return _with_expert(aside)
        case _:
            return _aside(job)


def _with_expert(job: AsideJob) -> Manner:
    """Give the manner of what is shown to an expert: one lane a talk, so that its card is there before its words."""
    part = f"/aside/{job.invitation}"
    match job:
        case OpenAsideJob():
            return part, Act.PRIVATE, URGENT, None
        case AsidePostJob() | AsideNoticeJob():
            return part, Act.POST, TALK, None
        case AsideChangeJob():
            return part, Act.UPDATE, MASK, None
        case AsideCardJob():
            return part, Act.UPDATE, STATE, "card"
        case _:
            assert_never(job)


BesideTalk = (
    CardJob
    | WrapUpCardJob
    | FailureCardJob
    | MarkJob
    | ReceiptsJob
    | OfferJob
    | CloseOfferJob
    | PlaceCardJob
    | ChangePlaceCardJob
    | AskJob
    | WhisperJob
    | TellJob
    | ViewJob
    | HomeJob
    | LookJob
    | RenewJob
)


def _aside(job: BesideTalk) -> Manner:
    """Give the manner of what need not wait for the talk."""
    match job:
        case CardJob(can_wait=can_wait):
            return "/card", Act.UPDATE, COSMETIC if can_wait else STATE, "card"
        case WrapUpCardJob(begins=True):
            return "/wrap_up", Act.POST, TALK, None
        case WrapUpCardJob():
            return "/wrap_up", Act.UPDATE, STATE, "wrap_up"
        case MarkJob(settled=True, first=True):
            return "/mark", Act.MARK, COSMETIC, "settled"
        case MarkJob(message=message):
            return f"/mark/{message}", Act.MARK, COSMETIC, "mark"
        case ReceiptsJob() | FailureCardJob() as told:
            return _told(told)
        case CloseOfferJob(offer=offer):
            return f"/offer/{offer}", Act.UPDATE, STATE, None
        case PlaceCardJob(place=place, card=card):
            return f"/beside/{card}/{place}", Act.POST, URGENT, None
        case ChangePlaceCardJob(place=place, card=card):
            return f"/beside/{card}/{place}", Act.UPDATE, STATE, "beside"
        case RenewJob(quote=quote):
            return f"/renew/{quote}", Act.UPDATE, MASK, "renew"
        case HomeJob(person=person, asked=asked):
            return f"/home/{person}", Act.HOME, STATE if asked else COSMETIC, "home"
        case _:
            return _at_once(job)


def _told(job: ReceiptsJob | FailureCardJob) -> Manner:
    """Give the manner of what a channel tells of our messages. A card of a failure is posted in a lane of its own."""
    match job:
        case ReceiptsJob():
            return RECEIPTS, Act.MARK, COSMETIC, "receipts"
        case FailureCardJob(message=message, begins=True):
            return f"/failure/{message}", Act.POST, TALK, None
        case FailureCardJob(message=message):
            return f"/failure/{message}", Act.UPDATE, STATE, "failure"
        case _:
            assert_never(job)


AtOnceJob = OfferJob | AskJob | WhisperJob | TellJob | ViewJob | LookJob


def _at_once(job: AtOnceJob) -> Manner:
    """Give the manner of what somebody waits for."""
    match job:
        case OfferJob(offer=offer):
            return f"/offer/{offer}", Act.PRIVATE, URGENT, None
        case TellJob(after_opening=True):
            return "", Act.PRIVATE, URGENT, None
        case AskJob(person=person) | WhisperJob(person=person) | TellJob(person=person) | ViewJob(person=person):
            return f"/to/{person}", Act.PRIVATE, URGENT, None
        case LookJob(agent=agent):
            return f"/look/{agent}", Act.LOOK, URGENT, None
        case _:
            assert_never(job)


def _message(job: Job) -> MessageId | None:
    return getattr(job, "message", None)
