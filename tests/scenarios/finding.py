"""What a person sees in Slack, found by its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playground.slack.model import Message
from playground.slack.surfaces import elements_of

if TYPE_CHECKING:
    from playground.slack.world import Slack

Json = dict[str, Any]


@dataclass(frozen=True)
class Control:
    """A button or a line of a menu, and what `simulate.click` wants to know of it."""

    label: str
    given: Json


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


def controls(blocks: list[Json]) -> Iterator[Control]:
    """Give the buttons and menu lines of blocks."""
    for block in blocks:
        for element in elements_of(block):
            given = {"block_id": block["block_id"], "action_id": element["action_id"]}
            if element["type"] == "button":
                yield Control(element["text"]["text"], given | {"value": element.get("value")})
            for option in element.get("options", []):
                yield Control(option["text"]["text"], given | {"selected_option": option})


def private_messages(slack: "Slack", user: str) -> list[Message]:
    """Give what the bridge has said to this person alone, oldest first: direct and ephemeral messages."""
    found: list[Message] = []
    for channel in slack.store.channels.values():
        found += [one for one in channel.ephemerals if one.only_for == user]
        if channel.is_im and channel.im_user == user:
            found += [one for one in channel.messages.values() if one.bot_id]
    return sorted(found, key=lambda one: float(one.ts))


def button_of(message: Message, label: str) -> Control | None:
    """Find a message's button."""
    return next((one for one in controls(message.blocks) if one.label == label), None)
