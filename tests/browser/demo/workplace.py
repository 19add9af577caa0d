"""Slack in the playground's page: somebody at work in it, as a person works, by what can be seen and pressed."""

import re

from playwright.async_api import FilePayload, Locator, Page, expect


class Workplace:
    """One Slack window."""

    def __init__(self, page: Page) -> None:
        """Work in this page."""
        self.page = page
        self.list = page.get_by_role("navigation", name="Workspace")
        self.thread = page.get_by_role("complementary", name="Thread")
        self.channel = page.get_by_role("log", name=re.compile("^Messages in (#|Deskbridge)"))

    async def becomes(self, name: str) -> None:
        """Act as somebody else."""
        await self._shows_list()
        await self.page.get_by_role("button", name=re.compile("^Acting as")).click()
        await self.page.get_by_role("menuitem", name=name).click()
        await expect(self.page.get_by_role("button", name=re.compile(f"^Acting as {name}"))).to_be_visible()

    async def goes_to(self, place: str) -> None:
        """Go to a channel, the app's home page or its messages, by the list at the left."""
        await self._shows_list()
        await self.list.get_by_role("button", name=re.compile(rf"^{place}(,|$)")).click()

    async def _shows_list(self) -> None:
        """Bring the list at the left into view, which a narrow window puts away."""
        if not await self.list.is_visible():
            await self.page.get_by_role("button", name=re.compile("^Channels")).click()

    async def reads_on(self) -> None:
        """Go to the newest message, where one has scrolled up to a button and others came meanwhile."""
        newest = self.page.get_by_role("button", name="New messages")
        if await newest.count():
            await newest.click()
            await expect(newest).to_have_count(0)

    def card(self, first_words: str) -> Locator:
        """Give the card of the chat that began with these words."""
        return self.channel.locator(".message").filter(has_text=first_words)

    async def accepts(self, first_words: str) -> None:
        """Press Accept on a chat's card and see that it is taken."""
        await self.card(first_words).get_by_role("button", name="Accept").click()
        await expect(self.card(first_words).get_by_text(re.compile("^With "))).to_be_visible()

    async def opens_thread(self, first_words: str) -> None:
        """Open a chat's thread."""
        await self.card(first_words).get_by_role("button", name=re.compile(r"repl(y|ies)")).click()
        await expect(self.thread).to_be_visible()

    async def answers(self, text: str, *files: FilePayload) -> Locator:
        """Write in the open thread and give the message."""
        if files:
            await self.thread.get_by_label("Attach files").set_input_files(list(files))
        box = self.thread.get_by_role("textbox", name="Reply…")
        await box.fill(text)
        await box.press("Enter")
        await expect(box).to_have_value("")
        return self.thread.locator(".message").last

    def reply(self, text: str) -> Locator:
        """Give a message of the open thread."""
        return self.thread.get_by_role("log").locator(".message").filter(has_text=text)

    async def presses(self, button: str) -> None:
        """Press a button of the open thread's card."""
        await self.thread.get_by_role("button", name=button, exact=True).click()
