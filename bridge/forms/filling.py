"""Customers fill secure forms in: read, sealed, kept in the vault, and told to the chat.

Rules:
1. The values go from the request into the vault and nowhere else. What the chat is told has the vault's name for them.
2. Each sending has a name of its own in the vault: of two at the same time one is told to the chat first, and the other
   one's values are dropped.
3. What was taken and is sent again (a lost answer, a second click, a second window) is taken, and nothing more is kept.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from bridge.forms.sealing import Seals
from bridge.forms.service import Forms
from bridge.handlers.office import Office
from bridge.store import conversations, forms, routes
from bridge.store.database import Database
from bridge.store.forms import FormRow
from core.conversation.form import FormStage
from core.conversation.model import Conversation
from core.conversation.secure_forms import asked_form
from core.errors import VaultUnreachable
from core.features.secure_answers import Files, read_secure_form
from core.ids import ChannelName, ConversationId, ExternalRef, FormId
from core.inbound import ConversationSubject, CustomerForm, Inbound
from core.policy.secure_forms import SecureForm
from core.ports import Clock, CustomersForms, Filling, FormOnShow, FormVault, NoForms
from core.ports import Inbox as InboxPort

SECONDS = 5.0
"""How long a page waits for the chat to know; it is stored before, and told all the same."""
SPARE = timedelta(minutes=1)
"""How much longer the vault keeps values than they may be opened: the chat's own clock says when it is too late."""
_LOOKS, _PAUSE = 20, 0.1
IS_IN = frozenset({FormStage.RECEIVED, FormStage.OPENED, FormStage.DONE})
"""Stages of a form that has come in."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """A form of a customer's, with its chat; the plan is None where the form is asked for no longer."""

    row: FormRow
    chat: Conversation
    plan: SecureForm | None


class StoredForms:
    """The secure forms of all customers."""

    def __init__(
        self, database: Database, office: Office, inbox: InboxPort, vault: FormVault, seals: Seals, clock: Clock
    ) -> None:
        """Take where they stand, who is told, and what keeps and seals what is filled in."""
        self._database = database
        self._office = office
        self._inbox = inbox
        self._vault = vault
        self._seals = seals
        self._clock = clock

    async def on_show(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> FormOnShow | None:
        """Give a form that this customer is asked for now."""
        found = await self._find(channel, contact, form)
        if found is None or found.plan is None:
            return None
        asked = found.row.asked
        return FormOnShow(form, found.plan, asked.until, found.chat.language, asked.url)

    async def fill_in(
        self, channel: ChannelName, contact: ExternalRef, form: FormId, given: Mapping[str, str], files: Files
    ) -> Filling:
        """Take what the customer filled in."""
        found = await self._find(channel, contact, form)
        if found is None:
            return Filling(is_gone=True)
        if found.plan is None:
            return Filling(is_gone=found.row.asked.stage not in IS_IN)
        taken = read_secure_form(found.plan, given, self._clock.now().date(), files)
        if taken.wrong:
            return Filling(taken.wrong)
        slot = ""
        if not found.plan.link:
            slot = self._office.mint.key()
            try:
                sealed = self._seals.seal(form, found.plan, taken.values)
                await self._vault.put(slot, sealed, found.plan.open_within + SPARE)
            except VaultUnreachable as trouble:
                log.warning("form_not_kept", why=trouble.detail)
                return Filling(is_late=True)
        return await self._told(channel, found, CustomerForm(form, "filled", slot))

    async def decline(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> None:
        """Note that the customer would not."""
        found = await self._find(channel, contact, form)
        if found is not None and found.plan is not None:
            await self._tell(channel, found.row.conversation, CustomerForm(form, "declined"))

    async def _told(self, channel: ChannelName, found: _Found, body: CustomerForm) -> Filling:
        """Tell the chat, and see whether it still wanted it."""
        try:
            await self._tell(channel, found.row.conversation, body)
        except BaseException:
            if body.slot:
                await self._dropped(body.slot)
            raise
        for _ in range(_LOOKS):
            row = await self._database.read(lambda conn: forms.get(conn, body.form))
            if row is None or row.asked.stage is not FormStage.REQUESTED:
                return Filling(is_gone=row is None or row.asked.stage not in IS_IN)
            await asyncio.sleep(_PAUSE)  # another process has the chat in hand
        return Filling()

    async def _tell(self, channel: ChannelName, conversation: ConversationId, body: CustomerForm) -> None:
        key = f"form:{body.form}:{body.slot or body.what}"
        inbound = Inbound(channel, key, ConversationSubject(conversation), body, self._clock.now())
        await self._inbox.accept_and_wait(inbound, SECONDS)

    async def _dropped(self, slot: str) -> None:
        try:
            await self._vault.drop(slot)
        except VaultUnreachable as trouble:
            log.warning("form_not_dropped", why=trouble.detail)  # it grows old by itself

    async def _find(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> _Found | None:
        return await self._database.read(lambda conn: self._found(conn, (channel, contact), form))

    def _found(self, conn: Connection, whose: tuple[ChannelName, ExternalRef], form: FormId) -> _Found | None:
        row = forms.get(conn, form)
        if row is None or not routes.is_of(conn, row.conversation, whose):
            return None
        chat = conversations.get(conn, row.conversation)
        if chat is None:
            return None
        asked = asked_form(chat, form)
        waits = asked is not None and asked.stage is FormStage.REQUESTED and asked.until > self._clock.now()
        queue = self._office.directory().queues.get(chat.queue)
        plan = queue.secure_form(row.asked.form) if queue is not None and waits else None
        return _Found(row, chat, plan)


def customers_forms(
    forms: Forms | None, database: Database, office: Office, inbox: InboxPort, clock: Clock
) -> CustomersForms:
    """Make what customers' pages ask; it knows no form where the installation has none."""
    return StoredForms(database, office, inbox, forms.vault, forms.seals, clock) if forms is not None else NoForms()


_: type[CustomersForms] = StoredForms
