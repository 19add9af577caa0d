"""One scene: a world of its own, the windows of the people in it, and the pictures that are taken there.

Rules:
1. People do what they do through the playground; windows only look, so that no picture depends on a mouse.
2. Each window stays where it was: at a place of Slack, with or without a thread.
"""

import re
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, expect

from scripts.camera import known_visitors
from scripts.gallery.shop import shop, with_channels
from scripts.gallery.studio import Studio, Window
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.shown import Line
from tests.scenarios.slack.kind import USERS
from tests.scenarios.world import World, a_world

ONLY_SLACK = '{"open":{"customer":false,"slack":true,"inspector":false},"size":{}}'


class Play:
    """A scene while it is played."""

    def __init__(self, world: World, studio: Studio) -> None:
        """Play in this world."""
        self.world = world
        self.studio = studio
        self._windows: dict[str, Window] = {}
        self._threads: dict[str, str] = {}

    def agent(self, name: str) -> Person:
        """Give somebody of the workspace."""
        return self.world.desk.agent(name)

    async def root(self, name: str, customer: Customer | None = None, who: str = "ada") -> None:
        """Take a chat's root card, light and dark."""
        await self.card(name, await self.world.desk.card(customer), who)

    async def card(self, name: str, line: Line, who: str = "ada") -> None:
        """Take a message that is a card, light and dark."""
        at = await self.at(line, who)
        await self.take(name, who, at)
        await self.take(f"{name}-dark", who, at, dark=True)

    async def told(self, name: str, words: str, who: str = "ada") -> None:
        """Take what somebody is told in private."""
        await self.take(name, who, await self.at(await self.agent(who).is_told(words), who))

    async def reply(self, name: str, words: str, who: str = "ada") -> None:
        """Take a message of the last chat's thread."""
        await self.take(name, who, await self.at(await self.world.desk.shows(words), who))

    async def thread(self, name: str, last: str, who: str = "ada") -> None:
        """Take the last chat's thread, once these words stand in it."""
        await self.at(await self.world.desk.shows(last), who)
        await self.take(name, who, (await self._window(who)).page.locator("aside.thread .list"))

    async def modal(self, name: str, who: str = "ada", *words: str) -> None:
        """Take the modal that somebody has open."""
        await self.agent(who).modal.shows(*words)
        window = await self._window(who)
        await self.take(name, who, window.page.locator(".modal"))

    async def home(self, name: str, who: str = "ada", *words: str) -> None:
        """Take somebody's home page."""
        await self.agent(who).opens_home()
        await self.agent(who).home_shows(*words)
        window = await self.window(who)
        await self._goes(window, "Deskbridge Home")
        self._threads.pop(who, None)
        await self.take(name, who, window.page.locator(".home-inner"))

    async def at(self, line: Line, who: str) -> Locator:
        """Bring a message into view, in its channel or in its thread, and give where it is."""
        window = await self.window(who)
        channel, _, ts = line.ref.partition("/")
        is_reply = line.thread not in ("", line.ref)
        if not is_reply or self._threads.get(who) != line.thread:
            await self._goes(window, self._place(channel))
            self._threads.pop(who, None)
        if not is_reply:
            return window.page.locator(f".list [data-ts='{ts}']").first
        if who not in self._threads:
            await window.page.locator(f"[data-ts='{line.thread.partition('/')[2]}'] .replies").click()
            self._threads[who] = line.thread
        return window.page.locator(f"aside.thread [data-ts='{ts}']")

    def _place(self, channel: str) -> str:
        found = self.world.playground.slack.store.channels[channel]
        return "Deskbridge" if found.is_im else found.name

    async def _goes(self, window: Window, place: str) -> None:
        close = window.page.get_by_role("button", name="Close thread")
        if await close.count():
            await close.click()
        await window.page.locator("nav.sidebar").get_by_role("button", name=re.compile(rf"^{place}(,|$)")).click()

    async def window(self, who: str) -> Window:
        """Give somebody's Slack window; one that was opened at another time is loaded anew, for it shows its own."""
        await self.world.quiet()
        now, window = self.world.clock.seconds, self._windows.get(who)
        if window is not None and window.time != now:
            self._threads.pop(who, None)
            await window.loads(now)
        return await self._window(who)

    async def _window(self, who: str) -> Window:
        if who not in self._windows:
            stored = {"playground.layout": ONLY_SLACK, "playground.slack.user": USERS[who]}
            now = self.world.clock.seconds
            self._windows[who] = await self.studio.window(self.world.playground.url, now, stored=stored)
            await expect(self._windows[who].page.locator("nav.sidebar")).to_be_visible()
        return self._windows[who]

    async def take(self, name: str, who: str, of: Locator | None, *, dark: bool = False) -> None:
        """Take a picture in somebody's window, once everything has arrived."""
        await self.world.quiet()
        window = await self._window(who)
        await window.settles()
        words = await (of or window.page.locator("body")).inner_text()
        self.studio.keep(name, await window.picture(of, "dark" if dark else "light"), words)

    async def close(self) -> None:
        """Close all windows."""
        for window in self._windows.values():
            await window.page.context.close()


@asynccontextmanager
async def play(studio: Studio, changes: Mapping[str, Any] | None = None) -> AsyncIterator[Play]:
    """Start a world with everything set up and `changes` to it."""
    with tempfile.TemporaryDirectory() as folder, known_visitors():
        async with a_world(shop(Path(folder), changes), before=with_channels) as world:
            world.playground.bridge_url = world.url
            scene = Play(world, studio)
            try:
                yield scene
            finally:
                await scene.close()
