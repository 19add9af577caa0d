"""Secure forms in the widget: at the foot of the chat, beside it, filled in and sent past the log."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Frame, Page, expect

from core.conversation.form import FormStage
from core.features.secure_answers import Attached
from core.messages import Message
from tests.adapters.web.forms import LINK, asking, at_stage
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.layout import SCHEMES, SIZES, assert_sound
from tests.browser.widget.site import Shop, open_chat, say, wait_for
from tests.standing import stands

pytestmark = pytest.mark.browser

CARD = "4111 1111 1111 1111"


async def asked(shop: Shop, page: Page, title: str = "Your order and card") -> Frame:
    """Come to a chat in which a form is asked for."""
    frame = await open_chat(shop, page)
    await say(frame, "I would like to change my order")
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()
    await shop.world.joins()
    shop.world.forms.stage = FormStage.REQUESTED
    await shop.world.says(asking(title))
    await expect(frame.get_by_role("button", name="No, thanks")).to_be_visible()
    return frame


async def fill(frame: Frame, number: str = CARD) -> None:
    await frame.get_by_label("Card number").fill(number)
    await frame.get_by_label("Valid until").fill("12/40")
    await frame.get_by_label("Name on the card").fill("Grace Brewster")


async def test_a_form_is_filled_in_beside_the_chat_and_nothing_of_it_is_kept_in_the_browser(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await open_page(shop.url)
    frame = await asked(shop, page)
    await expect(frame.get_by_label("Your message")).to_be_visible()
    assert await frame.evaluate("document.activeElement.closest('.secure') === null"), "it took the focus"
    await fill(frame)
    await say(frame, "one moment please")
    await expect(frame.get_by_text("one moment please")).to_be_visible()
    await frame.get_by_label("Which tea?").select_option("Black")
    file: FilePayload = {"name": "receipt.txt", "mimeType": "text/plain", "buffer": b"Paid 12.00"}
    await frame.get_by_label("Your receipt").set_input_files(file)
    stored = await frame.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    await frame.get_by_role("button", name="Send securely").dblclick()
    await expect(frame.get_by_text("Sent securely")).to_be_visible()

    (given,) = shop.world.forms.given
    assert (given["card.number"], given["tea"], given["card.name"]) == (CARD, "Black", "Grace Brewster")
    (files,) = shop.world.forms.files
    assert isinstance(files["proof"], Attached)
    stored += await frame.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert not [one for one in ("Brewster", "12/40", "receipt") if one in stored]
    assert not stands("4111", stored)
    assert not [one for one in shop.world.items if stands("4111", repr(one)) or "Brewster" in repr(one)]


async def test_a_form_that_was_sent_leaves_a_notice_in_its_place(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await fill(frame)
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_text("Sent securely")).to_be_visible()
    await shop.world.shows_anew(at_stage(_last(shop), FormStage.RECEIVED))

    await expect(frame.get_by_text("You sent secure data: Your order and card").first).to_be_visible()
    await expect(frame.get_by_text("Sent securely")).to_have_count(0)
    await expect(frame.get_by_label("Your message")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "brand"),
    [
        ("4", "Visa"),
        ("5500", "Mastercard"),
        ("2221", "Mastercard"),
        ("34", "American Express"),
        ("9999", "Unknown"),
        ("1", ""),
    ],
)
async def test_the_brand_is_named_while_the_number_is_typed(
    shop: Shop, open_page: OpenPage, typed: str, brand: str
) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await frame.get_by_label("Card number").press_sequentially(typed)
    await expect(frame.locator(".card-brand")).to_have_text(brand)


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await fill(frame, "4111 1111 1111 1112")
    await frame.get_by_label("Valid until").fill("01/20")
    await frame.get_by_label("Social security number").fill("000-12-3456")
    await frame.get_by_role("button", name="Send securely").click()

    await expect(frame.get_by_text("This card number is not right.")).to_be_visible()
    await expect(frame.get_by_text("This card has expired.")).to_be_visible()
    await expect(frame.get_by_text("Please look at the 3 marked answers.")).to_be_visible()
    await expect(frame.get_by_label("Card number")).to_be_focused()
    assert shop.world.forms.given == []
    await frame.get_by_label("Card number").fill(CARD)
    await expect(frame.get_by_text("This card number is not right.")).to_have_count(0)


async def test_what_only_the_bridge_finds_wrong_is_said_in_the_forms_own_words(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await fill(frame)
    await frame.get_by_label("Order number").fill("7")
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_text("Write it as NW-1234.")).to_be_visible()


async def test_a_lost_connection_loses_nothing_that_was_typed(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    frame = await asked(shop, page)
    await fill(frame)
    await page.context.set_offline(True)
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_text("It could not be sent. Nothing is lost")).to_be_visible()
    await expect(frame.get_by_label("Card number")).to_have_value(CARD)
    await page.context.set_offline(False)
    shop.world.forms.troubles.append({"is_late": True})
    await frame.get_by_role("button", name="Send securely").click()
    await wait_for(lambda: not shop.world.forms.troubles)
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_text("Sent securely")).to_be_visible()
    assert len(shop.world.forms.given) == 1


async def test_a_form_is_made_smaller_and_keeps_what_was_typed(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await fill(frame)
    await frame.get_by_role("button", name="Make the form smaller").click()
    await expect(frame.get_by_label("Card number")).to_be_hidden()
    await frame.get_by_role("button", name="Show the form").click()
    await expect(frame.get_by_label("Card number")).to_have_value(CARD)


async def test_a_form_is_declined(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    await frame.get_by_role("button", name="No, thanks").click()
    await expect(frame.get_by_role("button", name="No, thanks")).to_have_count(0)
    assert shop.world.forms.stage is FormStage.DECLINED


@pytest.mark.parametrize(
    ("stage", "words"),
    [(FormStage.CANCELLED, "No longer asked for"), (FormStage.EXPIRED, "Secure data has expired")],
)
async def test_a_form_that_is_not_asked_for_any_more_goes_from_the_foot(
    shop: Shop, open_page: OpenPage, stage: FormStage, words: str
) -> None:
    frame = await asked(shop, await open_page(shop.url))
    shop.world.forms.stage = stage
    await shop.world.shows_anew(at_stage(_last(shop), stage))
    await expect(frame.get_by_role("button", name="No, thanks")).to_have_count(0)
    await expect(frame.get_by_text(words).first).to_be_visible()


async def test_a_form_comes_back_after_a_reload(shop: Shop, open_page: OpenPage) -> None:
    page = await open_page(shop.url)
    await asked(shop, page)
    await page.reload()
    again = await open_chat(shop, page)
    await expect(again.get_by_label("Card number")).to_be_visible()


async def test_a_payment_link_opens_the_providers_page_and_says_when_it_is_done(
    shop: Shop, open_page: OpenPage
) -> None:
    shop.world.forms.plan = LINK
    frame = await asked(shop, await open_page(shop.url), "Payment of your order")
    link = frame.get_by_role("link", name="Pay at pay.example")
    assert await link.get_attribute("href") == "https://pay.example/order/7"
    assert await link.get_attribute("rel") == "noopener noreferrer"
    await frame.get_by_role("button", name="I have paid").click()
    await expect(frame.get_by_text("Sent securely")).to_be_visible()


async def test_browsers_may_fill_in_cards_and_nothing_else(shop: Shop, open_page: OpenPage) -> None:
    frame = await asked(shop, await open_page(shop.url))
    found = await frame.eval_on_selector_all(
        ".secure [name]", "all => Object.fromEntries(all.map(one => [one.name, one.getAttribute('autocomplete')]))"
    )
    cards = {"card.number": "cc-number", "card.expiry": "cc-exp", "card.name": "cc-name"}
    assert {name: fills for name, fills in found.items() if fills not in ("off", None)} == cards
    await fill(frame)
    kept = await frame.eval_on_selector_all(
        ".secure [name^='card.']", "all => all.map(one => one.getAttribute('autocomplete'))"
    )
    assert set(kept) == {"off"}, "a browser would offer what was typed to whoever fills in a form next"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_it_looks_right_and_can_be_used_by_all(
    shop: Shop, open_page: OpenPage, width: int, height: int, scheme: str, tmp_path: Path
) -> None:
    page = await open_page(shop.url, width=width, height=height, scheme=scheme)
    frame = await asked(shop, page)
    await page.screenshot(path=tmp_path / "asked.png")
    await frame.get_by_label("Card number").fill("4111 1111 1111 1112")
    await frame.get_by_role("button", name="Send securely").click()
    await expect(frame.get_by_text("This card number is not right.")).to_be_visible()
    await assert_sound(frame)
    await assert_accessible(frame)
    await page.screenshot(path=tmp_path / "secure.png")


def _last(shop: Shop) -> Message:
    return list(shop.world.messages.values())[-1]
