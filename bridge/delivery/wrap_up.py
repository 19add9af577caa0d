"""Rows for wrap-up cards: posted at the end of a chat's thread, shown anew where they stand."""

from sqlalchemy import Connection

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.store import activity, messages, outbox
from bridge.store.outbox import OutboxRow
from core.errors import Blocked, Permanent, Transient
from core.features.scene import Scene
from core.features.wrap_up_card import WrapUpScene, wrap_up_card
from core.ids import ConversationId, ExternalRef
from core.ports import AgentDesk
from core.routing.queues import ThreadMode
from core.views import Card

OPENING = 0.2
"""Seconds until a row looks again for the thread that is being opened."""


async def show_wrap_up(
    courier: Courier, desk: AgentDesk, seen: Seen, row: OutboxRow, job: jobs.WrapUpCardJob
) -> Result:
    """Post the card, or show it anew. Raises `DeliveryFailed`."""
    if seen.thread is None and job.begins:
        raise Transient("the thread is not open yet", retry_after=OPENING)
    if seen.thread is None:
        return None
    if job.begins:
        card = await _card(courier, seen)
        return await desk.post_card(ExternalRef(seen.thread.thread), card, row.key)
    shown = await courier.database.read(lambda conn: outbox.last_sent(conn, row.lane))
    if shown is not None and shown.ref is not None:
        try:
            await desk.update_card(shown.ref, await _card(courier, seen), row.key)
        except Blocked:
            # A channel of the chat's own may have been put away since; the card there is then as final as can be.
            if seen.queue is None or seen.queue.thread_mode is not ThreadMode.CHANNEL:
                raise
    return None


async def _card(courier: Courier, seen: Seen) -> Card:
    chat, queue = seen.chat, seen.queue
    if chat is None or queue is None:
        raise Permanent("the chat or its queue is gone")
    scene = Scene(chat, queue, courier.office.directory(), courier.office.registry)
    return wrap_up_card(await courier.database.read(lambda conn: beside(conn, scene, chat.id)))


def beside(conn: Connection, scene: Scene, chat: ConversationId) -> WrapUpScene:
    """Read what stands beside a chat."""
    return WrapUpScene(scene, activity.get(conn, chat), len(messages.notes(conn, chat)))
