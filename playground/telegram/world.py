"""One bot and the people who write to it: where the parts meet.

Rules: this is the handle that tests and the routes hold. It deliberately decides nothing itself.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from aiohttp import web

from playground.changes import PATIENCE, Changes
from playground.telegram import routes
from playground.telegram.limits import Limits
from playground.telegram.model import File, Json, Message, Person
from playground.telegram.seed import seeded
from playground.telegram.settings import Settings
from playground.telegram.simulate import Simulate
from playground.telegram.webhooks import Webhooks

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.faults import Faults
    from playground.traffic import Traffic

T = TypeVar("T")


class Telegram:
    """The bot."""

    def __init__(self, clock: "Clock", changes: "Changes", faults: "Faults", traffic: "Traffic") -> None:
        """Begin with the default people."""
        self.clock, self.changes, self.faults, self.traffic = clock, changes, faults, traffic
        self.settings = Settings()
        self.base_url = ""
        self.store = seeded({})
        self.limits = Limits(self)
        self.webhooks = Webhooks(self)
        self.simulate = Simulate(self)

    def add(self, app: web.Application) -> None:
        """Mount the Bot API, and the people's routes."""
        routes.add(app, self)

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        self.base_url = f"{base_url}/telegram"

    async def reset(self, source: Json | None = None) -> None:
        """Begin again with the default people or given ones; settings stay.

        Raises HumanError bad_seed, leaving all as it was.
        """
        self.store = seeded(source or {})
        self.limits = Limits(self)
        await self.webhooks.stop()
        self.changes.ring()

    async def stop(self) -> None:
        """End deliveries."""
        await self.webhooks.close()

    def keep(self, kind: str, name: str, mimetype: str, content: bytes, size: int = 0) -> File:
        """Keep a file; `size` may claim more than there is, so that a test needs no large one."""
        file = File(f"F-{next(self.store.ids)}", kind, name, mimetype, content, size or len(content))
        self.store.files[file.id] = file
        return file

    def person(self, id: int) -> Person:
        """Give a person.

        Raises KeyError when nobody has the id.
        """
        return self.store.people[id]

    def messages(self, person: int) -> list[Message]:
        """List all that stands in a person's chat, oldest first."""
        return list(self.store.people[person].messages)

    def find(self, text: str, *, person: int) -> Message | None:
        """Find the latest message of the bot's that reads so."""
        return next((one for one in reversed(self.messages(person)) if not one.mine and text in one.text), None)

    async def until(
        self,
        look: "Callable[[Telegram], T | None]",
        *,
        within: float = PATIENCE,
        what: str = "the condition at Telegram",
    ) -> T:
        """Return the first truthy answer of `look(telegram)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return cast("T", await self.changes.until(lambda: look(self), within=within, what=what))

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is under way (what waits for its time does not count)."""
        await self.webhooks.quiet(within)
