"""The chats in hand."""

from core.conversation.model import Conversation
from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection, Tone


def my_chats(view: Overview) -> HomeSection:
    """List the chats in hand with what is unread and the time since the last word."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=_state(view, chat),
            since=chat.customer_last_at if chat.unread else chat.agent_last_at or chat.accepted_at,
            unread=chat.unread,
            link=view.links.get(chat.id),
            tone=Tone.WARN if chat.unread else Tone.PLAIN,
            buttons=() if chat.is_open() else (Button("Complete", "complete", chat.id),),
        )
        for chat in view.chats
    )
    return HomeSection(home_words("home_my_chats"), lines, home_words("home_my_chats_empty"))


def _state(view: Overview, chat: Conversation) -> str:
    title = view.queue_title(chat)
    return title if chat.is_open() else f"{title} · {home_words('card_wrap_up')}"
