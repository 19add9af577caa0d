"""What is told of a browser: a few words of ours, whatever it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.pages.browsers import browser_of

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/142.0.0.0", "Edge on Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36 OPR/120.0.0.0", "Opera on Linux"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chrome on ChromeOS"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/28.0 {CHROME} Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/26.0 Safari/605.1.15", "Safari on Mac"),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {APPLE} Version/26.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (f"Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) {APPLE} CriOS/142.0 Mobile Safari/604.1", "Chrome on iPad"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {APPLE} FxiOS/145.0 Mobile", "Firefox on iPhone"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Slack_SSB/4.46.0 Electron Safari", "Slack on Mac"),
        (f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Teams/25.1 Electron Safari/537.36", "Teams on Windows"),
        ("curl/8.5.0 (Linux)", "Linux"),
        ("Python/3.13 aiohttp/3.13", ""),
        ("", ""),
        ("<script>alert(1)</script> Firefox/1 on <b>Windows</b>", "Firefox on Windows"),
    ],
)  # fmt: skip
def test_a_browser_is_told_by_a_list_of_ours(said: str, told: str) -> None:
    assert browser_of(said) == told


@given(st.text() | st.text("<>&\"' Firefox/Windows", max_size=2000))
def test_nothing_that_a_browser_says_stands_in_what_is_told(said: str) -> None:
    assert set(browser_of(said)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    assert len(browser_of(said)) <= 30


def test_what_is_too_long_is_looked_at_from_its_beginning_alone() -> None:
    assert browser_of("x" * 600 + "Firefox/145.0") == ""
