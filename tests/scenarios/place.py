"""A place beside the chats' threads: the supervisors' one, a queue's, another one."""

from typing import TYPE_CHECKING

from tests.scenarios.shown import Control, Line, Root

if TYPE_CHECKING:
    from tests.scenarios.person import Person
    from tests.scenarios.world import World


def control_of(line: Line, label: str) -> Control | None:
    """Find what can be clicked on a message."""
    return next((one for one in line.controls if one.label == label), None)


class Place:
    """One place, as everybody in it sees it."""

    def __init__(self, world: "World", place: str) -> None:
        """Take the world and the platform's name of the place."""
        self._world = world
        self._platform = world.desk.platform
        self.id = place

    def lines(self) -> list[str]:
        """Give all that its messages say now, oldest first."""
        return [one.whole for one in self._platform.place(self.id)]

    def roots(self) -> list[Root]:
        """Give its messages that are no replies."""
        return list(self._platform.roots(self.id))

    async def shows(self, text: str) -> Line:
        """Wait until a text stands on one of its messages, and give the newest."""
        return await self._world.until(
            lambda: self._newest(text), lambda: f"“{text}” in {self.id}; there is {self.lines()}"
        )

    async def no_longer_shows(self, text: str) -> None:
        """Wait until a text stands on none of its messages."""
        await self._world.until(lambda: self._newest(text) is None, f"“{text}” is still in {self.id}")

    async def clicks(self, person: "Person", label: str, beside: str = "") -> None:
        """Let somebody click a button there: on the newest message with these words that has it."""

        def look() -> Line | None:
            fitting = (one for one in reversed(self._platform.place(self.id)) if beside in one.whole)
            return next((one for one in fitting if control_of(one, label)), None)

        line = await self._world.until(look, lambda: f"a button {label} in {self.id}: {self.lines()}")
        await person.clicks_on(line, label)

    async def is_archived(self) -> None:
        """Be archived."""
        await self._platform.archive(self.id)

    async def is_brought_back(self) -> None:
        """Be an active place again."""
        await self._platform.unarchive(self.id)

    async def loses_the_bot(self) -> None:
        """Have the bot removed."""
        await self._platform.expel(self.id)

    async def gets_the_bot(self) -> None:
        """Have the bot let in."""
        await self._platform.invite(self.id)

    def _newest(self, text: str) -> Line | None:
        return next((one for one in reversed(self._platform.place(self.id)) if text in one.whole), None)
