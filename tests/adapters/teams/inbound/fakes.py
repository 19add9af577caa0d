"""What stands in for the bridge around the inbound half: its inbox, its desktop, the playground's time."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from adapters.teams.inbound import Us
from core.errors import Refused
from core.ids import ConversationId, DeskName, ExternalRef, PersonRef
from core.inbound import Inbound
from core.ports import Outcome, Search
from core.views import Button, ButtonGroup, Form, FormField
from playground.changes import Changes
from playground.clock import FakeClock as PlaygroundClock
from playground.teams.seed import APP_ID, TENANT

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CHAT = ConversationId("chat-1")
COMMANDS = frozenset({"accept", "end", "help", "invite", "note"})
US = Us(DeskName("teams"), APP_ID, TENANT, is_command=COMMANDS.__contains__)
Kind = TypeVar("Kind")


@dataclass
class Clock:
    """The playground's time as the bridge reads it."""

    of: PlaygroundClock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.of.now(), UTC)

    async def sleep(self, seconds: float) -> None:
        await self.of.sleep_until(self.of.now() + seconds)


@dataclass
class FakeInbox:
    """Keeps what is handed in, once for each key; fails or answers as told, and rings."""

    stored: list[Inbound] = field(default_factory=list)
    failure: Exception | None = None
    fails: int = 1_000
    """How often it fails."""
    outcome: Outcome = field(default_factory=Outcome)
    changes: Changes = field(default_factory=Changes)

    async def accept(self, inbound: Inbound) -> bool:
        if self.failure is not None and self.fails > 0:
            self.fails -= 1
            raise self.failure
        if any((one.source, one.dedupe) == (inbound.source, inbound.dedupe) for one in self.stored):
            return False
        self.stored.append(inbound)
        self.changes.ring()
        return True

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        return self.outcome if await self.accept(inbound) else Outcome(settled=False)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Give all bodies of a kind."""
        return [one.body for one in self.stored if isinstance(one.body, kind)]

    async def first(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> Kind:
        """Wait for the first body of a kind that passes a test."""
        found = await self.changes.until(lambda: next((one for one in self.of(kind) if test(one)), None))
        assert found is not None
        return found


@dataclass
class FakeDesktop:
    """Gives forms, choices and actions, or refuses."""

    refusal: Refused | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    found: tuple[tuple[str, str], ...] = ()
    fields: tuple[FormField, ...] = (FormField("agent", "Who"), FormField("reason", "Why", required=False))
    threads: set[ExternalRef] = field(default_factory=set)

    async def form(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        conversation: ConversationId | None,
        thread: ExternalRef | None,
        values: Mapping[str, str],
        about: ExternalRef | None = None,
    ) -> Form:
        self.asked.append((person, command, conversation, thread, dict(values)))
        if self.refusal is not None:
            raise self.refusal
        return Form(f"The form of {command}", "Send", command, conversation or CHAT, self.fields, values=values)

    async def options(
        self, desk: str, person: PersonRef, command: str, conversation: ConversationId | None, search: Search
    ) -> tuple[tuple[str, str], ...]:
        self.asked.append((person, command, conversation, search))
        if self.refusal is not None:
            raise self.refusal
        return self.found

    async def length(self, command: str, chat: ConversationId | None, values: Mapping[str, str], text: str) -> str:
        self.asked.append((command, chat, dict(values)))
        return f"{len(text)} (1 message)" if text else ""

    async def knows(self, desk: str, thread: ExternalRef, heads: Collection[ExternalRef]) -> bool:
        return thread in self.threads

    async def actions(
        self, desk: str, person: PersonRef, conversation: ConversationId | None, thread: ExternalRef | None
    ) -> tuple[ConversationId, tuple[ButtonGroup, ...]]:
        self.asked.append((person, "actions", conversation, thread))
        if self.refusal is not None:
            raise self.refusal
        buttons = (Button("End", "end", CHAT, confirm="End it?"), Button("Invite…", "invite", CHAT, asks=True))
        return CHAT, (ButtonGroup("Talking", buttons),)
