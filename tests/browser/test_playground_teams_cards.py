"""Adaptive Cards and dialogs in Teams' window: what a press sends, what is filled in, what comes back."""

import re

import pytest
from playwright.async_api import expect

from playground.server import Playground
from tests.browser import teams_gallery as gallery
from tests.browser.conftest import OpenPage
from tests.browser.teams_app import Json, TeamsApp, card, told, words
from tests.browser.teams_furnished import teams

pytestmark = pytest.mark.browser


async def test_a_second_click_on_a_card_is_not_sent_and_its_answer_is_shown(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    asked: list[Json] = []

    async def accepts(activity: Json) -> Json:
        asked.append(activity)
        return told("You have taken the chat.")

    teams_app.answers["adaptiveCard/action"] = accepts
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="Accept").dblclick()
    await expect(page.get_by_text("You have taken the chat.")).to_be_visible()
    assert [each["value"]["action"]["verb"] for each in asked] == ["cmd:accept"]


async def test_actions_behind_the_dots_ask_the_app_and_links_open_a_tab(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Transfer").click()
    assert (await teams_app.hears("adaptiveCard/action"))["value"]["action"]["data"] == {"command": "transfer"}
    async with page.expect_popup() as opened:
        await page.get_by_role("link", name="Open the page").click()
    await (await opened.value).close()


async def test_a_card_inside_a_card_sends_its_own_fields_and_the_outer_one_does_not(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.post(gallery.NESTED)
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="Toggle").click()
    await expect(page.get_by_text("Seen after a press")).to_be_visible()
    await expect(page.get_by_role("button", name="Off")).to_be_disabled()
    await page.get_by_role("button", name="Say why").click()
    await page.get_by_role("textbox", name="Why").fill("because")
    await page.get_by_role("button", name="Tell").click()
    heard = (await teams_app.hears("adaptiveCard/action"))["value"]["action"]
    assert (heard["verb"], heard["data"]) == ("tell", {"a": 1, "why": "because"})
    await page.get_by_role("button", name="Outside", exact=True).click()
    heard = (await teams_app.hears("adaptiveCard/action"))["value"]["action"]
    assert (heard["verb"], heard["data"]) == ("outside", {})


async def test_a_dialog_checks_its_fields_looks_choices_up_and_sends_what_was_filled_in(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    async def opens(_: Json) -> Json:
        return gallery.FORM

    async def finds(_: Json) -> Json:
        return gallery.FOUND

    teams_app.answers |= {"task/fetch": opens, "application/search": finds}
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="Note…").click()
    form = page.get_by_role("dialog", name="Add a note")
    await expect(form.get_by_role("textbox", name="Note")).to_be_focused()
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("Please write something.")).to_be_visible()
    await page.keyboard.type("For the file")
    await form.get_by_role("combobox", name=re.compile("For whom")).press_sequentially("Lin")
    await page.get_by_role("option", name="Lin Chen").click()
    await form.get_by_role("checkbox", name="Refund").check()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    sent = (await teams_app.hears("task/submit"))["value"]["data"]
    assert {key: sent[key] for key in ("text:note", "one:person", "one:priority", "many:topics")} == {
        "text:note": "For the file",
        "one:person": "l1",
        "one:priority": "normal",
        "many:topics": "refund",
    }


async def test_escape_closes_a_dialog_and_tab_stays_inside(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    async def opens(_: Json) -> Json:
        return gallery.FORM

    teams_app.answers["composeExtension/fetchTask"] = opens
    await teams_app.post(words("Look at this"))
    page = await teams(playground, open_page)
    await page.get_by_role("article").hover()
    await page.get_by_role("button", name="Message options").click()
    await page.get_by_role("menuitem", name="Add a note").click()
    form = page.get_by_role("dialog", name="Add a note")
    await expect(form.get_by_role("textbox", name="Note")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(form.get_by_role("button", name="Close")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(form.get_by_role("button", name="Save")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)


async def test_escape_closes_a_dialog_wherever_one_has_clicked_and_another_window_does_not_show_it(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    async def opens(_: Json) -> Json:
        return gallery.FORM

    teams_app.answers["task/fetch"] = opens
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="Note…").click()
    form = page.get_by_role("dialog", name="Add a note")
    await expect(form).to_be_visible()
    other = await teams(playground, open_page)
    await expect(other.get_by_role("button", name="Note…")).to_be_visible()
    await expect(other.get_by_role("dialog")).to_have_count(0)
    await page.locator(".dialog-back").click(position={"x": 5, "y": 5})
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await other.get_by_role("button", name="Note…").click()
    await expect(other.get_by_role("dialog", name="Add a note")).to_be_visible()


async def test_a_card_is_renewed_for_whom_it_names_when_it_comes_into_view(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    async def renewed(_: Json) -> Json:
        content = card(gallery.line(gallery.run("Ada's own")))["attachments"][0]
        return {"statusCode": 200, "type": content["contentType"], "value": content["content"]}

    teams_app.answers["adaptiveCard/action"] = renewed
    refresh = {"action": {"type": "Action.Execute", "verb": "home", "data": {}}, "userIds": ["29:ada"]}
    await teams_app.post(card(gallery.line(gallery.run("Everybody's")), refresh=refresh))
    page = await teams(playground, open_page)
    await expect(page.get_by_text("Ada's own")).to_be_visible()
    assert (await teams_app.hears("adaptiveCard/action"))["value"]["trigger"] == "automatic"
