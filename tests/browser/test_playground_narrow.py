"""What is wider than a phone: every world's tab is in sight, and a row that scrolls sideways shows that it does."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from playground.server import Playground
from tests.browser import layout
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.meta_furnished import furnish_messenger

pytestmark = pytest.mark.browser
PHONE = layout.SIZES[0]
NARROW = (320, 640)
"""The narrowest that a page has to be fit for: https://www.w3.org/TR/WCAG22/#reflow"""


@pytest.fixture
async def with_all() -> AsyncIterator[Playground]:
    """A playground whose page has every world there is."""
    async with Playground(port=0, bridge_url="http://127.0.0.1:1", phone=True, meta=True) as running:
        yield running


async def scrolled(row: Locator, to: str) -> None:
    """Scroll a row sideways."""
    await row.evaluate(f"row => {{ row.scrollLeft = {to}; }}")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (NARROW, "light")])
async def test_on_a_phone_the_tabs_of_all_seven_worlds_are_in_sight(
    with_all: Playground, open_page: OpenPage, size: tuple[int, int], scheme: str
) -> None:
    page = await open_page(with_all.url, width=size[0], height=size[1], scheme=scheme)
    tabs = page.get_by_role("tab")
    await expect(tabs).to_have_count(7)

    boxes = [await one.bounding_box() for one in await tabs.all()]
    assert all(box is not None and box["x"] >= 0 and box["x"] + box["width"] <= size[0] for box in boxes)
    await expect(page.get_by_role("tablist", name="Worlds")).to_have_attribute("data-more", "")
    await layout.assert_sound(page)
    await assert_accessible(page)


@pytest.mark.parametrize("scheme", layout.SCHEMES)
async def test_cards_beside_each_other_fade_where_more_of_them_are(
    with_all: Playground, open_page: OpenPage, scheme: str
) -> None:
    page = await open_page(f"{with_all.url}/?desk=messenger", width=PHONE[0], height=PHONE[1], scheme=scheme)
    await furnish_messenger(with_all)
    row = page.get_by_role("list", name="Cards").first

    await expect(row).to_have_attribute("data-more", "end")
    await scrolled(row, "200")
    await expect(row).to_have_attribute("data-more", "start end")
    await scrolled(row, "row.scrollWidth")
    await expect(row).to_have_attribute("data-more", "start")
    await assert_accessible(page)
