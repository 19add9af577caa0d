"""Secure forms: where each stands, shown to its customer; the way to its values for whoever may open them."""

from dataclasses import replace

from bridge.delivery import vault_jobs
from bridge.forms.links import digest_of
from bridge.handlers.carrying import customer, people
from bridge.handlers.unit import Unit
from bridge.store import forms, messages
from bridge.store.forms import FormRow
from core.conversation import effects as do
from core.conversation.form import AskedForm, FormStage
from core.conversation.model import Conversation
from core.messages import FormOffer, Part, Text
from core.sentences import say


def keep(unit: Unit, chat: Conversation, effect: do.KeepForm) -> None:
    """Keep where a form stands, and show it."""
    asked, links = effect.asked, unit.office.form_links
    row = FormRow(chat.id, asked, unit.now, effect.by, effect.key or None)
    if asked.stage is FormStage.REQUESTED:
        forms.put(unit.conn, row, digest_of(links.token(asked.id)) if links is not None else None)
        return
    forms.put(unit.conn, row)
    _show(unit, chat, asked)
    if asked.stage is FormStage.RECEIVED and links is not None and chat.owner is not None:
        account = unit.person_at(chat.owner, unit.queue(chat).desk)
        is_named = account is not None and account[0] not in unit.office.sign_ins
        link = links.agents(asked.id, (account[0], chat.owner) if account is not None and is_named else None)
        people.tell(unit, chat, do.TellAgent(chat.owner, say("form_ready", form=asked.title, link=link)))


def drop(unit: Unit, chat: Conversation, effect: do.DropValues) -> None:  # noqa: ARG001 - one shape for all effects
    """Have the vault forget; also when nothing else is left of the chat."""
    unit.send(None, vault_jobs.VAULT, vault_jobs.DropValuesJob(effect.slot))


def _show(unit: Unit, chat: Conversation, asked: AskedForm) -> None:
    """Show on the message that asked what became of it, where the customer's window is ours."""
    message = messages.get_to_change(unit.conn, asked.message)
    if message is None:
        return
    unit.change_message(replace(message, parts=tuple(_at(part, asked.stage) for part in message.parts)))
    if customer.is_logged(unit, chat, message.id):
        customer.change(unit, chat, do.ChangeAtCustomer(message.id))


def _at(part: Part, stage: FormStage) -> Part:
    if isinstance(part, Text) and isinstance(part.asks, FormOffer):
        return replace(part, asks=replace(part.asks, stage=stage))
    return part
