"""The search in a browser finds what is there: in every place, in what no script sees, and on disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.kept import PLACES, kept, on_disk, plant, take
from tests.browser.profile import profile
from tests.servers import free_port

pytestmark = pytest.mark.browser

MARKER = "persimmon"
FRAMED = "<!doctype html><title>Framed</title><p>Framed</p>"
PAGE = """<!doctype html><title>Site</title><iframe src="{other}"></iframe>
<form method="post"><input name="nickname" aria-label="Nickname"><button>Send</button></form>"""
CLOSED_ROOT = (
    "word => document.body.appendChild(document.createElement('section')).attachShadow({mode: 'closed'}).append(word)"
)


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """Serve a page with another one in a frame, a form, a worker's script, and something that a browser may keep."""
    ports = (free_port(), free_port())
    home, other = (f"http://127.0.0.1:{port}" for port in ports)

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=PAGE.format(other=f"{other}/framed"), content_type="text/html")

    async def framed(_: web.Request) -> web.Response:
        return web.Response(text=FRAMED, content_type="text/html")

    async def worker(_: web.Request) -> web.Response:
        return web.Response(text="", content_type="text/javascript")

    async def forever(request: web.Request) -> web.Response:
        return web.Response(text=request.query["word"], headers={"Cache-Control": "max-age=86400"})

    app = web.Application()
    app.router.add_route("*", "/", page)
    app.add_routes([web.get("/framed", framed), web.get("/worker.js", worker), web.get("/forever", forever)])
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    for port in ports:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    yield home
    await runner.cleanup()


async def a_page(context: BrowserContext, url: str) -> Page:
    """Open an address and wait until its frame is there."""
    page = context.pages[0]
    await page.goto(url)
    await expect(page.frame_locator("iframe").get_by_text("Framed")).to_be_visible()
    return page


async def test_each_place_of_each_frame_is_searched_and_what_is_taken_out_is_found_no_more(
    site: str, tmp_path: Path
) -> None:
    async with profile(tmp_path) as context:
        page = await a_page(context, site)
        for frame in page.frames:
            for place in PLACES:
                await plant(frame, place, MARKER)
                assert f"{place} of {frame.url}" in await kept(context, MARKER)
                await take(frame, place)
                assert await kept(context, MARKER) == set()


async def test_what_no_script_sees_is_found_too(site: str, tmp_path: Path) -> None:
    async with profile(tmp_path) as context:
        page = await a_page(context, site)
        document = f"document of {page.url}"
        await context.add_cookies([{"name": "kept", "value": MARKER, "url": site, "httpOnly": True}])
        assert await kept(context, MARKER) == {"cookies"}
        await context.clear_cookies()
        await page.get_by_label("Nickname").fill(MARKER)
        assert await kept(context, MARKER) == {document}
        await page.get_by_label("Nickname").fill("")
        for frame in page.frames:
            await frame.evaluate(CLOSED_ROOT, MARKER)
            assert document in await kept(context, MARKER)
            await frame.evaluate("document.querySelector('section').remove()")
        await page.evaluate("word => navigator.serviceWorker.register(`/worker.js?${word}`)", MARKER)
        assert f"service workers of {page.url}" in await kept(context, MARKER)
        await page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.unregister())")
        await page.goto(f"{site}/#{MARKER}")
        await page.goto(f"{site}/")
        assert await kept(context, MARKER) == {f"history of {page.url}"}


async def test_what_a_browser_has_written_to_its_disk_is_found(site: str, tmp_path: Path) -> None:
    async with profile(tmp_path) as context:
        page = await a_page(context, site)
        for place, word in (("local storage", "loquat"), ("indexed databases", "medlar"), ("cache storage", "quince")):
            await plant(page.main_frame, place, word)
        await page.evaluate("fetch('/forever?word=damson').then(one => one.text())")
        await page.get_by_label("Nickname").fill(MARKER)
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_label("Nickname")).to_have_value("")

    for word, folder in (("loquat", "Local Storage"), ("medlar", "IndexedDB"), ("quince", "Service Worker")):
        assert [one for one in await on_disk(tmp_path, word) if folder in one], word
    assert [one for one in await on_disk(tmp_path, "damson") if "Cache" in one]
    assert "Default/Web Data" in await on_disk(tmp_path, MARKER), "what was typed into forms before"
