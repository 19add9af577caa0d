"""A customer in the shop: opens the widget, writes, sends files, reads."""

import re
from pathlib import Path

from playwright.async_api import FilePayload, Frame, Locator, Page, expect

from tests.browser.widget.site import wait_for

LAUNCHER = 50
"""Pixels from the page's corner to the middle of the launcher."""


class Shopper:
    """Someone on the shop's page, which fills a browser tab or stands in the playground's frame."""

    def __init__(self, page: Page) -> None:
        """Look at this page."""
        self.page = page

    async def frame(self) -> Frame:
        """Give the chat's own frame, once it is there and speaks with the bridge."""
        frames: list[Frame] = await wait_for(lambda: [one for one in self.page.frames if "/widget/frame" in one.url])
        await expect(frames[0].get_by_role("log", include_hidden=True)).to_be_attached()
        return frames[0]

    async def shop(self) -> Frame:
        """Give the frame that the shop's page is in."""
        return next(one for one in self.page.frames if one.url.partition("#")[0].endswith("/shop"))

    async def opens(self) -> None:
        """Press the launcher, where it is."""
        frame = await self.frame()
        await expect(frame.get_by_label("Your message")).to_be_attached()
        place = self.page.locator("iframe.browser-page")
        size = self.page.viewport_size or {"width": 0, "height": 0}
        box = await place.bounding_box() if await place.count() else None
        x, y = (box["x"] + box["width"], box["y"] + box["height"]) if box else (size["width"], size["height"])
        await self.page.mouse.click(x - LAUNCHER, y - LAUNCHER)
        await expect(frame.get_by_label("Your message")).to_be_in_viewport()

    async def says(self, text: str, *files: FilePayload | Path) -> None:
        """Write and send, with files or without, and see it sent."""
        frame = await self.frame()
        if files:
            await frame.locator("input[type=file]").set_input_files(list(files))  # type: ignore[arg-type]
        await frame.get_by_label("Your message").fill(text)
        send = frame.get_by_role("button", name="Send", exact=True)
        await expect(send).to_be_enabled()
        await send.click()
        await self.hears(text)
        await expect(frame.get_by_label("Sending")).to_have_count(0)

    async def log(self) -> Locator:
        """Give what has been said, as the customer sees it."""
        return (await self.frame()).get_by_role("log")

    async def hears(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until a text stands in the chat."""
        found = (await self.log()).get_by_text(text).last
        await expect(found).to_be_visible()
        return found

    async def seen(self) -> str:
        """Give all that stands in the chat."""
        return await (await self.log()).inner_text()

    async def reads_at_the_top(self, name: str) -> None:
        """Wait until the chat's head says this."""
        await expect((await self.frame()).get_by_role("heading", name=name, level=1)).to_be_visible()
