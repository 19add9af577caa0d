"""Bans made and lifted: written, journaled, audited; a chat that the customer has open elsewhere ends too."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.delivery.renew_job import RenewJob
from bridge.erasing.scrubbing import forget_if_gone
from bridge.handlers.scouring import scour_log
from bridge.store import audit, bans, contacts, quotes
from core.conversation.effects import Audit, AuditAct, Record
from core.conversation.model import Conversation
from core.features.bans import Ban, BanLifted, BanMade, ReasonsMasked
from core.inbound import CustomerBanned

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def ban_made(unit: "Unit", chat: Conversation | None, change: BanMade) -> None:
    """Write a ban, and end what else its customer has open."""
    ban = change.ban
    theirs = unit.office.person(unit.conn, ban.channel, ban.contact)
    bans.one_at_a_time(unit.conn, theirs)
    bans.add(unit.conn, ban)
    until = ban.until.isoformat() if ban.until is not None else "never"
    unit.journal(chat, Record("banned", agent=ban.by, fields={"ban": ban.id, "until": until}))
    audited(unit, ban, Audit(AuditAct.BANNED, ban.by, ban.id, {"until": until}))
    for other in contacts.open_with(unit.conn, theirs):
        if chat is None or other != chat.id:
            unit.hand_to_chat(other, CustomerBanned(ban.by))


def ban_lifted(unit: "Unit", chat: Conversation | None, change: BanLifted) -> None:
    """End a ban before its time."""
    ban = change.ban
    if bans.lift(unit.conn, ban, change.by, unit.now):
        unit.journal(chat, Record("unbanned", agent=change.by, fields={"ban": ban.id}))
        audited(unit, ban, Audit(AuditAct.UNBANNED, change.by, ban.id, {"turned_away": str(ban.turned_away)}))
        forget_if_gone(unit.conn, unit.office, (ban.channel, ban.contact), unit.now)


def reasons_masked(unit: "Unit", chat: Conversation | None, change: ReasonsMasked) -> None:
    """Overwrite words in the reasons of bans, and show the lists anew in which they stood."""
    for ban, reason in change.reasons:
        bans.give_reason(unit.conn, ban, reason)
    scour_log(unit)
    if chat is not None:
        for quote in quotes.of_chat(unit.conn, chat):
            unit.tell_desk(quote.desk, RenewJob(quote.key), chat)


def audited(unit: "Unit", ban: Ban, entry: Audit) -> None:
    """Write a line about a ban, and the chat in which it was made."""
    audit.add(unit.conn, unit.now, entry, ban.conversation, (ban.channel, ban.contact))


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {BanMade: ban_made, BanLifted: ban_lifted, ReasonsMasked: reasons_masked}
)
