"""The floor as supervisors see it: what waits in each queue, who is there, which chats they have (C6, C8).

Rule: read when somebody looks; nothing here is kept, and nothing is told of a chat's words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.agents.model import Agent, Presence, Profile
from core.agents.rights import Right
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import AgentId, ConversationId, QueueId
from core.routing.hours import is_open
from core.sentences import say
from core.texts import render
from core.views import Button, HomeChat, HomeSection, Tone

TONES = {
    Presence.READY: Tone.GOOD,
    Presence.BUSY: Tone.WARN,
    Presence.NOT_READY: Tone.BAD,
    Presence.AFTER_CALL_WORK: Tone.QUIET,
}


@dataclass(frozen=True, slots=True)
class Line:
    """What waits in a queue: how many chats, and which of them the longest."""

    count: int
    oldest: ConversationId
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Floor:
    """All queues and agents at one moment."""

    directory: Directory
    agents: Mapping[AgentId, Agent]
    lines: Mapping[QueueId, Line] = field(default_factory=dict)
    at: datetime | None = None
    """When; by that it is told which queues are closed."""

    def agent(self, profile: Profile) -> Agent:
        """Give an agent's state; who was never there is Not Ready."""
        return self.agents.get(profile.id) or Agent(profile.id, profile.capacity)

    def is_closed(self, queue: QueueId) -> bool:
        """Tell whether a queue is outside its hours."""
        return self.at is not None and not is_open(self.directory.queues[queue].hours, self.at)


def may_see_floor(profile: Profile | None) -> bool:
    """Tell whether somebody sees the whole floor."""
    return profile is not None and profile.may(Right.SUPERVISE)


def queues_now(floor: Floor) -> HomeSection:
    """List the queues: what waits and since when, and who could take it."""
    lines = tuple(_queue_line(floor, queue) for queue in floor.directory.queues)
    return HomeSection(_words("floor_queues"), lines, _words("floor_no_queues"))


def _queue_line(floor: Floor, queue: QueueId) -> HomeChat:
    line = floor.lines.get(queue)
    is_manned = any(floor.agent(profile).presence is Presence.READY for profile in floor.directory.serving(queue))
    return HomeChat(
        title=floor.directory.queues[queue].title,
        detail=queue_words(floor, queue),
        since=line.since if line else None,
        tone=_queue_tone(line, is_manned=is_manned, is_closed=floor.is_closed(queue)),
        buttons=(Button("Take the oldest", "pick", line.oldest),) if line else (),
    )


def _queue_tone(line: Line | None, *, is_manned: bool, is_closed: bool) -> Tone:
    """Give how it looks: quiet while it is closed, for what waits then waits for the opening; bad when nobody comes."""
    if is_closed:
        return Tone.QUIET
    if line is None:
        return Tone.GOOD
    return Tone.WARN if is_manned else Tone.BAD


def queue_words(floor: Floor, queue: QueueId) -> str:
    """Say what waits in a queue and how those who serve it are."""
    line = floor.lines.get(queue)
    states = [floor.agent(profile).presence for profile in floor.directory.serving(queue)]
    words = say(
        "floor_queue",
        waiting=line.count if line else 0,
        ready=states.count(Presence.READY),
        busy=states.count(Presence.BUSY),
        agents=len(states),
    )
    closed = f"{_words('floor_closed')} · " if floor.is_closed(queue) else ""
    return closed + render(words, {})


def agents_now(floor: Floor) -> HomeSection:
    """List the agents: their state and since when, and what they have in hand; those with chats first."""
    lines = tuple(_agent_line(floor, profile) for profile in _busiest_first(floor))
    return HomeSection(_words("floor_agents"), lines, _words("floor_no_agents"))


def _busiest_first(floor: Floor) -> Iterable[Profile]:
    order = {Presence.BUSY: 0, Presence.AFTER_CALL_WORK: 1, Presence.READY: 2, Presence.NOT_READY: 3}
    everyone = floor.directory.profiles.values()
    return sorted(everyone, key=lambda profile: (order[floor.agent(profile).presence], profile.name))


def _agent_line(floor: Floor, profile: Profile) -> HomeChat:
    agent = floor.agent(profile)
    values = {"agent": str(profile.id)}
    buttons: list[Button] = []
    if agent.chats:
        buttons.append(Button("Chats", "overview", values=values))
    if agent.ready and agent.then_not_ready is None:
        buttons.append(Button("Set Not Ready", "setnotready", values=values))
    return HomeChat(
        title=profile.name,
        detail=state_of(agent),
        since=agent.changed_at,
        tone=TONES[agent.presence],
        buttons=tuple(buttons),
    )


def state_of(agent: Agent) -> str:
    """Give an agent's state in words: how they are, and how much they have in hand."""
    words = render(say(f"state_{agent.presence.value}"), {})
    if agent.presence is Presence.NOT_READY and agent.note:
        words = f"{words} ({agent.note})"
    if not agent.chats:
        return words
    return f"{words} · {render(say('state_load', load=agent.load, capacity=agent.capacity), {})}"


def chats_of(profile: Profile, chats: Iterable[Conversation], links: Mapping[ConversationId, str]) -> list[str]:
    """Give an agent's chats as lines, for an answer in private."""
    return [
        f"• #{chat.number} {chat.customer_name or 'Customer'} · {_words(_seat_key(profile, chat))}"
        + (f" · {links[chat.id]}" if links.get(chat.id) else "")
        for chat in chats
    ]


def as_lines(section: HomeSection, most: int) -> str:
    """Give a section as plain lines, for an answer in private; what is left out is counted."""
    lines = [f"• {line.title} · {line.detail}" for line in section.lines[:most]] or [section.empty]
    left = len(section.lines) - most
    if left > 0:
        lines.append(render(say("directory_more", count=left), {}))
    return "\n".join([f"{section.title}:", *lines])


def _seat_key(profile: Profile, chat: Conversation) -> str:
    if not chat.is_open():
        return "card_wrap_up"
    seat = chat.participant(profile.id)
    if seat is None:
        return "seat_asked"
    return "attendee_owner" if chat.owner == profile.id else "seat_here"


def _words(key: str) -> str:
    return render(say(key), {})
