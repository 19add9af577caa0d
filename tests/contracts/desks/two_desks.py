"""A whole bridge on one of several desks: real workers, handlers and store, the web channel's port, and one clock.

Rule: small pauses of the clock (budgets, the wait for an echo) pass by themselves while a test waits; the time of an
offer never does.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
import yaml

import adapters
from bridge.app import Server
from bridge.bootstrap import Bridge, build
from bridge.cli.settings import read
from bridge.offered.feed import StoredFeed
from bridge.store import contacts, threads
from core.ids import ChannelName, DeskName, ExternalRef, PersonRef, QueueId
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.messages import Text, plain_text
from core.ports import FeedEvent
from playground.server import Playground
from tests.clock import FakeClock
from tests.contracts.desks.chain_people import ChainPeople
from tests.contracts.desks.people import People
from tests.contracts.desks.slack_people import SlackPeople
from tests.contracts.desks.teams_people import TeamsPeople

T = TypeVar("T")

DESKS = ("slack", "teams", "reply_chain")
IN_PLAYGROUND: dict[str, Callable[[Playground], People]] = {"slack": SlackPeople, "teams": TeamsPeople}
WEB, SUPPORT = ChannelName("web"), QueueId("support")
DEADLINE = 40.0
"""Real seconds for what must come: a guard against waiting for ever, generous for a busy machine."""
PATIENCE = 60.0
"""Seconds of the clock that may pass while a test waits once; an offer rings for ten minutes."""
LOOK = 0.004


class TwoDesks:
    """The bridge, the people at its desk, and one customer."""

    def __init__(self, bridge: Bridge, people: People, clock: FakeClock, customer: str = "Mia Wong") -> None:
        self.people = people
        self._customer = customer
        self._contact = ExternalRef(f"visitor:{customer.partition(' ')[0].casefold()}")
        self._bridge = bridge
        self._clock = clock
        self._feed = StoredFeed(bridge.database, bridge.hints, clock.bridge)
        self._thread: ExternalRef | None = None

    async def customer_says(self, text: str) -> None:
        """Let the customer write."""
        subject = ContactSubject(WEB, self._contact, SUPPORT, name=self._customer)
        body = CustomerMessage((Text(text),), name=self._customer)
        await self._bridge.inbox.accept(Inbound(WEB, uuid4().hex, subject, body, self._clock.bridge.now()))

    async def customer_hears(self, text: str) -> None:
        """Wait until the customer sees a text."""
        await self.until_async(lambda: self._hears(text), f"“{text}” at the customer")

    async def customer_sees(self) -> list[str]:
        """Give what stands in the customer's window, once everything is quiet."""
        await self.quiet()
        return [_line(event) for event in await self._events() if _line(event)]

    async def _hears(self, text: str) -> bool:
        return any(text in _line(event) for event in await self._events())

    async def _events(self) -> tuple[FeedEvent, ...]:
        state = await self._feed.state(WEB, self._contact)
        return () if state.conversation is None else await self._feed.since(WEB, self._contact, state.conversation, 0)

    async def writes(self, person: PersonRef, text: str) -> None:
        """Let somebody write in the chat's thread."""
        await self.people.writes(person, await self.thread(), text)

    async def thread(self) -> ExternalRef:
        """Wait until the chat has its thread."""
        if self._thread is None:
            await self.until_async(self._finds_thread, "a thread")
        assert self._thread is not None
        return self._thread

    async def _finds_thread(self) -> bool:
        desk = DeskName(self.people.kind)

        def look(conn: Any) -> ExternalRef | None:
            known = contacts.get(conn, WEB, self._contact)
            chat = (known.open_conversation or known.last_conversation) if known else None
            row = threads.of(conn, chat, desk) if chat else None
            return ExternalRef(row.thread) if row else None

        self._thread = await self._bridge.database.read(look)
        return self._thread is not None

    async def thread_shows(self, text: str) -> None:
        """Wait until a text stands in the thread."""
        thread = await self.thread()
        await self.until(lambda: text in self._threads_texts(thread), f"“{text}” in the thread")

    def _threads_texts(self, thread: ExternalRef) -> str:
        return "\n".join(one.whole for one in self.people.thread(thread))

    async def is_shown(self, person: PersonRef, text: str, button: str = "") -> None:
        """Wait until somebody is privately shown a text, with a button."""

        def look() -> bool:
            rows = self.people.personal(person)
            return any(text in one.whole and (not button or button in one.buttons) for one in rows)

        await self.until(look, f"“{text}” for {person}: {self.people.personal(person)}")

    async def rung(self) -> PersonRef:
        """Wait until an offer rings; tell at whom."""
        await self.until(lambda: bool(self._ringing()), "an offer")
        (person,) = self._ringing()
        return person

    def _ringing(self) -> list[PersonRef]:
        people = self.people
        return [one for one in (people.ada, people.grace) if any("Accept" in it.buttons for it in people.personal(one))]

    async def begins(self) -> PersonRef:
        """Let Ada be ready, the customer write and Ada accept."""
        await self.people.commands(self.people.ada, "ready")
        await self.is_shown(self.people.ada, "You are Ready")
        await self.customer_says("hello")
        await self.is_shown(self.people.ada, "A chat for you", "Accept")
        await self.people.clicks(self.people.ada, "Accept")
        await self.thread_shows("has accepted the chat")
        return self.people.ada

    async def until(self, look: Callable[[], bool], what: str) -> None:
        """Wait for a condition. Raises `AssertionError` when it doesn't come."""

        async def soon() -> bool:
            return look()

        await self.until_async(soon, what)

    async def until_async(self, look: Callable[[], Any], what: str) -> None:
        """Wait for a condition that takes a read."""
        loop = asyncio.get_running_loop()
        deadline, limit = loop.time() + DEADLINE, self._clock.seconds + PATIENCE
        while not await look():
            assert loop.time() < deadline, f"it did not come: {what}"
            await self._moves_on(limit)

    async def quiet(self) -> None:
        """Wait until nothing more can be done."""
        deadline, limit = asyncio.get_running_loop().time() + DEADLINE, self._clock.seconds + PATIENCE
        while await self._moves_on(limit):
            assert asyncio.get_running_loop().time() < deadline, "it did not become quiet"

    async def _moves_on(self, limit: float) -> bool:
        """Wait a moment; when all is still, move to the next one. False when there is none within the limit."""
        for _ in range(2):
            await asyncio.sleep(LOOK)
            if not (self.people.is_still and all(worker.is_idle for worker in self._bridge.workers)):
                return True
        at = self._clock.next_wake()
        if at is None or at > limit:
            return False
        await self._clock.advance_to(at)
        return True


def _line(event: FeedEvent) -> str:
    if event.message is None:
        return f"— {event.text}" if event.text else ""
    return f"{event.agent_name or event.message.author_name}: {plain_text(event.message.parts)}"


@asynccontextmanager
async def two_desks(desk: str, folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[TwoDesks]:
    """Start a bridge on a desk."""
    patch.setitem(adapters.ADAPTERS, "reply_chain", "tests.contracts.desks.reply_chain_adapter")
    clock = FakeClock()
    async with AsyncExitStack() as stack:
        people: People = ChainPeople()
        if desk in IN_PLAYGROUND:
            people = IN_PLAYGROUND[desk](await stack.enter_async_context(Playground(clock=clock.vendor, port=0)))
        file = folder / "bridge.yaml"
        file.write_text(yaml.safe_dump(settings_of(people, folder)), encoding="utf-8")
        bridge = await build(read([file], {}), clock.bridge)
        server = Server(bridge, "127.0.0.1", 0)
        await server.start()
        stack.push_async_callback(server.stop)
        await people.meet(bridge, f"http://127.0.0.1:{server.port}")
        yield TwoDesks(bridge, people, clock)


def settings_of(people: People, folder: Path) -> dict[str, Any]:
    """Give the settings of a small shop at a desk."""
    agents = {"ada": ("Ada Lovelace", people.ada), "grace": ("Grace Hopper", people.grace)}
    words = {"waiting": "Thanks for writing!", "agent_joined": "{agent} is here now.", "ended": "The chat has ended."}
    return {
        "server": {"public_url": "http://127.0.0.1:8080"},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "queues": {
            "support": {
                "title": "Support",
                "desk": people.kind,
                "places": [people.place],
                "offer_timeout": "10m",
                "wrap_up": {"mode": "none"},
                "messages": words,
            }
        },
        "agents": {
            key: {"name": name, "ids": {people.kind: ref}, "queues": ["support"]} for key, (name, ref) in agents.items()
        },
        "channels": {
            "web": {
                "queue": "support",
                "allowed_origins": ["http://127.0.0.1:8090"],
                "token_secret": "a secret for tests only",
            }
        },
        "desks": {people.kind: people.section()},
    }
