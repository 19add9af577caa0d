"""WhatsApp: the account's conversations, as tests, the demo and the routes hold them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from playground.changes import PATIENCE
from playground.meta.model import Bubble, Json, Message
from playground.meta.seed import bad_seed, entries
from playground.meta.whatsapp.people import Person, Store
from playground.meta.whatsapp.simulate import Simulate

if TYPE_CHECKING:
    from playground.meta.world import Meta

T = TypeVar("T")


class WhatsApp:
    """The WhatsApp account."""

    def __init__(self, meta: "Meta") -> None:
        """Begin with the demo's people."""
        self.meta = meta
        self.store = self.seeded({})
        self.simulate = Simulate(self)

    def seeded(self, source: Json) -> Store:
        """Make a store of a seed.

        Raises HumanError bad_seed.
        """
        store = Store()
        for entry in entries(source, "whatsapp"):
            try:
                store.people.append(Person(**entry))
            except TypeError as problem:
                raise bad_seed(problem) from problem
        return store

    async def until(
        self,
        look: "Callable[[WhatsApp], T | None]",
        *,
        within: float = PATIENCE,
        what: str = "the condition in WhatsApp",
    ) -> T:
        """Return the first truthy answer of `look(whatsapp)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return cast("T", await self.meta.changes.until(lambda: look(self), within=within, what=what))

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is under way at Meta."""
        await self.meta.settled(within=within)

    def person(self, key: str) -> Person:
        """Give a person, by number or id.

        Raises KeyError when nobody has it.
        """
        found = self.store.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def typing(self, person: str) -> bool:
        """Tell whether this person sees that the business is typing."""
        return any(until > self.meta.clock.now() for until in self.person(person).typing_until.values())

    def bubbles(self, person: str) -> list[Bubble]:
        """List all that stands on a handset, oldest first."""
        return list(self.person(person).bubbles)

    def find(self, text: str, *, person: str) -> Bubble | None:
        """Find the latest bubble that has arrived and reads so."""
        return next((one for one in reversed(self.bubbles(person)) if not one.mine and text in one.text), None)

    def sent(self, text: str) -> Message | None:
        """Find the latest message, either way, that reads so."""
        return next((one for one in reversed(self.store.messages.values()) if text in one.text), None)
