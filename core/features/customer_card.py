"""The customer card: who a chat's customer is, as far as anybody knows, for an agent's eyes alone (H6).

Rule: each line says by whom it is known. What was told is never shown as if it were proven.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.features.answering import Answer
from core.features.bans import FOREVER, told_until
from core.features.identities import Identity
from core.features.past_chats import PastChat, listed
from core.sentences import say
from core.texts import render
from core.views import Button


@dataclass(frozen=True, slots=True)
class Customer:
    """What is known of a chat's customer."""

    chat: Conversation
    identities: Sequence[Identity]
    attributes: Sequence[Answer] = ()
    """What the site has signed, with its lock, and what was only said, marked so."""
    past: Sequence[PastChat] = ()
    more: bool = False
    """Whether there are more past chats than these."""
    is_signed: bool = False
    """Whether the site has said who it is."""


def customer_card(customer: Customer, names: Mapping[str, str]) -> str:
    """Write the card, a line each; what is not known has no line."""
    chat = customer.chat
    lines = [
        render(say("customer_title", number=chat.number, name=chat.customer_name or "Customer"), {}),
        "• " + render(say("customer_name_signed" if customer.is_signed else "customer_name_given"), {}),
        *(f"• {_line(one, customer, names)}" for one in customer.identities),
        *(f"• {one.label}: {', '.join(one.values)}" for one in customer.attributes),
    ]
    if customer.past:
        lines.append(listed(customer.past, more=customer.more))
    else:
        lines.append(render(say("customer_first"), {}))
    return "\n".join(lines)


def card_buttons(customer: Customer) -> tuple[Button, ...]:
    """Give what can be done from the card: read a past chat, join or take apart an address."""
    chat = customer.chat
    reads = (Button(f"Read #{one.number}", "read", one.id) for one in customer.past)
    told = any(one.told_by is not None for one in customer.identities)
    parts = (Button("Unlink…", "unlink", chat.id, asks=True),) if told else ()
    return (*reads, Button("Link…", "link", chat.id, asks=True), *parts)


def _line(one: Identity, customer: Customer, names: Mapping[str, str]) -> str:
    """Say an address, how it is known, and what stands in the way of it."""
    notes = [_known(one, customer, names)]
    if one.banned:
        until = None if one.banned_until == FOREVER else one.banned_until
        notes.append(render(say("customer_banned", until=told_until(until)), {}))
    if one.opted_out:
        notes.append(render(say("customer_opted_out"), {}))
    return " · ".join((one.name, *notes))


def _known(one: Identity, customer: Customer, names: Mapping[str, str]) -> str:
    if one.told_by is None:
        is_site = customer.is_signed and one.contact == routes_of(customer.chat)[0]
        return render(say("customer_signed" if is_site else "customer_proven"), {})
    at = f"{one.told_at:%Y-%m-%d}" if one.told_at else ""
    return render(say("customer_told" if one.heard else "customer_told_unheard", agent=one.told_by, at=at), names)
