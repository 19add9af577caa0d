"""What a person sees in the playground's Slack, read from its state as Slack's client shows it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.views import FieldKind
from playground.slack.elements import options_of
from playground.slack.model import Message, View
from playground.slack.surfaces import elements_of
from playground.slack.world import Slack
from tests.scenarios.shown import Control, Field, Json, Option, Picture

FORM = "form:"
SHORTCUTS = {"my_chats": "list", "chat_actions": "actions", "chat_note": "note"}
"""Which command a shortcut of the app's gives, by its callback id."""

_ALIVE = frozenset({"user", "usergroup", "broadcast", "channel", "team"})
"""Elements of rich text that are more than words and no link."""
_ALIVE_IN_TEXT = re.compile(r"<[@#][^>]*>|<!(?!date\^)[^>]*>")
_LINK_IN_TEXT = re.compile(r"<(https?://[^>|]+)[^>]*>")
_FACT = re.compile(r"\*(?P<label>[^*\n]+)\*\n(?P<value>.*)", re.DOTALL)
_LINK = re.compile(r"<(https?://[^|>]+)")
_KINDS = {
    "plain_text_input": FieldKind.TEXT,
    "static_select": FieldKind.CHOICE,
    "multi_static_select": FieldKind.MANY,
    "checkboxes": FieldKind.MANY,
    "datepicker": FieldKind.DATE,
    "external_select": FieldKind.SEARCH,
    "multi_external_select": FieldKind.SEARCH,
}


def words(value: object) -> str:
    """Give all words that blocks show, in order."""
    if isinstance(value, list):
        return "\n".join(part for part in (words(one) for one in value) if part)
    if not isinstance(value, dict):
        return ""
    if isinstance(value.get("text"), str):
        return str(value["text"])
    shown = ("text", "fields", "elements", "accessory", "label", "hint", "element", "blocks")
    return "\n".join(part for part in (words(value[key]) for key in shown if key in value) if part)


def said(message: Message) -> str:
    """Give everything that a message shows."""
    return f"{message.text}\n{words(message.blocks)}"


def controls(blocks: Sequence[Json]) -> Iterator[Control]:
    """Give the buttons and menu lines of blocks."""
    for block in blocks:
        for element in elements_of(block):
            given = {"block_id": block["block_id"], "action_id": element["action_id"]}
            if element["type"] == "button":
                value = element.get("value")
                yield Control(element["text"]["text"], _command(element, value), given | {"value": value})
            for option in element.get("options", []):
                command = _command(element, option["value"])
                yield Control(option["text"]["text"], command, given | {"selected_option": option})


def _command(element: Json, value: object) -> str:
    """Give a control's command: from what it carries, or from its action id."""
    try:
        carried = json.loads(str(value or "{}"))
    except ValueError:
        carried = {}
    named = carried.get("command") if isinstance(carried, dict) else None
    return str(named or element["action_id"].removeprefix("cmd:").partition(":")[0])


def button_of(message: Message, label: str) -> Control | None:
    """Find a message's button."""
    return next((one for one in controls(message.blocks) if one.label == label), None)


def elements(value: object) -> Iterator[Json]:
    """Give everything in blocks that has a type, in order."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for one in value.values():
            yield from elements(one)
    elif isinstance(value, list):
        for one in value:
            yield from elements(one)


@dataclass(frozen=True)
class SlackLine:
    """A message of Slack's."""

    slack: Slack
    message: Message

    @property
    def ref(self) -> str:
        """Give the channel and the timestamp."""
        return f"{self.message.channel}/{self.message.ts}"

    @property
    def text(self) -> str:
        """Give the message's text."""
        return self.message.text

    @property
    def whole(self) -> str:
        """Give its text and all words of its blocks."""
        return said(self.message)

    @property
    def author(self) -> str:
        """Give the name that stands above it."""
        user = self.slack.store.users.get(self.message.user or "")
        return self.message.username or (user.real_name if user else "")

    @property
    def facts(self) -> Mapping[str, str]:
        """Give the fields of its sections."""
        fields = (one["text"] for block in self.message.blocks for one in block.get("fields", ()))
        return {found["label"]: found["value"] for found in map(_FACT.fullmatch, fields) if found}

    @property
    def controls(self) -> Sequence[Control]:
        """Give its buttons and menu lines."""
        return tuple(controls(self.message.blocks))

    @property
    def marks(self) -> Sequence[str]:
        """Give the names of its reactions."""
        return tuple(self.message.reactions)

    @property
    def links(self) -> Sequence[str]:
        """Give the addresses of its links, in rich text, in texts and behind buttons."""
        rows = list(elements(self.message.blocks))
        rich = [str(one["url"]) for one in rows if one["type"] in ("link", "button") and "url" in one]
        return (*rich, *(url for one in rows if one["type"] == "mrkdwn" for url in _LINK_IN_TEXT.findall(one["text"])))

    @property
    def styles(self) -> Sequence[tuple[str, str]]:
        """Give the styles of its rich text."""
        rich = [one for one in elements(self.message.blocks) if one["type"] in ("text", "link")]
        return tuple((style, str(one.get("text", ""))) for one in rich for style in one.get("style", {}))

    @property
    def mentions(self) -> Sequence[str]:
        """Give the users who are told of it."""
        return tuple(str(one["user_id"]) for one in elements(self.message.blocks) if one["type"] == "user")

    @property
    def alive(self) -> Sequence[str]:
        """Give mentions of people, groups, channels and everybody."""
        rich = (str(one) for one in elements(self.message.blocks) if one["type"] in _ALIVE)
        texts = (one["text"] for one in elements(self.message.blocks) if one["type"] == "mrkdwn")
        marked = (found for text in (self.message.text, *texts) for found in _ALIVE_IN_TEXT.findall(text))
        return (*rich, *marked)

    @property
    def pictures(self) -> Sequence[Picture]:
        """Give the pictures beside its texts."""
        shown = (one["accessory"] for one in self.message.blocks if one.get("accessory", {}).get("type") == "image")
        return tuple(Picture(one["alt_text"], one["slack_file"]["id"]) for one in shown)

    @property
    def thread(self) -> str:
        """Give the channel and the root's timestamp."""
        return f"{self.message.channel}/{self.message.thread_ts}" if self.message.thread_ts else ""

    @property
    def is_direct(self) -> bool:
        """Tell whether it stands in a direct message."""
        return self.slack.store.channels[self.message.channel].is_im


@dataclass(frozen=True)
class SlackScreen:
    """A modal or a Home tab of Slack's."""

    view: View

    @property
    def _blocks(self) -> list[Json]:
        blocks: list[Json] = self.view.body["blocks"]
        return blocks

    @property
    def id(self) -> str:
        """Give the view's id."""
        return self.view.id

    @property
    def words(self) -> str:
        """Give its title, if it has one, and all words of its blocks."""
        return "\n".join(part for part in (words(self.view.body.get("title")), words(self._blocks)) if part)

    @property
    def heads(self) -> Sequence[str]:
        """Give the texts of its sections, without the stars that make them bold."""
        return [block["text"]["text"].strip("*") for block in self._blocks if block["type"] == "section"]

    @property
    def leads(self) -> Sequence[str]:
        """Give the addresses of its links."""
        return _LINK.findall(self.words)

    @property
    def controls(self) -> Sequence[Control]:
        """Give its buttons and menu lines."""
        return tuple(controls(self._blocks))

    @property
    def command(self) -> str:
        """Give the command of its callback id."""
        return str(self.view.body.get("callback_id", "")).removeprefix(FORM)

    def field(self, name: str) -> Field | None:
        """Give the input of a block of this name."""
        found = (one for block in self._blocks if block.get("block_id") == name for one in elements_of(block))
        element = next(found, None)
        if element is None:
            return None
        return Field(name, _KINDS[element["type"]], options(options_of(element)), _begins(element), element)


def options(rows: Sequence[Json]) -> tuple[Option, ...]:
    """Read Slack's options."""
    return tuple(Option(one["text"]["text"], one["value"], one) for one in rows)


def _begins(element: Json) -> str | tuple[str, ...] | None:
    value: Any = next((value for key, value in element.items() if key.startswith("initial_")), None)
    if isinstance(value, list):
        return tuple(str(one["text"]["text"]) for one in value)
    return str(value["text"]["text"]) if isinstance(value, dict) else None if value is None else str(value)
