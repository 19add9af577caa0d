"""Whether hostile words have come alive in a browser: what ran, opened, was asked for elsewhere, or became an element.

Rules:
1. Payloads call `MARK` as a function: it is there in every document, and tells. Nothing else uses it.
2. A policy that stopped a payload is told, too: it shows that words had become markup before.
3. Only this machine's own addresses may be asked for anything.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Frame, Page, Request

from tests.browser.conftest import PATIENCE
from tests.payloads import MARK

LOOK = Path(__file__).with_name("inert.js").read_text(encoding="utf-8")
TRAP = f"""globalThis.{MARK} = (number) => console.error("{MARK} ran", number);
document.addEventListener("securitypolicyviolation", (one) =>
  console.error("{MARK} was stopped by the policy", one.violatedDirective, one.blockedURI, one.sample));"""
HERE = ("127.0.0.1", "localhost")
STEP = 0.05
"""Seconds between two looks at a page that still changes."""


class Watch:
    """Browser windows in which everything that comes alive is noted."""

    def __init__(self, context: BrowserContext) -> None:
        """Note what happens in all of a browser's pages from now on."""
        self.context = context
        self.alive: list[str] = []
        context.on("console", self._told)
        context.on("dialog", self._dialog)
        context.on("request", self._asked)
        context.on("weberror", lambda error: self.alive.append(f"threw {error.error}"))

    async def opens(self, url: str) -> Page:
        """Open a page."""
        page = await self.context.new_page()
        await page.goto(url)
        return page

    async def nothing(self, *, linked: bool = False) -> None:
        """See that nothing has come alive, in any document of any page; `linked` where people may name their links."""
        for page in self.context.pages:
            for frame in page.frames:
                self.alive += [f"{frame.url} {one}" for one in await frame.evaluate(LOOK, [MARK, linked])]
            if MARK in page.url:
                self.alive.append(f"went to {page.url}")
        assert not self.alive, "\n".join(self.alive)

    def _told(self, line: ConsoleMessage) -> None:
        if MARK in line.text or "Content Security Policy" in line.text:
            self.alive.append(line.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.alive.append(f"dialog {dialog.message}")
        self._closing = asyncio.ensure_future(dialog.dismiss())

    def _asked(self, request: Request) -> None:
        at = urlsplit(request.url)
        if at.scheme not in ("data", "blob", "about") and at.hostname not in HERE:
            self.alive.append(f"asked for {request.url}")


@asynccontextmanager
async def watching(browser: Browser, *scripts: str, width: int = 1280, height: int = 900) -> AsyncIterator[Watch]:
    """Open a browser of its own that is watched; `scripts` run in each document before its own."""
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    for script in (TRAP, *scripts):
        await context.add_init_script(script)
    yield Watch(context)
    await context.close()


async def shows(page: Page | Frame, texts: Iterable[str]) -> None:
    """Wait until words stand in a document as they were written, but for how lines and spaces are broken."""
    wanted = {one: "".join(one.split()) for one in texts}

    async def missing() -> list[str]:
        shown = "".join((await page.evaluate("document.body.textContent")).split())
        return [one for one, plain in wanted.items() if plain not in shown]

    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE / 1000):
            while await missing():  # noqa: ASYNC110 - the browser tells of no change
                await asyncio.sleep(STEP)
    assert not await missing(), f"not shown as it was written: {await missing()}"
