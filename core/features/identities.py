"""Where a customer can be found: the addresses that their channels prove, and those that somebody told an agent (H6).

Rules:
1. Proven is what a channel or the site's signature says of who writes in this chat. What was told stays told, whoever
   says it and however often: a name or a number is never proof.
2. What was told is for the agents' eyes: no chat, no log and no ban of another address follows from it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.commands.outcome import Change
from core.commands.wants import Want
from core.errors import ArgumentsInvalid
from core.ids import AgentId, Contact, QueueId
from core.quoting import quoted
from core.sentences import say

_CHAT = re.compile(r"#\s*([0-9]{1,9})|([0-9]{1,6})")
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""E.164: https://www.twilio.com/docs/glossary/what-e164"""
MOST = 20
"""How many addresses one customer may have: more would be a mistake, and no card shows them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One address of a customer's; `told_by` None: it is this chat's own. `here`: the chat goes by it now."""

    contact: Contact
    title: str
    """What people call its channel."""
    shown: str
    """How agents read it."""
    told_by: AgentId | None = None
    told_at: datetime | None = None
    heard: bool = True
    """Whether anybody has ever written from there."""
    opted_out: bool = False
    banned: bool = False
    banned_until: datetime | None = None
    here: bool = False
    sender: str = ""
    """From what of ours it is written to, where that alone tells it from another address of theirs."""

    @property
    def name(self) -> str:
        """Give the channel and the address in one."""
        return named(self.title, self.shown, self.sender)


def named(title: str, shown: str, sender: str = "") -> str:
    """Name an address: `SMS +447911123456`, or with our sender behind it."""
    plain = f"{title} {shown}".strip()
    return f"{plain} (from {sender})" if sender else plain


IDENTITIES: Want[Sequence[Identity]] = Want("identities")
"""Those of the chat's customer, its own first."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an agent names: the customer of a chat, or whoever has a number."""

    chat: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Who was named, as far as they are known: their addresses; of a chat its queue, and who the site says it is."""

    contacts: tuple[Contact, ...] = ()
    queues: frozenset[QueueId] | None = None
    """Of a chat: the lines in which it stands."""
    user: str = ""
    mine: str = ""
    """Who the site says that this chat's customer is."""


OTHER: Want[Other | None] = Want("other customer")
"""Who is named by the words; None where there is no such chat."""


@dataclass(frozen=True, slots=True)
class Joined(Change):
    """Addresses are the same customer's as the chat's, an agent says."""

    contacts: tuple[Contact, ...]
    by: AgentId


@dataclass(frozen=True, slots=True)
class Parted(Change):
    """Addresses are not this customer's."""

    contacts: tuple[Contact, ...]
    by: AgentId


def meant(words: str) -> Meant:
    """Read whom an agent names: `#42`, or a number with its country.

    Raises:
        ArgumentsInvalid: it is neither.
    """
    text = words.strip()
    chat = _CHAT.fullmatch(text)
    if chat is not None:
        return Meant(chat=int(chat[1] or chat[2]))
    digits = re.sub(r"[\s().\-/\u2010-\u2015\u00a0]", "", text)
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not number.isascii() or _NUMBER.fullmatch(number) is None:
        raise ArgumentsInvalid(say("link_what", words=quoted(text)), "who")
    return Meant(number=number)
