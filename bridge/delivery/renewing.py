"""What quotes words of a chat beside its thread, shown anew: what is masked by now is masked there, too.

Rule: everything is rendered from the state as it is. What it was about may be over; then it says no words any more.
"""

from typing import assert_never

from bridge.delivery import jobs
from bridge.delivery.bodies import job_from
from bridge.delivery.courier import Courier, Seen
from bridge.delivery.renew_job import RenewJob
from bridge.delivery.to_person import held_question, offered, told, whispered
from bridge.delivery.to_place import place_card
from bridge.handlers.views import Asked, show
from bridge.store import messages, quotes
from bridge.store.outbox import OutboxRow
from core.ids import DeskName, MessageId
from core.messages import Message
from core.ports import AgentDesk
from core.sentences import say
from core.views import Prompt

Shown = (
    jobs.OfferJob
    | jobs.CloseOfferJob
    | jobs.WhisperJob
    | jobs.AskJob
    | jobs.ViewJob
    | jobs.TellJob
    | jobs.PlaceCardJob
    | jobs.ChangePlaceCardJob
)


async def renew(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: RenewJob) -> None:
    """Show it anew. Raises `DeliveryFailed`."""
    quote = await courier.database.read(lambda conn: quotes.get(conn, job.quote))
    shown = job_from(quote.body) if quote is not None else None
    if quote is None or not isinstance(shown, Shown):
        return
    if isinstance(shown, jobs.PlaceCardJob | jobs.ChangePlaceCardJob):
        message = await _message(courier, shown.message)
        await desk.update_card(quote.ref, place_card(courier, seen, shown, message), row.key)
        return
    prompt = await _prompt(courier, row, desk, seen, shown)
    await desk.update_prompt(quote.ref, shown.person, prompt)


Private = jobs.OfferJob | jobs.CloseOfferJob | jobs.WhisperJob | jobs.AskJob | jobs.ViewJob | jobs.TellJob


async def _prompt(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, shown: Private) -> Prompt:
    gone = Prompt(courier.office.words(say("quote_gone")), row.key)
    match shown:
        case jobs.OfferJob() | jobs.CloseOfferJob():
            card = await offered(courier, seen, shown)
            return gone if card is None else Prompt(card.summary, row.key, card=card)
        case jobs.WhisperJob(message=id, directly=directly):
            message = await _message(courier, id)
            return whispered(message, row, seen if directly else None) if message is not None else gone
        case jobs.AskJob():
            return await held_question(courier, row, desk, seen, shown) or gone
        case jobs.ViewJob(person=person, args=args, view=view):
            asked = Asked(courier.office, DeskName(desk.name), person, seen.chat, args, courier.clock.now())
            view_now = await courier.database.read(lambda conn: show(conn, asked, view))
            return Prompt(view_now.text, row.key, buttons=view_now.buttons)
        case jobs.TellJob():
            return await told(courier, row, desk, seen, shown)
        case _:
            assert_never(shown)


async def _message(courier: Courier, id: MessageId | None) -> Message | None:
    return await courier.database.read(lambda conn: messages.get(conn, id)) if id is not None else None
