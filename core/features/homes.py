"""A person's home page, and the same lists as an answer to `list`, `pick` and `help`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.agents.model import Agent, Presence, Profile
from core.commands.registry import Registry
from core.conversation.model import Conversation
from core.directory import Directory
from core.features.prompts import may_go
from core.ids import ConversationId, ExternalRef, MessageId
from core.messages import Message, excerpt
from core.sentences import say
from core.texts import render
from core.views import Button, Home, HomeChat, HomeSection, Tone


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person's lists are rendered from. `links` are addresses of the chats' threads."""

    profile: Profile | None
    agent: Agent | None
    chats: Sequence[Conversation]
    waiting: Sequence[Conversation]
    directory: Directory
    held: Mapping[MessageId, Message]
    held_chats: Sequence[Conversation]
    person: str
    links: Mapping[ConversationId, ExternalRef]
    ringing: Sequence[Conversation] = ()


TONES = {
    Presence.READY: Tone.GOOD,
    Presence.BUSY: Tone.WARN,
    Presence.NOT_READY: Tone.BAD,
    Presence.AFTER_CALL_WORK: Tone.QUIET,
}


def home(view: Overview) -> Home:
    """Render the home page: what waits for an answer first, then the chats in hand, then the queue."""
    if view.profile is None or view.agent is None:
        return Home("Hello", _words("home_stranger"), Tone.QUIET, (), ())
    presence = view.agent.presence
    state = _words(f"home_{presence.value}")
    if view.agent.then_not_ready is not None and presence is Presence.BUSY:
        state = f"{state} · {_words('home_then_not_ready')}"
    elif presence is Presence.BUSY and not view.agent.ready:
        state = f"{state} · {_words('home_no_new_chats')}"
    elif presence is Presence.NOT_READY and view.agent.note:
        state = f"{state} · {view.agent.note}"
    ready = view.agent.ready and view.agent.then_not_ready is None
    switch = Button("Not ready", "notready") if ready else Button("Ready", "ready", style="primary")
    held = held_texts(view)
    rings = ringing(view)
    urgent = tuple(section for section in (rings, held) if section.lines)
    sections = (*urgent, my_chats(view), waiting(view))
    return Home(f"Hello, {view.profile.nickname}", state, TONES[presence], (switch,), sections)


def _words(key: str) -> str:
    return render(say(key), {})


def ringing(view: Overview) -> HomeSection:
    """List the chats that are being offered to this agent, each to be answered."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=f"{_queue_title(view, chat)} · {chat.first_words}" if chat.first_words else _queue_title(view, chat),
            since=chat.queued_at,
            link=view.links.get(chat.id),
            tone=Tone.WARN,
            buttons=(Button("Accept", "accept", chat.id, style="primary"), Button("Reject", "reject", chat.id)),
        )
        for chat in view.ringing
    )
    return HomeSection(_words("home_ringing"), lines, "")


def my_chats(view: Overview) -> HomeSection:
    """List the chats in hand with what is unread and the time since the last word."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=_queue_title(view, chat)
            if chat.is_open()
            else f"{_queue_title(view, chat)} · {_words('card_wrap_up')}",
            since=chat.customer_last_at if chat.unread else chat.agent_last_at or chat.accepted_at,
            unread=chat.unread,
            link=view.links.get(chat.id),
            tone=Tone.WARN if chat.unread else Tone.PLAIN,
            buttons=() if chat.is_open() else (Button("Complete", "complete", chat.id),),
        )
        for chat in view.chats
    )
    return HomeSection(_words("home_my_chats"), lines, _words("home_my_chats_empty"))


def waiting(view: Overview) -> HomeSection:
    """List what waits, oldest first, each to be taken."""
    lines = tuple(
        HomeChat(
            title=f"#{chat.number} {chat.customer_name or 'Customer'}",
            detail=f"{_queue_title(view, chat)} · {chat.first_words}" if chat.first_words else _queue_title(view, chat),
            since=chat.queued_at,
            link=view.links.get(chat.id),
            buttons=(Button("Take", "pick", chat.id),),
        )
        for chat in view.waiting
    )
    return HomeSection(_words("home_waiting"), lines, _words("home_waiting_empty"))


def held_texts(view: Overview) -> HomeSection:
    """List a person's held texts with their choices, numbered as `send` and `discard` number them."""
    lines: list[HomeChat] = []
    for chat in view.held_chats:
        mine = [one for one in chat.held if one.author == view.person and one.message in view.held]
        for number, one in enumerate(mine, start=1):
            values = {"which": str(one.message)}
            buttons = [Button("Keep internal", "discard", chat.id, values)]
            if may_go(chat, one):
                buttons.insert(0, Button("Send to customer", "send", chat.id, values, style="primary"))
            lines.append(
                HomeChat(
                    title=f"#{chat.number} · {number}",
                    detail=excerpt(view.held[one.message].parts),
                    since=one.at,
                    link=view.links.get(chat.id),
                    tone=Tone.WARN,
                    buttons=tuple(buttons),
                )
            )
    return HomeSection(_words("home_held"), tuple(lines), _words("home_held_empty"))


def _queue_title(view: Overview, chat: Conversation) -> str:
    queue = view.directory.queues.get(chat.queue)
    return queue.title if queue else chat.queue


def as_text(section: HomeSection) -> str:
    """Give a section as plain lines, for an answer in private."""
    if not section.lines:
        return section.empty
    head = f"{section.title}:"
    return "\n".join([head, *(_line(line) for line in section.lines)])


def _line(line: HomeChat) -> str:
    unread = f" · {line.unread} unread" if line.unread else ""
    return f"• {line.title} · {line.detail}{unread}"


def help_text(registry: Registry, profile: Profile | None) -> str:
    """List the commands that this person may give, by section."""
    lines: list[str] = []
    section = None
    for command in registry:
        if not registry.may_give(command, profile):
            continue
        if command.section is not section:
            section = command.section
            lines.append(f"{section.value}:")
        lines.append(f"• {command.usage(registry.prefix)}: {command.summary}")
    return "\n".join(lines)
