"""What stands around the outbound half in its tests: a clock, a file store, a section, and the desk on a playground."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession, ClientTimeout

from adapters.slack.client import SlackClient
from adapters.slack.config import SlackSection
from adapters.slack.desk import SlackDesk
from core.ids import Contact, ExternalRef, FileId, PersonRef
from core.messages import Media, Text
from core.ports import FindsOwnPosts, Opened, Sought
from core.views import Button, Card, Fact, Post, Tone
from playground.server import Playground
from playground.slack.model import Message

TEAM = "T0DEMO"
PLACE = ExternalRef("T0DEMO/C0SUPPORT")
ADA = PersonRef("T0DEMO/U0ADA")
NOW = datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)


@dataclass
class FakeClock:
    """Moves when somebody sleeps on it, so that no test waits."""

    at: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeFiles:
    """The bridge's file store, in memory."""

    kept: dict[FileId, tuple[Media, bytes]] = field(default_factory=dict)

    def add(self, name: str, data: bytes, mime: str = "image/png") -> Media:
        media = Media(FileId(f"file-{len(self.kept)}"), name, mime, len(data))
        self.kept[media.file] = (media, data)
        return media

    async def put(
        self, name: str, mime: str, data: AsyncIterator[bytes], limit: int, owner: Contact | None = None
    ) -> Media:
        return self.add(name, b"".join([piece async for piece in data])[:limit], mime)

    async def open(self, file: FileId) -> tuple[Media, AsyncIterator[bytes]]:
        media, data = self.kept[file]

        async def pieces() -> AsyncIterator[bytes]:
            yield data

        return media, pieces()

    async def read(self, file: FileId) -> bytes:
        return self.kept[file][1]


@dataclass
class Workplace:
    """The desk, the Slack that it works in, and what it was given."""

    pg: Playground
    session: ClientSession
    clock: FakeClock = field(default_factory=FakeClock)
    files: FakeFiles = field(default_factory=FakeFiles)
    seconds: float = 10.0

    def __post_init__(self) -> None:
        self.desk = self.another_desk()

    def another_desk(self) -> SlackDesk:
        """Give a desk that remembers nothing, as after a restart."""
        limits = ClientTimeout(total=self.seconds, connect=5)
        client = SlackClient(section(api_url=f"{self.pg.url}/slack/api"), lambda: self.session, limits)
        return SlackDesk("slack", section(api_url=f"{self.pg.url}/slack/api"), client, self.files, self.clock)

    async def thread(self) -> ExternalRef:
        return (await self.desk.open_thread(PLACE, CARD, "open-1")).thread

    def messages(self, thread: ExternalRef | None = None) -> list[Message]:
        ts = thread.rpartition("/")[2] if thread else None
        return self.pg.slack.messages("C0SUPPORT", thread=ts)

    def replies(self, thread: ExternalRef) -> list[Message]:
        return self.messages(thread)[1:]

    def calls(self, method: str) -> int:
        return sum(one["path"] == f"/slack/api/{method}" for one in self.pg.traffic.after(0))


def section(**settings: object) -> SlackSection:
    """Make the desk's section."""
    given = {"team": TEAM, "bot_token": "xoxb-playground", "signing_secret": "s", "files_hosts": ("127.0.0.1",)}
    return SlackSection.model_validate({**given, **settings})


def a_post(text: str = "Hello", key: str = "key-1", **more: object) -> Post:
    """Make a customer's post."""
    given: dict[str, object] = {"author": "Mia Wong", "by_customer": True, "parts": (Text(text),), **more}
    return Post(key=key, **given)  # type: ignore[arg-type] # the defaults of a builder


CARD = Card(
    title="Mia Wong",
    summary="#42 Billing: Waiting",
    tone=Tone.WARN,
    status="Waiting",
    facts=(Fact("Waiting since", moment=NOW - timedelta(minutes=3)), Fact("Page", "Refunds")),
    quote="I was charged <twice> & nobody answers",
    buttons=(Button("Accept", "accept", None, style="primary"),),
    footnote="#42 · Billing · web",
)


async def found(desk: FindsOwnPosts, where: ExternalRef, key: str) -> ExternalRef | None:
    """Look for something of ours by its key; give its address."""
    there = await desk.find(where, Sought(key, NOW))
    return there.card if isinstance(there, Opened) else there.ref if there is not None else None
