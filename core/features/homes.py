"""A person's home page, and the same lists as an answer to `list`, `pick` and `help`."""

from core.agents.model import Presence, Profile
from core.commands.registry import Registry
from core.features.home_sections import sections
from core.features.home_sections.chats import my_chats
from core.features.home_sections.held import held_texts
from core.features.home_sections.ringing import ringing
from core.features.home_sections.waiting import waiting
from core.features.overview import Overview, home_words
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
)
"""What an agent's own things, and what is no longer in hand, are reached by."""


def home(view: Overview) -> Home:
    """Render the home page: what waits for an answer first, then the chats in hand, then the queue."""
    if view.profile is None or view.agent is None:
        return Home("Hello", home_words("home_stranger"), Tone.QUIET, (), ())
    presence = view.agent.presence
    state = home_words(f"home_{presence.value}")
    if view.agent.then_not_ready is not None and presence is Presence.BUSY:
        state = f"{state} · {home_words('home_then_not_ready')}"
    elif presence is Presence.BUSY and not view.agent.ready:
        state = f"{state} · {home_words('home_no_new_chats')}"
    elif presence is Presence.NOT_READY and view.agent.note:
        state = f"{state} · {view.agent.note}"
    ready = view.agent.ready and view.agent.then_not_ready is None
    switch = Button("Not ready", "notready") if ready else Button("Ready", "ready", style="primary")
    return Home(f"Hello, {view.profile.nickname}", state, TONES[presence], (switch, *TOOLS), tuple(sections(view)))


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
