"""Somebody logs in, out, and somebody else in: each has their own chat, in one browser (S9)."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.widget.conftest import IDENTITY_SECRET
from tests.browser.widget.site import Shop, open_chat, say

pytestmark = pytest.mark.browser


def token(user: str, **changes: object) -> str:
    """Sign a token as the shop's server does."""
    claims = {"sub": user, "aud": "deskbridge", "exp": datetime.now(UTC) + timedelta(minutes=5)} | changes
    return jwt.encode(claims, IDENTITY_SECRET, algorithm="HS256", headers={"kid": "k1"})


async def identify(page: Page, shown: str) -> None:
    await page.evaluate("shown => window.Deskbridge.identify(shown)", shown)


async def test_each_person_has_their_own_chat_in_one_browser(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await identify(page, token("maya"))
    frame = await open_chat(shop, page)
    await say(frame, "from Maya")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await frame.get_by_label("Your message").fill("Maya's draft")

    await page.evaluate("window.Deskbridge.logout()")
    await expect(frame.get_by_text("from Maya")).to_have_count(0)
    await expect(frame.get_by_label("Your message")).to_have_value("")

    await identify(page, token("noor"))
    await say(frame, "from Noor")
    await expect(frame.get_by_text("from Noor")).to_be_visible()
    await expect(frame.get_by_text("from Maya")).to_have_count(0)

    await identify(page, token("maya"))
    await expect(frame.get_by_text("from Maya")).to_be_visible()
    await expect(frame.get_by_text("from Noor")).to_have_count(0)
    await expect(frame.get_by_label("Your message")).to_have_value("Maya's draft")


async def test_a_new_token_of_the_same_person_disturbs_nothing(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await identify(page, token("maya"))
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await frame.get_by_label("Your message").fill("half a thou")
    await identify(page, token("maya", jti="another"))
    await say(frame, "a whole thought")
    await expect(frame.get_by_text("a whole thought")).to_be_visible()
    await expect(frame.get_by_text("hello", exact=True)).to_be_visible()


async def test_a_reload_without_a_token_shows_nothing_of_the_person(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await identify(page, token("maya"))
    frame = await open_chat(shop, page)
    await say(frame, "from Maya")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await page.reload()
    frame = await open_chat(shop, page)
    await say(frame, "from nobody")
    await expect(frame.get_by_text("from nobody")).to_be_visible()
    await expect(frame.get_by_text("from Maya")).to_have_count(0)


async def test_a_token_that_is_not_believed_is_told_in_the_console_and_the_chat_goes_on(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await open_page(shop.url)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    refused = token("maya", exp=1)
    await identify(page, refused)
    frame = await open_chat(shop, page)
    await say(frame, "hello")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    assert [line for line in said if "was not believed" in line]
    assert not [line for line in said if refused in line]
