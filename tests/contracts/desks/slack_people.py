"""People in the playground's Slack, with a bridge at work in it: everything goes over HTTP, signed, both ways."""

from typing import Literal

from adapters.slack.adapter import SlackAdapter
from adapters.slack.ids import parse_person, parse_thread
from bridge.bootstrap import Bridge
from core.ids import ExternalRef, PersonRef
from playground.server import Playground
from playground.slack import admin
from playground.slack.limits import Limits
from tests.contracts.desks.on_slack import CHANNEL, FAULTS
from tests.contracts.desks.people import People, Section
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.slack_reading import TEAM, SlackReading, buttons
from tests.contracts.desks.stage import Trouble


class SlackPeople:
    """The workspace's people."""

    kind = "slack"
    place = CHANNEL
    ada, grace, sam = PersonRef(f"{TEAM}/U0ADA"), PersonRef(f"{TEAM}/U0GRACE"), PersonRef(f"{TEAM}/U0BYSTANDR")
    posts_once = True

    def __init__(self, pg: Playground) -> None:
        pg.slack.meter.limits = Limits(enabled=False)
        self._pg = pg
        self._slack = pg.slack
        self._reading = SlackReading(pg.slack)
        self._adapter: SlackAdapter | None = None

    def section(self) -> Section:
        return {
            "team": TEAM,
            "bot_token": "xoxb-playground",
            "signing_secret": "playground-signing-secret",
            "api_url": f"{self._pg.url}/slack/api",
            "posts_per_second": 100,
        }

    async def meet(self, bridge: Bridge, url: str) -> None:
        adapter = bridge.adapters[self.kind]
        assert isinstance(adapter, SlackAdapter)
        self._adapter = adapter
        paths = {f"{name}_url": f"{url}/slack/{name}" for name in ("events", "interactivity", "commands")}
        await admin.configure(self._slack, paths)

    @property
    def is_still(self) -> bool:
        return self._slack.events.busy == 0

    async def commands(self, person: PersonRef, text: str) -> None:
        user = parse_person(person).user
        place = await self._slack.simulate.open_im(user=user)
        await self._slack.simulate.post(user=user, channel=place["channel"], text=text)

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> None:
        at, user = parse_thread(thread), parse_person(person).user
        await self._slack.simulate.post(user=user, channel=at.channel, text=text, thread_ts=at.ts)

    async def clicks(self, person: PersonRef, label: str) -> None:
        rows = reversed(self._reading.personal_messages(person))
        message, block, element = next(
            (one, block, element) for one in rows for name, block, element in buttons(one) if name == label
        )
        await self._slack.simulate.click(
            user=parse_person(person).user,
            channel=message.channel,
            ts=message.ts,
            block_id=block,
            action_id=element["action_id"],
            value=element["value"],
        )

    def roots(self) -> list[Shown]:
        return self._reading.place(ExternalRef(f"{TEAM}/{CHANNEL}"))

    def thread(self, thread: ExternalRef) -> list[Shown]:
        return self._reading.thread(thread)

    def personal(self, person: PersonRef) -> list[Shown]:
        name = self._slack.store.users[parse_person(person).user].real_name
        return [one for one in self._reading.personal(person) if one.author != name]

    def sees(self, person: PersonRef) -> str:
        return self._reading.sees(person)

    def fail(self, trouble: Trouble) -> None:
        self._pg.faults.add("chat.postMessage", FAULTS[trouble], retry_after=1)

    def deafen(self) -> None:
        self._pg.faults.add("events", "outage", times=None)

    def blind(self, times: int) -> None:
        self._pg.faults.add("conversations.replies", "500", times=times)

    async def turns(self, what: Literal["archived", "unarchived"]) -> None:
        people = self._slack.simulate
        await (people.archive if what == "archived" else people.unarchive)(user="U0ADA", channel=CHANNEL)


_: type[People] = SlackPeople
