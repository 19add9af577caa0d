"""A person's home page, and the same lists as an answer to `list`, `pick` and `help`."""

from datetime import datetime

from core.agents.model import Presence, Profile
from core.commands.registry import Registry
from core.directory import listed
from core.features.home_sections import sections
from core.features.home_sections.chats import my_chats
from core.features.home_sections.experts import helping
from core.features.home_sections.held import held_texts
from core.features.home_sections.ringing import ringing
from core.features.home_sections.waiting import waiting
from core.features.overview import Overview, home_words
from core.features.scene import waited
from core.policy.absence import Absence
from core.views import Button, Home, HomeChat, HomeSection, Tone

__all__ = ["Overview", "as_text", "held_texts", "help_text", "home", "my_chats", "ringing", "waiting"]

TONES = {
    Presence.READY: Tone.GOOD,
    Presence.BUSY: Tone.WARN,
    Presence.NOT_READY: Tone.BAD,
    Presence.AFTER_CALL_WORK: Tone.QUIET,
}

TOOLS = (
    Button("Canned responses", "texts"),
    Button("Past chats…", "past", asks=True),
    Button("Alerts…", "alerts", asks=True),
    Button("Directory", "directory"),
    Button("Help", "help"),
)
"""What an agent's own things, who is there, and what is no longer in hand, are reached by."""

WRITING_FIRST = (Button("New SMS…", "sms", asks=True),)
"""What those reach beside who can write first."""

OVERSEERS_TOOLS = (Button("Report", "report"), Button("Bans", "bans"))
"""What those who see all queues and agents reach beside."""


def home(view: Overview) -> Home:
    """Render the home page: what waits for an answer first, then the chats in hand, then the queue."""
    if view.profile is None or view.agent is None:
        return _of_no_agent(view)
    presence = view.agent.presence
    state = home_words(f"home_{presence.value}")
    if view.agent.then_not_ready is not None and presence is Presence.BUSY:
        state = f"{state} · {home_words('home_then_not_ready')}"
    elif presence is Presence.BUSY and not view.agent.ready:
        state = f"{state} · {home_words('home_no_new_chats')}"
    elif presence is Presence.NOT_READY and view.agent.note:
        state = f"{state} · {view.agent.note}"
    ready = view.agent.ready and view.agent.then_not_ready is None
    switch = _pause(view.directory.absence) if ready else Button("Ready", "ready", style="primary")
    state = f"{state}{_serving(view.profile, view)}"
    further = (*(WRITING_FIRST if view.writes_first else ()), *(OVERSEERS_TOOLS if view.floor is not None else ()))
    buttons = (switch, *_choice(view.profile), *TOOLS, *further)
    return Home(f"Hello, {view.profile.nickname}", state, TONES[presence], buttons, tuple(sections(view)))


def _of_no_agent(view: Overview) -> Home:
    """Render the page of an expert, who has no state and no queue; and of whoever is a stranger here."""
    if view.expert is None:
        return Home("Hello", home_words("home_stranger"), Tone.QUIET, (), ())
    held = held_texts(view)
    sections = (helping(view), *((held,) if held.lines else ()))
    words = view.expert.about() or home_words("home_expert")
    return Home(f"Hello, {view.expert.nickname}", words, Tone.PLAIN, (Button("Help", "help"),), sections)


def _pause(absence: Absence) -> Button:
    """Give the button that makes Not Ready; where there are reasons to choose from, it asks for one."""
    return Button("Not ready…", "notready", asks=True) if absence.reasons else Button("Not ready", "notready")


def _choice(profile: Profile) -> tuple[Button, ...]:
    """Give the button by which queues are chosen, where there is a choice."""
    return (Button("Queues…", "queues", asks=True),) if len(profile.queues) > 1 else ()


def _serving(profile: Profile, view: Overview) -> str:
    """Name the queues that an agent serves, where it isn't all of them."""
    if view.agent is None or view.agent.serving is None:
        return ""
    served = [queue for queue in profile.queues if view.agent.serves(queue) and queue in view.directory.queues]
    return f" · {home_words('home_serving', queues=listed(view.directory.queues[one].title for one in served))}"


def as_text(section: HomeSection, at: datetime | None = None) -> str:
    """Give a section as plain lines, for an answer in private; `at` that time with how long each has been waiting."""
    if not section.lines:
        return section.empty
    head = f"{section.title}:"
    return "\n".join([head, *(_line(line, at) for line in section.lines)])


def _line(line: HomeChat, at: datetime | None) -> str:
    unread = f" · {line.unread} unread" if line.unread else ""
    waits = f" · Q {waited(line.since, at)}" if at is not None else ""
    return f"• {line.title}{waits} · {line.detail}{unread}"


def help_text(registry: Registry, profile: Profile | None, *, expert: bool = False) -> str:
    """List the commands that this person, who may be an expert, may give, by section."""
    lines: list[str] = []
    section = None
    for command in registry:
        if not registry.may_give(command, profile, expert=expert):
            continue
        if command.section is not section:
            section = command.section
            lines.append(f"{section.value}:")
        lines.append(f"• {command.usage(registry.prefix)}: {command.summary}")
    return "\n".join(lines)
