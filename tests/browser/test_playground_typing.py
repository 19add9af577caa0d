"""Texts that are told to the app while they are typed into a modal of the playground's page.

https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
"""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from playground.server import Playground
from tests.browser import gallery
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.slack_app import SlackApp

pytestmark = pytest.mark.browser
Json = dict[str, Any]
FORM = [{"type": "actions", "block_id": "card", "elements": [gallery.button("Form", "form")]}]
TO = gallery.field("to", "To", {"type": "plain_text_input"})
QUEUE = gallery.field("queue", "Queue", {"type": "static_select", "options": gallery.PRIORITIES})
MANY_KEYS = "Your tin of Golden Oolong is here"


def told(*triggers: str, multiline: bool = False) -> Json:
    """Make an input that tells the app what is typed into it."""
    typed = {"type": "plain_text_input", "multiline": multiline}
    return {
        **gallery.field("text", "Text", typed | {"dispatch_action_config": {"trigger_actions_on": [*triggers]}}),
        "dispatch_action": True,
    }


def modal(*blocks: Json) -> Json:
    return {"type": "modal", "title": gallery.plain("Write"), "submit": gallery.plain("Send"), "blocks": [*blocks]}


def says(words: str) -> Json:
    return {"type": "section", "block_id": "says", "text": gallery.plain(words)}


def typed(payload: Json) -> str:
    words: str = payload["actions"][0]["value"]
    return words


async def a_form(playground: Playground, app: SlackApp, open_page: OpenPage, *blocks: Json) -> Locator:
    """Open a modal with these blocks, which the app then hears of; give it."""

    async def opens(payload: Json) -> None:
        if payload["actions"][0]["action_id"] == "form":
            await app.client.views_open(trigger_id=payload["trigger_id"], view=modal(*blocks))

    app.answers["block_actions"] = opens
    await app.client.chat_postMessage(channel="C0SUPPORT", text="Order", blocks=FORM)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Form").click()
    assert (await app.hears("block_actions"))["actions"][0]["action_id"] == "form"
    form = page.get_by_role("dialog", name="Write")
    await expect(form).to_be_visible()
    return form


async def test_characters_are_told_as_they_come_and_go_with_what_stands_in_the_other_inputs(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    form = await a_form(playground, app, open_page, TO, QUEUE, told("on_character_entered", multiline=True))
    await form.get_by_label("To").press_sequentially("Lin")
    await form.get_by_label("Queue").select_option("urgent")
    box = form.get_by_label("Text")
    await box.press_sequentially("ab\nc")
    first = await app.hears("block_actions")
    values = first["view"]["state"]["values"]
    assert first["actions"][0]["block_id"] == "text"
    assert values["to"]["to"]["value"] == "Lin"
    assert values["queue"]["queue"]["selected_option"]["value"] == "urgent"
    assert values["text"]["text"]["value"] == typed(first)

    last = typed(first)
    while last != "ab\nc":
        last = typed(await app.hears("block_actions"))
    await box.press("Backspace")
    assert typed(await app.hears("block_actions")) == "ab\n"


async def test_an_update_while_somebody_types_takes_neither_text_nor_caret_nor_focus(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    blocks = [TO, QUEUE, told("on_character_entered", multiline=True)]
    form = await a_form(playground, app, open_page, *blocks)

    async def counts(payload: Json) -> None:
        length = says(f"{len(typed(payload))} characters")
        top = [length, gallery.field("new", "New", {"type": "plain_text_input"})] if len(typed(payload)) % 2 else []
        await app.client.views_update(
            view_id=payload["view"]["id"], view=modal(*top, *blocks, {**length, "block_id": "below"})
        )

    app.answers["block_actions"] = counts
    await form.get_by_label("To").fill("Lin")
    await form.get_by_label("Queue").select_option("urgent")
    box = form.get_by_label("Text")
    await box.fill("[]")
    await expect(form.get_by_text("2 characters")).to_be_visible()
    await box.press("ArrowLeft")
    for at, letter in enumerate(MANY_KEYS, start=3):
        await box.page.keyboard.type(letter)
        if at % 4 == 0:
            await expect(form.get_by_text(f"{at} characters")).not_to_have_count(0)
        await expect(box).to_be_focused()

    length = len(MANY_KEYS) + 2
    await expect(form.get_by_text(f"{length} characters")).to_have_count(2)
    await expect(box).to_have_value(f"[{MANY_KEYS}]")
    assert await box.evaluate("box => [box.selectionStart, box.selectionEnd]") == [length - 1, length - 1]
    await expect(form.get_by_label("To")).to_have_value("Lin")
    await expect(form.get_by_label("Queue")).to_have_value("urgent")


async def test_an_update_forgets_the_value_of_an_input_of_another_name(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    text = told("on_character_entered")
    form = await a_form(playground, app, open_page, TO, text)

    async def renames(payload: Json) -> None:
        to = TO if typed(payload) == "back" else {**TO, "block_id": "whom"}
        await app.client.views_update(view_id=payload["view"]["id"], view=modal(to, text, says(typed(payload))))

    app.answers["block_actions"] = renames
    await form.get_by_label("To").fill("Lin")
    for words in ("gone", "back"):
        await form.get_by_label("Text").fill(words)
        await expect(form.get_by_text(words, exact=True).last).to_be_visible()
        await expect(form.get_by_label("To")).to_have_value("")


async def test_enter_is_told_where_the_app_asks_for_it_and_characters_are_not(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    form = await a_form(playground, app, open_page, told("on_enter_pressed"))
    await expect(form.get_by_text("Press Enter to submit.")).to_be_visible()
    await assert_accessible(form.page)
    box = form.get_by_label("Text")
    await form.page.clock.install()
    await box.press_sequentially("tea")
    await form.page.clock.fast_forward(1_000)
    await box.press("Enter")
    assert typed(await app.hears("block_actions")) == "tea"
    await box.press_sequentially("s")
    await box.press("Enter")
    assert typed(await app.hears("block_actions")) == "teas"
    await expect(form).to_be_visible()


async def test_what_was_typed_last_is_submitted_and_not_told_of_a_form_that_is_gone(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    form = await a_form(playground, app, open_page, told("on_character_entered"))
    page = form.page
    await page.clock.install()
    await page.clock.pause_at(await page.evaluate("Date.now() + 1000"))
    await form.get_by_label("Text").press_sequentially("here")
    await form.get_by_role("button", name="Send").click()
    submitted = await app.hears("view_submission")
    assert submitted["view"]["state"]["values"]["text"]["text"]["value"] == "here"
    await expect(form).to_have_count(0)
    await page.clock.fast_forward(5_000)
    await page.get_by_role("button", name="Form").click()
    assert (await app.hears("block_actions"))["actions"][0]["action_id"] == "form"
    await expect(page.locator(".toast")).to_have_count(0)
