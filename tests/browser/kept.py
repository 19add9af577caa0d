"""Everything that a browser keeps of the sites that it has shown: by scripts, beyond them, and on its disk.

Rules:
1. Each place has a name, so that a test can first see that words are found there (`PLACES`).
2. Words are looked for by the same search as in a scenario's tables, files and logs (`holding`).
3. A place that can't be read fails the search: it proves nothing otherwise. Frames without an origin have no places.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Frame, Page

from tests.scenarios.copies import holding

SCRIPTS = Path(__file__).with_name("kept.js").read_text(encoding="utf-8")
"""Gives `{read, plant, take}`: what a frame's scripts can reach, and how a word gets there and away again."""
PLACES = (
    "local storage",
    "session storage",
    "indexed databases",
    "cookies of scripts",
    "cache storage",
    "private files",
    "history state",
    "window name",
    "address and title",
)
"""What scripts can fill in any page of a site: `plant` and `take` know each of them."""
BEYOND = ("cookies", "document", "history", "service workers")
"""What a test fills in its own way: cookies that no script sees, fields and closed roots, addresses, and workers."""


async def places(context: BrowserContext) -> dict[str, Any]:
    """Give all that a browser keeps while its pages are open, by the place's name."""
    found: dict[str, Any] = {"cookies": await context.cookies()}
    for page in context.pages:
        found |= {f"{place} of {page.url}": content for place, content in (await _of_page(page)).items()}
        for frame in page.frames:
            if frame.url.startswith("http"):
                found |= {f"{place} of {frame.url}": content for place, content in (await _of_frame(frame)).items()}
    return found


async def kept(context: BrowserContext, *words: str) -> set[str]:
    """Give the places that hold any of these words now."""
    return holding(await places(context), *words)


async def plant(frame: Frame, place: str, word: str) -> None:
    """Put a word into a place, as a script of that frame's site."""
    await frame.evaluate(f"([place, word]) => ({SCRIPTS}).plant[place](word)", [place, word])


async def take(frame: Frame, place: str) -> None:
    """Take it out again."""
    await frame.evaluate(f"(place) => ({SCRIPTS}).take[place]()", place)


async def _of_frame(frame: Frame) -> dict[str, Any]:
    given: dict[str, Any] = await frame.evaluate(f"() => ({SCRIPTS}).read()")
    return given


async def _of_page(page: Page) -> dict[str, Any]:
    """Give a page's documents, with closed roots and what stands in fields, and where it has been."""
    session = await page.context.new_cdp_session(page)
    shown = await session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    been = await session.send("Page.getNavigationHistory")
    await session.detach()
    return {"document": shown["strings"], "history": been["entries"]}


async def on_disk(profile: Path, *words: str) -> set[str]:
    """Give the files of a closed browser's profile that hold any of these words, in either of Chromium's encodings."""

    def look() -> set[str]:
        wide = [one.encode("utf-16-le") for one in words]
        files = {str(one.relative_to(profile)): one.read_bytes() for one in _files(profile)}
        return holding(files, *words) | {name for name, held in files.items() if any(one in held for one in wide)}

    return await asyncio.to_thread(look)


def _files(profile: Path) -> Iterable[Path]:
    return (one for one in sorted(profile.rglob("*")) if one.is_file() and not one.is_symlink())
