"""Finds what a careful eye would mark on a drawn page: overlap, clipping, overflow, unstyled controls, faint text.

Rules: it looks at the page as it is, at the window's present size; each finding names the element. Text that ends in an
ellipsis and what has been scrolled away are no findings. It deliberately does not look into frames: pass the frame.
"""

from pathlib import Path

from playwright.async_api import Frame, Page

SCRIPT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
SIZES = ((390, 844), (1280, 800), (1920, 1080))
SCHEMES = ("light", "dark")


async def faults(place: Page | Frame, root: str | None = None) -> list[str]:
    """List what is wrong in the page, or within the element that `root` selects (the dialog on top, say)."""
    found: list[str] = await place.evaluate(f"({SCRIPT})({root!r})" if root else f"({SCRIPT})()")
    return found


async def assert_sound(place: Page | Frame, root: str | None = None) -> None:
    """Fail with every finding, one a line."""
    found = await faults(place, root)
    assert not found, "The layout has faults:\n" + "\n".join(found)
