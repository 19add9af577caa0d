"""A browser that takes small pictures: one window a person, on the clock of the world that it looks at.

Rules:
1. What is on a picture is the product as it runs: nothing is drawn, retouched or cut together.
2. A picture is taken once the window has everything: nothing on the way, no further word expected.
3. A picture has at most `LARGEST` bytes: fewer colours first, then none of it.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops
from playwright.async_api import Browser, FloatRect, Locator, Page, Request, expect

from scripts.camera import camera

Scheme = Literal["light", "dark"]

LARGEST = 60_000
COLOURS, AT_LAST = (256, 128), (128, 64, 32)
SHARP = 1.5
"""Pixels of a picture for each of the page's."""
STILL = 0.15
"""Seconds without a request after which a window has everything."""
LAPTOP, PHONE = (900, 1240), (390, 640)
BESIDE = 14
"""Pixels shown around a dialogue."""
EDGE = 18
"""Pixels that are left of an empty floor."""


class Window:
    """One browser window."""

    def __init__(self, page: Page, time: float) -> None:
        """Watch a page's requests; it shows that time."""
        self.page = page
        self.time = time
        self._under_way: set[Request] = set()
        self._last = 0.0
        page.on("request", self._begins)
        page.on("requestfinished", self._ends)
        page.on("requestfailed", self._ends)

    def _begins(self, request: Request) -> None:
        self._under_way.add(request)

    def _ends(self, request: Request) -> None:
        self._under_way.discard(request)
        self._last = asyncio.get_running_loop().time()

    async def loads(self, now: float) -> None:
        """Load the page anew at another time of its world."""
        self.time = now
        await self.page.clock.set_fixed_time(now)
        await self.page.reload()

    async def settles(self) -> None:
        """Wait until nothing is on the way."""
        loop = asyncio.get_running_loop()
        self._last = loop.time()
        while self._under_way or loop.time() - self._last < STILL:  # noqa: ASYNC110 - the browser tells of no stillness
            await asyncio.sleep(STILL / 5)
        await self.page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")

    async def picture(self, of: Locator | None = None, scheme: Scheme = "light", *, whole: bool = False) -> Image.Image:
        """Take a picture of the window, or of a part of it; unless `whole`, what is empty below it is left out."""
        page = self.page
        await page.emulate_media(color_scheme=scheme)
        await page.mouse.move(0, 0)
        await page.evaluate("document.activeElement?.blur()")
        if of is not None:
            await expect(of).to_be_visible()
            await of.scroll_into_view_if_needed()
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        taken = await self._taken(of)
        await page.emulate_media(color_scheme="light")
        image = Image.open(io.BytesIO(taken)).convert("RGB")
        return image if whole else without_floor(image)

    async def _taken(self, of: Locator | None) -> bytes:
        """Take what is to be seen; of a dialogue with a little of what it stands on, which its round corners show."""
        box = await of.bounding_box() if of is not None else None
        if of is None or box is None or not await of.evaluate("one => one.matches('[role$=dialog], dialog')"):
            return await (of or self.page).screenshot(animations="disabled", caret="hide")
        clip: FloatRect = {
            "x": box["x"] - BESIDE,
            "y": box["y"] - BESIDE,
            "width": box["width"] + 2 * BESIDE,
            "height": box["height"] + 2 * BESIDE,
        }
        return await self.page.screenshot(animations="disabled", caret="hide", clip=clip)


def without_floor(image: Image.Image) -> Image.Image:
    """Leave out what is of one colour at the bottom, but for a small edge."""
    inner = image.crop((EDGE, 0, image.width - EDGE, image.height - 2))
    ground = Image.new("RGB", inner.size, inner.getpixel((inner.width // 2, inner.height - 1)))
    box = ImageChops.difference(inner, ground).getbbox()
    return image.crop((0, 0, image.width, min(image.height, box[3] + EDGE))) if box else image


class Studio:
    """The browser and the folder of the pictures."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        """Take pictures into this folder."""
        self._browser = browser
        self._folder = folder
        self.taken: dict[str, str] = {}
        """The words on each picture."""

    async def window(
        self, url: str, now: float, size: tuple[int, int] = LAPTOP, stored: dict[str, str] | None = None
    ) -> Window:
        """Open a window of its own at a time of its world; `stored` is what its site has kept in it."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=SHARP,
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        for key, value in (stored or {}).items():
            await context.add_init_script(f"localStorage.setItem({key!r}, {value!r})")
        page = await context.new_page()
        window = Window(page, now)
        await page.clock.set_fixed_time(now)
        await page.goto(url)
        return window

    def keep(self, name: str, image: Image.Image, words: str) -> None:
        """Write a picture. Raises `ValueError` when it is too large, or was taken before."""
        if name in self.taken:
            raise ValueError(f"two scenes take the picture {name!r}")
        self.taken[name] = words
        data = smallest(image)
        if len(data) > LARGEST:
            raise ValueError(f"{name}.png has {len(data)} bytes; a picture of the gallery may have {LARGEST}")
        (self._folder / f"{name}.png").write_bytes(data)


def smallest(image: Image.Image) -> bytes:
    """Write a picture with as many colours as fit; sharp, if that fits at all.

    Colours are chosen so that each of the picture's has one near it, however few of its points have it.
    """
    once = (round(image.width / SHARP), round(image.height / SHARP))
    for size, numbers in ((image.size, COLOURS), (once, AT_LAST)):
        sized = image.resize(size, Image.Resampling.LANCZOS)
        for colours in numbers:
            data = io.BytesIO()
            few = sized.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(data, "PNG", optimize=True)
            if data.tell() <= LARGEST:
                return data.getvalue()
    return data.getvalue()


@asynccontextmanager
async def studio(folder: Path) -> AsyncIterator[Studio]:
    """Open the documents' browser for pictures in this folder; close it at the end."""
    async with camera() as browser:
        yield Studio(browser, folder)
