"""Blocks: what a message or view may be made of, and the refusal when it is not.

Source of every number: https://docs.slack.dev/reference/block-kit/blocks . Partial: video, file, table, plan and
context_actions blocks are unknown here, and so refused; the elements of rich_text are not looked into.
"""

import copy
import json
import secrets
from collections.abc import Iterator, Mapping

from playground.slack.elements_schema import (
    AS_ACCESSORY,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    URL,
    plain,
    slack_file,
    text,
)
from playground.slack.errors import SlackError
from playground.slack.model import Json
from playground.slack.schema import Check, Shape, anything, array, boolean, by_type, string

MAX_IN_MESSAGE = 50
MAX_IN_VIEW = 100
MAX_MARKDOWN = 12_000  # for all markdown blocks of a message together
MAX_TOTAL_TEXT = 13_200  # undocumented, seen as msg_blocks_too_long (bolt-js#2509)

_BASE: dict[str, Check] = {"type": anything, "block_id": string(255)}
EVERYWHERE: Mapping[str, Check] = {
    "section": Shape(
        {**_BASE, "text": text(3000), "fields": array(text(2000), 10), "accessory": AS_ACCESSORY, "expand": boolean},
        any_of=("text", "fields"),
    ),
    "actions": Shape({**_BASE, "elements": array(IN_ACTIONS, 25)}, ("elements",)),
    "context": Shape({**_BASE, "elements": array(IN_CONTEXT, 10)}, ("elements",)),
    "divider": Shape(_BASE),
    "header": Shape({**_BASE, "text": plain(150)}, ("text",)),
    "image": Shape(
        {**_BASE, "alt_text": string(2000), "image_url": URL, "slack_file": slack_file, "title": plain(2000)},
        ("alt_text",),
        ("image_url", "slack_file"),
    ),
    "input": Shape(
        {
            **_BASE,
            "label": plain(2000),
            "element": IN_INPUT,
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        ("label", "element"),
    ),
    "rich_text": Shape({**_BASE, "elements": array(anything, 1000, 0)}, ("elements",)),
}
IN_MESSAGE = array(
    by_type({**EVERYWHERE, "markdown": Shape({**_BASE, "text": string(MAX_MARKDOWN)}, ("text",))}), MAX_IN_MESSAGE, 0
)
IN_VIEW = array(by_type(EVERYWHERE), MAX_IN_VIEW, 0)


def accepted(blocks: object) -> list[Json]:
    """Take the blocks of a message, block ids filled in.

    Raises SlackError invalid_blocks_format, invalid_blocks or msg_blocks_too_long.
    """
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks) if blocks else []
        except ValueError:
            raise SlackError("invalid_blocks_format") from None
    if blocks is None:
        return []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems: list[str] = []
    IN_MESSAGE(blocks, "/blocks", problems)
    problems += duplicates(blocks, "/blocks")
    if problems:
        raise SlackError("invalid_blocks", details=problems)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MAX_MARKDOWN or sum(map(len, _texts(blocks))) > MAX_TOTAL_TEXT:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def with_ids(blocks: list[Json]) -> list[Json]:
    """Copy blocks, naming those that came without block_id or action_id."""
    out = copy.deepcopy(blocks)
    for block in out:
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
        for element in _interactive(block):
            element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return out


def duplicates(blocks: list[Json], at: str) -> list[str]:
    """Tell ids used twice: block_id in the whole message or view, action_id within its block."""
    problems, seen = [], set[str]()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            problems.append(f"block_id `{block_id}` already exists [json-pointer:{at}/{index}/block_id]")
        seen |= {str(block_id)} if block_id else set()
        actions = [e["action_id"] for e in _interactive(block) if isinstance(e.get("action_id"), str)]
        repeated = {action for action in actions if actions.count(action) > 1}
        problems += [f"action_id `{action}` already exists [json-pointer:{at}/{index}]" for action in sorted(repeated)]
    return problems


def _interactive(block: Json) -> list[Json]:
    if block.get("type") == "rich_text":
        return []
    elements = block.get("elements")
    candidates = [*(elements if isinstance(elements, list) else []), block.get("accessory"), block.get("element")]
    return [e for e in candidates if isinstance(e, dict) and e.get("type") not in ("image", "plain_text", "mrkdwn")]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
