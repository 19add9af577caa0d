"""The place in the line, as the widget shows it."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from core.ports import Place
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import Shop, open_chat, say

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_who_waits_sees_how_many_are_before_them_until_somebody_joins(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str, tmp_path: Path
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    chat = shop.world.feed.current[shop.world.contact]
    shop.world.asides.places[chat] = Place(12, timedelta(seconds=754))
    await page.reload()
    frame = await open_chat(shop, page)
    await expect(frame.get_by_text("You are number 12 in line")).to_be_visible()
    await expect(frame.get_by_text("about 13 minutes")).to_be_visible()
    await page.screenshot(path=tmp_path / "line.png")
    await assert_sound(frame)
    await assert_accessible(frame)

    shop.world.asides.places[chat] = Place(1)
    await expect(frame.get_by_text("You are next in line")).to_be_visible(timeout=15_000)
    await shop.world.joins()
    await expect(frame.get_by_text("in line")).to_have_count(0)
