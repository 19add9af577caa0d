"""A site that includes the widget, on an origin of its own, and what its customer does in a browser."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image
from playwright.async_api import Frame, Page, expect

from tests.adapters.web.world import World

STRICT = "default-src 'none'; script-src {bridge}; frame-src {bridge}"
HOST_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Shop</h1></main><script src="{bridge}/widget.js" data-queue="billing" async></script></body></html>"""
# The launcher's shadow root is closed, to scripts of tests too, unless this runs first.
OPEN_ROOTS = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: "open"}); };"""
LAUNCHER = 50  # pixels from the corner to the middle of the launcher


@dataclass
class Shop:
    """A site that includes the widget, under the strictest policy that the documentation allows."""

    url: str
    world: World

    async def frame(self, page: Page) -> Frame:
        """The chat's frame, once it is there."""
        frames: list[Frame] = await wait_for(lambda: [one for one in page.frames if "/widget/frame" in one.url])
        await frames[0].wait_for_load_state()
        return frames[0]


async def wait_for(find: Callable[[], Any]) -> Any:
    """Wait until something is there, found at once or in the browser; fail after thirty seconds."""
    async with asyncio.timeout(30):
        while True:
            found = find()
            found = await found if isinstance(found, Awaitable) else found
            if found:
                return found
            await asyncio.sleep(0.02)


async def open_chat(shop: Shop, page: Page) -> Frame:
    """Press the launcher, as a person does: with the mouse, where it is."""
    frame = await shop.frame(page)
    await expect(frame.get_by_label("Your message")).to_be_attached()
    size = page.viewport_size or {"width": 0, "height": 0}
    await page.mouse.click(size["width"] - LAUNCHER, size["height"] - LAUNCHER)
    await expect(frame.get_by_label("Your message")).to_be_in_viewport()
    return frame


async def say(frame: Frame, text: str) -> None:
    field = frame.get_by_label("Your message")
    await field.fill(text)
    await field.press("Enter")


async def names_of(page: Page, role: str) -> list[str]:
    """What a screen reader says of a kind of element: the shadow root is closed to scripts, not to it."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return [
        str(node.get("name", {}).get("value", ""))
        for node in tree["nodes"]
        if node.get("role", {}).get("value") == role and not node.get("ignored")
    ]


async def until_launcher_says(page: Page, label: str) -> None:
    async def says_it() -> bool:
        return label in await names_of(page, "button")

    await wait_for(says_it)


async def until_page_says(page: Page, words: str) -> None:
    async def says_it() -> bool:
        return words in await names_of(page, "StaticText")

    await wait_for(says_it)


def picture() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(target, "PNG")
    return target.getvalue()


async def drop(frame: Frame, name: str, kind: str, text: str) -> None:
    """Drop a file on the chat."""
    transfer = await frame.evaluate_handle(
        "([name, type, text]) => { const t = new DataTransfer(); t.items.add(new File([text], name, {type}));"
        " return t; }",
        [name, kind, text],
    )
    await frame.dispatch_event("main", "dragenter", {"dataTransfer": transfer})
    await expect(frame.get_by_text("Drop files to add them")).to_be_visible()
    await frame.dispatch_event("main", "drop", {"dataTransfer": transfer})
