"""After the end: the survey, and the way to the transcript."""

from pathlib import Path

import pytest
from playwright.async_api import Frame, Page, expect

from core.inbound import CustomerRating
from core.ports import Afterword, SurveyOffer
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import Shop, open_chat, say, wait_for

pytestmark = pytest.mark.browser

ASKED = SurveyOffer("How did we do? 🙂", 5, "What could we do better?")


async def ended(shop: Shop, page: Page, survey: SurveyOffer | None = ASKED, transcript: str | None = None) -> Frame:
    """Come to the end of a chat."""
    shop.world.asides.afterword = Afterword(survey, transcript)
    frame = await open_chat(shop, page)
    await say(frame, "hi")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    await shop.world.ends()
    await expect(frame.get_by_role("button", name="Start a new chat")).to_be_enabled()
    return frame


async def test_a_score_is_sent_with_its_click_and_the_words_after_it(shop: Shop, open_page: OpenPage) -> None:
    frame = await ended(shop, await open_page(shop.url))
    await frame.get_by_label("3 of 5").check(force=True)
    await wait_for(lambda: shop.world.bodies(CustomerRating))
    await expect(frame.get_by_label("What could we do better?")).to_be_visible()
    await frame.get_by_label("4 of 5").check(force=True)
    await expect(frame.get_by_role("button", name="Send feedback")).to_be_disabled()
    await frame.get_by_label("What could we do better?").fill("More tea 🍵")
    await frame.get_by_role("button", name="Send feedback").dblclick()

    await expect(frame.get_by_text("Thank you for your feedback")).to_be_visible()
    said = [(one.score, one.comment) for one in shop.world.bodies(CustomerRating)]
    assert said == [(3, ""), (4, ""), (4, "More tea 🍵")]


async def test_words_can_be_left_out(shop: Shop, open_page: OpenPage) -> None:
    frame = await ended(shop, await open_page(shop.url))
    await frame.get_by_label("5 of 5").check(force=True)
    await frame.get_by_role("button", name="No comment").click()

    await expect(frame.get_by_text("Thank you for your feedback")).to_be_visible()
    await wait_for(lambda: [one.score for one in shop.world.bodies(CustomerRating)] == [5])


async def test_words_are_not_asked_for_where_the_queue_does_not(shop: Shop, open_page: OpenPage) -> None:
    frame = await ended(shop, await open_page(shop.url), SurveyOffer("How likely is it that you come back?", 10))
    await frame.get_by_label("10 of 10").click(force=True)

    await expect(frame.get_by_text("Thank you for your feedback")).to_be_visible()


async def test_a_score_that_was_given_is_shown_after_a_reload(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await ended(shop, page)
    shop.world.asides.afterword = Afterword(SurveyOffer("How did we do?", 5, "Why?", score=2, said=True))
    await page.reload()
    again = await shop.frame(page)
    size = page.viewport_size or {"width": 0, "height": 0}
    await page.mouse.click(size["width"] - 50, size["height"] - 50)

    await expect(again.get_by_label("2 of 5")).to_be_visible()
    await expect(again.get_by_text("Thank you for your feedback")).to_be_visible()


async def test_a_new_chat_begins_without_the_survey_of_the_last(shop: Shop, open_page: OpenPage) -> None:
    frame = await ended(shop, await open_page(shop.url))
    await expect(frame.get_by_text("How did we do?")).to_be_visible()
    await frame.get_by_role("button", name="Start a new chat").click()

    await expect(frame.get_by_text("How did we do?")).to_have_count(0)
    await expect(frame.get_by_label("Your message")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_the_end_of_a_chat_is_laid_out_well(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str, tmp_path: Path
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    survey = SurveyOffer("How did we do today, all in all, from the first word to the last? 🙂", 10, "Why? " * 20)
    frame = await ended(shop, page, survey, "https://bridge.example/transcript/abc")
    await expect(frame.get_by_role("link", name="Save the transcript")).to_be_visible()
    await page.screenshot(path=tmp_path / "asked.png")
    await assert_sound(frame)
    await frame.get_by_label("7 of 10").check(force=True)
    await expect(frame.get_by_role("button", name="Send feedback")).to_be_visible()
    await page.screenshot(path=tmp_path / "scored.png")
    await assert_sound(frame)
    await assert_accessible(frame)
    await frame.get_by_role("textbox").fill("x " * 500)
    await frame.get_by_role("button", name="Send feedback").click()
    await expect(frame.get_by_text("Thank you for your feedback")).to_be_visible()
    await page.screenshot(path=tmp_path / "thanked.png")
    await assert_sound(frame)
