"""The Slack desk at work in the playground: the real adapter, Slack's own library, real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

from aiohttp import ClientSession, ClientTimeout

from adapters.slack.client import SlackClient
from adapters.slack.desk import SlackDesk
from adapters.slack.ids import make_message, parse_message, parse_person, parse_thread
from adapters.slack.sentences import TEMPLATES as SLACKS
from core.ids import ExternalRef, PersonRef
from core.messages import Media
from core.ports import AgentDesk
from core.sentences import Sentence
from core.texts import TEMPLATES
from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.slack.limits import Limits
from tests.adapters.slack.outbound.desks import NOW, TEAM, Workplace, section
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.slack_reading import SlackReading
from tests.contracts.desks.stage import RETRY_AFTER, Spoilt, Stage, Trouble
from tests.servers import free_port

CHANNEL = "C0SUPPORT"
FAULTS = {
    Trouble.THROTTLED: "429",
    Trouble.BROKEN: "500",
    Trouble.RESET: "reset_after_accept",
    Trouble.SILENT: "timeout_after_accept",
}


class SlackStage:
    """The Slack desk, its playground, and the people in it."""

    desk_class: ClassVar[type[AgentDesk]] = SlackDesk
    threads_outlive_roots: ClassVar[bool] = False
    place = ExternalRef(f"{TEAM}/{CHANNEL}")
    nowhere = ExternalRef(f"{TEAM}/C0NOWHERE")
    ada = PersonRef(f"{TEAM}/U0ADA")
    grace = PersonRef(f"{TEAM}/U0GRACE")

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self._slack = work.pg.slack
        self._reading = SlackReading(work.pg.slack)
        self.desk: AgentDesk = work.desk

    def roots(self) -> list[Shown]:
        return self._reading.place(self.place)

    def thread(self, thread: ExternalRef) -> list[Shown]:
        return self._reading.thread(thread)

    def personal(self, person: PersonRef) -> list[Shown]:
        return self._reading.personal(person)

    def sees(self, person: PersonRef) -> str:
        return self._reading.sees(person)

    def home(self, person: PersonRef) -> str:
        return self._reading.home(person)

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> ExternalRef:
        at, user = parse_thread(thread), parse_person(person).user
        posted = await self._slack.simulate.post(user=user, channel=at.channel, text=text, thread_ts=at.ts)
        return make_message(TEAM, at.channel, posted["ts"])

    def look(self, ref: ExternalRef) -> Shown:
        return self._reading.shown(self._reading.message(ref))

    def fail(self, trouble: Trouble, after: int = 0) -> None:
        if after:
            self._work.pg.faults.add("*", "delay", times=after, delay_ms=0)
        self._work.pg.faults.add("*", FAULTS[trouble], retry_after=RETRY_AFTER)

    def hurry(self) -> None:
        self._work.seconds = 1.0
        self.desk = self._work.another_desk()

    def unreachable(self) -> AgentDesk:
        settings = section(api_url=f"http://127.0.0.1:{free_port()}/api")
        client = SlackClient(settings, lambda: self._work.session, ClientTimeout(total=5, connect=5))
        return SlackDesk("slack", settings, client, self._work.files, self._work.clock)

    def restarted(self) -> AgentDesk:
        return self._work.another_desk()

    async def spoil(self, how: Spoilt) -> None:
        people = self._slack.simulate
        match how:
            case Spoilt.ARCHIVED:
                await people.archive(user="U0ADA", channel=CHANNEL)
            case Spoilt.REMOVED:
                await people.kick(user="U0ADA", channel=CHANNEL, who="U0BRIDGE")
            case Spoilt.REVOKED:
                self._slack.store.grants["xoxb-playground"].revoked = True

    async def mend(self, how: Spoilt) -> None:
        people = self._slack.simulate
        match how:
            case Spoilt.ARCHIVED:
                await people.unarchive(user="U0ADA", channel=CHANNEL)
            case Spoilt.REMOVED:
                await people.invite(user="U0ADA", channel=CHANNEL, who="U0BRIDGE")
            case Spoilt.REVOKED:
                self._slack.store.grants["xoxb-playground"].revoked = False

    async def delete(self, ref: ExternalRef) -> None:
        at = parse_message(ref)
        await self._slack.simulate.delete(user="U0LIN", channel=at.channel, ts=at.ts)

    def file(self, name: str, data: bytes) -> Media:
        return self._work.files.add(name, data)

    async def waits(self) -> None:
        await self._work.clock.sleep(10)

    def words(self, sentence: Sentence) -> str:
        return {**TEMPLATES, **SLACKS}[sentence.key].format_map(sentence.args)


_: type[Stage] = SlackStage


@asynccontextmanager
async def slack_stage() -> AsyncIterator[Stage]:
    """Start a playground whose time stands still and which counts no calls, and a desk in it."""
    clock = PlaygroundClock(NOW.timestamp())
    async with Playground(clock=clock, port=0) as pg, ClientSession() as session:
        pg.slack.meter.limits = Limits(enabled=False)
        yield SlackStage(Workplace(pg, session))
