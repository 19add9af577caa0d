"""Secure forms in scenarios: the shop's forms, and a customer who fills them in as the widget does."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from yarl import URL

from bridge.forms.opening import FormValues, values_of
from core.ids import AgentId, DeskName, FormId
from tests.scenarios.customer import Customer
from tests.scenarios.world import World

CARD = "4111 1111 1111 1111"
ADDRESS: Mapping[str, Any] = {
    "title": "Delivery address",
    "languages": {"de": {"title": "Lieferadresse"}},
    "inputs": {
        "street": {"label": "Street", "required": True, "languages": {"de": {"label": "Straße"}}},
        "floor": {"label": "Floor", "kind": "number"},
    },
}
PAYMENT: Mapping[str, Any] = {
    "title": "Your card",
    "inputs": {"card": {"label": "Card", "kind": "card", "required": True}},
}
LINK: Mapping[str, Any] = {"title": "Payment", "payment_link": {"hosts": ["pay.example"]}}


def with_forms(**changes: Any) -> dict[str, Any]:
    """Give settings whose support queue has three forms."""
    listed = {"address": ADDRESS, "card": PAYMENT, "payment": LINK}
    support = {"secure_forms": list(listed)} | changes
    return {"secure_forms": listed, "queues": {"support": support}}


def asked(customer: Customer) -> list[dict[str, Any]]:
    """Give the forms that the customer's window knows of, in order, as they stand."""
    parts = [part for message in customer.messages() for part in message["parts"]]
    return [part["form"] for part in parts if "form" in part]


async def until_asked(world: World, customer: Customer, stage: str = "requested", place: int = -1) -> FormId:
    """Wait until the customer's window shows a form at a stage, and give it."""
    found = await world.until(
        lambda: next((one for one in asked(customer)[place:][:1] if one["stage"] == stage), None),
        lambda: f"a form that is {stage}; there are {asked(customer)}",
    )
    return FormId(found["id"])


def opener(world: World) -> FormValues:
    """Give what the agents' page opens forms with."""
    bridge = world.running.bridge
    made = values_of(bridge.forms, bridge.database, bridge.office, bridge.inbox, bridge.clock)
    assert made is not None
    return made


def openers(world: World) -> list[FormValues]:
    """Give what opens forms in each of the world's bridges."""
    bridges = [one.bridge for one in world.running.all]
    made = [values_of(one.forms, one.database, one.office, one.inbox, one.clock) for one in bridges]
    return [one for one in made if one is not None]


async def described(customer: Customer, form: str, locale: str = "") -> dict[str, Any]:
    """Give a form as the widget is told of it."""
    answer: ClientResponse = await customer.calls("GET", f"/widget/forms/{form}?locale={locale}")
    async with answer:
        body: dict[str, Any] = await answer.json()
        return body | {"http": answer.status}


async def fills_in(customer: Customer, form: str, /, **given: Any) -> tuple[int, dict[str, Any]]:
    """Send a form in; a pair of name and bytes is a file. `card__number` is the number of `card`."""
    data = FormData(default_to_multipart=True)
    for name, value in given.items():
        if isinstance(value, tuple):
            data.add_field(name.replace("__", "."), value[1], filename=value[0])
        else:
            data.add_field(name.replace("__", "."), value)
    data.add_field("nothing", "")
    answer: ClientResponse = await customer.calls("POST", f"/widget/forms/{form}", data=data)
    async with answer:
        return answer.status, await answer.json()


async def declines(customer: Customer, form: str) -> None:
    """Say no."""
    async with await customer.calls("POST", f"/widget/forms/{form}/decline") as answer:
        assert answer.status == 200, await answer.text()


def address(world: World, form: FormId, agent: str) -> str:
    """Give the page at which an agent opens a form, as the bot tells it to them."""
    links = world.running.bridge.office.form_links
    assert links is not None
    return links.agents(form, (DeskName(world.desk.name), AgentId(agent)))


Answer = tuple[int, str, Mapping[str, str]]


class Browser:
    """A browser with cookies of its own."""

    def __init__(self, says: str = "") -> None:
        """Take what it says of itself, if anything."""
        self._says = {"User-Agent": says} if says else {}

    async def __aenter__(self) -> Self:
        """Open it."""
        self._session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers=self._says)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        await self._session.close()

    async def visits(self, method: str, url: str, **more: Any) -> Answer:
        """Load a page, or send something to its address."""
        async with self._session.request(method, url, **more) as answer:
            self._at, self._shown = answer.url, await answer.text()
            return answer.status, self._shown, answer.headers

    async def presses(self, label: str, headers: Mapping[str, str] | None = None, **typed: str) -> Answer:
        """Press a button on the page that is shown, with what was typed beside it."""
        forms = re.findall(r"<form[^>]*>.*?</form>", self._shown, re.DOTALL)
        pressed = next((one for one in forms if f">{label}</button>" in one), None)
        assert pressed is not None, f"there is no button {label} in {self._shown}"
        action = re.search(r'action="([^"]*)"', pressed)
        url = self._at.join(URL(unescape(action[1]))) if action else self._at
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', pressed)
        given = {name: unescape(value) for name, value in hidden} | typed
        self._pressed = (str(url), given)
        return await self.visits("POST", str(url), data=given, headers=headers)

    async def replays(self) -> Answer:
        """Send again what the last press sent."""
        url, given = self._pressed
        return await self.visits("POST", url, data=given)

    def cookies(self) -> Mapping[str, str]:
        """Give what the browser keeps."""
        return {one.key: one.value for one in self._session.cookie_jar}

    def keeps(self, url: str, **cookies: str) -> None:
        """Have it keep something else."""
        self._session.cookie_jar.update_cookies(cookies, URL(url))

    async def sends(self, url: str, **given: str) -> Answer:
        """Send a form in."""
        data = FormData(default_to_multipart=True)
        for name, value in {"nothing": "", **given}.items():
            data.add_field(name, value)
        return await self.visits("POST", url, data=data)


CODE = re.compile(r"Your code to sign in: (\S+)\.")


def codes(world: World, agent: str) -> list[str]:
    """Give the codes that an agent was told, oldest first."""
    return [found[1] for found in map(CODE.search, world.desk.agent(agent).heard()) if found]


async def asks_for_a_code(world: World, browser: Browser, agent: str, url: str) -> str:
    """Open a page as an agent who is not signed in, have a code sent, and read it at the desk."""
    status, _, _ = await browser.visits("GET", url)
    assert status == 200
    known = len(codes(world, agent))
    assert (await browser.presses("Send me a code"))[0] == 200
    told = await world.until(lambda: codes(world, agent)[known:], f"a code for {agent}")
    return told[-1]


async def signs_in(world: World, browser: Browser, agent: str, url: str) -> Answer:
    """Open a page as an agent who is not signed in: ask for a code, and type it."""
    code = await asks_for_a_code(world, browser, agent, url)
    return await browser.presses("Sign in", code=code)


async def visits(method: str, url: str) -> Answer:
    """Load a page in a browser that knows nothing."""
    async with Browser() as browser:
        return await browser.visits(method, url)


def written(world: World, sent: Sequence[object]) -> str:
    """Give all that a world has written: its tables, its files, its log, and what was `sent` to the platform."""
    folder = Path(world.running.bridge.config.storage.files).parent
    pieces = [repr(world.log), repr(sent)]
    files = (one for one in folder.rglob("*") if one.is_file())
    pieces += [one.read_bytes().decode("utf-8", "replace") for one in files]
    with sqlite3.connect(folder / "bridge.db") as conn:
        for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            pieces.append(repr(conn.execute(f'SELECT * FROM "{table}"').fetchall()))  # noqa: S608 - names of our own
    return "\n".join(pieces)
