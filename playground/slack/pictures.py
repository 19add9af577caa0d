"""Pictures in blocks that are files of the workspace.

https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object

Rules: `slack_file` names a file by its id or by its address, never by both; it is a png, jpg or gif, and whoever posts
the block has access to it. What isn't so refuses the whole message as `invalid_blocks`, in the words that clients
report (https://github.com/slackapi/bolt-python/issues/1251). Unverified: whether a file that is uploaded and not shared
yet is refused as long; here it is not, to its owner. It deliberately doesn't look into views.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.slack.errors import SlackError
from playground.slack.files import may_read
from playground.slack.model import File, Json

if TYPE_CHECKING:
    from playground.slack.world import Slack

KINDS = frozenset({"image/png", "image/jpeg", "image/gif"})


def check(slack: "Slack", blocks: list[Json], user: str) -> None:
    """Refuse blocks with a picture that `user` can't show. Raises SlackError invalid_blocks."""
    problems = [
        f"invalid slack file [json-pointer:{at}/slack_file]"
        for at, image in _images(blocks)
        if not _is_shown(slack, _file(slack, image["slack_file"]), user)
    ]
    if problems:
        raise SlackError("invalid_blocks", details=problems)


def addressed(slack: "Slack", blocks: list[Json], viewer: str) -> list[Json]:
    """Give blocks for a person's own screen: each such picture with an address that the page can load."""
    if not any(True for _ in _images(blocks)):
        return blocks
    return [_addressed(slack, block, viewer) for block in blocks]


def _addressed(slack: "Slack", block: Json, viewer: str) -> Json:
    if isinstance(block.get("accessory"), dict):
        return block | {"accessory": _addressed(slack, block["accessory"], viewer)}
    if block.get("type") == "context":
        return block | {"elements": [_addressed(slack, one, viewer) for one in block["elements"]]}
    if block.get("type") != "image" or "slack_file" not in block:
        return block
    file = _file(slack, block["slack_file"])
    return block | {"image_url": f"/_sim/slack/file/{file.id}?user={viewer}" if file is not None else ""}


def _images(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Give the pictures that are files, each with where it stands."""
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        elements = block.get("elements", []) if block.get("type") == "context" else []
        inside = [(f"{at}/elements/{index}", one) for index, one in enumerate(elements)]
        for where, one in ((at, block), (f"{at}/accessory", block.get("accessory")), *inside):
            if isinstance(one, dict) and one.get("type") == "image" and "slack_file" in one:
                yield where, one


def _file(slack: "Slack", named: Json) -> File | None:
    if "id" in named:
        return slack.store.files.get(str(named["id"]))
    return next((one for one in slack.store.files.values() if f"/slack/files/{one.id}" in str(named.get("url"))), None)


def _is_shown(slack: "Slack", file: File | None, user: str) -> bool:
    is_there = file is not None and file.completed and not file.deleted
    return is_there and file is not None and file.mimetype in KINDS and may_read(slack, file, user)
