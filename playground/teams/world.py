"""One tenant with one app registered: where the parts meet.

Rules: this is the handle that tests, the demo and the routes hold. It deliberately decides nothing itself.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playground.changes import PATIENCE, Changes
from playground.teams import manifest as manifests
from playground.teams.attempt import Answer, Attempt
from playground.teams.delivery import Delivery
from playground.teams.entra import Tokens
from playground.teams.events import Events
from playground.teams.ids import chain
from playground.teams.keys import Keys
from playground.teams.limits import Meter
from playground.teams.model import Conversation, Json, Message
from playground.teams.seed import seed
from playground.teams.settings import Settings
from playground.teams.sign_in import SignIn
from playground.teams.simulate import Simulate
from playground.teams.store import Store

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.faults import Faults
    from playground.traffic import Traffic

T = TypeVar("T")


class Teams:
    """The tenant."""

    def __init__(self, clock: "Clock", changes: "Changes", faults: "Faults", traffic: "Traffic") -> None:
        """Begin with the demo's people and teams."""
        self.clock, self.changes, self.faults, self.traffic = clock, changes, faults, traffic
        self.settings = Settings()
        self.manifest = manifests.load(manifests.default())
        self.base_url = ""
        self._begin({})
        self.keys = Keys(clock)
        self.tokens = Tokens(self)
        self.sign_in = SignIn(self)
        self.events = Events(self)
        self.delivery = Delivery(self)
        self.simulate = Simulate(self)

    def _begin(self, source: Json) -> None:
        store = Store()
        seed(store, source)
        self.store = store
        self.meter = Meter(self.settings.limits)

    @property
    def service_url(self) -> str:
        """Where the bot reaches the Connector: an address with a path, as real ones have."""
        return f"{self.base_url}/teams/{self.settings.region}/"

    @property
    def login_url(self) -> str:
        """Where tokens are given."""
        return f"{self.base_url}/teams/login"

    @property
    def metadata_url(self) -> str:
        """Where the service describes its keys."""
        return f"{self.base_url}/teams/botframework/v1/.well-known/openidconfiguration"

    @property
    def graph_url(self) -> str:
        """Where Graph answers."""
        return f"{self.base_url}/teams/graph/v1.0"

    def started_at(self, base_url: str) -> None:
        """Learn where the playground answers."""
        self.base_url = base_url

    async def reset(self, source: Json | None = None) -> None:
        """Begin again with the default world or a given one; settings, manifest, keys and tokens stay.

        Raises HumanError bad_seed, leaving the old world as it was.
        """
        self._begin(source or {})
        self.sign_in.forget()
        await self.events.stop()
        self.changes.ring()

    async def stop(self) -> None:
        """End deliveries."""
        await self.events.stop()
        await self.delivery.close()

    def rotate_keys(self, *, overlap: bool = False) -> str:
        """Sign with a new key from now on; the old one is no longer published, unless `overlap`."""
        return self.keys.rotate(overlap=overlap)

    def message_id(self) -> str:
        """Make the next message id."""
        return self.store.ids.message(self.clock.now())

    def moment(self) -> float:
        """Give the present moment, later than that of all that people have done before."""
        return int(self.message_id()) / 1000

    def store_chain(self, channel: str, root: str) -> Conversation:
        """Begin a reply chain whose root will have that id."""
        place = Conversation(chain(channel, root), channel=channel, began=self.clock.now())
        self.store.conversations[place.id] = place
        self.store.channels[channel].chains.append(place.id)
        return place

    async def send(self, attempt: Attempt) -> Answer:
        """Deliver once, counted so that `settled` can wait for it."""
        with self.events.counted():
            return await self.delivery.attempt(attempt)

    async def until(
        self, look: "Callable[[Teams], T]", *, within: float = PATIENCE, what: str = "the condition in Teams"
    ) -> T:
        """Return the first truthy answer of `look(teams)`, looking after each change.

        Raises DeadlineMissedError after `within` real seconds.
        """
        return await self.changes.until(lambda: look(self), within=within, what=what)

    async def settled(self, *, within: float = PATIENCE) -> None:
        """Wait until no delivery is under way (those that wait for their next try do not count)."""
        await self.events.quiet(within)

    def find(self, text: str, *, conversation: str | None = None) -> Message | None:
        """Find the latest message that is not deleted and reads `text`, in a channel, chain or chat if given."""
        rows = reversed(self.messages(conversation))
        return next((one for one in rows if not one.deleted and (text in one.plain or text in one.text)), None)

    def messages(self, conversation: str | None = None) -> list[Message]:
        """List the messages of a channel (with all its chains), of one chain or chat, or all, oldest first."""
        conversations = self.store.conversations
        if conversation in conversations:
            return list(conversations[conversation].messages.values())
        places = [one for one in conversations.values() if conversation in {None, one.channel}]
        return sorted((message for one in places for message in one.messages.values()), key=lambda one: int(one.id))
