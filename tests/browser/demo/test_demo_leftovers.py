"""After a chat nothing of what was masked or filled in is left in a browser, the customer's or the agent's (S1-S8).

Rules:
1. What is planted and what is searched by is the scenarios' own; each search first finds a plain marker.
2. Both people have a profile of their own on disk. What a form was given is in no file of it, the list of former
   answers of a browser included. Words that were typed into the chat itself are looked for in all storages; what a
   database of the browser's overwrites in its files, and when, is the browser's own.
"""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Frame, expect

from bridge.demo.world import World
from tests.browser.demo.shopper import LAUNCHER, Shopper
from tests.browser.demo.test_demo_forms import signs_in
from tests.browser.demo.workplace import Workplace
from tests.browser.kept import PLACES, kept, on_disk, plant, take
from tests.browser.profile import profile
from tests.scenarios.test_nothing_is_left import BY_ITSELF, FILES, FILLED_IN, HALVES, MARKER, WORDS

pytestmark = pytest.mark.browser

EXPIRY = "12/39"
NUMBER, NAME, STREET, _ = FILLED_IN
OTHER_NAME, OTHER_STREET = "Declined Person", "Reloaded Street"
"""What is typed into a form that is declined, and into one whose page is loaded anew."""
FORM = (NUMBER, NAME, STREET, OTHER_NAME, OTHER_STREET)
BY_HAND = (WORDS[0], FILES[0])
ALL = (*BY_ITSELF, *HALVES, *FORM, EXPIRY, *BY_HAND)


@dataclass(slots=True)
class People:
    """A customer and an agent, each with a browser profile of their own."""

    shopper: Shopper
    slack: Workplace
    customers: BrowserContext
    agents: BrowserContext
    folders: tuple[Path, Path]
    closing: AsyncExitStack

    async def leave(self) -> None:
        """Close both browsers: all that they keep is on disk then."""
        await self.closing.aclose()


@pytest.fixture
async def people(demo: World, tmp_path: Path) -> AsyncIterator[People]:
    """Let both open their pages."""
    async with AsyncExitStack() as stack:
        folders = (tmp_path / "customer", tmp_path / "agent")
        theirs = [await stack.enter_async_context(profile(one)) for one in folders]
        shop, desk = theirs[0].pages[0], theirs[1].pages[0]
        await shop.goto(f"{demo.playground.url}/shop")
        await desk.goto(demo.playground.url)
        yield People(Shopper(shop), Workplace(desk), theirs[0], theirs[1], folders, stack)


async def test_nothing_that_was_masked_or_filled_in_is_left_in_the_customers_browser(people: People) -> None:
    shopper, slack, browser = people.shopper, people.slack, people.customers
    await the_search_finds_what_stands_in_each_place(people)
    await a_chat(people)
    await masked_by_itself(shopper)
    await filled_in(people)
    await masked_by_hand(people)
    await slack.answers("!end yes")
    await shopper.hears("The chat has ended.")

    assert await kept(browser, MARKER), "what nobody has masked is still to be read"
    assert await kept(browser, *ALL) == set()
    await shopper.page.reload()
    await opens_again(shopper)
    assert await kept(browser, *ALL) == set()
    await shopper.page.goto("about:blank")
    await shopper.page.go_back()
    await opens_again(shopper)
    assert await kept(browser, *ALL) == set()
    await people.leave()
    assert await on_disk(people.folders[0], "loquat"), "what a script has left is on disk"
    assert await on_disk(people.folders[0], *FORM) == set()
    assert [one for one in await on_disk(people.folders[0], EXPIRY) if "Web Data" in one] == []


async def test_nothing_that_an_agent_has_opened_is_left_in_their_browser(people: People) -> None:
    slack, browser = people.slack, people.agents
    await a_chat(people)
    await asks_for(people, "card")
    await fills_in_the_card(await people.shopper.frame())
    view = await browser.new_page()
    link = slack.thread.locator("a[href*='/desk/forms/']")
    await view.goto(await link.get_attribute("href") or "")
    await signs_in(view)
    await view.get_by_role("button", name="Open once").click()
    await expect(view.get_by_text(NAME)).to_be_visible()
    document = {f"document of {view.url}"}
    assert (await kept(browser, NAME), await kept(browser, NUMBER)) == (document, document)

    await view.reload()
    await expect(view.get_by_role("heading", name="Opened already")).to_be_visible()
    assert await kept(browser, *FORM) == set()
    for _ in range(2):
        await view.go_back()
        assert await kept(browser, *FORM) == set()
    await slack.answers("!end yes")
    await people.shopper.hears("The chat has ended.")
    assert await kept(browser, *FORM) == set()
    await people.leave()
    assert await on_disk(people.folders[1], *FORM) == set()


async def the_search_finds_what_stands_in_each_place(people: People) -> None:
    """See that words are found in each place of the shop and of the widget; one stays there."""
    frame = await people.shopper.frame()
    for one in (people.shopper.page.main_frame, frame):
        for place in PLACES:
            await plant(one, place, "loquat")
            assert f"{place} of {one.url}" in await kept(people.customers, "loquat")
            await take(one, place)
    assert await kept(people.customers, "loquat") == set()
    await plant(frame, "local storage", "loquat")


async def a_chat(people: People) -> None:
    """Let the customer write, and Ada accept and stand in the thread."""
    await people.shopper.opens()
    await people.shopper.says(f"Hello, {MARKER}")
    await people.slack.accepts(MARKER)
    await people.slack.opens_thread(MARKER)


async def masked_by_itself(shopper: Shopper) -> None:
    """Let the customer write numbers in every way, and see them hidden."""
    await writes(shopper, f"my card is {BY_ITSELF[0]}")
    await shopper.hears("my card is **** **** **** ****")
    await writes(shopper, f"or {BY_ITSELF[1]}, my account {BY_ITSELF[2]}")
    await shopper.hears(re.compile(r"or \*+, my account \*+"))
    await shopper.says(
        "see", {"name": f"card {BY_ITSELF[3]}.txt", "mimeType": "text/plain", "buffer": b"nothing in it"}
    )
    await writes(shopper, HALVES[0])
    await shopper.hears(HALVES[0])
    await writes(shopper, HALVES[1])
    await expect((await shopper.log()).get_by_text(HALVES[0])).to_have_count(0)


async def writes(shopper: Shopper, text: str) -> None:
    """Write and send what will not be shown as it was written."""
    frame = await shopper.frame()
    await frame.get_by_label("Your message").press_sequentially(text)
    await frame.get_by_label("Your message").press("Enter")


async def asks_for(people: People, form: str) -> None:
    """Let Ada ask for a form, and wait until it is there."""
    await people.slack.answers(f"!form {form}")
    await expect((await people.shopper.frame()).get_by_role("button", name="No, thanks")).to_be_visible()


async def fills_in_the_card(frame: Frame) -> None:
    """Type a card as a person does, and send it."""
    await frame.get_by_label("Card number").press_sequentially(NUMBER)
    await frame.get_by_label("Valid until").press_sequentially(EXPIRY)
    await frame.get_by_label("Name on the card").press_sequentially(NAME)
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_role("log").get_by_text("You sent secure data: Payment card")).to_be_visible()


async def filled_in(people: People) -> None:
    """Let the customer decline a form, send two, and load the page anew over one of them."""
    shopper = people.shopper
    frame = await shopper.frame()
    await asks_for(people, "card")
    await frame.get_by_label("Name on the card").press_sequentially(OTHER_NAME)
    assert await kept(people.customers, OTHER_NAME), "what stands in a field is found"
    await frame.get_by_role("button", name="No, thanks").click()
    await expect(frame.get_by_role("button", name="No, thanks")).to_have_count(0)
    await asks_for(people, "card")
    await fills_in_the_card(frame)
    await asks_for(people, "address")
    await frame.get_by_label("Street and number").press_sequentially(OTHER_STREET)
    await shopper.page.reload()
    await opens_again(shopper)
    frame = await shopper.frame()
    await expect(frame.get_by_label("Street and number")).to_have_value("")
    await frame.get_by_label("Street and number").press_sequentially(STREET)
    await frame.get_by_label("Postcode and town").fill("Leeds")
    await frame.get_by_role("button", name="Send securely").click()
    await shopper.hears("You sent secure data: Delivery address")


async def masked_by_hand(people: People) -> None:
    """Let Ada mask a sentence and a file of the customer's."""
    shopper, slack = people.shopper, people.slack
    await shopper.says(WORDS[0])
    await shopper.says("look", {"name": "apricots.txt", "mimeType": "text/plain", "buffer": FILES[0].encode()})
    await slack.answers("!mask")
    await slack.answers(f"!mask {WORDS[0]}")
    await expect((await shopper.log()).get_by_text(WORDS[0])).to_have_count(0)
    await expect((await shopper.log()).get_by_text("look")).to_have_count(0)


async def opens_again(shopper: Shopper) -> None:
    """Open the chat on a page that was loaded anew, and wait until all that was said is there."""
    await expect((await shopper.frame()).get_by_label("Your message")).to_be_attached()
    size = shopper.page.viewport_size or {"width": 0, "height": 0}
    await shopper.page.mouse.click(size["width"] - LAUNCHER, size["height"] - LAUNCHER)
    await expect((await shopper.log()).get_by_text(MARKER)).to_be_visible()
