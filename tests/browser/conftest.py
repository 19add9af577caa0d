"""A real browser for tests: Debian's Chromium (or another one), driven by Playwright, and the playground to look at.

Rules: without a Chromium the tests fail with a sentence that says what to do; they are never skipped. Every page is
watched: an error thrown in it fails the test. Where all tests share one event loop, as `tests/run.py` has it, they
share one Chromium too, which saves a second a test; each opens profiles of its own in it.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright, expect

from playground.server import Playground
from tests.browser.slack_app import SlackApp
from tests.browser.teams_app import TeamsApp

PATIENCE = 30_000
"""Milliseconds for what must come: only a bound for what fails, long enough for a machine that has other work to do."""
expect.set_options(timeout=PATIENCE)

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
PHONE_WIDTH = 500


class OpenPage(Protocol):
    """Opens an address in a fresh browser profile."""

    async def __call__(self, url: str, *, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        """Open the page."""
        ...


def chromium_path(playwright: Playwright) -> str:
    """Find a Chromium: DESKBRIDGE_CHROMIUM, Debian's, or Playwright's own."""
    named = os.environ.get("DESKBRIDGE_CHROMIUM")
    candidates = [Path(named)] if named else [SYSTEM_CHROMIUM, Path(playwright.chromium.executable_path)]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        looked = ", ".join(str(path) for path in candidates)
        pytest.fail(
            f"No Chromium at {looked}. Install one (apt-get install chromium, or playwright install chromium), "
            "or set DESKBRIDGE_CHROMIUM to its path.",
            pytrace=False,
        )
    return str(found)


def lifetime_of_loops(fixture_name: str, config: pytest.Config) -> Literal["session", "function"]:
    """How long an event loop lives; a browser can't live longer."""
    return "session" if config.getini("asyncio_default_fixture_loop_scope") == "session" else "function"


@pytest.fixture(scope=lifetime_of_loops)
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(playwright), args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Open pages that are watched for errors; widths of a phone get its touch and no mouse."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    async def open_one(url: str, *, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        phone = width < PHONE_WIDTH
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=phone,
            is_mobile=phone,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(url)
        return page

    yield open_one
    for context in contexts:
        await context.close()
    assert not problems, "The page threw:\n" + "\n".join(problems)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A playground of its own on a free port; its shop's widget address leads nowhere."""
    async with Playground(port=0, bridge_url="http://127.0.0.1:1") as running:
        yield running


@pytest.fixture
async def app(playground: Playground) -> AsyncIterator[SlackApp]:
    """An app that is connected to the playground, without rate limits."""
    app = SlackApp(playground.url)
    await app.start()
    await app.connect()
    yield app
    await app.stop()


@pytest.fixture
async def teams_app(playground: Playground) -> AsyncIterator[TeamsApp]:
    """A bot that is connected to the playground's Teams, without rate limits."""
    app = TeamsApp(playground.url)
    await app.start()
    yield app
    await app.stop()
