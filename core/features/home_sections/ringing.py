"""Chats that ring at this agent."""

from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection, Tone


def ringing(view: Overview) -> HomeSection:
    """List the chats that are being offered to this agent, each to be answered."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=f"{view.queue_title(chat)} · {chat.first_words}" if chat.first_words else view.queue_title(chat),
            since=chat.queued_at,
            link=view.links.get(chat.id),
            tone=Tone.WARN,
            buttons=(Button("Accept", "accept", chat.id, style="primary"), Button("Reject", "reject", chat.id)),
        )
        for chat in view.ringing
    )
    return HomeSection(home_words("home_ringing"), lines, "")
