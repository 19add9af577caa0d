"""What is written down for whoever must be able to say who saw, changed or gave away what (S13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto


class AuditAct(StrEnum):
    """What somebody did. The value stands in the store for good: never renamed, never with another meaning."""

    MASKED = auto()
    UNMASKED = auto()
    FORM_REQUESTED = auto()
    FORM_RECEIVED = auto()
    FORM_CANCELLED = auto()
    FORM_DECLINED = auto()
    FORM_EXPIRED = auto()
    FORM_OPENED = auto()
    FORM_REFUSED = auto()
    """Somebody who may not, or too late, wanted to see a form's values."""
    BANNED = auto()
    UNBANNED = auto()
    BAN_EXPIRED = auto()
    HISTORY_READ = auto()
    """Past chats were looked for, or an expert was shown what had been said."""
    TRANSCRIPT_READ = auto()
    """A chat was opened again: on the desk, or by its link."""
    TRANSCRIPT_LINKED = auto()
    """A link to a transcript was given to somebody."""
    EXPORTED = auto()
    """A transcript or a list left the bridge."""
    LINKED = auto()
    """An agent said that addresses are one customer's."""
    UNLINKED = auto()
    SWITCHED = auto()
    """A chat went on in another channel of the same customer's."""
    RESENT = auto()
    """A message that was not delivered was sent again."""
    MONITORED = auto()
    ATTENDED_UNSEEN = auto()
    """An agent took part whom the customer did not see."""
    SIGNED_IN = auto()
    SIGNED_OUT = auto()
    SESSION_ENDED = auto()
    """An agent was signed out elsewhere: by themselves from another browser, or by an admin."""
    SIGN_IN_REFUSED = auto()
    ERASED = auto()
    DROPPED = auto()
    """Of what a customer wrote so much waited to be shown that more was not kept."""
    SWEPT = auto()
    """What was older than the time for which it is kept was deleted."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Write a line of the audit log.

    `by` is the id of an agent or participant, or "system"; `about` the id of a message, a form, a ban or the like.
    `fields` hold ids, counts and names from the configuration: never text, values, or plain digests of them.
    """

    act: AuditAct
    by: str
    about: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


SYSTEM = "system"
"""Who does what nobody has asked for: clocks, and the bridge itself."""
