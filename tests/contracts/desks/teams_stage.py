"""The Teams desk at work in the playground: the real adapter, real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

from aiohttp import ClientSession

from adapters.teams.ids import make_message, parse_message, parse_thread
from adapters.teams.marking_desk import MarkingTeamsDesk
from adapters.teams.sentences import TEMPLATES as TEAMS
from core.ids import ExternalRef, PersonRef
from core.messages import Media
from core.ports import AgentDesk, Notes
from core.sentences import Sentence
from core.texts import TEMPLATES
from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.seed import APP_SECRET, NORTHWIND, SUPPORT
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.teams.outbound.workplace import Workplace, person
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.stage import RETRY_AFTER, Spoilt, Stage, Trouble
from tests.contracts.desks.teams_reading import TeamsReading
from tests.servers import free_port

GROUP = "6a0e0000-0000-4000-8000-0000000000c1"
FAULTS = {
    Trouble.THROTTLED: "429",
    Trouble.BROKEN: "412",  # of a post that was answered by 500 nobody knows whether it was done
    Trouble.RESET: "reset_after_accept",
    Trouble.SILENT: "timeout_after_accept",
}


class TeamsStage:
    """The Teams desk, its playground, and the people in it."""

    desk_class: ClassVar[type[AgentDesk]] = MarkingTeamsDesk
    threads_outlive_roots: ClassVar[bool] = True
    place = ExternalRef(SUPPORT)
    nowhere = ExternalRef("19:nowhere@thread.tacv2")

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self._teams = work.pg.teams
        self._reading = TeamsReading(work.pg.teams)
        self.ada, self.grace = person(work.pg, "ada"), person(work.pg, "grace")
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
        conversation = parse_thread(thread).conversation
        user = self._reading.user(person)
        posted = await self._teams.simulate.post(user=user, conversation=conversation, text=text)
        return make_message(conversation, posted["id"])

    def look(self, ref: ExternalRef) -> Shown:
        return self._reading.look(ref)

    def fail(self, trouble: Trouble, after: int = 0) -> None:
        faults = self._work.pg.faults
        if after:
            faults.add("*", "delay", vendor="teams", times=after, delay_ms=0)
        faults.add("*", FAULTS[trouble], vendor="teams", retry_after=RETRY_AFTER)

    def hurry(self) -> None:
        self._work.seconds = 1.0
        self.desk = self._work.another_desk()

    def unreachable(self) -> AgentDesk:
        address = f"http://127.0.0.1:{free_port()}"
        return self._work.another_desk(Notes(), service_url=address, login_url=address)

    def restarted(self) -> AgentDesk:
        return self._work.another_desk()

    async def spoil(self, how: Spoilt) -> None:
        match how:
            case Spoilt.ARCHIVED:
                await self._teams.simulate.archive(team=NORTHWIND)
            case Spoilt.REMOVED:
                await self._teams.simulate.remove_bot(team=NORTHWIND)
            case Spoilt.REVOKED:
                self._teams.settings.app_secret = "another"
                self._teams.tokens.revoke()

    async def mend(self, how: Spoilt) -> None:
        match how:
            case Spoilt.ARCHIVED:
                await self._teams.simulate.unarchive(team=NORTHWIND)
            case Spoilt.REMOVED:
                await self._teams.simulate.add_bot(team=NORTHWIND)
            case Spoilt.REVOKED:
                self._teams.settings.app_secret = APP_SECRET

    async def delete(self, ref: ExternalRef) -> None:
        at = parse_message(ref)
        self._teams.store.conversations[at.conversation].messages[at.activity].deleted = True

    def file(self, name: str, data: bytes) -> Media:
        return self._work.files.add(name, data)

    async def waits(self) -> None:
        await self._work.clock.sleep(10)

    def words(self, sentence: Sentence) -> str:
        return {**TEMPLATES, **TEAMS}[sentence.key].format_map(sentence.args)


_: type[Stage] = TeamsStage


@asynccontextmanager
async def teams_stage() -> AsyncIterator[Stage]:
    """Start a playground whose time stands still and which counts no calls, and a desk that knows its people."""
    clock = PlaygroundClock(NOW.timestamp())
    async with Playground(clock=clock, port=0) as pg, ClientSession() as session:
        pg.teams.meter.limits = Limits(enabled=False)
        work = Workplace(pg, session)
        await work.settle()
        await work.memory.keep(f"group:{SUPPORT}", GROUP)  # as an activity in the channel has named it
        yield TeamsStage(work)
