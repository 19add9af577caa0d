"""The bridge's own pages for agents: the sign-in, the desk's page, their sessions, a form that is opened once."""

from playwright.async_api import expect

from core.ids import AgentId, DeskName, FormId
from scripts.gallery.play import Play
from scripts.gallery.scenes.words import DENTED
from scripts.gallery.studio import PHONE, Window
from tests.scenarios.played import OnDesk
from tests.scenarios.scenes import talking
from tests.scenarios.secure import CARD, Browser, codes, fills_in, signs_in, until_asked
from tests.scenarios.settings import Settings

SIZE = (720, 640)
BY_SUITE: Settings = {"desks": OnDesk(lambda kind: {kind.name: kind.openid()})}
TOO_LATE = 16 * 60
BEFORE = 7 * 60
ON_A_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1"
AT_HOME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def opens_a_form(play: Play) -> None:
    """Let Ada sign in by a code, look at what waits, open it, and come back too often and too late."""
    card, address = await _two_forms(play)
    window = await play.studio.window(card, play.world.clock.seconds, SIZE)
    page = window.page
    await _take(play, window, "page-sign-in")
    await page.get_by_role("button", name="Send me a code").click()
    await _take(play, window, "page-code")
    code = (await play.world.until(lambda: codes(play.world, "ada"), "a code for Ada"))[-1]
    await page.get_by_label("Your code").fill(code)
    await page.get_by_role("button", name="Sign in").click()
    await _take(play, window, "page-form-waits")
    await page.goto(f"{play.world.url}/desk/")
    await _take(play, window, "page-desk")
    await page.goto(card)
    await page.get_by_role("button", name="Open once").click()
    await _take(play, window, "page-form-open")
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await page.locator("summary").first.click()
    await _take(play, window, "page-form-open-phone")
    await page.goto(card)
    await _take(play, window, "page-form-opened")
    await page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    await play.world.passes(TOO_LATE)
    await page.goto(address)
    await _take(play, window, "page-form-expired")
    await page.context.close()


async def looks_at_their_sessions(play: Play) -> None:
    """Let Ada, who is signed in elsewhere too, see where, end it, and come back later."""
    world = play.world
    links = world.running.bridge.office.form_links
    if links is None:
        raise ValueError("the shop has no secure forms")
    ticket = links.agents(FormId("f0"), (DeskName(world.desk.name), AgentId("ada"))).partition("for=")[2]
    url = f"{world.url}/desk/sessions?for={ticket}"
    async with Browser(ON_A_PHONE) as phone, Browser(AT_HOME) as home, Browser(AT_HOME) as later:
        await signs_in(world, home, "ada", url)
        await world.passes(BEFORE)
        await signs_in(world, phone, "ada", url)
        await world.passes(BEFORE)
        window = await play.studio.window(url, world.clock.seconds, SIZE)
        page = window.page
        known = len(codes(world, "ada"))
        await page.get_by_role("button", name="Send me a code").click()
        code = (await world.until(lambda: codes(world, "ada")[known:], "a code for Ada"))[-1]
        await page.get_by_label("Your code").fill(code)
        await page.get_by_role("button", name="Sign in").click()
        await _take(play, window, "page-sessions")
        await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await _take(play, window, "page-sessions-phone")
        await page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
        await page.get_by_role("button", name="End all others").click()
        await _take(play, window, "page-sessions-ended")
        await world.passes(BEFORE)
        await signs_in(world, later, "ada", url)
        await world.passes(BEFORE)
        await page.goto(f"{world.url}/desk/sessions")
        await _take(play, window, "page-sessions-again")
        await page.context.close()


async def signs_in_with_the_suite(play: Play) -> None:
    """Let Ada come to the sign-in where the suite has one."""
    window = await play.studio.window(f"{play.world.url}/desk/", play.world.clock.seconds, PHONE)
    await _take(play, window, "page-sign-in-suite")
    await window.page.context.close()


async def _two_forms(play: Play) -> tuple[str, str]:
    """Let the customer fill in two forms; give where Ada opens each."""
    ada, customer = await talking(play.world, words=DENTED)
    links = play.world.running.bridge.office.form_links
    if links is None:
        raise ValueError("the shop has no secure forms")
    given = {
        "card": {"card__number": CARD, "card__expiry": "12/31", "card__name": "Maya Okafor"},
        "address": {"street": "Elm Street 1", "town": "Ely"},
    }
    found: list[str] = []
    for name, values in given.items():
        await ada.writes(f"!form {name}")
        form = await until_asked(play.world, customer)
        await fills_in(customer, form, **values)
        await until_asked(play.world, customer, "received")
        found.append(links.agents(form, (DeskName(play.world.desk.name), AgentId("ada"))))
    return found[0], found[1]


async def _take(play: Play, window: Window, name: str) -> None:
    """Take a page, light and dark."""
    await expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    await window.settles()
    words = await window.page.inner_text("body")
    play.studio.keep(name, await window.picture(), words)
    play.studio.keep(f"{name}-dark", await window.picture(scheme="dark"), words)
