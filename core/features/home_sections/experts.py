"""Chats in which this person is asked for help, or gives it, as an expert."""

from core.conversation.expert import expert_at
from core.conversation.model import Conversation
from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection, Tone


def helping(view: Overview) -> HomeSection:
    """List the chats in which somebody takes part as an expert, or is asked to."""
    lines = tuple(_line(view, chat) for chat in view.helping)
    return HomeSection(home_words("home_helping"), lines, home_words("home_helping_empty"))


def _line(view: Overview, chat: Conversation) -> HomeChat:
    expert, asked = expert_at(chat.experts, view.desk, view.person), chat.invitation
    title = f"#{chat.number} {chat.customer_name or 'Customer'}"
    if expert is not None:
        detail = f"{view.queue_title(chat)} · {home_words(f'expert_seat_{expert.mode.value}')}"
        leave = (Button("Leave", "leave", chat.id),)
        return HomeChat(title, detail, expert.joined_at, link=view.asides.get(chat.id), buttons=leave)
    mode = asked.call.mode.value if asked is not None and asked.call is not None else "consult"
    detail = f"{view.queue_title(chat)} · {home_words(f'expert_asked_{mode}')}"
    buttons = (
        Button("Join", "accept", chat.id, {"mode": mode}, style="primary"),
        Button("Decline", "reject", chat.id),
    )
    since = asked.made_at if asked is not None else None
    return HomeChat(title, detail, since, link=view.asides.get(chat.id), tone=Tone.WARN, buttons=buttons)
