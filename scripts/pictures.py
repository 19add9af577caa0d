"""Take the pictures of the documents: `make pictures` plays a chat in the demo and writes docs/pictures/*.png.

Rules:
1. What is on a picture is the product as it runs: nothing is drawn, retouched or cut together.
2. The same people say the same words in windows of the same size, so that two runs differ in the time of day only.
3. Pictures are small: at most 256 colours, each below 300 kB.
"""

import asyncio
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PIL import Image, ImageDraw
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from adapters.web.ids import Visitor
from bridge.demo.world import Addresses, World, world
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.demo.shopper import Shopper
from tests.browser.demo.stage import Stage

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LARGEST = 300_000
SHARP = 2
"""Pixels of a picture for each of the page's."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match><test name="family"><string>system-ui</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Sans</string></edit></match>
<match><test name="family"><string>sans-serif</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Sans</string></edit></match>
</fontconfig>
"""
"""The widget asks for the system's typeface; a bare machine has none of its own, and this one is on every Debian."""

LAPTOP, TALL, PHONE = (1280, 800), (1280, 936), (390, 780)
DENTED = "Hello! My tin of Golden Oolong arrived dented 🍵"
NORWAY = "Do you ship to Norway?"
TIP = "Which tea would you take camping?"


async def main() -> None:
    """Play the chats and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS, encoding="utf-8")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium_path(playwright),
                args=list(QUIET),
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            for scheme in ("light", "dark"):
                with known_visitors():
                    async with world(Addresses("127.0.0.1", 0, 0)) as demo:
                        await chat(browser, demo, scheme)
            await browser.close()


async def chat(browser: Browser, demo: World, scheme: str) -> None:
    """Play the chat of the README in the light or in the dark; the single moments are taken in the light."""
    stage = Stage(await window(browser, demo.playground.url, TALL, scheme))
    await rings(stage)
    if scheme == "light":
        await take(stage.page, "offer", of=stage.page.locator(".world-slack"), height=700)
    await stage.slack.card("A chat for you").get_by_role("button", name="Accept").click()
    await stage.slack.card("You accepted this chat").get_by_role("link", name="Open the chat's thread").click()
    await expect(stage.slack.reply("has accepted the chat.")).to_be_visible()
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
    """Let a second customer talk to Ada from a phone."""
    phone = Shopper(await window(browser, f"{demo.playground.url}/shop", PHONE))
    await phone.opens()
    await phone.says(NORWAY)
    await stage.slack.goes_to("Deskbridge")
    await stage.slack.card(NORWAY).get_by_role("button", name="Accept").click()
    await stage.slack.card(NORWAY).get_by_role("link", name="Open the chat's thread").click()
    await stage.slack.answers("We do! Two to four days, and tins over £20 travel free. :flag-no:")
    await phone.hears(re.compile("travel free"))
    await phone.says("Perfect, thank you!")
    await take(phone.page, "phone")


async def home(browser: Browser, demo: World, stage: Stage) -> None:
    """Let a third customer wait, and look at Ada's home page."""
    await stage.slack.goes_to("Deskbridge Home")
    await stage.page.get_by_role("button", name="Not ready").click()
    await expect(stage.page.get_by_text("Not Ready after this")).to_be_visible()
    third = Shopper(await window(browser, f"{demo.playground.url}/shop", LAPTOP))
    await third.opens()
    await third.says(TIP)
    await expect(stage.page.get_by_text(TIP)).to_be_visible()
    await expect(stage.page.get_by_text("1 unread").last).to_be_visible()
    await take(stage.page, "home", of=stage.page.locator(".world-slack"), height=600)


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


@contextmanager
def known_visitors() -> Iterator[None]:
    """Give the visitors the same names in every run; otherwise they are drawn."""
    names = iter(f"{number:04x}" * 8 for number in (0x4F1A, 0x82C7, 0x19DE, 0x5B03, 0xA6E4))
    with patch("adapters.web.sessions.make_visitor", lambda: Visitor(next(names))):
        yield


async def window(browser: Browser, url: str, size: tuple[int, int], scheme: str = "light") -> Page:
    """Open a window of its own."""
    phone = size == PHONE
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=SHARP,
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=phone,
        is_mobile=phone,
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await page.goto(url)
    return page


async def take(page: Page, name: str, *, of: Locator | None = None, height: int = 0) -> None:
    """Take a picture of the window, or of a part of it in a window of that height. Raises `ValueError`."""
    whole = page.viewport_size
    if whole and height:
        await page.set_viewport_size({"width": whole["width"], "height": height})
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement?.blur()")
    await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    image = Image.open(io.BytesIO(await (of or page).screenshot())).convert("RGB")
    if whole and height:
        await page.set_viewport_size(whole)
    target = PICTURES / f"{name}.png"
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{target.name} has {size} bytes; a document's picture may have {LARGEST}")
    print(f"{target.name:16} {image.width}x{image.height}  {size // 1000} kB")


if __name__ == "__main__":
    asyncio.run(main())
