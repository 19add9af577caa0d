"""Rows for desks: threads, posts, cards, marks."""

from typing import assert_never

from bridge.delivery import jobs
from bridge.delivery.channels import bring_in, close_channel, open_channel
from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.failures import show_failure
from bridge.delivery.fetching import fetched
from bridge.delivery.marks import set_marks
from bridge.delivery.notices import notice
from bridge.delivery.posts import post_of
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.delivery.renew_job import RenewJob
from bridge.delivery.renewing import renew
from bridge.delivery.settling import place_for
from bridge.delivery.to_person import PersonJob, to_person
from bridge.delivery.to_place import to_place
from bridge.delivery.wrap_up import show_wrap_up
from bridge.handlers.past_shown import past_chats
from bridge.store import conversations
from bridge.store.outbox import OutboxRow
from core.capabilities import needs_fetching
from core.conversation.model import Status
from core.errors import Blocked, Permanent, Transient
from core.features.cards import Scene, root_card
from core.features.earlier_chats import linked
from core.ids import DeskName, ExternalRef
from core.messages import Message, Text, Visibility
from core.ports import AgentDesk, ChangesPosts, RemovesPosts
from core.routing.queues import ThreadMode
from core.views import Post, Tone

OPENING = 0.2
"""Seconds until a row looks again for the thread that the row before it is opening."""


async def to_desk(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.DeskJob) -> Result:
    """Carry a row to a desk. Raises `DeliveryFailed`."""
    desk = courier.desk_of(row)
    match job:
        case jobs.OpenThreadJob():
            return await _open(courier, row, desk, seen, job)
        case jobs.OpenChannelJob():
            return await open_channel(courier, row, desk, _scene(courier, seen), job)
        case jobs.BringInJob():
            await bring_in(desk, seen, job)
            return None
        case jobs.CloseChannelJob():
            return await close_channel(courier, row, desk, seen)
        case jobs.PostJob() | jobs.NoticeJob():
            post = await said(courier, row, seen, job)
            return None if post is None else await desk.post(_thread(seen), post)
        case jobs.CardJob() | jobs.WrapUpCardJob() | FailureCardJob():
            return await _a_card(courier, desk, seen, row, job)
        case jobs.ChangeJob():
            return await _change(courier, desk, seen, row)
        case jobs.MarkJob() | ReceiptsJob():
            return await set_marks(courier, desk, seen, job)
        case RemoveJob(ref=ref):
            return await _remove(desk, ref)
        case jobs.PlaceCardJob() | jobs.ChangePlaceCardJob():
            return await to_place(courier, row, desk, seen, job)
        case (
            jobs.AskJob()
            | jobs.WhisperJob()
            | jobs.TellJob()
            | jobs.ViewJob()
            | jobs.OfferJob()
            | jobs.CloseOfferJob()
            | jobs.HomeJob()
            | jobs.LookJob()
            | RenewJob() as personal
        ):
            return await _beside(courier, row, desk, seen, personal)
        case _:
            assert_never(job)


async def _beside(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: PersonJob | RenewJob) -> Result:
    """Show something to one person, or anew what stands beside the thread."""
    if isinstance(job, RenewJob):
        await renew(courier, row, desk, seen, job)
        return None
    return await to_person(courier, row, desk, seen, job)


def _scene(courier: Courier, seen: Seen) -> Scene:
    if seen.chat is None or seen.queue is None:
        raise Permanent("the conversation or its queue is gone")
    directory, registry = courier.office.directory(), courier.office.registry
    return Scene(seen.chat, seen.queue, directory, registry, seen.attributes, seen.receipts)


def _thread(seen: Seen) -> ExternalRef:
    if seen.thread is None:
        raise Transient("the thread is not open yet", retry_after=OPENING)
    return ExternalRef(seen.thread.thread)


async def _open(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.OpenThreadJob) -> Result:
    """Open the thread. The row's attempts count this one."""
    scene = _scene(courier, seen)
    return await desk.open_thread(place_for(job.places, row.attempts - 1), root_card(scene), row.key)


async def _words(courier: Courier, desk: DeskName, job: jobs.NoticeJob) -> Text:
    """Give a notice's words, with a line for each chat that it names."""
    words = notice(courier.office, desk, job.sentence)
    if not job.chats:
        return words
    return linked(words, await courier.database.read(lambda conn: past_chats(conn, courier.office, desk, job.chats)))


async def said(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.PostJob | jobs.NoticeJob) -> Post | None:
    """Give the post that a row asks for, as it is now; None when nobody is to see it any more.

    Raises:
        DeliveryFailed: a file in it can't be had.
    """
    if isinstance(job, jobs.NoticeJob):
        return Post(row.key, (await _words(courier, DeskName(courier.desk_of(row).name), job),), tone=Tone.QUIET)
    message = seen.message
    if message is None or message.visibility is Visibility.HELD:
        return None
    if needs_fetching(message.parts):  # an expert's file, which is at another place than this thread
        message = await _with_files(courier, row, message)
    return post_of(courier, seen.chat, message, row.key)


async def _with_files(courier: Courier, row: OutboxRow, message: Message) -> Message:
    conversation = row.conversation
    chat = await courier.database.read(lambda conn: conversations.get(conn, conversation)) if conversation else None
    return await fetched(courier, chat, message) if chat is not None else message


ACard = jobs.CardJob | jobs.WrapUpCardJob | FailureCardJob


async def _a_card(
    courier: Courier,
    desk: AgentDesk,
    seen: Seen,
    row: OutboxRow,
    job: jobs.CardJob | jobs.WrapUpCardJob | FailureCardJob,
) -> Result:
    """Show one of a chat's cards: that at the head of its thread, that of its wrap-up, or of a failure."""
    if isinstance(job, FailureCardJob):
        return await show_failure(courier, desk, seen, row, job)
    if isinstance(job, jobs.WrapUpCardJob):
        return await show_wrap_up(courier, desk, seen, row, job)
    return await _card(courier, desk, seen, row)


async def _card(courier: Courier, desk: AgentDesk, seen: Seen, row: OutboxRow) -> Result:
    if seen.thread is None:
        return None
    scene = _scene(courier, seen)
    try:
        await desk.update_card(ExternalRef(seen.thread.card), root_card(scene), row.key)
    except Blocked:
        # Of a chat that is done with the channel may have been put away; its card is then as final as can be.
        is_closed = scene.conversation.status is Status.HANDLED and scene.queue.thread_mode is ThreadMode.CHANNEL
        if not is_closed:
            raise
    return None


async def _change(courier: Courier, desk: AgentDesk, seen: Seen, row: OutboxRow) -> Result:
    message = seen.message
    if message is None or not isinstance(desk, ChangesPosts):
        return None
    for one in seen.copies:
        if one.role == "copy" and one.where == desk.name:
            await desk.change(one.ref, post_of(courier, seen.chat, message, row.key))
    return None


async def _remove(desk: AgentDesk, ref: ExternalRef) -> Result:
    """Take something of ours away."""
    if not isinstance(desk, RemovesPosts):
        raise Permanent(f"{desk.name} can't delete what it has posted")
    await desk.remove(ref)
    return None
