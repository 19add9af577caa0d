"""One account at Twilio and the phones that write to it: where the parts meet.

Rules: this is the handle that tests, the demo and the routes hold. It deliberately decides nothing itself.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playground.changes import PATIENCE, Changes
from playground.twilio.delivery import Delivery
from playground.twilio.model import Json, Message, Phone, Problem, Text
from playground.twilio.seed import seed
from playground.twilio.settings import Settings
from playground.twilio.simulate import Simulate
from playground.twilio.store import Store
from playground.twilio.webhooks import Webhooks
from playground.twilio.whatsapp import bare

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.faults import Faults
    from playground.traffic import Traffic

T = TypeVar("T")


class Twilio:
    """The account."""

    def __init__(self, clock: "Clock", changes: "Changes", faults: "Faults", traffic: "Traffic") -> None:
        """Begin with the demo's phones."""
        self.clock, self.changes, self.faults, self.traffic = clock, changes, faults, traffic
        self.settings = Settings()
        self.base_url = ""
        self._begin({})
        self.delivery = Delivery(self)
        self.webhooks = Webhooks(self)
        self.simulate = Simulate(self)

    def _begin(self, source: Json) -> None:
        store = Store()
        seed(store, source)
        self.store = store

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        self.base_url = f"{base_url}/twilio"

    async def reset(self, source: Json | None = None) -> None:
        """Begin again with the default phones or given ones; settings stay.

        Raises HumanError bad_seed, leaving all as it was.
        """
        self._begin(source or {})
        await self.webhooks.stop()
        self.changes.ring()

    async def stop(self) -> None:
        """End deliveries."""
        await self.webhooks.stop()
        await self.delivery.close()

    def pool(self, number: str) -> str:
        """Name whom somebody opts out of who writes to a number: it alone, or the Messaging Service that it is of.

        https://www.twilio.com/docs/api/errors/21610
        """
        return self.settings.service if bare(number) in self.settings.service_numbers else number

    def report(self, code: int, level: str, words: str, *, sid: str = "", url: str = "") -> None:
        """Put a row into the error log."""
        self.store.problems.append(Problem(self.clock.now(), code, level, words, sid, url))
        self.changes.ring()

    async def until(
        self, look: "Callable[[Twilio], T]", *, within: float = PATIENCE, what: str = "the condition at Twilio"
    ) -> T:
        """Return the first truthy answer of `look(twilio)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return await self.changes.until(lambda: look(self), within=within, what=what)

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is under way (what waits for its time does not count)."""
        await self.webhooks.quiet(within)

    def phone(self, number: str) -> Phone:
        """Give a phone.

        Raises KeyError when nobody has the number.
        """
        return self.store.phones[number]

    def texts(self, phone: str) -> list[Text]:
        """List all that stands on a handset, oldest first."""
        every = (text for thread in self.store.phones[phone].threads.values() for text in thread.texts)
        return sorted(every, key=lambda one: one.id)

    def find(self, text: str, *, phone: str) -> Text | None:
        """Find the latest text that has arrived on a handset and reads so."""
        arrived = (one for one in reversed(self.texts(phone)) if not one.mine)
        return next((one for one in arrived if text in one.text), None)

    def sent(self, text: str) -> Message | None:
        """Find the latest message of the account, either way, that reads so."""
        return next((one for one in reversed(self.store.messages.values()) if text in one.body), None)

    def errors(self, code: int = 0) -> list[Problem]:
        """List the error log, oldest first."""
        return [one for one in self.store.problems if code in {0, one.code}]
