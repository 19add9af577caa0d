"""A browser that keeps what it keeps on disk, as a person's own does, so that its files can be searched afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext, async_playwright

from tests.browser.conftest import PATIENCE, QUIET, chromium_path


@asynccontextmanager
async def profile(folder: Path) -> AsyncIterator[BrowserContext]:
    """Open a browser whose profile is in this folder, with one page; at the end all is written and the browser gone."""
    problems: list[str] = []
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            user_data_dir=folder,
            executable_path=chromium_path(playwright),
            args=list(QUIET),
            viewport={"width": 1280, "height": 800},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        yield context
        await context.close()
    assert not problems, "A page threw:\n" + "\n".join(problems)
