"""Cards about a chat in a place beside its thread, rendered from the state as it is when they are sent."""

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.store import outbox
from bridge.store.outbox import OutboxRow
from core.errors import Permanent
from core.features.beside_cards import Beside, flag_card, waits_card
from core.features.scene import Scene
from core.messages import Message, excerpt
from core.ports import AgentDesk, Receipt
from core.views import Card

QUOTE = 300
"""How much of the reason or the note stands on such a card, in characters."""

Job = jobs.PlaceCardJob | jobs.ChangePlaceCardJob


async def to_place(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: Job) -> Result:
    """Post a card, or show it anew; one that was never posted stays unposted. Raises `DeliveryFailed`."""
    if isinstance(job, jobs.PlaceCardJob):
        opened = await desk.open_thread(job.place, place_card(courier, seen, job, seen.message), row.key)
        return Receipt(opened.card)
    shown = await courier.database.read(lambda conn: outbox.last_sent(conn, row.lane))
    if shown is None or shown.ref is None:
        return None
    await desk.update_card(shown.ref, place_card(courier, seen, job, seen.message), row.key)
    return Receipt(shown.ref)


def place_card(courier: Courier, seen: Seen, job: Job, note: Message | None) -> Card:
    """Give such a card as it stands now, with what the note says."""
    if seen.chat is None or seen.queue is None:
        raise Permanent("the conversation or its queue is gone")
    scene = Scene(seen.chat, seen.queue, courier.office.directory(), courier.office.registry)
    words = excerpt(note.parts, QUOTE) if note is not None and not note.deleted else ""
    about = Beside(scene, job.agent, words, seen.thread.link if seen.thread else "")
    return flag_card(about) if job.card == "flag" else waits_card(about)
