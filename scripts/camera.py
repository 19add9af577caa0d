"""The camera of the documents' pictures: windows of set sizes, one typeface, and pictures that stay small.

Rules:
1. What is on a picture is the product as it runs: nothing is drawn, retouched or cut together.
2. Pictures are small: at most 256 colours, each below 300 kB.
"""

import io
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from adapters.web.ids import Visitor
from tests.browser.conftest import QUIET, chromium_path

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

LAPTOP, TALL, WIDE, BROAD, PHONE = (1280, 800), (1280, 984), (1499, 960), (1600, 1000), (390, 780)


@asynccontextmanager
async def camera() -> AsyncIterator[Browser]:
    """Open a browser that shows one typeface on every machine."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS, encoding="utf-8")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium_path(playwright),
                args=list(QUIET),
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            yield browser
            await browser.close()


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
    image.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{target.name} has {size} bytes; a document's picture may have {LARGEST}")
    print(f"{target.name:16} {image.width}x{image.height}  {size // 1000} kB")
