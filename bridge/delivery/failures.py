"""Rows for the cards of messages that were not delivered: posted in the chat's thread, shown anew where they stand."""

from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.receipt_jobs import FailureCardJob
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from core.conversation.routes import channels_of
from core.errors import Blocked, Transient
from core.features.failure_card import Failure, failure_card
from core.ids import ExternalRef
from core.ports import AgentDesk
from core.routing.queues import ThreadMode
from core.sentences import say

OPENING = 0.2
"""Seconds until a row looks again for the thread that is being opened."""


async def show_failure(courier: Courier, desk: AgentDesk, seen: Seen, row: OutboxRow, job: FailureCardJob) -> Result:
    """Post the card, or show it anew. Raises `DeliveryFailed`."""
    failure = _failure(courier, seen)
    if failure is None:
        return None
    if job.begins and seen.thread is None:
        raise Transient("the thread is not open yet", retry_after=OPENING)
    if job.begins and seen.thread is not None:
        return await desk.post_card(ExternalRef(seen.thread.thread), failure_card(failure), row.key)
    shown = await courier.database.read(lambda conn: outbox.last_sent(conn, row.lane))
    if shown is not None and shown.ref is not None:
        try:
            await desk.update_card(shown.ref, failure_card(failure), row.key)
        except Blocked:
            # A channel of the chat's own may have been put away since; the card there is then as final as can be.
            if seen.queue is None or seen.queue.thread_mode is not ThreadMode.CHANNEL:
                raise
    return None


def _failure(courier: Courier, seen: Seen) -> Failure | None:
    """Read what is known of the failure by now: the newest one's reason, and whether it still is one."""
    if seen.chat is None or seen.message is None:
        return None
    copies = [one for one in seen.copies if one.where in channels_of(seen.chat)]
    failed = [one for one in copies if one.state == "failed"]
    now = [one for one in copies if one.role == "copy"]
    reason = courier.office.words(failed[-1].reason or say("fail_internal")) if failed else ""
    return Failure(
        seen.chat.id,
        seen.message.id,
        seen.message.at,
        reason,
        is_open=any(one.state == "failed" for one in now),
        arrived=bool(now) and all(one.state in ("delivered", "read") for one in now),
    )
