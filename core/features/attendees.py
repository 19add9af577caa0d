"""The attendees of a chat, with their roles, masked or not (C9)."""

from collections.abc import Iterator

from core.conversation.model import Conversation, Listening, Participant, Role
from core.conversation.seats import is_seen
from core.directory import Directory
from core.sentences import say
from core.texts import render

ROLES = {Role.AGENT: "role_agent", Role.EXPERT: "role_expert", Role.SUPERVISOR: "role_supervisor"}
LISTENING = {Listening.MONITOR: "seat_monitor", Listening.COACH: "seat_coach"}


def attendees(chat: Conversation, directory: Directory) -> str:
    """List the customer, everybody with a seat, and who is invited: one a line."""
    return "\n".join(_lines(chat, directory))


def _lines(chat: Conversation, directory: Directory) -> Iterator[str]:
    yield render(say("attendees", number=chat.number), {})
    away = f" · {_words('attendee_away')}" if chat.customer_gone else ""
    yield f"• {chat.customer_name or 'Customer'} · {_words('attendee_customer')}{away}"
    names = directory.names()
    for seat in chat.participants:
        yield f"• {names.get(seat.agent, seat.agent)} · {' · '.join(_about(chat, seat))}"
    if not chat.participants:
        yield f"• {_words('attendees_none')}"
    for one in chat.experts:
        yield f"• {names.get(one.agent, one.agent)} · {_words(f'expert_seat_{one.mode.value}')}"
    if chat.invitation is not None:
        invited = chat.invitation
        by = names.get(invited.by, invited.by)
        asked = f" · {_words(f'expert_asked_{invited.call.mode.value}')}" if invited.call is not None else ""
        yield f"• {names.get(invited.agent, invited.agent)}{asked} · {render(say('attendee_invited', by=by), {})}"


def _about(chat: Conversation, seat: Participant) -> Iterator[str]:
    yield _words(ROLES[seat.role])
    if seat.agent == chat.owner:
        yield _words("attendee_owner")
    if seat.listening is not None:
        yield _words(LISTENING[seat.listening])
    yield _words("attendee_unmasked" if is_seen(seat) else "attendee_masked")


def _words(key: str) -> str:
    return render(say(key), {})
