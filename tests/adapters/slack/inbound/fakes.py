"""What stands in for the bridge around the inbound half: its inbox, its clock, its names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.slack.inbound import Install
from core.ids import DeskName
from core.inbound import Inbound
from core.ports import Outcome

NOW = datetime(2023, 11, 14, 22, 15, tzinfo=UTC)
INSTALL = Install(DeskName("slack"), "T0DEMO001", "U0BRIDGE1", "B0BRIDGE1")
PAYLOADS = Path(__file__).parent / "payloads"


def payload(name: str) -> Any:
    """Read what Slack sends, as its page (named in the file) shows it."""
    found = json.loads((PAYLOADS / f"{name}.json").read_text())
    assert found["source"].startswith("https://docs.slack.dev/")
    return found["payload"]


@dataclass
class FakeClock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeNames:
    people: Mapping[str, str] = field(
        default_factory=lambda: {"U0ADA0001": "Ada Lovelace", "U0GRACE01": "Grace Hopper"}
    )
    channels: Mapping[str, str] = field(default_factory=lambda: {"C0SALES01": "sales"})
    groups: Mapping[str, str] = field(default_factory=lambda: {"S0BILLING": "billing"})

    def person(self, user: str) -> str | None:
        return self.people.get(user)

    def channel(self, channel: str) -> str | None:
        return self.channels.get(channel)

    def group(self, group: str) -> str | None:
        return self.groups.get(group)


@dataclass
class FakeInbox:
    """Keeps what is handed in, once for each key; fails or answers as told."""

    stored: list[Inbound] = field(default_factory=list)
    failure: Exception | None = None
    outcome: Outcome = field(default_factory=Outcome)

    async def accept(self, inbound: Inbound) -> bool:
        if self.failure is not None:
            raise self.failure
        if any((one.source, one.dedupe) == (inbound.source, inbound.dedupe) for one in self.stored):
            return False
        self.stored.append(inbound)
        return True

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        await self.accept(inbound)
        return self.outcome
