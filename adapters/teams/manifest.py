"""The app's manifest: what makes the bridge an app in Teams, generated from the command registry.

https://learn.microsoft.com/microsoft-365/extensibility/schema/root

Rules:
1. Least privilege: one permission, to read the messages of its channels, and that only where the configuration says so.
2. Microsoft's limits are checked here, for Teams refuses the whole package and says little of why.
3. The newest schema only for what needs it: national clouds follow the public one later.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from adapters.teams.config import TeamsSection
from core.commands.model import Command, Surface
from core.commands.registry import Registry

Json = dict[str, Any]

APP = "Deskbridge"
READS_ALL = "ChannelMessage.Read.Group"
"""Read what is written in the channels of the team that the app was added to.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents"""
EXTENSIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "actions": ("Chat actions", "What can be done with this chat"),
        "note": ("Add internal note", "A note that the customer never sees"),
        "private": ("Write to agents only", "Words that the customer never sees, to all agents or to one"),
        "mask": ("Mask this message", "Hide words or files in every copy"),
        "unmask": ("Unmask this message", "Show again what was masked"),
        "flag": ("Ask for help", "Call your team's supervisors to this chat"),
    }
)
"""What stands behind a message's menu: the command, its words there, and what it does."""
IN_CHATS = (
    "accept", "note", "private", "canned", "say", "transfer", "invite", "hold", "flag", "details", "end", "actions",
)  # fmt: skip
"""The commands that are suggested in a channel, in this order."""
IN_PRIVATE = (
    "ready", "notready", "list", "pick", "queues", "past", "texts", "newtext", "alerts", "directory", "overview",
    "help",
)  # fmt: skip
"""The commands that are suggested in the personal chat."""

# MicrosoftTeams.schema.json of the version: https://developer.microsoft.com/json-schemas/teams/
SCHEMA, NEWEST = "1.25", "1.29"
"""1.25 is the first with channels of every kind and lists of twelve commands, 1.29 the first with slash commands."""
MOST_COMMANDS = 12
MOST_EXTENSIONS = 10
LONGEST_NAME, LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_DESCRIPTION = 30, 32, 128, 4_000
_GUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


class ManifestInvalid(ValueError):
    """Teams would refuse the package; the message says every reason."""


def manifest(
    section: TeamsSection, registry: Registry, public_url: str, version: str = "1.0.0", name: str = APP
) -> Json:
    """Give the manifest as plain values; `version` must grow with each upload.

    Raises:
        ManifestInvalid: Teams would refuse it.
    """
    base = public_url.rstrip("/")
    problems = list(_problems(section.app_id, base, version, name))
    if problems:
        raise ManifestInvalid("Teams would refuse this package:\n" + "\n".join(f"- {one}" for one in problems))
    schema = NEWEST if section.targeted else SCHEMA
    made: Json = {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{schema}/MicrosoftTeams.schema.json",
        "manifestVersion": schema,
        "version": version,
        "id": str(uuid5(NAMESPACE_URL, f"deskbridge:{section.app_id}")),
        "developer": {"name": name, "websiteUrl": base, "privacyUrl": base, "termsOfUseUrl": base},
        "name": {"short": name, "full": f"{name}: customers' chats in Teams"},
        "description": {
            "short": "Customers' chats in the threads of your channels",
            "full": "Customers write on the web or by message; their chats come into the channels of their queue. "
            "Accept one, answer in its thread, invite colleagues, and end it, without leaving Teams.",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#0f6f66",
        "bots": [_bot(section, registry)],
        "composeExtensions": [{"botId": section.app_id, "commands": list(_extensions(registry))}],
        "validDomains": [str(urlsplit(base).hostname)],
        "supportsChannelFeatures": "tier1",
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot"},
    }
    if section.reads_all:
        permission = {"name": READS_ALL, "type": "Application"}
        made["webApplicationInfo"] = {"id": section.app_id, "resource": base}
        made["authorization"] = {"permissions": {"resourceSpecific": [permission]}}
    return made


def _bot(section: TeamsSection, registry: Registry) -> Json:
    lists: list[Json] = [
        {"scopes": [scope], "commands": list(_commands(registry, words))}
        for scope, words in (("team", IN_CHATS), ("personal", IN_PRIVATE))
    ]
    made: Json = {
        "botId": section.app_id,
        "scopes": ["team", "personal"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [one for one in lists if one["commands"]],
    }
    if section.targeted:
        made["supportsTargetedMessages"] = True
        for one in made["commandLists"]:
            one["triggers"] = ["mention", "slash"]
    return made


def _commands(registry: Registry, words: Iterable[str]) -> Iterable[Json]:
    """Give those of these commands that this installation has."""
    offered = (registry.get(word) for word in words)
    for command in [one for one in offered if one is not None and Surface.TEXT in one.surfaces][:MOST_COMMANDS]:
        yield {"title": command.name, "description": _described(command)}


def _described(command: Command) -> str:
    arguments = command.usage("").removeprefix(command.name).strip()
    return " ".join(filter(None, (command.summary, arguments)))[:LONGEST_DESCRIPTION]


def _extensions(registry: Registry) -> Iterable[Json]:
    for word, (title, description) in EXTENSIONS.items():
        if registry.get(word) is not None:
            yield {
                "id": word,
                "type": "action",
                "title": title,
                "description": description,
                "context": ["message"],
                "fetchTask": True,
            }


def _problems(app_id: str, base: str, version: str, name: str) -> Iterable[str]:
    if not _GUID.fullmatch(app_id):
        yield f"app_id must be the app's id as Microsoft Entra shows it, a GUID; it is {app_id!r}"
    if not base.startswith("https://"):
        yield f"Teams sends to https addresses only, and server.public_url is {base}: set it"
    if not _VERSION.fullmatch(version):
        yield f"the version must be three numbers, as in 1.0.2; it is {version!r}"
    if not 1 <= len(name) <= LONGEST_NAME:
        yield f"the name {name!r} must have 1 to {LONGEST_NAME} characters"
