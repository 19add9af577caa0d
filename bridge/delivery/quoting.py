"""What of ours quotes words of a chat beside its thread, noted as it arrives.

Rules:
1. What has no address that can be shown anew (Slack's ephemeral messages) is not noted: a reload wipes it.
2. It was rendered before its row is settled. Where something of the chat is masked by then, it is shown anew at once;
   so is what it has become.
"""

from bridge.delivery.bodies import body_of
from bridge.delivery.jobs import (
    AskJob,
    ChangePlaceCardJob,
    CloseOfferJob,
    Job,
    OfferJob,
    PlaceCardJob,
    TellJob,
    ViewJob,
    WhisperJob,
)
from bridge.delivery.renew_job import RenewJob
from bridge.handlers.unit import Unit
from bridge.handlers.views import LISTS, QUOTES_WORDS
from bridge.store import quotes
from bridge.store.outbox import OutboxRow
from bridge.store.quotes import Quote
from core.ids import DeskName, ExternalRef

QUOTING_SENTENCE = "invited"
"""The one sentence to somebody under which words of the chat stand."""


def note(unit: Unit, row: OutboxRow, job: Job, ref: ExternalRef | None) -> None:
    """Note something that has arrived, if it quotes words."""
    if isinstance(job, CloseOfferJob | ChangePlaceCardJob):
        quotes.became(unit.conn, _key(row, job), body_of(job))
        _show_anew(unit, quotes.get(unit.conn, _key(row, job)))
        return
    if ref is None or not _quotes(job):
        return
    is_list = isinstance(job, ViewJob) and job.view in LISTS
    chat = None if is_list else row.conversation
    if chat is None and not is_list:
        return
    desk = DeskName(row.destination.partition(":")[2])
    quote = Quote(_key(row, job), chat, unit.now, desk, ref, body_of(job))
    quotes.add(unit.conn, quote)
    _show_anew(unit, quote)


def _show_anew(unit: Unit, quote: Quote | None) -> None:
    """Show something again of whose chat words were taken away, perhaps while it was on its way."""
    state = unit.chat(quote.conversation) if quote is not None else None
    if quote is not None and state is not None and (state.masked or state.veiled or state.covered):
        unit.tell_desk(quote.desk, renewed(quote), state)


def renewed(quote: Quote) -> RenewJob:
    """Give what shows it anew."""
    return RenewJob(quote.key)


def _quotes(job: Job) -> bool:
    match job:
        case OfferJob() | WhisperJob() | AskJob() | PlaceCardJob():
            return True
        case ViewJob(view=view):
            return view in QUOTES_WORDS
        case TellJob(sentence=sentence):
            return sentence.key == QUOTING_SENTENCE
        case _:
            return False


def _key(row: OutboxRow, job: Job) -> str:
    """Name it: a card by its lane, which is its own, so that what it becomes is known as the same."""
    return row.lane if isinstance(job, OfferJob | CloseOfferJob | PlaceCardJob | ChangePlaceCardJob) else row.key
