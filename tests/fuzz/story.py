"""What has happened before strangers come: two chats and a phone's, in which everything has been done once.

Rule: it gives back what was given out on the way, which is what a stranger would like to have: addresses and words that
open something.
"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from adapters.sms.ids import Line
from bridge.pages.cookies import Cookie
from bridge.pages.entry import token_of
from core.ids import ChannelName, FileId, FormId
from core.messages import Media
from tests.adapters.twilio.at_twilio import MIA, OURS, AtTwilio
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, talking
from tests.scenarios.secure import CARD, Browser, address, fills_in, signs_in, until_asked
from tests.scenarios.world import World

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00\x00\x00\xfd\xd4\x9as\x00\x00\x00\x16ID"
    b"ATx\x9cc\xfc\xcf\xc0\xc0\xc0\xc0\xc0\xc4\xc0\xc0\xc0\xc0\xc0\x00\x00\r\x1d\x01\x03j\xc2\x9b\xe9\x00\x00\x00\x00IEND\xaeB`\x82"
)


async def happened(world: World, twilio: AtTwilio, *, by_suite: bool) -> tuple[list[Customer], dict[str, str]]:
    """Let two chats and a phone's go on; agents sign in by their suite, or by a code."""
    ada, customer = await talking(world)
    quiet = await world.customer()
    file = await customer.uploads("tea.png", PICTURE)
    await customer.says("a picture", file)
    await customer.says("and words")
    await _acts(world, ada, customer)
    await ada.writes("!form card", customer)
    filled = await until_asked(world, customer)
    await fills_in(customer, filled, card__number=CARD, card__expiry="12/40", card__name="Grace")
    await ada.writes("!form address", customer)
    asked = await until_asked(world, customer, place=-1)
    await world.quiet()
    good = {"filled": filled, "asked": asked, "status": await _phone(world, twilio)}
    mine = await _signed_in(world, "ada", filled, by_suite=by_suite)
    others = await _signed_in(world, "grace", filled, by_suite=by_suite)
    begun = others if by_suite else await _begun(world, filled)
    for whose, given in (("agent", mine), ("leaver", others), ("beginner", begun)):
        good |= {f"{whose}'s {name}": value for name, value in given.items()}
    return [customer, quiet], good | await _links(world, ada, customer, asked)


@dataclass(frozen=True, slots=True)
class _Phone:
    """Somebody who writes text messages."""

    channel = ChannelName("sms")
    contact = Line(MIA, OURS).contact


async def _phone(world: World, twilio: AtTwilio) -> str:
    """Let a phone and an agent talk; give where it is told what became of the agent's words."""
    world.phone = _Phone()
    (grace,) = await ready(world, "grace")
    twilio.twilio.settings.sms_url = f"{world.url}/sms/incoming"
    await twilio.twilio.simulate.send(phone=MIA, to=OURS, text="is it hot?")
    await twilio.twilio.settled()
    await grace.accepts()
    await grace.writes("as hot as ever")
    await world.until(lambda: "as hot as ever" in twilio.texts() or None, "the agent's words on the phone")
    await world.quiet()
    return twilio.taken[-1].one("StatusCallback").removeprefix(world.url)


async def _acts(world: World, ada: Person, customer: Customer) -> None:
    """Let an agent do in each way what can be done in it."""
    said = await ada.writes("a word", customer, files={"cup.txt": b"a cup"})
    await customer.hears("a word")
    await ada.edits(said, "another word")
    await customer.hears("another word")
    await ada.reacts(said, "eyes")
    await ada.deletes(said)
    await ada.command("status")
    await ada.says("help")
    await ada.opens_home()
    await ada.writes("!note a note", customer)
    await ada.writes("!close", customer)
    await ada.clicks_on_card("Note…", customer)
    await ada.fills_in(text="another note")
    await world.quiet()


async def _signed_in(world: World, name: str, form: FormId, *, by_suite: bool) -> dict[str, str]:
    """Sign an agent in; give what their browser keeps, and shows again."""
    url, agent = address(world, form, name), world.desk.agent(name)
    if by_suite:
        asked = await agent.browser.opens(f"{world.url}/desk/")
        way = re.search(r'href="([^"]*/desk/sign-in/with/[^"]*)"', asked.text)
        assert way is not None, asked.text
        assert "Signed in as" in (await agent.signs_in(urljoin(asked.url, unescape(way[1])))).text
        cookies = {one.key: one.value for one in agent.browser.session.cookie_jar}
    else:
        async with Browser() as browser:
            await signs_in(world, browser, name, url)
            cookies = dict(browser.cookies())
    return {
        "ticket": url.rpartition("for=")[2],
        "cookies": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "press": token_of(cookies[Cookie.SESSION.value]),
    }


async def _begun(world: World, form: FormId) -> dict[str, str]:
    """Have a code sent that nobody types; give what the browser keeps."""
    url = address(world, form, "lin")
    async with Browser() as browser:
        await browser.visits("GET", url)
        await browser.presses("Send me a code")
        secret = browser.cookies()[Cookie.ATTEMPT.value]
    return {
        "ticket": url.rpartition("for=")[2],
        "cookies": f"{Cookie.ATTEMPT.value}={secret}",
        "press": token_of(secret),
    }


async def _links(world: World, ada: Person, customer: Customer, asked: FormId) -> dict[str, str]:
    """Give the links that people were given."""
    bridge = world.running.bridge
    assert bridge.links is not None
    await ada.writes("!transcript", customer)
    told = await ada.is_told("/transcript/")
    found = re.search(r"/transcript/([\w.-]+)", told.text)
    assert found is not None, told.text
    shown = next(part for part in customer.files() if part["name"] == "tea.png")["url"].rpartition(world.url)[2]
    file = FileId(shown.split("/")[3])
    media = Media(file=file, name="tea.png", mime="image/png", size=len(PICTURE))
    return {
        "token": customer._token,  # noqa: SLF001 - a stranger who has got hold of it
        "form link": link_of(world, asked),
        "grant": "",
        "transcript": found[1],
        "file": shown,
        "file link": bridge.links.address(media).removeprefix(world.url),
    }


def link_of(world: World, form: FormId) -> str:
    """Give the last part of the link at which a customer fills a form in."""
    links = world.running.bridge.office.form_links
    assert links is not None
    return links.customers(form).rpartition("/")[2]
