"""Hostile words of a whole chat stay words in every window: the widget, the desk, the pages behind links, the mail.

Rules:
1. The bridge is real, on the scenarios' clock; the customer's window in the browser is another one of the scenario's
   customer, so that words go in by both and are seen in both.
2. Links that people write lead where they say, until an agent, who may name links at the desk, has written some.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Frame, Page, expect

from core.ids import AgentId, DeskName
from tests.browser.demo.shopper import LAUNCHER, Shopper
from tests.browser.inert import Watch, shows, watching
from tests.mail_server import MailServer, rich
from tests.payloads import LINKS, MARK, MARKUP, MENTIONS, TRICKS, UNSENDABLE
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.played import KINDS, PLAYED
from tests.scenarios.secure import codes, until_asked
from tests.scenarios.settings import Settings
from tests.scenarios.world import World, a_world

pytestmark = pytest.mark.browser

ODD = [one for name, one in TRICKS.items() if one and name not in UNSENDABLE | {"long"}]
GROUPS = ("\n".join(MARKUP.values()), "\n".join(LINKS.values()), "\n".join(MENTIONS.values()), "\n".join(ODD))
EXACT = [*MARKUP.values(), *LINKS.values(), *MENTIONS.values()]
"""What is shown just as it was written."""
WORDS = MappingProxyType({name: one[:60] for name, one in MARKUP.items() if name != "template"})
"""As short as a title; a configuration itself takes `${…}` for a variable."""
ALL = " ".join(WORDS.values())
ONLY_DESK = '{"open":{"customer":false,"slack":true,"teams":true,"inspector":false},"size":{}}'
MAYA = "maya@customer.example"


def hostile(mail: MailServer) -> Settings:
    """Give a shop whose every name and text is hostile."""
    inputs: dict[str, Any] = {f"i{at}": {"label": one, "help": one} for at, one in enumerate(WORDS.values())}
    inputs["pick"] = {"label": "Pick", "kind": "choice", "options": list(WORDS.values())}
    return {
        "queues": {
            "support": {
                "title": WORDS["svg"],
                "secure_forms": ["address"],
                "messages": {"waiting": ALL, "agent_joined": f"{{agent}} {ALL}", "ended": f"over {ALL}"},
                "survey": {"question": WORDS["img"], "scale": 5, "comment": WORDS["script"]},
            },
            "sales": {"title": WORDS["base"]},
        },
        "agents": {"ada": {"nickname": WORDS["img"]}, "grace": {"name": WORDS["script"]}},
        "canned": {"harm": {"title": WORDS["frame"], "text": f"canned {ALL}", "shortcut": "hm"}},
        "secure_forms": {"address": {"title": WORDS["comment"], "intro": ALL, "inputs": inputs}},
        "channels": {
            "web": {
                "title": WORDS["style"],
                "greeting": ALL,
                "identity": {"keys": [{"id": "k1", "algorithm": "HS256", "secret": "s" * 32}]},
            }
        },
        "transcripts": {"link_secret": "a secret for scenarios only", "link_lifetime": "7d"},
        "mail": {
            "smtp_host": "127.0.0.1",
            "smtp_port": mail.port,
            "security": "none",
            "sender": "support@shop.example",
        },
        "keys": [{"id": "k1", "secret": "0123456789abcdef" * 4}],
    }


@dataclass(frozen=True, slots=True)
class Scene:
    """A world, its mail, and a chat in it."""

    world: World
    mail: MailServer
    ada: Person
    customer: Customer

    @property
    def scripts(self) -> tuple[str, ...]:
        """What makes a browser the customer's, and shows the desk alone."""
        return stored("playground.layout", ONLY_DESK), stored("deskbridge.token", self.customer.token)


@pytest.fixture(params=KINDS)
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Start the hostile shop, with its agents on a desk, and let a customer and an agent talk."""
    PLAYED.append(KINDS[request.param])
    try:
        async with MailServer() as mail, a_world(hostile(mail)) as world:
            world.playground.bridge_url = world.url
            ada = world.desk.agent("ada")
            await ada.command("ready")
            customer = Customer(world, "")
            world.customers.append(customer)
            customer.shows = {"claims": {"name": f"Maya {WORDS['img']}"}}
            await customer.opens()
            await customer.says(GROUPS[0])
            await ada.accepts(customer)
            yield Scene(world, mail, ada, customer)
    finally:
        PLAYED.pop()


async def test_nothing_comes_alive_in_the_widget_and_at_the_desk(scene: Scene, browser: Browser) -> None:
    world, customer = scene.world, scene.customer
    async with watching(browser, *scene.scripts) as watch:
        frame = await the_widget(watch, world)
        for group in GROUPS[1:]:
            await world.passes(1)
            await customer.says(group)
        for payload in MARKUP.values():
            await world.passes(6)
            await customer.says("see", await customer.uploads(quote(f"{payload[:80]}.txt", safe=""), b"hello"))
        await Shopper(frame.page).says(MARKUP["img"])
        await world.quiet()
        await shows(frame, EXACT)
        desk = await the_desk(watch, world, customer)
        await shows(desk, EXACT[: len(MARKUP)])
        await watch.nothing()

        for group in GROUPS:
            await scene.ada.writes(group)
            await world.passes(2)
        await scene.ada.writes("!canned hm now")
        await customer.hears("canned")
        await scene.ada.writes("!end yes")
        await customer.hears("over")
        await expect(frame.get_by_text(f"over {ALL}")).to_be_visible()
        await shows(frame, [*EXACT, f"canned {ALL}", WORDS["img"]])
        await desk.reload()
        await at_the_thread(desk, world, customer)
        await shows(desk, EXACT[: len(MARKUP)])
        await watch.nothing(linked=True)
        assert await frame.title() == WORDS["style"]
        assert MARK not in await frame.page.title()


async def test_nothing_comes_alive_in_a_secure_form_and_on_its_pages(scene: Scene, browser: Browser) -> None:
    world, ada, customer = scene.world, scene.ada, scene.customer
    links = world.running.bridge.office.form_links
    assert links is not None
    async with watching(browser, *scene.scripts) as watch:
        frame = await the_widget(watch, world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(frame)
        await until_asked(world, customer, "received")
        await watch.nothing()
        page = await watch.opens(links.agents(form, (DeskName(world.desk.name), AgentId("ada"))))
        await signs_in(page, world)
        await watch.nothing()
        await page.goto(f"{world.url}/desk/")
        await page.get_by_role("link", name=WORDS["comment"]).click()
        await page.get_by_role("button", name="Open once").click()
        await expect(page.get_by_role("button", name="Copy").first).to_be_visible()
        await shows(page, [MARKUP[name] for name in WORDS])
        await watch.nothing()
        await page.reload()
        await expect(page.get_by_role("heading", name="Opened already")).to_be_visible()
        await watch.nothing()

        await ada.writes("!form address")
        linked = await watch.opens(links.customers(await until_asked(world, customer)))
        await linked.get_by_role("button", name="Continue").click()
        await shows(linked, WORDS.values())
        await watch.nothing()
        await fills_in(linked.main_frame)
        await watch.nothing()


async def test_nothing_comes_alive_in_a_transcript_on_its_page_and_in_a_mail(scene: Scene, browser: Browser) -> None:
    world, ada, customer = scene.world, scene.ada, scene.customer
    for group in GROUPS[1:]:
        await world.passes(1)
        await customer.says(group)
        await ada.writes(group)
    await ada.writes("!transcript")
    told = await ada.is_told("/transcript/")
    found = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", told.text)
    assert found is not None
    await ada.writes(f"!transcript {MAYA}")
    await world.until(lambda: scene.mail.taken, "the mail")
    (mail,) = scene.mail.taken
    assert (mail["To"], scene.mail.recipients) == (MAYA, [MAYA])
    assert MARK not in {name.lower() for name in mail.keys()}  # noqa: SIM118 - a message's own list of its heads
    async with watching(browser) as watch:
        page = await watch.opens(found[0])
        await shows(page, EXACT)
        letter = await watch.opens("about:blank")
        await letter.set_content(rich(mail))
        await shows(letter, EXACT)
        await watch.nothing()


def stored(key: str, value: str) -> str:
    """Write a script that keeps something for the sites that are opened."""
    return f"try {{ localStorage.setItem({key!r}, {value!r}) }} catch {{}}"


async def the_widget(watch: Watch, world: World) -> Frame:
    """Open the shop's page, and the chat in it."""
    page = await watch.opens(f"{world.playground.url}/shop")
    shopper = Shopper(page)
    frame = await shopper.frame()
    await expect(frame.get_by_label("Your message")).to_be_attached()
    size = page.viewport_size or {"width": 0, "height": 0}
    await page.mouse.click(size["width"] - LAUNCHER, size["height"] - LAUNCHER)
    await shopper.hears(MARKUP["img"])
    return frame


async def the_desk(watch: Watch, world: World, customer: Customer) -> Page:
    """Open the desk's own window at the chat's thread."""
    page = await watch.opens(f"{world.playground.url}/?desk={world.desk.name}")
    await at_the_thread(page, world, customer)
    return page


async def at_the_thread(page: Page, world: World, customer: Customer) -> None:
    """Go to the chat's thread in a window that was opened just now."""
    root = await world.desk.root(customer)
    if world.desk.name == "slack":
        channel, _, ts = root.ref.partition("/")
        name = world.playground.slack.store.channels[channel].name
        await page.locator("nav.sidebar").get_by_role("button", name=re.compile(f"^{name}(,|$)")).click()
        await page.locator(f".list [data-ts='{ts}'] .replies").click()
        await expect(page.locator("aside.thread").get_by_text(MARKUP["img"]).first).to_be_visible()
    else:
        await page.locator(".chain").get_by_role("button", name=re.compile("replies")).first.click()
        await expect(page.locator(".chain").get_by_text(MARKUP["img"]).first).to_be_visible()


async def fills_in(frame: Frame) -> None:
    """Fill in the form that is asked for, every field with a payload, and send it."""
    for at, name in enumerate(WORDS):
        await frame.locator(f"[name=i{at}]").fill(MARKUP[name])
    await frame.get_by_label("Pick").select_option(WORDS["svg"])
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_role("button", name="Send securely")).to_have_count(0)


async def signs_in(page: Page, world: World) -> None:
    """Sign in as Ada, by the code that the bot tells her."""
    await page.get_by_role("button", name="Send me a code").click()
    await expect(page.get_by_label("Your code")).to_be_visible()
    code = await world.until(lambda: codes(world, "ada"), "a code for Ada")
    await page.get_by_label("Your code").fill(code[-1])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Open once")).to_be_visible()
