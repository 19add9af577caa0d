"""Invitations that wait for this agent's answer."""

from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection, Tone


def invitations(view: Overview) -> HomeSection:
    """List the chats into which this agent is invited."""
    names = view.directory.names()
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=f"{names.get(chat.invitation.by, chat.invitation.by)} · {view.queue_title(chat)}",
            since=chat.invitation.made_at,
            link=view.links.get(chat.id),
            tone=Tone.WARN,
            buttons=(Button("Join", "accept", chat.id, style="primary"), Button("Decline", "reject", chat.id)),
        )
        for chat in view.invited
        if chat.invitation is not None
    )
    return HomeSection(home_words("home_invited"), lines, "")
