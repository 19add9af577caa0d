"""A customer with a browser in a scene: the shop's page with the widget, and what they do in it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Frame, Locator, expect

from scripts.gallery.play import Play
from scripts.gallery.studio import PHONE, Window
from tests.browser.demo.shopper import Shopper
from tests.browser.widget.site import wait_for
from tests.scenarios.customer import Customer

FIRST, SECOND = "4f1a" * 8, "82c7" * 8
"""The visitors whom `known_visitors` names first and second."""


class Guest:
    """The first visitor of a scene, whose window is shown."""

    def __init__(self, play: Play, window: Window, known_as: Customer) -> None:
        """Look at this window; at the desk the visitor is known as that customer."""
        self._play = play
        self.window = window
        self.shopper = Shopper(window.page)
        self.known_as = known_as

    async def frame(self) -> Frame:
        """Give the widget's own frame, once it shows something."""
        frames = await wait_for(lambda: [one for one in self.window.page.frames if "/widget/frame" in one.url])
        found: Frame = frames[0]
        await expect(found.get_by_role("main")).to_be_attached()
        return found

    async def says(self, text: str) -> None:
        """Write and send."""
        await self.shopper.says(text)
        await self._play.world.quiet()

    async def hears(self, text: str) -> None:
        """Wait until a text stands in the window."""
        await self._play.world.quiet()
        await self.shopper.hears(re.compile(re.escape(text)))

    async def presses(self, name: str) -> None:
        """Press a button in the widget."""
        await (await self.frame()).get_by_role("button", name=name, exact=True).click()

    async def take(self, name: str, of: Locator | None = None) -> None:
        """Take a picture of the window, or of a part of it."""
        await self._play.world.quiet()
        await self.window.settles()
        words = await (await self.frame()).locator("body").inner_text()
        self._play.studio.keep(name, await self.window.picture(of, whole=True), words)


@asynccontextmanager
async def guest(play: Play, visitor: str = FIRST) -> AsyncIterator[Guest]:
    """Let somebody open the shop's page on a phone, and the widget in it."""
    url = f"{play.world.playground.url}/shop"
    window = await play.studio.window(url, play.world.clock.seconds, PHONE)
    customer = Customer(play.world, "")
    customer.visitor = visitor
    one = Guest(play, window, customer)
    try:
        await one.frame()
        yield one
    finally:
        await customer.goes()
        await window.page.context.close()


async def opens(one: Guest) -> None:
    """Press the launcher, where it is."""
    size = one.window.page.viewport_size or {"width": 0, "height": 0}
    frame = await one.frame()
    await expect(frame.get_by_role("main")).to_be_attached()
    await one.window.page.mouse.click(size["width"] - 50, size["height"] - 50)
    await expect(frame.get_by_role("button", name="Close chat")).to_be_in_viewport()
