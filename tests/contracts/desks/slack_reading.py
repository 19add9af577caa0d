"""What people see in the playground's Slack, read from its state as a client would show it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from adapters.slack.ids import parse_message, parse_person, parse_place, parse_thread
from core.ids import ExternalRef, PersonRef
from playground.slack.model import Message
from playground.slack.visible import state
from playground.slack.world import Slack
from tests.contracts.desks.shown import Shown

Json = dict[str, Any]

TEAM = "T0DEMO"
ALIVE = frozenset({"user", "usergroup", "channel", "broadcast", "emoji"})
"""Elements of rich text that are more than words. Links are told by themselves."""
_ALIVE_IN_TEXT = re.compile(r"<[@!#][^>]*>|<[^>|]*\|[^>]*>")


@dataclass(frozen=True, slots=True)
class SlackReading:
    """One workspace, read."""

    slack: Slack

    def place(self, place: ExternalRef) -> list[Shown]:
        """Give what stands in a channel itself."""
        rows = self.slack.messages(parse_place(place).channel)
        return [self.shown(one) for one in rows if one.in_channel_view]

    def thread(self, thread: ExternalRef) -> list[Shown]:
        """Give a thread's replies."""
        at = parse_thread(thread)
        return [self.shown(one) for one in self.slack.messages(at.channel, thread=at.ts) if one.ts != at.ts]

    def personal(self, person: PersonRef) -> list[Shown]:
        """Give ephemeral and direct messages of one person."""
        return [self.shown(one) for one in self.personal_messages(person)]

    def personal_messages(self, person: PersonRef) -> list[Message]:
        """Give them as Slack keeps them."""
        user = parse_person(person).user
        found: list[Message] = []
        for channel in self.slack.store.channels.values():
            found += [one for one in channel.ephemerals if one.only_for == user]
            if channel.im_user == user:
                found += channel.messages.values()
        return sorted(found, key=lambda one: float(one.ts))

    def sees(self, person: PersonRef) -> str:
        """Give all that a person can see anywhere."""
        return json.dumps(state(self.slack, parse_person(person).user), ensure_ascii=False)

    def home(self, person: PersonRef) -> str:
        """Give a person's home page."""
        return json.dumps(state(self.slack, parse_person(person).user)["home"], ensure_ascii=False)

    def message(self, ref: ExternalRef) -> Message:
        """Find a message."""
        at = parse_message(ref)
        return self.slack.store.channels[at.channel].messages[at.ts]

    def shown(self, message: Message) -> Shown:
        """Read one message."""
        user = self.slack.store.users.get(message.user or "")
        name = message.username or (user.real_name if user and not user.is_bot else "")
        names = {one.id: one.real_name for one in self.slack.store.users.values()}
        small = [text for block in message.blocks if block["type"] == "context" for text in _texts(block, names)]
        body = [_body(block, names) for block in message.blocks if block["type"] not in ("context", "actions")]
        return Shown(
            ref=ExternalRef(f"{TEAM}/{message.channel}/{message.ts}"),
            author=name,
            text="\n".join(body or small) if message.blocks else unescape(message.text),
            small="\n".join(small if body else ()),
            buttons=tuple(label for label, _, _ in buttons(message)),
            pings=tuple(_pings(message)),
            marks=tuple(message.reactions),
            files=tuple(self.slack.store.files[file].name for file in message.files),
        )


def buttons(message: Message) -> Iterator[tuple[str, str, Json]]:
    """Give a message's buttons: label, block, element."""
    for block in message.blocks:
        if block["type"] == "actions":
            for element in block["elements"]:
                if element["type"] == "button":
                    yield element["text"]["text"], block["block_id"], element


def _body(block: Json, names: Mapping[str, str]) -> str:
    if block["type"] == "rich_text":
        return "\n".join("".join(_texts(section, names)) for section in block["elements"])
    return "\n".join(_texts(block, names))


def _texts(node: object, names: Mapping[str, str]) -> Iterator[str]:
    """Give every text below a node, in order; a mention is the person's name."""
    if isinstance(node, dict):
        text = node.get("text")
        if isinstance(text, str):
            yield text
        if node.get("type") == "user":
            yield names[node["user_id"]]
        for key, value in node.items():
            if key != "text" or not isinstance(value, str):
                yield from _texts(value, names)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one, names)


def _pings(message: Message) -> Iterator[str]:
    """Give what came alive in a message: elements that are no words, and markup in texts that Slack parses."""
    yield from _ALIVE_IN_TEXT.findall(message.text)
    for block in message.blocks:
        yield from _alive(block)


def _alive(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        kind = node.get("type")
        if kind in ALIVE or (kind == "link" and node.get("text") not in (None, node.get("url"))):
            yield json.dumps(node)
        elif kind == "mrkdwn":
            yield from _ALIVE_IN_TEXT.findall(str(node.get("text", "")))
        for value in node.values():
            yield from _alive(value)
    elif isinstance(node, list):
        for one in node:
            yield from _alive(one)
