"""People in the playground's Teams, with a bridge at work in it: everything goes over HTTP, signed, both ways."""

from typing import Literal

from adapters.teams.ids import parse_message, parse_thread
from bridge.bootstrap import Bridge
from core.ids import ExternalRef, PersonRef
from playground.server import Playground
from playground.teams import admin
from playground.teams.limits import Limits
from playground.teams.seed import APP_ID, APP_SECRET, DEFAULT, NORTHWIND, SUPPORT, TENANT
from tests.contracts.desks.people import People, Section
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.stage import Trouble
from tests.contracts.desks.teams_reading import TeamsReading, buttons
from tests.contracts.desks.teams_stage import FAULTS

_IDS = {one["user"]: PersonRef(f"{TENANT}/{one['aad']}") for one in DEFAULT["people"]}


class TeamsPeople:
    """The tenant's people."""

    kind = "teams"
    place = SUPPORT
    ada, grace, sam = _IDS["ada"], _IDS["grace"], _IDS["sam"]
    posts_once = False

    def __init__(self, pg: Playground) -> None:
        pg.teams.meter.limits = Limits(enabled=False)
        pg.teams.store.people["sam"].installed = True  # whoever is in no team with the app must have it themselves
        self._pg = pg
        self._teams = pg.teams
        self._reading = TeamsReading(pg.teams)

    def section(self) -> Section:
        return {
            "app_id": APP_ID,
            "app_secret": APP_SECRET,
            "tenant": TENANT,
            "login_url": self._teams.login_url,
            "metadata_url": self._teams.metadata_url,
            "service_urls": [self._teams.service_url],
            "service_url": self._teams.service_url,
            "graph_url": self._teams.graph_url,
            "files_hosts": [self._pg.url.removeprefix("http://")],
            "post_limit": "none",
        }

    async def meet(self, bridge: Bridge, url: str) -> None:
        await admin.configure(self._teams, {"messages_url": f"{url}/teams/messages"})

    @property
    def is_still(self) -> bool:
        return self._teams.events.busy == 0

    async def commands(self, person: PersonRef, text: str) -> None:
        user = self._reading.user(person)
        chat = await self._teams.simulate.open_personal(user=user)
        await self._teams.simulate.post(user=user, conversation=chat["conversation"], text=text)

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> None:
        beside = thread.partition("#")[0]  # a personal chat has no threads
        conversation = parse_thread(ExternalRef(beside)).conversation
        await self._teams.simulate.post(user=self._reading.user(person), conversation=conversation, text=text)

    async def answers(self, person: PersonRef, words: str, text: str) -> None:
        """Let a person quote a message of their personal chat with the bot, the newest with these words."""
        quoted = next(one for one in reversed(self.personal(person)) if words in one.whole)
        at = parse_message(quoted.ref)
        quote = f'<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="{at.activity}"><p>…</p>'
        html = f"{quote}</blockquote><p>{text}</p>"
        await self._teams.simulate.post(user=self._reading.user(person), conversation=at.conversation, html=html)

    async def uninstalls(self, person: PersonRef) -> None:
        """Let a person remove the app."""
        await self._teams.simulate.uninstall(user=self._reading.user(person))

    async def clicks(self, person: PersonRef, label: str) -> None:
        rows = reversed(self._reading.personal_messages(person))
        message = next(one for one in rows if label in [action["title"] for action in buttons(one.cards)])
        await self._teams.simulate.click(
            user=self._reading.user(person), conversation=message.conversation, id=message.id, title=label
        )

    def roots(self) -> list[Shown]:
        return self._reading.place(SUPPORT)

    def thread(self, thread: ExternalRef) -> list[Shown]:
        return self._reading.thread(thread)

    def personal(self, person: PersonRef) -> list[Shown]:
        name = self._teams.store.people[self._reading.user(person)].name
        return [one for one in self._reading.personal(person) if one.author != name]

    def sees(self, person: PersonRef) -> str:
        return self._reading.sees(person)

    def fail(self, trouble: Trouble) -> None:
        """Before the first chat the next post is its root card: people who wrote to the bot have their chat with it."""
        what = "send" if self.roots() else "create"
        self._pg.faults.add(what, FAULTS[trouble], vendor="teams", retry_after=1)

    def deafen(self) -> None:
        self._pg.faults.add("events", "outage", vendor="teams", times=None)

    def blind(self, times: int) -> None:
        """Nothing can be looked up here anyway."""

    async def turns(self, what: Literal["archived", "unarchived"]) -> None:
        people = self._teams.simulate
        await (people.archive if what == "archived" else people.unarchive)(team=NORTHWIND)


_: type[People] = TeamsPeople
