"""axe-core, which the package axe-playwright-python carries, on what a browser shows.

Rule: it looks at one document; frames inside are looked at by themselves, since their policies let nobody else in.
"""

from importlib.resources import files
from typing import Any

from playwright.async_api import Frame, Page

SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "iframes": False}


async def findings(shown: Page | Frame) -> list[str]:
    """What axe has against the document as it is now, a line for each element."""
    await shown.evaluate(SOURCE)
    result: dict[str, Any] = await shown.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


async def assert_accessible(shown: Page | Frame) -> None:
    """Fail with all findings."""
    found = await findings(shown)
    assert not found, "\n".join(found)
