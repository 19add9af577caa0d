"""The widget and the page around it: what stays text, what follows a link, who may say what to whom."""

import pytest
from playwright.async_api import Browser, expect

from core.inbound import CustomerDid
from tests.browser.conftest import OpenPage
from tests.browser.widget.site import (
    LAUNCHER,
    Shop,
    open_chat,
    say,
    until_launcher_says,
    until_page_says,
    wait_for,
)

pytestmark = pytest.mark.browser


async def test_markup_in_a_message_stays_text(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    nasty = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    await say(frame, nasty)
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(nasty)

    await expect(frame.get_by_text(nasty)).to_have_count(2)
    assert await frame.title() == "Northwind Tea"


async def test_links_own_site_in_this_window_others_in_a_new_one_and_nothing_else(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.says(f"See {shop.url}/help, (www.example.com/a_(b)). javascript:alert(1) ftp://x.example //evil")

    links = frame.get_by_role("log").get_by_role("link")
    await expect(links).to_have_count(2)
    other = links.nth(1)
    assert await other.get_attribute("href") == "https://www.example.com/a_(b)"
    assert (await other.get_attribute("target"), await other.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    await links.nth(0).click()
    await page.wait_for_url(f"{shop.url}/help")


async def test_widget_works_when_storage_is_blocked(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    await context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('blocked', 'SecurityError'); } })"
    )
    page = await context.new_page()
    await page.goto(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")

    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await context.close()


async def test_pages_are_tracked_without_query_in_a_single_page_site(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await page.evaluate("history.pushState({}, '', '/checkout?card=4111#token=x'); document.title = 'Checkout'")

    await wait_for(lambda: shop.world.bodies(CustomerDid))
    (moved,) = shop.world.bodies(CustomerDid)
    assert (moved.page.url, moved.page.title) == (f"{shop.url}/checkout", "Checkout")


async def test_frame_heeds_nobody_but_its_loader(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await shop.frame(page)
    await expect(frame.get_by_label("Your message")).to_be_attached()
    forged = {"mark": "deskbridge", "v": 1, "t": "navigate", "url": f"{shop.url}/stolen"}
    await page.evaluate("message => window.postMessage(message, '*')", forged)
    opening = {"mark": "deskbridge", "v": 1, "t": "panel", "open": True, "touch": False}
    await frame.evaluate("message => window.postMessage(message, '*')", opening)
    await page.evaluate("() => new Promise(done => setTimeout(done))")

    assert page.url == f"{shop.url}/"
    assert shop.world.items == []


async def test_script_included_twice_shows_one_widget(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await shop.frame(page)
    await page.evaluate(
        "src => new Promise(done => { const s = document.createElement('script'); s.src = src; s.onload = done;"
        " document.body.append(s); })",
        f"{shop.world.url}/widget.js",
    )

    assert sum("/widget/frame" in one.url for one in page.frames) == 1


async def test_chat_that_does_not_load_says_so_and_the_next_opening_tries_again(shop: Shop, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    await page.clock.install()
    await page.route("**/widget/frame*", lambda route: route.abort())
    await page.goto(shop.url)
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    await page.clock.run_for(16_000)
    await until_page_says(page, "Chat is not available at the moment. Please try again later.")
    await page.unroute("**/widget/frame*")
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    await until_launcher_says(page, "Open chat")
    await page.mouse.click(1280 - LAUNCHER, 800 - LAUNCHER)
    frame = await shop.frame(page)

    await expect(frame.get_by_label("Your message")).to_be_focused()
    await context.close()
