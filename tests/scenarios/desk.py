"""The desk, as a scenario speaks of it: its people and places, and the threads of chats."""

from functools import partial
from typing import TYPE_CHECKING, Any

from bridge.store import contacts, threads
from core.ids import DeskName, ExternalRef, PersonRef
from tests.scenarios.person import Person
from tests.scenarios.place import Place
from tests.scenarios.platform import Call, Platform
from tests.scenarios.shown import Line, Root
from tests.scenarios.somebody import Somebody

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from playground.changes import Changes
    from tests.scenarios.customer import Customer
    from tests.scenarios.kind import Kind
    from tests.scenarios.world import World


class Desk:
    """One world's desk."""

    def __init__(self, world: "World", kind: "Kind") -> None:
        """Take the world, and which desk it is."""
        self._world = world
        self._kind = kind
        self.platform: Platform = kind.platform(world.playground)

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        return self._kind.name

    def agent(self, name: str) -> Person:
        """Give somebody who works here, by a short name or by the platform's id."""
        return Person(self._world, self._kind.user(name))

    def person(self, name: str) -> PersonRef:
        """Give the bridge's name for somebody."""
        return PersonRef(self._kind.person(name))

    def place(self, name: str) -> Place:
        """Give a place, by a short name."""
        return Place(self._world, self._kind.place(name))

    def harmful(self) -> str:
        """Give words that would tell people or open places, if they came alive."""
        return self._kind.harmful()

    def secrets(self) -> tuple[str, ...]:
        """Give what names anything of the platform: a customer may see none of it."""
        return tuple(self._kind.secrets())

    def taking_longer(self) -> tuple[str, ...]:
        """Give what somebody is told whose command takes longer than the platform waits, where that is told."""
        return tuple(self._kind.taking_longer())

    def fails(self, call: Call, kind: str, **how: Any) -> int:
        """Let something go wrong, once unless told otherwise; give the fault's number."""
        return self.platform.fails(call, kind, **how)

    async def is_heard(self) -> None:
        """Wait, at this very moment of the clock, until the bridge has taken all that the platform told it."""
        await self._world.until(lambda: self.platform.deliveries == 0, "all to be taken", patience=0)

    async def root(self, customer: Somebody | None = None) -> Root:
        """Wait until a customer's chat has its thread; the last customer's when none is named."""
        who: Somebody = customer or self._world.phone or self._world.customers[-1]
        changes, desk = self._world.playground.changes, DeskName(self.name)
        while (thread := await self._world.read(lambda conn: _thread_of(conn, who, desk))) is None:
            await self._world.until(partial(_is_after, changes, changes.rev), f"a thread for {who.contact}")
        return self.platform.root(thread)

    async def thread(self, customer: "Customer | None" = None) -> list[Line]:
        """Give the messages of a chat's thread, root card first."""
        return list(self.platform.thread(await self.root(customer)))

    async def shows(self, text: str, customer: "Customer | None" = None) -> Line:
        """Wait until a text stands in a chat's thread, and give its message."""
        root = await self.root(customer)

        def look() -> Line | None:
            return next((one for one in self.platform.thread(root)[1:] if text in one.whole), None)

        return await self._world.until(look, lambda: f"“{text}” in the thread; there is {self._lines(root)}")

    async def card(self, customer: "Customer | None" = None) -> Line:
        """Give a chat's root card."""
        return self.platform.line((await self.root(customer)).ref)

    async def card_shows(self, text: str, customer: "Customer | None" = None) -> None:
        """Wait until a text stands on a chat's root card."""
        card = await self.card(customer)
        await self._world.until(lambda: text in card.whole, lambda: f"“{text}” on the card: {card.whole}")

    async def card_says(self, label: str, value: str, customer: "Customer | None" = None) -> None:
        """Wait until a fact stands on a chat's root card, its value beginning so."""
        card = await self.card(customer)
        await self._world.until(
            lambda: card.facts.get(label, "").startswith(value), lambda: f"{label}: {value} on the card: {card.facts}"
        )

    async def marked(self, ref: str, mark: str) -> None:
        """Wait until a message carries a mark and no other."""
        line = self.platform.line(ref)
        await self._world.until(lambda: list(line.marks) == [mark], lambda: f":{mark}: on {line.text}: {line.marks}")

    async def files(self, customer: "Customer | None" = None) -> dict[str, bytes]:
        """Give the files that a chat's thread shows."""
        return await self.platform.files(await self.root(customer))

    async def lines(self, customer: "Customer | None" = None) -> list[str]:
        """Give the texts below a chat's root card, once everything is quiet."""
        await self._world.quiet()
        return [one.text for one in (await self.thread(customer))[1:]]

    async def stands_once(self, text: str, customer: "Customer | None" = None) -> None:
        """See that a text whose answer was lost stands in the thread once; where nobody can know, at most twice."""
        count = (await self.lines(customer)).count(text)
        assert 1 <= count <= self.most_of_a_kind, count

    @property
    def most_of_a_kind(self) -> int:
        """How often at most a post may stand there whose answer was lost."""
        return 1 if self.platform.knows_posts else 2

    def _lines(self, root: Root) -> list[str]:
        return [one.text for one in self.platform.thread(root)]

    def refusals(self) -> list[str]:
        """Give the calls that the platform refused for coming too fast."""
        return list(self.platform.refusals())


def _is_after(changes: "Changes", rev: int) -> bool:
    return changes.rev > rev


def _thread_of(conn: "Connection", who: Somebody, desk: DeskName) -> ExternalRef | None:
    known = contacts.get(conn, who.channel, who.contact)
    chat = (known.open_conversation or known.last_conversation) if known else None
    row = threads.of(conn, chat, desk) if chat else None
    return ExternalRef(row.thread) if row else None
