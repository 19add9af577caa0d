"""The Teams desk at work on a playground, with what the bridge gives it."""

from dataclasses import dataclass, field

from aiohttp import ClientSession, ClientTimeout

from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector
from adapters.teams.desk import Around, TeamsDesk
from adapters.teams.graph import Graph
from adapters.teams.known import Known
from adapters.teams.marking_desk import desk_for
from adapters.teams.tokens import TokenSource
from core.ids import ExternalRef, PersonRef
from core.messages import Media
from core.ports import Memory, Notes
from playground.server import Playground
from playground.teams.seed import APP_ID, APP_SECRET, NORTHWIND, SUPPORT, TENANT
from tests.adapters.slack.outbound.desks import FakeClock, FakeFiles

PLACE = ExternalRef(SUPPORT)


def person(pg: Playground, user: str) -> PersonRef:
    """Name somebody of the playground's."""
    one = pg.teams.store.people[user]
    return PersonRef(f"{one.tenant}/{one.aad}")


def section(pg: Playground, **settings: object) -> TeamsSection:
    """Make the desk's section."""
    given: dict[str, object] = {
        "app_id": APP_ID,
        "app_secret": APP_SECRET,
        "tenant": TENANT,
        "login_url": pg.teams.login_url,
        "metadata_url": pg.teams.metadata_url,
        "service_urls": (pg.teams.service_url,),
        "service_url": pg.teams.service_url,
        "graph_url": pg.teams.graph_url,
        "files_hosts": (pg.url.removeprefix("http://"),),
    }
    return TeamsSection.model_validate({**given, **settings})


def link_of(media: Media) -> str:
    """Give a signed address, or what looks like one."""
    return f"https://bridge.example/file/{media.file}/1.a?x=1&y=2"


@dataclass
class Workplace:
    """The desk, the Teams that it works in, and what it was given."""

    pg: Playground
    session: ClientSession
    clock: FakeClock = field(default_factory=FakeClock)
    files: FakeFiles = field(default_factory=FakeFiles)
    memory: Memory = field(default_factory=Notes)
    seconds: float = 10.0

    def __post_init__(self) -> None:
        self.desk = self.another_desk()

    def another_desk(self, memory: Memory | None = None, **settings: object) -> TeamsDesk:
        """Give a desk that remembers no more than its durable notes, as after a restart."""
        made = section(self.pg, **settings)
        around = Around(self.clock, self.files, memory or self.memory, link_of, lambda: (PLACE,))
        addresses = made.addresses()
        known = Known(around.memory, self.clock, addresses.service_hosts, addresses.service_url)
        limits = ClientTimeout(total=self.seconds, connect=5)
        tokens = TokenSource(made, self._session, self.clock)
        connector = Connector(made, self._session, tokens, known, limits)
        make = desk_for(made)
        return make("teams", made, connector, known, Graph(made, self._session, self.clock), around)

    def _session(self) -> ClientSession:
        return self.session

    async def settle(self) -> None:
        """Let the desk know its people, as it does once it has worked for a while."""
        await self.desk.members_of(NORTHWIND)

    def calls(self, method: str, ending: str) -> int:
        """Count requests."""
        rows = self.pg.traffic.after(0)
        return sum(one["method"] == method and one["path"].endswith(ending) for one in rows)
