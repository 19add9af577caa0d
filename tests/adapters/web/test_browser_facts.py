"""What a browser tells of itself, as names for people."""

import pytest

from adapters.web.browser import facts_of, language_of
from adapters.web.wire import BrowserFacts
from core.conversation.facts import Facts

AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0": ("Firefox 140", "Windows"),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Safari/605.1.15": ("Safari 18", "macOS"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1": ("Safari 18", "iPhone"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 "
    "Edg/140.0.0.0": ("Edge 140", "Windows"),
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36": (
        "Chrome 140",
        "Android",
    ),
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36": (
        "Chrome 140",
        "ChromeOS",
    ),
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 "
    "OPR/124.0.0.0": ("Opera 124", "Linux"),
    "curl/8.5.0": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize(("agent", "names"), AGENTS.items(), ids=[str(names) for names in AGENTS.values()])
def test_browser_and_system_are_named(agent: str, names: tuple[str, str]) -> None:
    found = facts_of(None, agent, "")

    assert (found.browser, found.system) == names


def test_what_is_told_is_kept_and_what_is_made_up_is_not() -> None:
    told = BrowserFacts(zone="America/Argentina/Buenos_Aires", screen="390x844", touch=True)
    made_up = BrowserFacts(zone="<b>", screen="wide")

    assert facts_of(told, "", "es") == Facts("", "", "es", "America/Argentina/Buenos_Aires", "390 × 844", True)  # noqa: RUF001
    assert facts_of(made_up, "", "") == Facts()


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de-AT"), ("zh-Hant-TW", "zh-Hant-TW"), ("en", "en"), ("<b>", ""), ("", "")]
)
def test_only_what_looks_like_a_language_is_one(tag: str, language: str) -> None:
    assert language_of(tag) == language
