"""An agent opens what was filled into a secure form: the one who has the chat, once, for a time (S8).

Rules:
1. That it is opened is written down, with who and when, before anything is shown. Whoever comes second finds it opened.
2. The values leave the vault in the act of reading. What isn't there any more is told as gone: "expired, ask again".
3. While the vault can't be reached nothing is opened. Where it is lost in the act, the opening is taken back: whoever
   presses again gets the values, if the vault has them still, and is told that they are gone, if it has not.
4. Every refusal is in the audit, too.

For the page at `/desk/forms/<id>`: show `look` first, with a button; `open` it when the button is pressed, so that a
preview of the link opens nothing. What `open` gives is not kept anywhere: it is for one answer to one request.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

import structlog
from sqlalchemy import Connection

from bridge.forms.keys import SealBroken
from bridge.forms.sealing import OpenedValue, Seals
from bridge.forms.service import Forms
from bridge.handlers.forms import PATIENCE
from bridge.handlers.office import Office
from bridge.offered.audit import StoredAuditLog
from bridge.store import conversations, forms
from bridge.store.database import Database
from bridge.store.forms import FormRow
from core.conversation.effects.audit import Audit, AuditAct
from core.conversation.form import FormStage
from core.errors import VaultUnreachable
from core.ids import AgentId, ConversationId, FormId
from core.inbound import Body, ConversationSubject, Inbound
from core.inbound_own import FormMissing, FormOpening, FormUnshown
from core.policy.secure_forms import SecureForm
from core.ports import AuditLog, Clock, FormVault
from core.ports import Inbox as InboxPort

SHOWN_FOR = timedelta(minutes=2)
"""How long the page shows values of a form that the configuration has no longer."""
_PAUSE = 0.1

log = structlog.get_logger(__name__)


class NotOpened(StrEnum):
    """Why nothing is shown."""

    UNKNOWN = auto()
    """There is no such form, or it was so long ago that nothing is known of it."""
    NOT_YOURS = auto()
    """Another agent has the chat."""
    NOT_IN = auto()
    """The customer has not filled it in yet."""
    OPENED = auto()
    """It was opened before."""
    EXPIRED = auto()
    """Nobody opened it in time, or the values were lost: ask the customer again."""
    OVER = auto()
    """It was declined, taken back, or dropped with the chat."""
    BUSY = auto()
    """It could not be done in time; nothing was opened. Try again."""
    UNREACHABLE = auto()
    """What keeps the values can't be reached; nothing was opened. Try again."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is shown; of what was opened before, by whom and when."""

    why: NotOpened
    title: str = ""
    by: AgentId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that can be opened."""

    form: FormId
    title: str
    number: int
    customer: str
    until: datetime
    shown_for: timedelta


@dataclass(frozen=True, slots=True)
class Opened:
    """What was filled in, for the one page that is shown it."""

    form: FormId
    title: str
    number: int
    customer: str
    values: tuple[OpenedValue, ...]
    at: datetime
    shown_for: timedelta


class FormValues:
    """Opens forms for agents."""

    def __init__(
        self,
        database: Database,
        office: Office,
        inbox: InboxPort,
        vault: FormVault,
        seals: Seals,
        clock: Clock,
        audit: AuditLog,
    ) -> None:
        """Take where forms stand, who is told, what keeps and opens the values, and where refusals are written."""
        self._database = database
        self._office = office
        self._inbox = inbox
        self._vault = vault
        self._seals = seals
        self._clock = clock
        self._audit = audit

    async def look(self, form: FormId, by: AgentId) -> Waiting | Refusal:
        """Tell whether an agent can open a form now; nothing is opened."""
        seen = await self._database.read(lambda conn: self._seen(conn, form, by))
        if isinstance(seen, Refusal):
            await self._refused(form, by, seen)
        return seen

    async def open(self, form: FormId, by: AgentId) -> Opened | Refusal:
        """Open a form: once."""
        seen = await self.look(form, by)
        if isinstance(seen, Refusal):
            return seen
        row = await self._claimed(form, by)
        if isinstance(row, Refusal):
            await self._refused(form, by, row)
            return row
        try:
            parcel = await self._vault.take(row.asked.slot)
            values = self._seals.open(form, row.asked.form, parcel) if parcel is not None else None
        except VaultUnreachable as trouble:
            log.warning("form_not_shown", why=trouble.detail)
            await self._hand_in(row.conversation, FormUnshown(form, by, row.opening or ""), f"unshown:{row.opening}")
            refusal = Refusal(NotOpened.UNREACHABLE, row.asked.title)
            await self._refused(form, by, refusal)
            return refusal
        except SealBroken as trouble:
            log.warning("form_values_lost", why=type(trouble).__name__)
            values = None
        if values is None:
            await self._hand_in(row.conversation, FormMissing(form, row.asked.title, by), f"missing:{row.opening}")
            return Refusal(NotOpened.EXPIRED, row.asked.title)
        return Opened(form, seen.title, seen.number, seen.customer, values, row.at, seen.shown_for)

    async def turned_away(self, form: FormId, by: AgentId | None = None, why: str = "not_signed_in") -> None:
        """Write down that somebody came to a form's page who was not let in; of an unknown form nothing is."""
        row = await self._database.read(lambda conn: forms.get(conn, form))
        if row is not None:
            await self._audit.write(Audit(AuditAct.FORM_REFUSED, by or "", form, {"why": why}), row.conversation)

    async def _claimed(self, form: FormId, by: AgentId) -> FormRow | Refusal:
        """Have the chat write down that this agent opens the form; give it as it stands by that."""
        row = await self._database.read(lambda conn: forms.get(conn, form))
        if row is None:
            return Refusal(NotOpened.UNKNOWN)
        try:
            await self._vault.holds(row.asked.slot)  # what is lost is told behind the claim, to one
        except VaultUnreachable as trouble:
            log.warning("form_vault_unreachable", why=trouble.detail)
            return Refusal(NotOpened.UNREACHABLE, row.asked.title)
        key = self._office.mint.key()
        await self._hand_in(row.conversation, FormOpening(form, by, key), key)
        for _ in range(int(PATIENCE.total_seconds() / _PAUSE)):
            now = await self._database.read(lambda conn: forms.get(conn, form))
            if now is None or now.asked.stage is not FormStage.RECEIVED:
                if now is not None and now.opening == key:
                    return now
                return _why(now)
            await asyncio.sleep(_PAUSE)  # another process has the chat in hand
        return Refusal(NotOpened.BUSY, row.asked.title)

    async def _hand_in(self, conversation: ConversationId, body: Body, key: str) -> None:
        inbound = Inbound("forms", key, ConversationSubject(conversation), body, self._clock.now())
        await self._inbox.accept_and_wait(inbound, PATIENCE.total_seconds())

    def _seen(self, conn: Connection, form: FormId, by: AgentId) -> Waiting | Refusal:
        row = forms.get(conn, form)
        chat = conversations.get(conn, row.conversation) if row is not None else None
        if row is None or chat is None:
            return Refusal(NotOpened.UNKNOWN)
        asked = row.asked
        if asked.stage is not FormStage.RECEIVED:
            return _why(row) if by in (chat.owner, row.by, asked.by) else Refusal(NotOpened.NOT_YOURS)
        if chat.owner != by:
            return Refusal(NotOpened.NOT_YOURS)
        if asked.until <= self._clock.now():
            return Refusal(NotOpened.EXPIRED, asked.title)
        plan = self._plan(chat.queue, asked.form)
        shown_for = plan.shown_for if plan is not None else SHOWN_FOR
        return Waiting(form, asked.title, chat.number, chat.customer_name, asked.until, shown_for)

    def _plan(self, queue: str, form: str) -> SecureForm | None:
        found = next((one for name, one in self._office.directory().queues.items() if name == queue), None)
        return found.secure_form(form) if found is not None else None

    async def _refused(self, form: FormId, by: AgentId, refusal: Refusal) -> None:
        row = await self._database.read(lambda conn: forms.get(conn, form))
        entry = Audit(AuditAct.FORM_REFUSED, by, form if row is not None else "", {"why": refusal.why.value})
        await self._audit.write(entry, row.conversation if row is not None else None)


def values_of(
    forms: Forms | None, database: Database, office: Office, inbox: InboxPort, clock: Clock
) -> FormValues | None:
    """Make what opens forms; None where the installation has none."""
    if forms is None:
        return None
    audit = StoredAuditLog(database, clock)
    return FormValues(database, office, inbox, forms.vault, forms.seals, clock, audit)


_WHY = {
    FormStage.REQUESTED: NotOpened.NOT_IN,
    FormStage.OPENED: NotOpened.OPENED,
    FormStage.EXPIRED: NotOpened.EXPIRED,
    FormStage.LOST: NotOpened.EXPIRED,
}


def _why(row: FormRow | None) -> Refusal:
    if row is None:
        return Refusal(NotOpened.UNKNOWN)
    refusal = Refusal(_WHY.get(row.asked.stage, NotOpened.OVER), row.asked.title)
    return replace(refusal, by=row.by, at=row.at) if row.asked.stage is FormStage.OPENED else refusal
