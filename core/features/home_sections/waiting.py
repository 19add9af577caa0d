"""What waits to be taken."""

from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection


def waiting(view: Overview) -> HomeSection:
    """List what waits, oldest first, each to be taken."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=f"{view.queue_title(chat)} · {chat.first_words}" if chat.first_words else view.queue_title(chat),
            since=chat.queued_at,
            link=view.links.get(chat.id),
            buttons=(Button("Take", "pick", chat.id),),
        )
        for chat in view.waiting
    )
    return HomeSection(home_words("home_waiting"), lines, home_words("home_waiting_empty"))
