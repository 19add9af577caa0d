"""Rows for one person's eyes: questions about held texts, offers, answers, whispers, the home page."""

import asyncio
from dataclasses import replace
from typing import assert_never

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.settling import Looked
from bridge.delivery.to_aside import headed, named
from bridge.handlers.views import Asked, overview, show
from bridge.store import conversations, deliveries, messages, outbox
from bridge.store.outbox import OutboxRow
from core.capabilities import Support
from core.conversation.model import Conversation, Held
from core.errors import DeliveryFailed
from core.features.cards import OfferScene, Scene, offer_card
from core.features.homes import home
from core.features.prompts import Rules, held_prompt, invitation_prompt
from core.features.scene import Earlier
from core.ids import DeskName, ExternalRef, MessageId, PersonRef
from core.messages import Message, Text, excerpt, plain_text
from core.ports import AgentDesk, LinksMessages, ReadsPresence, ShowsHome
from core.views import Card, Prompt

NOTE = 200
"""How much of a note stands on an offer, in characters."""

PersonJob = (
    jobs.AskJob
    | jobs.WhisperJob
    | jobs.TellJob
    | jobs.ViewJob
    | jobs.OfferJob
    | jobs.CloseOfferJob
    | jobs.HomeJob
    | jobs.LookJob
)


LOOK = 3.0
"""Seconds for a platform to say whether somebody is there."""


async def to_person(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: PersonJob) -> Result:
    """Carry a row to one person. Raises `DeliveryFailed`."""
    match job:
        case jobs.AskJob():
            return await _ask(courier, row, desk, seen, job)
        case jobs.WhisperJob():
            return await _whisper(row, desk, seen, job)
        case jobs.TellJob():
            return await _tell(courier, row, desk, seen, job)
        case jobs.ViewJob(person=person, thread=thread):
            asked = Asked(courier.office, DeskName(desk.name), person, seen.chat, job.args, courier.clock.now())
            shown = await courier.database.read(lambda conn: show(conn, asked, job.view))
            return await desk.tell(person, thread, Prompt(shown.text, row.key, buttons=shown.buttons))
        case jobs.OfferJob():
            return await _offer(courier, row, desk, seen, job)
        case jobs.CloseOfferJob():
            return await _close_offer(courier, row, desk, seen, job)
        case jobs.LookJob(person=person):
            return await _look(desk, person)
        case jobs.HomeJob(person=person):
            if not isinstance(desk, ShowsHome):
                return None
            name, now = DeskName(desk.name), courier.clock.now()
            view_of = await courier.database.read(lambda conn: overview(conn, courier.office, name, person, now))
            await desk.show_home(person, home(view_of))
            return None
        case _:
            assert_never(job)


async def _whisper(row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.WhisperJob) -> Result:
    """Show a private message; what its author has deleted meanwhile is shown no more."""
    message = seen.message
    if message is None or message.deleted:
        return None
    if not job.directly:
        return await desk.tell(job.person, _thread(seen), whispered(message, row))
    return await desk.tell(job.person, None, whispered(message, row, seen))


def whispered(message: Message, row: OutboxRow, elsewhere: Seen | None = None) -> Prompt:
    """Write a private message for one person; where it is shown elsewhere than in the thread, with the way there."""
    files = "".join(f"\n📎 {part.name}" for part in message.parts if not isinstance(part, Text))
    words = f"🔒 {message.author_name}: {plain_text(message.parts)}{files}"
    return Prompt(words, row.key, link=_link(elsewhere) if elsewhere is not None else "")


def _link(seen: Seen) -> str:
    """Give the address of the chat's thread, where the desk has one."""
    return seen.thread.link if seen.thread is not None else ""


def _thread(seen: Seen) -> ExternalRef | None:
    return ExternalRef(seen.thread.thread) if seen.thread else None


async def _ask(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.AskJob) -> Result:
    asked = await held_question(courier, row, desk, seen, job)
    return None if asked is None else await desk.tell(job.person, job.thread or _thread(seen), asked)


async def held_question(
    courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.AskJob
) -> Prompt | None:
    """Give the question about a held text, or None when its author has decided meanwhile."""
    held = _held(seen, job)
    if held is None or seen.chat is None:
        return None
    message = await courier.database.read(lambda conn: messages.get(conn, held.message))
    if message is None:
        return None
    queue, registry = seen.queue, courier.office.registry
    rules = Rules(queue.brake, queue.attachments.on(seen.chat.channel), registry) if queue else Rules(registry=registry)
    asked = held_prompt(seen.chat, held, message, row.key, rules)
    if held.expert is not None:
        return replace(asked, text=headed(desk, seen.chat, asked.text))
    return asked if _is_asked_there(desk, seen) else replace(asked, text=f"{named(seen.chat)}: {asked.text}")


def _is_asked_there(desk: AgentDesk, seen: Seen) -> bool:
    """Tell whether a question stands in the chat's thread, which says whose it is."""
    return desk.capabilities().private is Support.FULL and seen.thread is not None


def _held(seen: Seen, job: jobs.AskJob) -> Held | None:
    """Give the held text, or None when its author has decided meanwhile."""
    if seen.chat is None:
        return None
    return next((one for one in seen.chat.held if one.message == job.message), None)


async def _tell(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.TellJob) -> Result:
    thread = job.thread or (_thread(seen) if job.in_thread else None)
    return await desk.tell(job.person, thread, await told(courier, row, desk, seen, job))


async def told(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.TellJob) -> Prompt:
    """Give what somebody is told: a question where it is an invitation that is open."""
    words = courier.office.words(job.sentence)
    asked = None
    if seen.chat is not None and job.agent is not None and job.sentence.key == "invited":
        asked = invitation_prompt(seen.chat, job.agent, words, row.key)
    prompt = asked or Prompt(words, row.key, buttons=job.buttons)
    if job.source_of is not None:
        return replace(prompt, link=await _source(courier, desk, job.source_of) or _link(seen))
    return replace(prompt, link=_link(seen)) if job.with_link else prompt


async def _source(courier: Courier, desk: AgentDesk, message: MessageId) -> str:
    """Give the address of a message where its author wrote it at this desk, where that can be made."""
    places = await courier.database.read(lambda conn: deliveries.refs(conn, message, desk.name))
    ref = next((one.ref for one in places if one.role == "source"), None)
    return await desk.link_to(ref) if ref is not None and isinstance(desk, LinksMessages) else ""


async def _offer(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.OfferJob) -> Result:
    """Ring, unless the offer is over before the bell could be reached."""
    card = await offered(courier, seen, job)
    if seen.chat is None or seen.chat.offer is None or seen.chat.offer.id != job.offer or card is None:
        return None
    return await desk.tell(job.person, None, Prompt(card.summary, row.key, card=card))


async def _note(courier: Courier, chat: Conversation) -> str:
    """Give what whoever handed the chat over says about it."""
    note = chat.transfer.note if chat.transfer is not None else None
    message = await courier.database.read(lambda conn: messages.get(conn, note)) if note is not None else None
    return excerpt(message.parts, NOTE) if message is not None else ""


async def offered(courier: Courier, seen: Seen, job: jobs.OfferJob | jobs.CloseOfferJob) -> Card | None:
    """Give an agent's offer card as it stands now, or None when the chat is gone."""
    if seen.chat is None or seen.queue is None:
        return None
    directory, registry = courier.office.directory(), courier.office.registry
    scene = Scene(seen.chat, seen.queue, directory, registry, seen.attributes)
    chat, link = seen.chat, seen.thread.link if seen.thread else ""
    earlier = Earlier(*await courier.database.read(lambda conn: conversations.earlier(conn, chat)))
    outcome, winner = (job.outcome, job.winner) if isinstance(job, jobs.CloseOfferJob) else (None, None)
    note = await _note(courier, chat) if outcome is None else ""
    offer = OfferScene(scene, courier.clock.now(), outcome, earlier=earlier, note=note)
    return offer_card(offer, winner or "", link)


async def _close_offer(
    courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.CloseOfferJob
) -> Result:
    """Show on the offer's card what became of it; one that never rang has no card."""
    shown = await courier.database.read(lambda conn: outbox.last_sent(conn, row.lane))
    card = await offered(courier, seen, job)
    if shown is not None and shown.ref is not None and card is not None:
        await desk.update_prompt(shown.ref, job.person, Prompt(card.summary, row.key, card=card))
    return None


async def _look(desk: AgentDesk, person: PersonRef) -> Looked:
    """Ask whether a person is away. A chat waits for the answer: a desk that doesn't say in time says no."""
    if not isinstance(desk, ReadsPresence):
        return Looked(away=False)
    try:
        async with asyncio.timeout(LOOK):
            return Looked(away=await desk.is_away(person) is True)
    except (TimeoutError, DeliveryFailed):
        return Looked(away=False)
