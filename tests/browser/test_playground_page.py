"""The playground's page as a person's place of work: buttons, modals, Home, the inspector, themes and the keyboard."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from playground.server import Playground
from tests.browser import gallery
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.slack_app import SlackApp

pytestmark = pytest.mark.browser
SUPPORT = "C0SUPPORT"
Json = dict[str, Any]


def message(page: Page, text: str) -> Locator:
    return page.locator(".message").filter(has_text=text)


async def card(app: SlackApp) -> str:
    posted = await app.client.chat_postMessage(channel=SUPPORT, text="New chat", blocks=gallery.CARD)
    return str(posted["ts"])


def opens(app: SlackApp, view: Json) -> Callable[[Json], Awaitable[None]]:
    async def answer(payload: Json) -> None:
        await app.client.views_open(trigger_id=payload["trigger_id"], view=view)

    return answer


async def test_a_button_press_reaches_the_app_once(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    ts = await card(app)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Accept").dblclick()
    payload = await app.hears("block_actions")
    assert payload["user"]["id"] == "U0ADA"
    assert payload["container"]["message_ts"] == ts
    assert payload["actions"][0]["value"] == "accept"


async def test_a_dangerous_button_asks_first(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    await card(app)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Reject").click()
    asked = page.get_by_role("alertdialog", name="Reject this chat?")
    await asked.get_by_role("button", name="Keep").click()
    await expect(asked).to_have_count(0)
    await page.get_by_role("button", name="Reject").click()
    await asked.get_by_role("button", name="Reject").click()
    assert (await app.hears("block_actions"))["actions"][0]["action_id"] == "reject"


async def test_menus_of_a_message_send_what_was_picked(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    await card(app)
    page = await open_page(playground.url)
    await page.locator("select[data-action=priority]").select_option("urgent")
    assert (await app.hears("block_actions"))["actions"][0]["selected_option"]["value"] == "urgent"
    await page.locator("button[data-action=more]").click()
    await page.get_by_role("menuitem", name="Ban visitor").click()
    assert (await app.hears("block_actions"))["actions"][0]["selected_option"]["value"] == "ban"


async def test_an_external_select_offers_what_the_app_answers(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    async def teas(payload: Json) -> Json:
        if payload["value"] == "none":
            return {}
        return {"options": [gallery.option("Golden Oolong", "oolong"), gallery.option("Gold Rush", "rush")]}

    app.answers["block_suggestion"] = teas
    select = {"type": "external_select", "action_id": "tea", "placeholder": gallery.plain("Which tea?")}
    blocks = [{"type": "actions", "block_id": "order", "elements": [select]}]
    await app.client.chat_postMessage(channel=SUPPORT, text="Order", blocks=blocks)
    page = await open_page(playground.url)
    box = page.get_by_role("combobox", name="Which tea?")
    await box.fill("none")
    await expect(page.get_by_text("The app answered without options.")).to_be_visible()
    await box.fill("gol")
    await expect(page.get_by_role("option")).to_have_count(2)
    await expect(page.get_by_role("option").last).to_be_in_viewport(ratio=1)
    await assert_accessible(page)
    await box.press("ArrowDown")
    await box.press("Enter")
    (picked,) = (await app.hears("block_actions"))["actions"]
    assert picked["selected_option"]["value"] == "rush"
    await expect(box).to_have_value("Gold Rush")


async def test_a_modal_sends_every_kind_of_input(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    await card(app)
    app.answers["block_actions"] = opens(app, gallery.MODAL)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Form").click()
    modal = page.get_by_role("dialog", name="Order details")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal.get_by_text("Please complete this required field.")).to_have_count(2)
    await modal.get_by_label("Order number").fill("NW-1029")
    await modal.get_by_label("What happened").fill("Lost\nat sea")
    await modal.get_by_label("Priority").select_option("urgent")
    await modal.get_by_label("Topics").select_option("low")
    await modal.get_by_label("Topics").select_option("normal")
    await modal.get_by_role("button", name="Remove Low").click()
    await modal.get_by_label("Send again").check()
    await modal.get_by_label("Voucher").check()
    await modal.get_by_label("Owner").select_option("U0LIN")
    await modal.get_by_label("Delivery time").fill("09:15")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal).to_have_count(0)
    values = (await app.hears("view_submission"))["view"]["state"]["values"]
    assert values["order"]["order"]["value"] == "NW-1029"
    assert values["note"]["note"]["value"] == "Lost\nat sea"
    assert values["priority"]["priority"]["selected_option"]["value"] == "urgent"
    assert [each["value"] for each in values["topics"]["topics"]["selected_options"]] == ["normal"]
    assert values["outcome"]["outcome"]["selected_option"]["value"] == "again"
    assert [each["value"] for each in values["extras"]["extras"]["selected_options"]] == ["voucher"]
    assert values["owner"]["owner"]["selected_user"] == "U0LIN"
    assert values["day"]["day"]["selected_date"] == "2026-01-15"
    assert values["hour"]["hour"]["selected_time"] == "09:15"


async def test_the_apps_errors_stand_under_their_fields_and_a_modal_below_a_pushed_one_keeps_its_words(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    ask: Json = {
        "type": "modal",
        "title": gallery.plain("Ask"),
        "submit": gallery.plain("Go"),
        "blocks": [gallery.field("who", "Who", {"type": "plain_text_input"})],
    }
    sure: Json = {
        "type": "modal",
        "title": gallery.plain("Sure?"),
        "blocks": [{"type": "section", "text": gallery.mrkdwn("*Really*")}],
    }

    async def submitted(payload: Json) -> Json:
        if payload["view"]["state"]["values"]["who"]["who"]["value"] == "nobody":
            return {"response_action": "errors", "errors": {"who": "There is no nobody."}}
        return {"response_action": "push", "view": sure}

    await card(app)
    app.answers |= {"block_actions": opens(app, ask), "view_submission": submitted}
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Form").click()
    first = page.get_by_role("dialog", name="Ask")
    await first.get_by_label("Who").fill("nobody")
    await first.get_by_role("button", name="Go").click()
    await expect(first.get_by_role("alert")).to_have_text("There is no nobody.")
    await first.get_by_label("Who").fill("Lin")
    await first.get_by_role("button", name="Go").click()
    second = page.get_by_role("dialog", name="Sure?")
    await second.get_by_role("button", name="Back").click()
    await expect(first.get_by_label("Who")).to_have_value("Lin")
    await first.get_by_label("Who").fill("Linda")
    await first.get_by_role("button", name="Go").click()
    await second.get_by_role("button", name="Back").click()
    await expect(first.get_by_label("Who")).to_have_value("Linda")
    await first.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Form").click()
    await expect(first.get_by_label("Who")).to_have_value("")


async def test_escape_closes_a_modal_wherever_one_has_clicked_and_another_window_does_not_show_it(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    await card(app)
    app.answers["block_actions"] = opens(app, gallery.MODAL)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Form").click()
    modal = page.get_by_role("dialog", name="Order details")
    await expect(modal).to_be_visible()
    other = await open_page(playground.url)
    await expect(other.get_by_role("button", name="Form")).to_be_visible()
    await expect(other.get_by_role("dialog")).to_have_count(0)
    await page.locator(".dialog-back").click(position={"x": 5, "y": 5})
    await page.keyboard.press("Escape")
    await expect(modal).to_have_count(0)
    await other.get_by_role("button", name="Form").click()
    await expect(other.get_by_role("dialog", name="Order details")).to_be_visible()


async def test_home_is_shown_and_its_buttons_reach_the_app(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Deskbridge Home").click()
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()
    await app.client.views_publish(user_id="U0ADA", view=gallery.HOME)
    await page.get_by_role("button", name="Take a break").click()
    payload = await app.hears("block_actions")
    assert (payload["container"]["type"], payload["actions"][0]["action_id"]) == ("view", "notready")


async def test_a_message_shortcut_tells_the_app_which_message(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    ts = await card(app)
    page = await open_page(playground.url)
    row = message(page, "New chat from Maya")
    await row.hover()
    await row.get_by_role("toolbar").get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Chat actions").click()
    payload = await app.hears("message_action")
    assert payload["message"]["ts"] == ts


async def test_the_inspector_shows_the_traffic_and_makes_things_fail(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url, width=1920, height=1080)
    inspector = page.get_by_role("region", name="Inspector")
    await app.client.chat_postMessage(channel=SUPPORT, text="Look at me")
    line = inspector.get_by_role("button", name=re.compile("chat.postMessage"))
    await line.click()
    await expect(inspector.get_by_text("The bridge asked")).to_be_visible()
    await expect(inspector.locator("pre").first).to_contain_text('"text": "Look at me"')
    await inspector.get_by_role("tab", name="Faults").click()
    await inspector.get_by_label("What it hits").select_option("chat.update")
    await inspector.get_by_label("What goes wrong").select_option("500")
    await inspector.get_by_label("How often").fill("")
    await inspector.get_by_role("button", name="Make it go wrong").click()
    await expect(inspector.locator(".fault")).to_contain_text("until cleared")
    await inspector.get_by_role("button", name="Clear all").click()
    await expect(inspector.get_by_text("Everything works as it should.")).to_be_visible()
    assert playground.faults.listed() == []


async def test_a_refusal_by_the_app_is_told_in_a_toast(
    playground: Playground, app: SlackApp, open_page: OpenPage
) -> None:
    await card(app)
    await app.stop()
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_role("status")).to_contain_text("dispatch_failed")


async def test_a_banner_tells_that_the_playground_is_away_and_goes_when_it_is_back(open_page: OpenPage) -> None:
    first = Playground(port=0)
    await first.start()
    page = await open_page(first.url)
    await expect(page.get_by_role("heading", name="This is #support")).to_be_visible()
    await first.stop()
    await expect(page.get_by_role("alert")).to_contain_text("The playground is away")
    async with Playground(port=first.port):
        await expect(page.get_by_text("The playground is away")).to_have_count(0)


async def test_the_theme_follows_the_choice_and_is_kept(playground: Playground, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Use the dark theme").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Use the light theme")).to_be_visible()
    assert await page.locator("html").get_attribute("data-theme") == "dark"


async def test_the_page_is_worked_by_keyboard_alone(playground: Playground, app: SlackApp, open_page: OpenPage) -> None:
    await card(app)
    app.answers["block_actions"] = opens(app, gallery.MODAL)
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Form").focus()
    await page.keyboard.press("Enter")
    modal = page.get_by_role("dialog", name="Order details")
    await expect(modal.get_by_label("Order number")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(modal).to_have_count(0)
    await expect(page.get_by_role("button", name="Form")).to_be_focused()
    await page.get_by_role("button", name=re.compile("Acting as")).focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name=re.compile("Acting as Grace"))).to_be_visible()
