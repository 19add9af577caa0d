"""The app's manifest: which commands, shortcuts, scopes and events exist.

Rules: only what the manifest names exists; its limits are those of Slack's schema
(https://docs.slack.dev/reference/app-manifest; schema 2.0.0 of slackapi/manifest-schema).
It deliberately ignores the URLs of a manifest unless told to use them: in the playground they are settings.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.slack.errors import HumanError
from playground.slack.model import Json

MAX_COMMANDS = 50
MAX_SHORTCUTS = 10
MAX_COMMAND_NAME = 32
MAX_COMMAND_DESCRIPTION = 2000
MAX_USAGE_HINT = 1000
MAX_SHORTCUT_NAME = 24
MAX_CALLBACK_ID = 255
MAX_SHORTCUT_DESCRIPTION = 150
# Slack's own commands; no official list exists, this one joins those that projects report as refused.
BUILT_IN_COMMANDS = frozenset(
    [
        "/archive",
        "/away",
        "/active",
        "/call",
        "/collapse",
        "/dm",
        "/dnd",
        "/expand",
        "/feed",
        "/help",
        "/invite",
        "/invite_people",
        "/join",
        "/kick",
        "/leave",
        "/me",
        "/msg",
        "/mute",
        "/open",
        "/part",
        "/prefs",
        "/pro",
        "/remind",
        "/remove",
        "/rename",
        "/search",
        "/shortcuts",
        "/shrug",
        "/star",
        "/status",
        "/topic",
        "/who",
    ]
)
_COMMAND = re.compile(r"/[a-z0-9_-]+")

DEFAULT_SCOPES = (
    "app_mentions:read channels:history channels:read channels:join groups:history groups:read im:history "
    "im:read im:write chat:write chat:write.customize commands files:read files:write reactions:read "
    "reactions:write users:read users:read.email usergroups:read team:read emoji:read dnd:read "
    "metadata.message:read channels:manage groups:write"
)
DEFAULT_EVENTS = (
    "app_home_opened app_mention app_uninstalled tokens_revoked message.channels message.groups message.im "
    "reaction_added reaction_removed member_joined_channel member_left_channel channel_archive "
    "channel_unarchive channel_rename channel_deleted group_archive group_unarchive group_rename file_shared "
    "file_deleted user_change subteam_members_changed subteam_updated"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one app may do and hears of."""

    name: str
    commands: tuple[Json, ...]
    shortcuts: tuple[Json, ...]
    scopes: frozenset[str]
    events: frozenset[str]

    def command(self, name: str) -> Json | None:
        """Find a slash command of the app."""
        return next((command for command in self.commands if command["command"] == name), None)

    def shortcut(self, callback_id: str) -> Json | None:
        """Find a shortcut of the app."""
        return next((shortcut for shortcut in self.shortcuts if shortcut["callback_id"] == callback_id), None)


def load(source: Mapping[str, Any]) -> Manifest:
    """Read an app manifest.

    Raises HumanError invalid_manifest with every problem at once.
    """
    features = source.get("features") or {}
    commands = tuple(features.get("slash_commands") or ())
    shortcuts = tuple(features.get("shortcuts") or ())
    problems = [*_command_problems(commands), *_shortcut_problems(shortcuts)]
    name = str((source.get("display_information") or {}).get("name") or "")
    if not 1 <= len(name) <= 35:  # noqa: PLR2004 - https://docs.slack.dev/reference/app-manifest: name <= 35 characters
        problems.append("display_information.name must have 1 to 35 characters")
    if problems:
        code = "invalid_manifest"
        raise HumanError(code, "; ".join(problems), errors=problems)
    scopes = ((source.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()
    subscriptions = ((source.get("settings") or {}).get("event_subscriptions") or {}).get("bot_events") or ()
    return Manifest(name, commands, shortcuts, frozenset(scopes), frozenset(subscriptions))


def _command_problems(commands: tuple[Json, ...]) -> list[str]:
    problems = [f"at most {MAX_COMMANDS} slash_commands"] if len(commands) > MAX_COMMANDS else []
    for command in commands:
        name = str(command.get("command", ""))
        if not _COMMAND.fullmatch(name) or len(name) > MAX_COMMAND_NAME:
            problems.append(
                f"slash command {name!r}: a slash, then lower-case letters, digits, - or _; "
                f"{MAX_COMMAND_NAME} characters at most"
            )
        if name in BUILT_IN_COMMANDS:
            # One reserved name makes the whole array invalid (reported: openclaw/openclaw#29032).
            problems.append(f"slash command {name!r}: invalid name, it is one of Slack's own")
        if not 1 <= len(str(command.get("description", ""))) <= MAX_COMMAND_DESCRIPTION:
            problems.append(f"slash command {name!r}: description of 1 to {MAX_COMMAND_DESCRIPTION} characters")
        if len(str(command.get("usage_hint", ""))) > MAX_USAGE_HINT:
            problems.append(f"slash command {name!r}: usage_hint of at most {MAX_USAGE_HINT} characters")
    return problems


def _shortcut_problems(shortcuts: tuple[Json, ...]) -> list[str]:
    problems = [f"at most {MAX_SHORTCUTS} shortcuts"] if len(shortcuts) > MAX_SHORTCUTS else []
    for shortcut in shortcuts:
        name = str(shortcut.get("name", ""))
        if not 1 <= len(name) <= MAX_SHORTCUT_NAME:
            problems.append(f"shortcut {name!r}: name of 1 to {MAX_SHORTCUT_NAME} characters")
        if shortcut.get("type") not in {"message", "global"}:
            problems.append(f"shortcut {name!r}: type is message or global")
        if not 1 <= len(str(shortcut.get("callback_id", ""))) <= MAX_CALLBACK_ID:
            problems.append(f"shortcut {name!r}: callback_id of 1 to {MAX_CALLBACK_ID} characters")
        if not 1 <= len(str(shortcut.get("description", ""))) <= MAX_SHORTCUT_DESCRIPTION:
            problems.append(f"shortcut {name!r}: description of 1 to {MAX_SHORTCUT_DESCRIPTION} characters")
    return problems


def default() -> Json:
    """Give the manifest of the demo: one command, the usual shortcuts, every event that a bridge reads."""
    actions = [
        ("Chat actions", "message", "chat_actions", "What can be done with this chat"),
        ("Add internal note", "message", "chat_note", "A private note that the customer never sees"),
        ("Mask this message", "message", "chat_mask", "Hide words or files in every copy"),
        ("Unmask this message", "message", "chat_unmask", "Show again what was masked"),
        ("My chats", "global", "my_chats", "My open chats and my status"),
    ]
    return {
        "display_information": {"name": "Deskbridge"},
        "features": {
            "slash_commands": [
                {
                    "command": "/chat",
                    "description": "Chats: list, ready, notready, accept, help",
                    "usage_hint": "list | ready | accept 42 | help",
                }
            ],
            "shortcuts": [{"name": n, "type": t, "callback_id": c, "description": d} for n, t, c, d in actions],
        },
        "oauth_config": {"scopes": {"bot": DEFAULT_SCOPES.split()}},
        "settings": {"event_subscriptions": {"bot_events": DEFAULT_EVENTS.split()}},
    }
