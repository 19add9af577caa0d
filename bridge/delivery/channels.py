"""Rows for chats that have a channel of their own: opening it, bringing people in, putting it away.

Rules:
1. Where the desk can't make a channel (it lacks the ability, or was not allowed), the chat gets a thread in the queue's
   place, and the thread says why: a customer who waits doesn't wait for an admin.
2. People are brought in, not the whole queue: who has a seat or is asked, then who said Ready, up to `MOST_PEOPLE`.
3. A channel is put away when what was on its way there has arrived.
"""

from dataclasses import replace

import structlog
from sqlalchemy import Connection

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.settling import place_for
from bridge.handlers.office import Office
from bridge.store import agents, outbox
from bridge.store.outbox import OutboxRow
from core.conversation.model import Conversation
from core.errors import Permanent, Transient
from core.features.cards import Scene, root_card
from core.ids import DeskName, ExternalRef, PersonRef
from core.ports import AgentDesk, Opened, OpensChannels

MOST_PEOPLE = 30
"""How many are brought in when a channel opens. More would be a crowd around one customer, and the queue's place tells
all others where it is."""

ARRIVING = 1.0
"""Seconds until it is looked again whether what was on its way has arrived."""

PATIENCE = 20
"""How often it is looked; what has not arrived then is held up by something else, and the channel is closed."""

log = structlog.get_logger(__name__)


async def open_channel(
    courier: Courier, row: OutboxRow, desk: AgentDesk, scene: Scene, job: jobs.OpenChannelJob
) -> Opened:
    """Open a chat's own channel, or a thread where there can be none. Raises `DeliveryFailed`."""
    place, card = place_for(job.places, row.attempts - 1), root_card(scene)
    if not isinstance(desk, OpensChannels):
        return await desk.open_thread(place, card, row.key)
    chat, name = scene.conversation, DeskName(desk.name)
    people = await courier.database.read(lambda conn: _people(conn, courier.office, chat, name))
    words = f"{chat.number} {scene.queue.title} {chat.customer_name}"
    try:
        return await desk.open_channel(place, words, people, card, row.key)
    except Permanent as refusal:
        log.warning("chat_without_channel", row=row.id, why=refusal.detail)
        opened = await desk.open_thread(place, card, row.key)
        return replace(opened, trouble=refusal.reason)


def _people(conn: Connection, office: Office, chat: Conversation, desk: DeskName) -> tuple[PersonRef, ...]:
    """Choose who is brought in at the beginning, the most concerned first."""
    directory = office.directory()
    serving = {profile.id: profile for profile in directory.serving(chat.queue)}
    seated = [seat.agent for seat in chat.participants]
    asked = list(chat.offer.agents) if chat.offer else []
    ready = [agent.id for agent in agents.many(conn, serving) if agent.ready]
    profiles = (directory.profiles.get(agent) for agent in dict.fromkeys((*seated, *asked, *ready)))
    people = [profile.people[desk] for profile in profiles if profile and desk in profile.people]
    return tuple(people[:MOST_PEOPLE])


async def bring_in(desk: AgentDesk, seen: Seen, job: jobs.BringInJob) -> None:
    """Bring a person into the chat's channel. Raises `DeliveryFailed`."""
    if isinstance(desk, OpensChannels) and seen.thread is not None:
        await desk.bring_in(ExternalRef(seen.thread.thread), (job.person,))


async def close_channel(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen) -> Result:
    """Put the chat's channel away. Raises `DeliveryFailed`."""
    if not isinstance(desk, OpensChannels) or seen.thread is None:
        return None
    if row.attempts <= PATIENCE and await courier.database.read(lambda conn: outbox.is_awaited(conn, row)):
        raise Transient("something is still on its way into the channel", retry_after=ARRIVING)
    await desk.close_channel(ExternalRef(seen.thread.thread))
    return None
