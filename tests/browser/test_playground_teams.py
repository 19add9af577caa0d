"""Teams' window of the playground's page as a place of work: chains, mentions, edits, files, the desks, a phone."""

import re

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from playground.server import Playground
from tests.browser import teams_gallery as gallery
from tests.browser.conftest import OpenPage
from tests.browser.furnished import world
from tests.browser.teams_app import TeamsApp, words
from tests.browser.teams_furnished import teams

pytestmark = pytest.mark.browser


def chain(page: Page, text: str) -> Locator:
    return page.locator(".chain").filter(has_text=text)


async def chat(page: Page) -> None:
    await page.get_by_role("navigation", name="Teams apps").get_by_role("button", name=re.compile("^Chat")).click()
    await page.get_by_role("navigation", name="Chat list").get_by_role("button", name=re.compile("^Bridge")).click()


async def test_a_reply_goes_into_its_chain_and_many_replies_fold(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    root = await teams_app.post(words("<b>Maya</b> (customer)<br>Where is it?"))
    await teams_app.post(words("Another customer"))
    page = await teams(playground, open_page)
    post = chain(page, "Where is it?")
    await post.get_by_role("button", name="Reply").click()
    box = post.get_by_role("textbox", name="Reply")
    await box.fill("On its **way**")
    await box.press("Enter")
    await expect(post.get_by_text("On its way")).to_be_visible()
    heard = await teams_app.hears("message")
    assert heard["conversation"]["id"] == root["id"]
    assert "On its <strong>way</strong>" in heard["attachments"][0]["content"]
    for number in range(5):
        await teams_app.person("post", user="grace", conversation=root["id"], text=f"Answer {number}")
    await page.reload()
    await expect(post.get_by_text("Answer 4")).to_be_visible()
    await expect(post.get_by_text("On its way")).to_have_count(0)
    await post.get_by_role("button", name="6 replies").click()
    await expect(post.get_by_text("On its way")).to_be_visible()


async def test_an_at_sign_offers_people_and_the_app_and_then_its_commands(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.post(words("Where is it?"))
    page = await teams(playground, open_page)
    await page.get_by_role("button", name="Reply").click()
    await page.wait_for_function("document.activeElement.matches('textarea, [contenteditable], input')")
    await page.keyboard.type("@Br")
    await expect(page.get_by_role("option")).to_have_text(["BridgeApp"])
    await page.keyboard.press("Enter")
    await page.get_by_role("option", name="help").click()
    await expect(page.get_by_role("textbox", name="Reply")).to_have_value("@Bridge help ")
    await page.keyboard.press("Enter")
    heard = await teams_app.hears("message")
    assert heard["text"] == "<at>Bridge</at>&nbsp;help"
    assert [each["mentioned"]["name"] for each in heard["entities"] if each["type"] == "mention"] == ["Bridge"]


async def test_nothing_that_somebody_writes_runs_in_the_page(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    root = await teams_app.post(words(gallery.EVIL))
    await teams_app.person("post", user="grace", conversation=root["id"], text="hi", html=gallery.EVIL)
    await teams_app.post({"type": "message", "text": gallery.NASTY + "[press](javascript:alert(1))"})
    await teams_app.post(gallery.MARKDOWN)
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page)
    await expect(page.get_by_text("Waiting for an agent")).to_be_visible()
    await expect(page.get_by_text("calm")).to_have_count(2)
    inside = page.locator(".teams .list")
    await expect(inside.locator("script, iframe, svg:not(.icon), [onclick], [onerror], [src=x]")).to_have_count(0)
    await expect(inside.locator("a[href^='javascript']")).to_have_count(0)
    assert await page.title() == "Deskbridge playground"


async def test_edits_deletions_and_reactions_are_shown_and_told(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    root = await teams_app.post(words("Where is it?"))
    await teams_app.person("post", user="ada", conversation=root["id"], text="Soonn")
    page = await teams(playground, open_page)
    mine = page.locator(".as-reply")
    await mine.hover()
    await mine.get_by_role("button", name="Edit").click()
    await mine.get_by_role("textbox", name="Edit message").fill("Soon")
    await page.keyboard.press("Enter")
    await expect(mine.get_by_text("Edited")).to_be_visible()
    assert (await teams_app.hears("messageUpdate"))["text"] == "Soon"
    await page.locator(".as-post").hover()
    await page.locator(".as-post").get_by_role("button", name="Heart").click()
    await expect(page.get_by_role("button", name="heart, 1: Ada Lovelace")).to_be_visible()
    assert (await teams_app.hears("messageReaction"))["reactionsAdded"] == [{"type": "heart"}]
    await mine.hover()
    await mine.get_by_role("button", name="Message options").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    await expect(mine.get_by_text("This message has been deleted.")).to_be_visible()
    await mine.get_by_role("button", name="Undo").click()
    await expect(mine.get_by_text("Soon")).to_be_visible()


async def test_a_file_is_offered_in_the_chat_and_one_is_sent(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.say(await teams_app.chat("ada"), gallery.CONSENT)
    page = await teams(playground, open_page)
    await chat(page)
    await page.get_by_role("button", name="Allow").click()
    await expect(page.get_by_text("You allowed this file.")).to_be_visible()
    value = (await teams_app.hears("fileConsent/invoke"))["value"]
    assert (value["action"], value["context"]) == ("accept", {"f": 1})
    label = FilePayload(name="label.txt", mimeType="text/plain", buffer=b"tea")
    await page.get_by_label("Attach files").set_input_files([label])
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("link", name=re.compile("label.txt"))).to_be_visible()
    attached = (await teams_app.hears("message"))["attachments"]
    assert "label.txt" in [each.get("name") for each in attached]


async def test_the_keyboard_stops_once_at_a_message_and_a_draft_waits_while_one_looks_elsewhere(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.post(words("One"))
    await teams_app.post(words("Two"))
    page = await teams(playground, open_page)
    await chain(page, "One").get_by_role("button", name="Message options").focus()
    await page.keyboard.press("Tab")
    await expect(chain(page, "One").get_by_role("button", name="Reply")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("ArrowRight")
    await expect(chain(page, "One").get_by_role("button", name="Like")).to_be_focused()
    await chain(page, "One").get_by_role("button", name="Reply").click()
    await page.wait_for_function("document.activeElement.matches('textarea, [contenteditable], input')")
    await page.keyboard.type("Half a sen")
    await chain(page, "Two").get_by_role("button", name="Reply").click()
    await chain(page, "One").get_by_role("button", name="Reply").click()
    await expect(page.get_by_role("textbox", name="Reply")).to_have_value("Half a sen")


async def test_what_only_one_person_may_see_is_on_one_screen_only(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    root = await teams_app.post(words("Where is it?"))
    await teams_app.whisper(root["id"], words("Not sent"), "29:ada")
    page = await teams(playground, open_page)
    await expect(page.get_by_text("Only you can see this message")).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Acting as Ada")).click()
    await page.get_by_role("menuitem", name="Grace Hopper").click()
    await expect(page.get_by_role("button", name=re.compile("^Acting as Grace"))).to_be_visible()
    await expect(page.get_by_text("Where is it?")).to_be_visible()
    await expect(page.get_by_text("Only you can see this message")).to_have_count(0)


async def test_faults_of_teams_are_put_in_force(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    page = await teams(playground, open_page)
    await world(page, "Inspector")
    await page.get_by_role("tab", name="Faults").click()
    await page.get_by_label("Vendor").select_option("teams")
    await page.get_by_label("What it hits").select_option("create")
    await page.get_by_label("What goes wrong").select_option("412")
    await page.get_by_role("button", name="Make it go wrong").click()
    await expect(page.get_by_text("Teams: Starting a post or a chat")).to_be_visible()
    [fault] = playground.faults.listed()
    assert (fault["vendor"], fault["method"], fault["kind"]) == ("teams", "create", "412")


async def test_a_channel_s_history_and_people_s_tokens_can_go_wrong(
    playground: Playground, open_page: OpenPage
) -> None:
    page = await teams(playground, open_page)
    await world(page, "Inspector")
    await page.get_by_role("tab", name="Faults").click()
    await page.get_by_label("Vendor").select_option("teams")
    await page.get_by_label("What it hits").select_option("history")
    await expect(page.get_by_label("What goes wrong").get_by_text("Sign-in token: expired")).to_have_count(0)
    await page.get_by_role("button", name="Make it go wrong").click()
    await expect(page.get_by_text("Teams: Reading a channel's messages")).to_be_visible()
    await page.get_by_label("What it hits").select_option("token")
    await page.get_by_label("What goes wrong").select_option("expired_token")
    await page.get_by_role("button", name="Make it go wrong").click()
    await expect(page.get_by_text("Teams: Getting a token")).to_be_visible()
    put = [(each["method"], each["kind"]) for each in playground.faults.listed()]
    assert put == [("history", "429"), ("token", "expired_token")]


async def test_a_phone_shows_the_list_or_what_is_open(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    await teams_app.post(gallery.CARD)
    page = await teams(playground, open_page, width=390)
    await expect(page.get_by_role("button", name="Accept")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.get_by_role("button", name="Back to the list").click()
    await expect(page.get_by_role("button", name="Accept")).to_be_hidden()
    await page.get_by_role("navigation", name="Teams list").get_by_role("button", name="sales").click()
    await expect(page.get_by_role("heading", name="Welcome to sales")).to_be_visible()


async def test_the_desks_stand_for_each_other_or_beside_each_other(
    playground: Playground, teams_app: TeamsApp, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    slack, teams_ = (page.get_by_role("region", name=name, exact=True) for name in ("Slack", "Teams"))
    await expect(slack).to_be_visible()
    await expect(teams_).to_be_hidden()
    await page.get_by_role("button", name="Teams", exact=True).click()
    await expect(teams_).to_be_visible()
    await expect(slack).to_be_hidden()
    await page.get_by_role("button", name="Both").click()
    await expect(slack).to_be_visible()
    await page.reload()
    await expect(slack).to_be_visible()
    await expect(teams_).to_be_visible()
