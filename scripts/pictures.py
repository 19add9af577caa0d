"""Take the pictures of the documents: `make pictures` plays chats in the demo and writes docs/pictures/*.png.

Rule: the same people say the same words in windows of the same size, so that two runs differ in the time of day only.
What a picture must keep is told by `scripts.camera`.
"""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PIL import Image, ImageDraw
from playwright.async_api import Browser, FilePayload, expect

from bridge.demo.desks import Desks
from bridge.demo.world import Addresses, World, world
from scripts.camera import LAPTOP, PHONE, TALL, WIDE, camera, known_visitors, take, window
from scripts.teams_pictures import expert, in_teams
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage
from tests.browser.demo.workplace import Workplace

DENTED = "Hello! My tin of Golden Oolong arrived dented 🍵"
BACK = "Only the lid does not close any more. Could I have my money back?"
HELP = "She wants her money back for a dented lid. May I send a new tin instead?"
ADVICE = "Yes! The new tin today, and tell her that she keeps the old one."
BOX = "I am looking for a present for my sister"
TIP = "Which tea would you take camping?"
"""What people say."""

ADDRESSES = Addresses("127.0.0.1", 8080, 8090)
"""Those of the demo: the shop's address is on some of the pictures."""


async def main() -> None:
    """Play the chats and take the pictures."""
    async with camera() as browser:
        for scheme in ("light", "dark"):
            async with a_world(browser) as demo:
                await chat(browser, demo, scheme)
        async with a_world(browser) as demo:
            await coached(browser, demo)
        async with a_world(browser, Desks.TEAMS) as demo:
            await in_teams(browser, demo)
        async with a_world(browser, Desks.SLACK, "teams") as demo:
            await expert(browser, demo)


@asynccontextmanager
async def a_world(browser: Browser, desks: Desks = Desks.SLACK, expert_at: str = "") -> AsyncIterator[World]:
    """Start the demo; at its end close its windows, which would find the next one at the same address."""
    with known_visitors():
        async with world(ADDRESSES, desks, expert_at) as demo:
            yield demo
            for context in browser.contexts:
                await context.close()


async def chat(browser: Browser, demo: World, scheme: str) -> None:
    """Play the chat of the README in the light or in the dark; the single moments are taken in the light."""
    stage = Stage(await window(browser, demo.playground.url, TALL, scheme))
    await rings(stage)
    if scheme == "light":
        await take(stage.page, "offer", of=stage.page.locator(".world-slack"), height=700)
    await accepts(stage)
    await talk(stage)
    if scheme == "dark":
        await shows_a_photo(stage)
    await take(stage.page, f"chat-{scheme}")
    if scheme == "light":
        await bystander(stage)
        await on_a_phone(browser, demo, stage)
        await home(browser, demo, stage)


async def rings(stage: Stage) -> None:
    """Let Ada be ready, a customer write, and the offer ring in her messages."""
    await stage.slack.goes_to("Deskbridge Home")
    await stage.page.get_by_role("button", name="Ready", exact=True).click()
    await expect(stage.page.get_by_text("You are Ready")).to_be_visible()
    await stage.shopper.opens()
    await stage.shopper.says(DENTED)
    await stage.slack.goes_to("Deskbridge")
    await expect(stage.slack.card("A chat for you")).to_be_visible()


async def accepts(stage: Stage) -> None:
    """Let Ada take the chat and go to its thread."""
    await stage.slack.card("A chat for you").get_by_role("button", name="Accept").click()
    await stage.slack.card("You accepted this chat").get_by_role("link", name="Open the chat's thread").click()
    await expect(stage.slack.reply("has accepted the chat.")).to_be_visible()


async def talk(stage: Stage) -> None:
    """Let both talk, with a note that stays inside."""
    slack, shopper = stage.slack, stage.shopper
    await slack.answers("Oh no, I'm *so sorry*! Was the tea inside all right? :pray:")
    await shopper.hears(re.compile("Was the tea inside"))
    await shopper.says("Yes, only the lid does not close any more.")
    await expect(slack.reply("only the lid")).to_be_visible()
    await slack.answers("note: she orders every month, let's send two")
    await expect(slack.reply("every month").get_by_role("button", name=re.compile("lock"))).to_be_visible()
    await slack.answers("A new tin leaves today, with a little extra. :gift:")
    await shopper.hears(re.compile("A new tin leaves today"))
    await expect(slack.reply("A new tin").get_by_role("button", name=re.compile("white_check"))).to_be_visible()


async def shows_a_photo(stage: Stage) -> None:
    """Let the customer send a photo."""
    await stage.shopper.says("Thank you! This is the old one.", photo())
    await expect(stage.slack.thread.locator(".file-picture")).to_be_visible()


async def bystander(stage: Stage) -> None:
    """Let somebody remark in the thread, and be asked."""
    await stage.slack.becomes("Sam Park")
    await stage.slack.opens_thread(DENTED)
    await stage.slack.answers("Is she the one who wrote last week?")
    await expect(stage.slack.thread.get_by_role("button", name="Keep internal")).to_be_visible()
    await take(stage.page, "held", of=stage.slack.thread, height=540)
    await stage.slack.becomes("Ada Lovelace")


async def on_a_phone(browser: Browser, demo: World, stage: Stage) -> None:
    """Let a second customer answer the bot's menu from a phone, and hear an agent."""
    phone = Shopper(await window(browser, f"{demo.playground.url}/shop?queue=sales", PHONE))
    await phone.opens()
    await phone.says(BOX)
    frame = await phone.frame()
    await frame.get_by_role("button", name="A gift box").click()
    await phone.hears("Whom is it for?")
    await phone.says("My sister. She likes green tea")
    await phone.hears(re.compile("How much may it cost"))
    await take(phone.page, "phone")
    await phone.says("30")
    await stage.slack.goes_to("sales")
    await stage.slack.accepts(BOX)


async def home(browser: Browser, demo: World, stage: Stage) -> None:
    """Let a third customer wait, and look at Ada's home page."""
    await stage.slack.goes_to("Deskbridge Home")
    await stage.page.get_by_role("button", name="Not ready").click()
    await expect(stage.page.get_by_text("Not Ready after this")).to_be_visible()
    third = Shopper(await window(browser, f"{demo.playground.url}/shop", LAPTOP))
    await third.opens()
    await third.says(TIP)
    await expect(stage.page.get_by_text(TIP)).to_be_visible()
    await expect(stage.page.get_by_text("4 unread")).to_be_visible()
    await take(stage.page, "home", of=stage.page.locator(".world-slack"), height=700)


async def coached(browser: Browser, demo: World) -> None:
    """Let Ada ask for help, Lin coach her unseen by the customer, and Ada finish the chat."""
    stage = Stage(await window(browser, demo.playground.url, WIDE))
    await rings(stage)
    await accepts(stage)
    await stage.slack.answers("Oh no, I'm *so sorry*! Was the tea inside all right? :pray:")
    await stage.shopper.says(BACK)
    await expect(stage.slack.reply(BACK)).to_be_visible()
    await asks_for_help(stage)
    lin = Workplace(await window(browser, demo.playground.url, WIDE))
    await coaches(lin)
    await helped(stage)
    await take(stage.page, "coach")
    await floor(lin)
    await finishes(stage)


async def asks_for_help(stage: Stage) -> None:
    """Let Ada see all that she can do in the chat, and ask her supervisors."""
    modal = stage.page.get_by_role("dialog")
    await stage.slack.presses("More…")
    await expect(modal.get_by_role("button", name="Ask for help…")).to_be_visible()
    await take(stage.page, "more", of=modal)
    await modal.get_by_role("button", name="Ask for help…").click()
    await modal.get_by_label("What do you need help with?").fill(HELP)
    await modal.get_by_role("button", name="Ask", exact=True).click()
    await expect(stage.slack.reply(HELP)).to_be_visible()


async def coaches(lin: Workplace) -> None:
    """Let Lin see who asks for help, and coach."""
    await lin.becomes("Lin Chen")
    await lin.goes_to("supervisors")
    asks = lin.card("asks for help")
    await expect(asks.get_by_role("button", name="Coach")).to_be_visible()
    await take(lin.page, "flag", of=lin.page.locator(".world-slack"), height=640)
    await asks.get_by_role("button", name="Coach").click()
    await expect(asks.get_by_text("Somebody helps")).to_be_visible()
    await asks.get_by_role("link", name="Open the chat's thread").click()
    await lin.answers(ADVICE)
    await expect(lin.reply(ADVICE).get_by_role("button", name=re.compile("lock"))).to_be_visible()


async def helped(stage: Stage) -> None:
    """Let Ada choose a canned response, change it, and send it."""
    page, slack = stage.page, stage.slack
    modal = page.get_by_role("dialog")
    await slack.presses("Canned response…")
    await modal.get_by_role("combobox", name="Response").fill("dented")
    await page.get_by_role("option", name=re.compile("A tin arrived dented")).click()
    await modal.get_by_role("button", name="Next").click()
    await expect(modal.get_by_role("textbox", name="Text")).to_have_value(re.compile("A \\*new tin\\* leaves today"))
    await take(page, "canned", of=modal)
    await modal.get_by_role("button", name="Send").click()
    await stage.shopper.hears(re.compile("leaves today"))
    await stage.shopper.says("That is lovely. Then I keep the tea, and the tin for my pens!")
    await expect(slack.reply("for my pens")).to_be_visible()
    await slack.reads_on()


async def floor(lin: Workplace) -> None:
    """Look at Lin's home page, which shows all queues and agents."""
    await lin.goes_to("Deskbridge Home")
    await expect(lin.page.get_by_role("heading", name="Agents")).to_be_visible()
    await take(lin.page, "floor", of=lin.page.locator(".world-slack"), height=1000)


async def finishes(stage: Stage) -> None:
    """Let Ada end the chat and finish what it still needs."""
    page, slack = stage.page, stage.slack
    modal = page.get_by_role("dialog")
    await slack.presses("End chat")
    await page.get_by_role("alertdialog").get_by_role("button", name="End chat").click()
    await expect(slack.reply("Still missing")).to_be_visible()
    await slack.reads_on()
    await take(page, "wrap-up", of=slack.thread, height=700)
    await slack.thread.get_by_role("button", name="Finish…").last.click()
    await modal.get_by_label("Disposition").select_option("Returns / Replacement sent")
    await modal.get_by_label("Topic").select_option("Returns")
    await take(page, "finish", of=modal)
    await modal.get_by_role("button", name="Complete").click()


def photo() -> FilePayload:
    """Draw the customer's photo: a tin with a dent."""
    image = Image.new("RGB", (960, 480), "#e9e2d3")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 370, 960, 480), fill="#cfc2a8")
    pen.ellipse((300, 360, 700, 430), fill="#b3a485")
    pen.rounded_rectangle((340, 80, 640, 400), 24, fill="#8a6a1f")
    pen.rectangle((340, 170, 640, 300), fill="#f2d98a")
    pen.ellipse((430, 185, 550, 285), fill="#8a6a1f")
    pen.rounded_rectangle((328, 60, 652, 110), 16, fill="#a5822e")
    dent = [(642, 220), (585, 270), (605, 320), (642, 350)]
    pen.polygon(dent, fill="#e9e2d3")
    pen.line(dent, fill="#5d4714", width=6)
    target = io.BytesIO()
    image.resize((320, 160), Image.Resampling.LANCZOS).save(target, "PNG")
    return {"name": "tin.png", "mimeType": "image/png", "buffer": target.getvalue()}


if __name__ == "__main__":
    asyncio.run(main())
