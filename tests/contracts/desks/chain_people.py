"""People in a room of reply chains, with a bridge at work in it."""

from typing import Literal

from bridge.bootstrap import Bridge
from core.ids import ExternalRef, PersonRef
from tests.contracts.desks.chain_room import Room, nobody
from tests.contracts.desks.on_chains import FAULTS, ChainReading
from tests.contracts.desks.people import People, Section
from tests.contracts.desks.reply_chain_adapter import SUPPORT, ReplyChainAdapter
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.stage import Trouble


class ChainPeople:
    """The room's people."""

    kind = "reply_chain"
    place = SUPPORT
    ada, grace, sam = PersonRef("29:ada"), PersonRef("29:grace"), PersonRef("29:sam")
    posts_once = False

    def __init__(self) -> None:
        self._room = Room(frozenset())
        self._reading = ChainReading(self._room)

    def section(self) -> Section:
        return {}

    async def meet(self, bridge: Bridge, url: str) -> None:
        adapter = bridge.adapters[self.kind]
        assert isinstance(adapter, ReplyChainAdapter)
        self._room = adapter.room
        self._reading = ChainReading(self._room)

    @property
    def is_still(self) -> bool:
        return True

    async def commands(self, person: PersonRef, text: str) -> None:
        await self._room.writes(person, f"a:{person}", text)

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> None:
        await self._room.writes(person, thread, text)

    async def answers(self, person: PersonRef, words: str, text: str) -> None:
        """Let a person answer a message of their personal chat with the bot, the newest with these words."""
        rows = reversed(self._room.within(f"a:{person}"))
        quoted = next(one for one in rows if words in one.text)
        await self._room.writes(person, f"a:{person}", text, quoted.id)

    async def clicks(self, person: PersonRef, label: str) -> None:
        rows = reversed(self._room.within(f"a:{person}"))
        offered = next(one for one in rows if label in [button.label for button in one.buttons])
        await self._room.clicks(person, offered, label)

    def roots(self) -> list[Shown]:
        return self._reading.within(SUPPORT)

    def thread(self, thread: ExternalRef) -> list[Shown]:
        return self._reading.within(thread)

    def personal(self, person: PersonRef) -> list[Shown]:
        return [one for one in self._reading.within(f"a:{person}") if one.author != person]

    def sees(self, person: PersonRef) -> str:
        return self._reading.sees(person)

    def fail(self, trouble: Trouble) -> None:
        self._room.spoil_next(SUPPORT, FAULTS[trouble])

    def deafen(self) -> None:
        self._room.webhook = nobody

    def blind(self, times: int) -> None:
        """Nothing can be looked up here anyway."""

    async def turns(self, what: Literal["archived", "unarchived"]) -> None:
        await self._room.turns(SUPPORT, what)


_: type[People] = ChainPeople
