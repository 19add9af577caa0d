"""What becomes of secure forms beside the desk: filled in or declined by customers, opened by agents on a page."""

from datetime import timedelta

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import forms
from bridge.store.inbox import InboxRow
from core.conversation.events import FormDeclined, FormLost, FormOpened, FormPutBack, FormReceived
from core.conversation.form import FormStage
from core.errors import Refused
from core.inbound import CustomerForm
from core.inbound_own import FormAct, FormMissing, FormOpening, FormUnshown

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


def opened_on_a_page(unit: Unit, row: InboxRow, body: FormAct) -> None:
    """Take in what an agent's page does."""
    match body:
        case FormOpening():
            form_opening(unit, row, body)
        case FormMissing():
            form_missing(unit, row, body)
        case FormUnshown():
            form_unshown(unit, row, body)


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


def form_unshown(unit: Unit, row: InboxRow, body: FormUnshown) -> None:
    """Take an opening back that could show nothing, if it is still the one that counts."""
    chat, kept = unit.chat(lanes.conversation_of(row.lane)), forms.get(unit.conn, body.form)
    if chat is None or kept is None or kept.opening != body.key or kept.asked.stage is not FormStage.OPENED:
        return
    advance(unit, chat, FormPutBack(unit.now, kept.asked, body.agent))
