"""Teams in the playground's page: somebody at work in it, as a person works, by what can be seen and pressed."""

import re

from playwright.async_api import Locator, Page, expect


class TeamsWindow:
    """One Teams window, narrow beside another world or wide alone."""

    def __init__(self, page: Page) -> None:
        """Work in this page."""
        self.page = page
        self.world = page.locator(".world-teams")

    async def shows_list(self) -> None:
        """Bring the list of teams and chats into view, which a narrow window puts away."""
        back = self.world.get_by_role("button", name="Back")
        if await back.count() and await back.first.is_visible():
            await back.first.click()

    async def becomes(self, name: str) -> None:
        """Act as somebody else."""
        await self.shows_list()
        await self.world.get_by_role("button", name=re.compile("^Acting as")).click()
        await self.page.get_by_role("menuitem", name=re.compile(name)).click()

    async def says(self, text: str) -> None:
        """Write in the chat or the reply chain that is open."""
        box = self.world.get_by_role("textbox").last
        await box.fill(text)
        await box.press("Enter")
        await expect(self.word(text)).to_be_visible()

    async def dismisses(self) -> None:
        """Send away the notices that stand over everything for a while; one that goes by itself meanwhile is none."""
        notices = self.page.get_by_role("button", name="Dismiss")
        await notices.evaluate_all("all => all.forEach(one => one.click())")

    def word(self, text: str) -> Locator:
        """Give what stands somewhere in the window."""
        return self.world.get_by_text(text).last

    def chain(self, first_words: str) -> Locator:
        """Give the post of the chat that began with these words, with its replies."""
        return self.world.locator(".chain").filter(has_text=first_words)
