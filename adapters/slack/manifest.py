"""The app manifest: what an admin pastes into Slack to create the app, generated from the command registry.

https://docs.slack.dev/reference/app-manifest

Rules:
1. Least privilege: a scope or an event stands here only with the reason for it.
2. Slack's limits are checked here, because one bad slash command makes Slack refuse all of them.
3. Only what the adapter handles is subscribed to; what is behind a setting (`bare_commands`, `mode`) follows it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import yaml

from adapters.slack.config import SLACKS_OWN, SlackSection
from core.commands.model import Command, Surface
from core.commands.registry import Registry

Json = dict[str, Any]

APP = "Deskbridge"
SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "app_mentions:read": "be called by name, as in @Deskbridge help",
        "channels:history": "read what is written in the threads of public queue channels",
        "channels:read": "hear that a public queue channel was archived or that the app was removed from it",
        "chat:write": "post in the channels that the app was invited to",
        "chat:write.customize": "show customers' messages under the customers' names and pictures",
        "commands": "offer the slash commands and shortcuts",
        "dnd:read": "see that an agent doesn't want to be disturbed before a chat is offered",
        "files:read": "fetch the files that agents send to customers",
        "files:write": "show the files that customers send",
        "groups:history": "read what is written in the threads of private queue channels",
        "groups:read": "hear that a private queue channel was archived or that the app was removed from it",
        "im:history": "read commands that are typed to the app in a direct message",
        "im:write": "open the direct message in which chats are offered",
        "metadata.message:read": "find its own posts again after an interruption, so that nothing is posted twice",
        "reactions:read": "see which mark a message carries, and which emoji people put on cards and messages",
        "reactions:write": "mark an agent's message as sent, held, kept as a note, or failed",
        "usergroups:read": "show the names of groups that agents mention",
        "users:read": "show names, and see whether an agent is away",
    }
)
SCOPES_FOR_CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "channels:manage": "make, fill and archive a public channel for each chat",
        "groups:write": "make, fill and archive a private channel for each chat",
    }
)
"""Only where a queue gives each chat a channel of its own."""
SIGN_IN_SCOPE = "openid"
"""What agents allow who sign in with Slack: that the bridge is told who they are."""
BACK = "/desk/signed-in"
"""Where they come back to: an address below this one."""
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "app_home_opened": "show the home page",
        "app_mention": "take commands that call the app by name",
        "app_uninstalled": "stop, and say so",
        "channel_archive": "say that a queue has lost its channel",
        "channel_left": "say that the app was removed from a queue's channel",
        "channel_rename": "keep names up to date",
        "channel_deleted": "say that a queue has lost its channel",
        "channel_unarchive": "go on posting",
        "group_archive": "the same for private channels",
        "group_deleted": "the same for private channels",
        "group_left": "the same for private channels",
        "group_rename": "the same for private channels",
        "group_unarchive": "the same for private channels",
        "member_joined_channel": "go on posting after the app was invited again",
        "member_left_channel": "say that the app was removed from a queue's channel",
        "message.channels": "pass on what agents write in threads",
        "message.groups": "the same for private channels",
        "message.im": "take commands that are typed to the app",
        "reaction_added": "take emoji on a chat's card as commands, and show those on messages to the customer",
        "reaction_removed": "the same when one is taken away",
        "subteam_updated": "keep the names of groups up to date",
        "tokens_revoked": "stop, and say so",
        "user_change": "keep names up to date",
    }
)
SHORTCUTS: tuple[Json, ...] = (
    {
        "name": "Chat actions",
        "type": "message",
        "callback_id": "chat_actions",
        "description": "What can be done with this chat",
    },
    {
        "name": "Add internal note",
        "type": "message",
        "callback_id": "chat_note",
        "description": "A note that the customer never sees",
    },
    {
        "name": "Mask this message",
        "type": "message",
        "callback_id": "chat_mask",
        "description": "Hide words or files in every copy",
    },
    {
        "name": "Unmask this message",
        "type": "message",
        "callback_id": "chat_unmask",
        "description": "Show again what was masked",
    },
    {
        "name": "My chats",
        "type": "global",
        "callback_id": "my_chats",
        "description": "The chats that you have in hand",
    },
)

# https://github.com/slackapi/manifest-schema (manifest.schema.2.0.0.json)
MOST_COMMANDS, MOST_SHORTCUTS = 50, 10
LONGEST_COMMAND, LONGEST_DESCRIPTION, LONGEST_HINT = 32, 2_000, 1_000
_LONGEST_NAME = 35


class ManifestInvalid(ValueError):
    """Slack would refuse the manifest; the message says every reason."""


def render(
    section: SlackSection, registry: Registry, public_url: str, name: str = APP, *, own_channels: bool = False
) -> str:
    """Give the manifest as YAML, with a comment on each scope and event.

    Raises:
        ManifestInvalid: Slack would refuse it.
    """
    made = manifest(section, registry, public_url, name, own_channels=own_channels)
    text = yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=120)
    head = [
        f"# {name}: the app of this bridge. https://api.slack.com/apps -> Create New App -> From a manifest",
        "# Generated from the configuration and the commands: when either changes, make it again and reinstall.",
    ]
    return "\n".join([*head, *(_with_reason(line) for line in text.splitlines())]) + "\n"


def manifest(
    section: SlackSection, registry: Registry, public_url: str, name: str = APP, *, own_channels: bool = False
) -> Json:
    """Give the manifest as plain values; `own_channels` when a queue gives each chat a channel of its own.

    Raises:
        ManifestInvalid: Slack would refuse it.
    """
    base = public_url.rstrip("/")
    http = section.mode == "http"
    commands = [_command(one, base if http else "") for one in _slash_commands(section, registry)]
    problems = list(_problems(commands))
    if not 1 <= len(name) <= _LONGEST_NAME:
        problems.append(f"the name {name!r} must have 1 to {_LONGEST_NAME} characters")
    if http and not base.startswith("https://"):
        problems.append(f"Slack sends to https addresses only, and public_url is {public_url}: set it, or mode: socket")
    elif section.sign_in == "openid" and not base.startswith("https://"):
        problems.append(f"Slack sends agents back to https addresses only, and public_url is {public_url}: set it")
    if problems:
        raise ManifestInvalid("Slack would refuse this manifest:\n" + "\n".join(f"- {one}" for one in problems))
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": "Customers' chats in Slack threads",
            "background_color": "#1d1c1d",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [dict(one) for one in SHORTCUTS],
            "slash_commands": commands,
        },
        "oauth_config": _oauth(section, base, own_channels=own_channels),
        "settings": _settings(base if http else ""),
    }


def _oauth(section: SlackSection, base: str, *, own_channels: bool) -> Json:
    """Give what is allowed to the app, and where those who allow it come back to."""
    signs_in = section.sign_in == "openid"
    back = [*([f"{base}/slack/oauth_redirect"] if section.client_id else ()), *([f"{base}{BACK}"] if signs_in else ())]
    addresses: Json = {"redirect_urls": back} if back else {}
    people: Json = {"user": [SIGN_IN_SCOPE]} if signs_in else {}
    bot = sorted({*SCOPES, *(SCOPES_FOR_CHANNELS if own_channels else ())})
    return {**addresses, "scopes": {**people, "bot": bot}}


def _settings(base: str) -> Json:
    """Give the settings; without an address everything comes over the socket."""
    events: Json = {"bot_events": list(EVENTS)}
    interactivity: Json = {"is_enabled": True}
    if base:
        events = {"request_url": f"{base}/slack/events", **events}
        interactivity["request_url"] = f"{base}/slack/interactivity"
    return {
        "event_subscriptions": events,
        "interactivity": interactivity,
        "org_deploy_enabled": False,
        "socket_mode_enabled": not base,
        "token_rotation_enabled": False,
    }


def _slash_commands(section: SlackSection, registry: Registry) -> Iterable[tuple[str, str, str]]:
    """Give each slash command's name, description and hint."""
    offered = [one for one in registry if Surface.SLASH in one.surfaces]
    words = ", ".join(one.name for one in offered)
    yield section.command, f"Chats: {words}"[:LONGEST_DESCRIPTION], "list | accept 42 | ready | help"
    for word in section.bare_commands:
        command = registry.get(word)
        if command is None:
            yield f"/{word}", "", f"unknown:{word}"
        else:
            yield f"/{word}", command.summary[:LONGEST_DESCRIPTION], _hint(command)


def _hint(command: Command) -> str:
    return command.usage("").removeprefix(command.name).strip()[:LONGEST_HINT]


def _command(one: tuple[str, str, str], base: str) -> Json:
    name, description, hint = one
    made: Json = {"command": name, "description": description}
    if hint:
        made["usage_hint"] = hint
    if base:
        made["url"] = f"{base}/slack/commands"
    return {**made, "should_escape": True}


def _problems(commands: list[Json]) -> Iterable[str]:
    names = [one["command"] for one in commands]
    if len(names) > MOST_COMMANDS:
        yield f"{len(names)} slash commands; an app may have {MOST_COMMANDS}"
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield f"{name} is there twice; take it out of bare_commands"
    for one in commands:
        name = one["command"]
        if one.get("usage_hint", "").startswith("unknown:"):
            yield f"{name}: bare_commands names {name[1:]!r}, and there is no such command here"
        elif len(name) > LONGEST_COMMAND:
            yield f"{name} has more than {LONGEST_COMMAND} characters"
        elif name[1:] in SLACKS_OWN:
            yield f"{name} is a command of Slack's own"


def _with_reason(line: str) -> str:
    """Put the reason behind a scope or an event."""
    word = line.strip().removeprefix("- ")
    if word == SIGN_IN_SCOPE and line.strip().startswith("- "):
        return f"{line}  # let agents sign in to the bridge's own pages with Slack"
    reason = SCOPES.get(word) or SCOPES_FOR_CHANNELS.get(word) or EVENTS.get(word)
    return f"{line}  # {reason}" if reason and line.strip().startswith("- ") else line
