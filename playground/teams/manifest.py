"""The app's manifest: its commands, its message extensions, what it may read.

Rules: only what the manifest names is offered; its limits are those of the manifest's schema
(https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema). It deliberately ignores icons,
addresses and whatever else only the store looks at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.refusals import refuse
from playground.teams.model import Json
from playground.teams.seed import APP_ID, BOT_NAME

READS_ALL = "ChannelMessage.Read.Group"
MAX_COMMAND_LISTS = 3
MAX_COMMANDS = 12
MAX_COMMAND_TITLE = 128
MAX_COMMAND_DESCRIPTION = 4000
MAX_EXTENSION_COMMANDS = 10
MAX_EXTENSION_TITLE = 32
MAX_NAME = 30
_SCOPES = frozenset({"team", "personal", "groupChat", "copilot"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one app offers and may do."""

    name: str
    scopes: frozenset[str]
    supports_files: bool
    reads_all: bool
    commands: tuple[Json, ...]  # {"scopes", "title", "description", "triggers"?}
    extensions: tuple[Json, ...]  # the message extension's commands

    def extension(self, command: str) -> Json | None:
        """Find a command of the message extension."""
        return next((one for one in self.extensions if one["id"] == command), None)


def default() -> Json:
    """Write the manifest of an app that does a bit of everything."""
    return {
        "manifestVersion": "1.19",
        "id": APP_ID,
        "name": {"short": BOT_NAME},
        "bots": [
            {
                "botId": APP_ID,
                "scopes": ["team", "personal"],
                "supportsFiles": True,
                "commandLists": [
                    {"scopes": ["team"], "commands": [{"title": "help", "description": "What I can do"}]},
                    {"scopes": ["personal"], "commands": [{"title": "home", "description": "Your page"}]},
                ],
            }
        ],
        "composeExtensions": [
            {
                "botId": APP_ID,
                "commands": [
                    *(_extension("actions", "Chat actions"), _extension("note", "Add a note")),
                    _extension("flag", "Flag it"),
                    *(_extension("mask", "Mask this message"), _extension("unmask", "Unmask this message")),
                ],
            }
        ],
        "authorization": {"permissions": {"resourceSpecific": [{"name": READS_ALL, "type": "Application"}]}},
    }


def load(source: Any) -> Manifest:
    """Read a manifest.

    Raises HumanError bad_manifest that says what is wrong.
    """
    if not isinstance(source, Mapping):
        refuse("bad_manifest", "A manifest is a JSON object.")
    try:
        bot = (source.get("bots") or [{}])[0]
        extension = (source.get("composeExtensions") or [{}])[0]
        permissions = ((source.get("authorization") or {}).get("permissions") or {}).get("resourceSpecific") or []
        scopes = frozenset(bot.get("scopes", []))
        _check(scopes <= _SCOPES, f"bots.scopes are {', '.join(sorted(_SCOPES))}.")
        name = str(source["name"]["short"])
        _check(0 < len(name) <= MAX_NAME, f"name.short has 1 to {MAX_NAME} characters.")
        return Manifest(
            name,
            scopes,
            bool(bot.get("supportsFiles")),
            any(one.get("name") == READS_ALL for one in permissions),
            _commands(bot.get("commandLists") or []),
            _extensions(extension.get("commands") or []),
        )
    except (AttributeError, KeyError, TypeError, IndexError) as problem:
        refuse("bad_manifest", f"The manifest does not fit the schema: {problem!r}.")


def _extension(id: str, title: str) -> Json:
    return {"id": id, "type": "action", "title": title, "context": ["message"], "fetchTask": True}


def _commands(lists: list[Json]) -> tuple[Json, ...]:
    _check(len(lists) <= MAX_COMMAND_LISTS, f"bots.commandLists holds {MAX_COMMAND_LISTS} lists at most.")
    for one in lists:
        _check(len(one["commands"]) <= MAX_COMMANDS, f"A command list holds {MAX_COMMANDS} commands at most.")
        for command in one["commands"]:
            _check(0 < len(command["title"]) <= MAX_COMMAND_TITLE, "A command's title is empty or too long.")
            _check(len(command["description"]) <= MAX_COMMAND_DESCRIPTION, "A command's description is too long.")
    return tuple({"scopes": list(one["scopes"]), **command} for one in lists for command in one["commands"])


def _extensions(commands: list[Json]) -> tuple[Json, ...]:
    most = f"composeExtensions.commands holds {MAX_EXTENSION_COMMANDS} commands at most."
    _check(len(commands) <= MAX_EXTENSION_COMMANDS, most)
    for command in commands:
        _check(0 < len(command["title"]) <= MAX_EXTENSION_TITLE, f"The title of {command['id']!r} is too long.")
    return tuple(dict(command) for command in commands)


def _check(fits: bool, words: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fits:
        refuse("bad_manifest", words)
