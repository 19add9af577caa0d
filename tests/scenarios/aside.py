"""An expert's talk about a chat, in their personal chat with the bot: what they see there, write and click.

Rule: what belongs to the talk, and how one writes in it, the platform knows: in a thread under its card, or in a chat
where all talks stand together, by what heads each post and by quoting.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import outbox
from bridge.store.work_tables import OutboxState
from tests.scenarios.place import control_of
from tests.scenarios.shown import Line

if TYPE_CHECKING:
    from tests.scenarios.person import Person
    from tests.scenarios.platform import Platform
    from tests.scenarios.world import World


def all_is_known(conn: Connection) -> bool:
    """Tell whether of everything that is shown at the desk the bridge knows that it is: no answer is under way."""
    return not outbox.counts(conn).get(OutboxState.SENDING)


class Aside:
    """The talks of one person with the bot, each with a card at its head."""

    def __init__(self, world: "World", person: "Person") -> None:
        """Take the world and the person."""
        self._world = world
        self.person = person

    @property
    def _platform(self) -> "Platform":
        return self._world.desk.platform

    async def card(self, *texts: str, number: int = 1) -> Line:
        """Wait until the newest card about a chat shows these words."""

        def look() -> Line | None:
            found = self._card(number)
            return found if found is not None and all(text in found.whole for text in texts) else None

        return await self._world.until(look, lambda: f"{texts} on the card of #{number}: {self.shown(number)}")

    def _card(self, number: int) -> Line | None:
        mine = [one for one in self._lines() if f"Chat #{number} ·" in one.whole and one.facts]
        return mine[-1] if mine else None

    def _lines(self) -> Sequence[Line]:
        return [one for one in self._platform.private(self.person.user) if one.is_direct]

    def cards(self, number: int = 1) -> int:
        """Tell how many cards about a chat there are."""
        return len([one for one in self._lines() if f"Chat #{number} ·" in one.whole and one.facts])

    async def clicks(self, label: str, number: int = 1) -> None:
        """Click a button on the newest card about a chat, once it is there."""
        await self._world.until(
            lambda: (card := self._card(number)) is not None and control_of(card, label),
            lambda: f"a button {label} on the card of #{number}: {self.shown(number)}",
        )
        await self.person.clicks_on(await self.card(number=number), label)

    async def joins(self, number: int = 1) -> None:
        """Click Join, and see the card say that they take part."""
        await self.clicks("Join", number)
        await self.card("You take part", number=number)

    async def writes(self, text: str, number: int = 1, files: Mapping[str, bytes] | None = None) -> str:
        """Write in the talk about a chat; give the message's reference."""
        self._world.hands.write(text)
        if any("Chat #" in one.whole and f"Chat #{number} ·" not in one.whole for one in self._lines() if one.facts):
            await self._world.comes(all_is_known, "all that is shown, known as such: an answer may quote it")
        return await self._platform.answer(self.person.user, await self.card(number=number), text, files)

    async def reads(self, text: str, number: int = 1) -> Line:
        """Wait until a text stands in the talk."""
        return await self._world.until(
            lambda: next((one for one in self._below(number) if text in one.whole), None),
            lambda: f"“{text}” in the talk about #{number}: {self.shown(number)}",
        )

    async def reads_no_longer(self, text: str, number: int = 1) -> None:
        """Wait until a text has gone from the talk."""
        await self._world.until(
            lambda: not any(text in one.whole for one in self._below(number)), f"“{text}” is still there"
        )

    async def never_reads(self, text: str) -> None:
        """See that a text is nowhere, once everything is quiet."""
        await self._world.quiet()
        assert not [one.whole for one in self._lines() if text in one.whole]

    async def files(self, number: int = 1) -> dict[str, bytes]:
        """Take the files that are shown in the talk, once everything is quiet, and give them."""
        await self._world.quiet()
        card = await self.card(number=number)
        await self._platform.take_files(self.person.user, card)
        await self._world.quiet()
        return self._platform.taken_files(self.person.user, card)

    def shown(self, number: int = 1) -> list[str]:
        """Give what stands in the newest talk about a chat, the card first."""
        card = self._card(number)
        return [card.whole, *(one.whole for one in self._below(number))] if card is not None else []

    def _below(self, number: int) -> Sequence[Line]:
        card = self._card(number)
        return self._platform.talk(self.person.user, card) if card is not None else []
