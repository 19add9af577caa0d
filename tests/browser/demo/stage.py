"""The playground's page: the customer's world and Slack, side by side, or one at a time on a phone."""

from playwright.async_api import Page

from tests.browser import layout
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.workplace import Workplace


class Stage:
    """Both sides of a chat in one browser tab."""

    def __init__(self, page: Page) -> None:
        """Find both in the page."""
        self.page = page
        self.shopper = Shopper(page)
        self.slack = Workplace(page)

    async def shows(self, world: str) -> None:
        """Bring a world into view: a tab on a phone, there already elsewhere."""
        tab = self.page.get_by_role("tab", name=world, exact=True)
        if await tab.count():
            await tab.click()

    async def is_sound(self, root: str | None = None) -> None:
        """Check the layout of what can be seen, light and dark."""
        for scheme in layout.SCHEMES:
            await self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await layout.assert_sound(self.page, root)

    async def chat_is_sound(self) -> None:
        """Check the layout within the widget, light and dark."""
        frame = await self.shopper.frame()
        for scheme in layout.SCHEMES:
            await self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            await layout.assert_sound(frame)
