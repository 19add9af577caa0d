"""What the bridge has masked is masked on the customer's own screen, and in no storage of the browser (S5)."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

from core.messages import Text
from tests.browser.conftest import OpenPage
from tests.browser.widget.site import Shop, open_chat, say
from tests.standing import stands

pytestmark = pytest.mark.browser


async def test_a_customers_own_words_are_shown_as_they_were_masked_later(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await open_chat(shop, page)
    await say(frame, "my card: 4111 1111")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    (message,) = shop.world.messages.values()
    await shop.world.shows_anew(replace(message, parts=(Text("my card: **** ****"),)))

    await expect(frame.get_by_text("my card: **** ****")).to_be_visible()
    await expect(frame.get_by_text("4111")).to_have_count(0)
    await expect(frame.get_by_text("edited")).to_have_count(0)
    kept = await frame.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not stands("4111", kept)
