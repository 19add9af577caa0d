"""What activities become, by files: one in the shape of Microsoft's page, and what is stored of it."""

import json
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.teams.clicks import Clicks
from adapters.teams.dispatch import Dispatch
from adapters.teams.opening import Opening
from core.ids import ExternalRef
from tests.adapters.teams.inbound.fakes import NOW, US, FakeInbox

PAYLOADS = sorted((Path(__file__).parent / "payloads").glob("*.json"))


class Still:
    def now(self) -> Any:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError(f"nothing waits {seconds} here")


@dataclass(frozen=True)
class NobodyIsAstray:
    """All that is asked of a desk when somebody has written."""

    async def may_be_astray(self, thread: ExternalRef) -> bool:
        return False


async def translated(payload: dict[str, Any]) -> list[Any]:
    """Give what is stored of an activity, as JSON shows it."""
    inbox = FakeInbox()
    tools: Any = SimpleNamespace(desk=NobodyIsAstray())  # no click among these
    answers: Any = None
    status, body = await Dispatch(US, inbox, Clicks(tools, answers), Opening(tools, answers), Still()).take(payload)
    assert (status, body) == (200, None)
    return json.loads(json.dumps([said(one) for one in inbox.stored], default=str))  # type: ignore[no-any-return]


def said(value: Any) -> Any:
    """Give a value as JSON shows it: of ours all that is not as it is by itself."""
    if isinstance(value, tuple):
        return [said(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    told = {one.name: getattr(value, one.name) for one in fields(value)}
    plain = {one.name: one.default for one in fields(value) if one.name != "kind"}
    return {name: said(one) for name, one in told.items() if one != plain.get(name, MISSING)}


@pytest.mark.parametrize("file", PAYLOADS, ids=lambda file: file.stem)
async def test_an_activity_becomes_what_its_file_says(file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))

    assert told["source"].startswith("https://learn.microsoft.com/")
    assert await translated(told["payload"]) == told["expected"]


@pytest.mark.parametrize("file", PAYLOADS, ids=lambda file: file.stem)
async def test_the_same_activity_is_known_when_it_comes_again(file: Path) -> None:
    payload = json.loads(file.read_text(encoding="utf-8"))["payload"]

    first, again = await translated(payload), await translated(payload)

    assert [one["dedupe"] for one in first] == [one["dedupe"] for one in again]
    assert len({one["dedupe"] for one in first}) == len(first)


def test_what_happens_to_one_message_has_keys_of_its_own() -> None:
    keys = [
        one["dedupe"]
        for name in ("reply_in_a_chain", "edited", "deleted")
        for one in json.loads((Path(__file__).parent / "payloads" / f"{name}.json").read_text("utf-8"))["expected"]
    ]

    assert len(set(keys)) == 3
