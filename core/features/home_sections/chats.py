"""The chats in hand."""

from datetime import datetime

from core.conversation.after import has_wrap_up_card, missing
from core.conversation.model import Conversation, Listening
from core.conversation.silence import LATE
from core.features.overview import Overview, home_words
from core.views import Button, HomeChat, HomeSection, Tone


def my_chats(view: Overview) -> HomeSection:
    """List the chats in hand with what is unread and the time since the last word."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=_state(view, chat),
            since=stands_since(chat),
            unread=chat.unread,
            link=view.links.get(chat.id),
            tone=_tone(chat),
            buttons=_buttons(view, chat),
        )
        for chat in view.chats
    )
    return HomeSection(home_words("home_my_chats"), lines, home_words("home_my_chats_empty"))


def stands_since(chat: Conversation) -> datetime | None:
    """Give since when a chat stands as it does: the customer waits, or the agent has had the last word."""
    return chat.customer_last_at if chat.unread else chat.agent_last_at or chat.accepted_at


def _buttons(view: Overview, chat: Conversation) -> tuple[Button, ...]:
    if not chat.is_open():
        return _to_finish(view, chat)
    return (Button("Resume", "resume", chat.id),) if chat.hold is not None else ()


def _to_finish(view: Overview, chat: Conversation) -> tuple[Button, ...]:
    """Give the form of what a chat still needs, and Complete where nothing of that is missing."""
    queue = view.directory.queues.get(chat.queue)
    complete = (Button("Complete", "complete", chat.id),)
    if queue is None or not has_wrap_up_card(queue):
        return complete
    form = Button("Finish…", "finish", chat.id, asks=True)
    return (form,) if missing(chat, queue) else (form, *complete)


def _tone(chat: Conversation) -> Tone:
    """Give the colour of a wait, which changes at the same moments as on the card."""
    if chat.silence:
        return Tone.BAD if chat.silence > LATE else Tone.WARN
    return Tone.PLAIN if not chat.unread else Tone.WARN


def _state(view: Overview, chat: Conversation) -> str:
    """Say how a chat in hand stands: what its card says in colours and facts, in few words."""
    mine = view.profile.id if view.profile is not None else None
    seat = chat.participant(mine) if mine is not None else None
    how = seat.listening if seat is not None else None
    stands = {
        "you_are_monitor": how is Listening.MONITOR,
        "you_are_coach": how is Listening.COACH,
        "home_flagged": chat.flag is not None,
        "home_hold": chat.hold is not None,
        "home_private": mine in chat.private,
        "home_away": chat.customer_gone and chat.is_open(),
        "card_wrap_up": not chat.is_open(),
    }
    return " · ".join([view.queue_title(chat), *(home_words(key) for key, true in stands.items() if true)])
