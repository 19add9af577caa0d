"""The app at Meta, with a Page on Messenger and a WhatsApp account: where the parts meet.

Rules: this is the handle that tests, the demo and the routes hold. It deliberately decides nothing itself.
"""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playground.changes import PATIENCE, Changes
from playground.meta.delivery import Delivery
from playground.meta.limits import Limits
from playground.meta.messenger.world import Messenger
from playground.meta.model import File, GivenUp, Json
from playground.meta.settings import Settings
from playground.meta.webhooks import Webhooks
from playground.meta.whatsapp.world import WhatsApp
from playground.refusals import refuse

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.faults import Faults
    from playground.traffic import Traffic

T = TypeVar("T")
_KEPT_GIVEN_UP = 500


class Meta:
    """The app."""

    def __init__(self, clock: "Clock", changes: "Changes", faults: "Faults", traffic: "Traffic") -> None:
        """Begin with the demo's people."""
        self.clock, self.changes, self.faults, self.traffic = clock, changes, faults, traffic
        self.settings = Settings()
        self.base_url = ""
        self.given_up: deque[GivenUp] = deque(maxlen=_KEPT_GIVEN_UP)
        self.files: dict[str, File] = {}  # by the secret of their address
        self.limits = Limits(self)
        self.delivery = Delivery(self)
        self.webhooks = Webhooks(self)
        self.messenger = Messenger(self)
        self.whatsapp = WhatsApp(self)

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        self.base_url = f"{base_url}/graph"

    async def reset(self, source: Json | None = None) -> None:
        """Begin again with the default people or given ones; settings stay.

        Raises HumanError bad_seed, leaving all as it was.
        """
        if not set(source or {}) <= {"messenger", "whatsapp"}:
            refuse("bad_seed", "A seed holds messenger and whatsapp. Look at GET /_sim/meta/seed for the shape.")
        stores = self.messenger.seeded(source or {}), self.whatsapp.seeded(source or {})
        self.messenger.store, self.whatsapp.store = stores
        self.given_up.clear()
        self.files.clear()
        self.limits = Limits(self)
        await self.webhooks.stop()
        self.changes.ring()

    async def stop(self) -> None:
        """End deliveries."""
        await self.webhooks.stop()
        await self.delivery.close()

    def kind(self, node: str) -> str:
        """Say what a node is: page, psid, phone, waba, media, or nothing."""
        if node == self.settings.page:
            return "page"
        if node == self.settings.waba:
            return "waba"
        if self.settings.phone(node):
            return "phone"
        if node in self.whatsapp.store.media:
            return "media"
        return "psid" if node in self.messenger.store.people else ""

    def shown(self, file: File, secret: str) -> str:
        """Give a file an address that everybody who has it may fetch it from."""
        self.files[secret] = file
        return f"{self.base_url}/cdn/{secret}"

    async def until(
        self, look: "Callable[[Meta], T]", *, within: float = PATIENCE, what: str = "the condition at Meta"
    ) -> T:
        """Return the first truthy answer of `look(meta)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return await self.changes.until(lambda: look(self), within=within, what=what)

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is under way (what waits for its time does not count)."""
        await self.webhooks.quiet(within)
