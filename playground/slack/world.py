"""One Slack workspace with one app installed: where the parts meet.

Rules: this is the handle that tests, the demo and the routes hold. It deliberately decides nothing itself.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playground.changes import PATIENCE, Changes
from playground.faults import Kind
from playground.slack import manifest as manifests
from playground.slack.attempt import Answer, Attempt
from playground.slack.delivery import Delivery
from playground.slack.events import Events
from playground.slack.limits import Meter
from playground.slack.model import Json, Message
from playground.slack.openid import OpenId
from playground.slack.responses import Responses
from playground.slack.seed import BOT_TOKEN, seed
from playground.slack.settings import Settings
from playground.slack.simulate import Simulate
from playground.slack.socket import Sockets
from playground.slack.store import Store
from playground.slack.triggers import Triggers

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.faults import Faults
    from playground.traffic import Traffic

T = TypeVar("T")


class Slack:
    """The workspace."""

    def __init__(self, clock: "Clock", changes: "Changes", faults: "Faults", traffic: "Traffic") -> None:
        """Begin with the demo's people and channels."""
        self.clock, self.changes, self.faults, self.traffic = clock, changes, faults, traffic
        self.settings = Settings()
        self.manifest = manifests.load(manifests.default())
        self.base_url = ""
        self._begin({})
        self.events = Events(self)
        self.sockets = Sockets(clock, self.store.team.app_id, lambda: self.settings.mode == "socket")
        self.delivery = Delivery(clock, self.settings, faults, traffic, self.sockets)
        self.simulate = Simulate(self)
        self.openid = OpenId(self)

    def _begin(self, source: Json) -> None:
        store = Store()
        store.base_url = self.base_url
        seed(store, source, self.manifest.scopes, self.clock.now())
        self.store = store
        self.meter = Meter(self.settings.limits)
        self.triggers = Triggers(self.store.ids)
        self.responses = Responses(self)
        self.uninstalled = False

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        self.base_url = self.store.base_url = base_url

    async def reset(self, source: Json | None = None) -> None:
        """Begin again with the default world or a given one; settings, manifest and keys stay.

        Raises HumanError bad_seed, leaving the old world as it was.
        """
        self._begin(source or {})
        self.openid.forget()
        await self.events.stop()
        self.changes.ring()

    async def stop(self) -> None:
        """End deliveries and connections."""
        await self.events.stop()
        await self.sockets.disconnect("refresh_requested")
        await self.delivery.close()

    def ts(self) -> str:
        """Make the next message timestamp."""
        return self.store.ids.ts(self.clock.now())

    def bot_scopes(self) -> frozenset[str]:
        """Tell what the bot token may do."""
        return self.store.grants[BOT_TOKEN].scopes

    async def send(self, attempt: Attempt) -> Answer:
        """Deliver once, counted so that `settled` can wait for it."""
        if attempt.kind != "events_api":
            if self.uninstalled:
                return Answer("connection_failed")
            slow = self.faults.take("slack", "interactions", frozenset({Kind.DELAY}))
            if slow:
                await self.clock.sleep_until(self.clock.now() + slow.delay_ms / 1000)
        with self.events.counted():
            return await self.delivery.attempt(attempt)

    async def until(
        self, look: "Callable[[Slack], T]", *, within: float = PATIENCE, what: str = "the condition in Slack"
    ) -> T:
        """Return the first truthy answer of `look(slack)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return await self.changes.until(lambda: look(self), within=within, what=what)

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until no delivery is under way (retries that wait for their minute do not count)."""
        await self.events.quiet(within)

    def find(self, text: str, *, channel: str | None = None, thread: str | None = None) -> Message | None:
        """Find the latest message whose text contains `text`, in a channel and thread if given."""
        places = [channel] if channel else list(self.store.channels)
        rows = (m for place in places for m in reversed(self.messages(place, thread=thread)))
        return next((m for m in rows if text in m.text), None)

    def messages(self, channel: str, *, thread: str | None = None) -> list[Message]:
        """List the messages of a channel, or of one thread with its root, oldest first."""
        rows = list(self.store.channels[channel].messages.values())
        return [m for m in rows if thread is None or thread in {m.ts, m.thread_ts}]
