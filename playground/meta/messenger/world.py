"""Messenger: the Page's conversations, as tests, the demo and the routes hold them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from playground.changes import PATIENCE
from playground.meta.messenger.people import Person, Store
from playground.meta.messenger.simulate import Simulate
from playground.meta.model import Bubble, Json, Message
from playground.meta.seed import bad_seed, entries

if TYPE_CHECKING:
    from playground.meta.world import Meta

T = TypeVar("T")


class Messenger:
    """The Page on Messenger."""

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
        for entry in entries(source, "messenger"):
            try:
                person = Person(**entry)
            except TypeError as problem:
                raise bad_seed(problem) from problem
            store.people[person.psid] = person
        return store

    async def until(
        self,
        look: "Callable[[Messenger], T | None]",
        *,
        within: float = PATIENCE,
        what: str = "the condition in Messenger",
    ) -> T:
        """Return the first truthy answer of `look(messenger)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return cast("T", await self.meta.changes.until(lambda: look(self), within=within, what=what))

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is under way at Meta."""
        await self.meta.settled(within=within)

    def person(self, psid: str) -> Person:
        """Give a person.

        Raises KeyError when nobody has the id.
        """
        return self.store.people[psid]

    def typing(self, psid: str) -> bool:
        """Tell whether this person sees that the Page is typing."""
        return self.store.people[psid].typing_until > self.meta.clock.now()

    def bubbles(self, person: str) -> list[Bubble]:
        """List all that stands in a conversation, oldest first."""
        return list(self.store.people[person].bubbles)

    def find(self, text: str, *, person: str) -> Bubble | None:
        """Find the latest bubble that has arrived and reads so."""
        return next((one for one in reversed(self.bubbles(person)) if not one.mine and text in one.text), None)

    def sent(self, text: str) -> Message | None:
        """Find the latest message, either way, that reads so."""
        return next((one for one in reversed(self.store.messages.values()) if text in one.text), None)
