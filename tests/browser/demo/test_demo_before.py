"""The demo before an agent: the bot's menu, a closed queue's form, the customer's own language."""

import re

import pytest
from playwright.async_api import expect

from bridge.demo.world import World
from tests.browser import layout
from tests.browser.conftest import OpenPage
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.workplace import Workplace
from tests.browser.widget.site import wait_for

pytestmark = pytest.mark.browser
PRESENT = "I am looking for a present"


async def test_the_bots_menu_is_answered_by_a_click_and_an_agent_takes_over(demo: World, open_page: OpenPage) -> None:
    shopper = Shopper(await open_page(f"{demo.playground.url}/shop?queue=sales", width=390, height=844))
    await shopper.opens()
    await shopper.says(PRESENT)
    frame = await shopper.frame()
    await expect(frame.get_by_text("Tilly answers automatically")).to_be_visible()
    await frame.get_by_role("button", name="A gift box").click()
    await shopper.hears("Whom is it for?")
    await layout.assert_sound(frame)
    await shopper.says("My sister")
    await shopper.hears(re.compile("How much may it cost"))
    await shopper.says("about thirty")
    await shopper.hears("A number will do, such as 30.")
    await shopper.says("30")
    await expect(frame.get_by_text("Waiting for someone to join")).to_be_visible()

    slack = Workplace(await open_page(demo.playground.url))
    await slack.goes_to("sales")
    await slack.accepts(PRESENT)
    await expect(slack.card(PRESENT)).to_contain_text("My sister")
    await shopper.reads_at_the_top("Ada")


async def test_a_closed_queue_takes_a_form(demo: World, open_page: OpenPage) -> None:
    shopper = Shopper(await open_page(f"{demo.playground.url}/shop?queue=school"))
    [form] = await wait_for(lambda: [one for one in shopper.page.frames if "/widget/frame" in one.url])
    await shopper.page.mouse.click(1280 - 50, 800 - 50)
    await form.get_by_label("Your name").fill("Jo Björk")
    await form.get_by_label("Your email address").fill("jo@mail.example")
    await form.get_by_label("How many seats?").select_option("Two")
    await form.get_by_role("button", name="Send", exact=True).click()
    await shopper.hears(re.compile("as soon as there are dates"))

    slack = Workplace(await open_page(demo.playground.url))
    await slack.goes_to("school")
    await expect(slack.channel.get_by_text("Jo Björk").first).to_be_visible()


async def test_the_widget_speaks_german_where_the_page_does(demo: World, open_page: OpenPage) -> None:
    page = await open_page(f"{demo.playground.url}/shop?lang=de")
    [frame] = await wait_for(lambda: [one for one in page.frames if "/widget/frame" in one.url])
    field = frame.get_by_label("Ihre Nachricht")
    await expect(field).to_be_attached()
    await page.mouse.click(1280 - 50, 800 - 50)
    await field.fill("Guten Tag! Gibt es den Sencha auch lose?")
    await field.press("Enter")
    await expect(frame.get_by_text(re.compile("Nächstes"))).to_be_visible()
    await expect(frame.get_by_text("Wir sind gleich bei Ihnen.")).to_be_visible()
    await expect(frame.get_by_label("Gesendet")).to_be_visible()
    await layout.assert_sound(frame)
