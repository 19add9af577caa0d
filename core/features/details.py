"""The details of a chat for its agents: what is known of it, in one private answer (T21).

Rule: what a browser says of itself is shown as what it is, a claim; nothing here is read as markup.
"""

from collections.abc import Mapping
from datetime import datetime

from core.conversation.facts import Facts
from core.conversation.model import Conversation, Participant, Role
from core.conversation.routes import channels_of
from core.directory import Directory
from core.features.languages import language_name
from core.sentences import say
from core.texts import render

_AT = "%Y-%m-%d %H:%M UTC"


def details(
    chat: Conversation, directory: Directory, facts: Facts | None = None, known: Mapping[str, str] | None = None
) -> str:
    """Write all that is known of a chat, a line each; what is not known has no line."""
    queue, names = directory.queues.get(chat.queue), directory.names()
    lines = {
        "Id": chat.id,
        "Service": queue.title if queue else chat.queue,
        "Channel": ", ".join(map(directory.channel, channels_of(chat))),
        "Customer": chat.customer_name,
        "Opened": _at(chat.opened_at),
        "Accepted": _at(chat.accepted_at),
        "Ended": _at(chat.ended_at),
        "First words": chat.first_words,
        "Page": f"{chat.page.title} {chat.page.url}".strip() if chat.page else "",
        "Language": language_name(chat.language or (facts.language if facts else "")),
        **(_of_browser(facts) if facts else {}),
        "Attendees": ", ".join(_seat(seat, directory) for seat in chat.participants),
        "Experts": ", ".join(f"{names.get(one.agent, one.agent)} ({one.mode.value})" for one in chat.experts),
        **(known or {}),
    }
    written = [f"{label}: {value}" for label, value in lines.items() if value]
    return "\n".join([render(say("details", number=chat.number), {}), *written])


def _of_browser(facts: Facts) -> Mapping[str, str]:
    screen = f"{facts.screen}{', touch' if facts.touch else ''}" if facts.screen else ""
    return {"Browser": facts.browser, "System": facts.system, "Time zone": facts.zone, "Screen": screen}


def _seat(seat: Participant, directory: Directory) -> str:
    """Name an attendee, with the role where it is another than an agent's, and whether the customer sees them."""
    name = directory.names().get(seat.agent, seat.agent)
    notes = [seat.role.value] if seat.role is not Role.AGENT else []
    notes += ["masked"] if seat.masked else []
    return f"{name} ({', '.join(notes)})" if notes else name


def _at(moment: datetime | None) -> str:
    return f"{moment:{_AT}}" if moment is not None else ""
