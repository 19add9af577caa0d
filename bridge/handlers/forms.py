"""What becomes of secure forms beside the desk: filled in or declined by customers, opened by agents on a page."""

from datetime import timedelta

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store.inbox import InboxRow
from core.conversation.events import FormDeclined, FormLost, FormOpened, FormReceived
from core.errors import Refused
from core.inbound import CustomerForm
from core.inbound_own import FormMissing, FormOpening

PATIENCE = timedelta(seconds=8)
"""How long a page waits for an opening: one that is handled later opens nothing, as nobody would see it."""


def customer_form(unit: Unit, row: InboxRow, body: CustomerForm) -> None:
    """Take in what the customer did with a form."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    at = row.inbound.at
    advance(
        unit, chat, FormReceived(at, body.form, body.slot) if body.what == "filled" else FormDeclined(at, body.form)
    )


def opened_on_a_page(unit: Unit, row: InboxRow, body: FormOpening | FormMissing) -> None:
    """Take in what an agent's page does."""
    if isinstance(body, FormOpening):
        form_opening(unit, row, body)
    else:
        form_missing(unit, row, body)


def form_opening(unit: Unit, row: InboxRow, body: FormOpening) -> None:
    """Write down that an agent opens a form; the page sees by its key whether it was this opening that came through."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or unit.now - row.inbound.at > PATIENCE:
        return
    try:
        advance(unit, chat, FormOpened(unit.now, body.form, body.agent, body.key))
    except Refused:
        return


def form_missing(unit: Unit, row: InboxRow, body: FormMissing) -> None:
    """Tell the thread that there was nothing to open."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is not None:
        advance(unit, chat, FormLost(row.inbound.at, body.form, body.title, body.agent))
