"""What a browser tells of itself, as names for people. Pure.

Rule: it is a claim: it is cut short, proves nothing, and what is not understood stays empty.

The User-Agent header is frozen in part: Windows 11 says 10, and macOS always 10.15.7, so that systems are named
without their version (https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/User-Agent).
"""

import re

from adapters.web.wire import BrowserFacts
from core.conversation.facts import Facts

_LONGEST = 500
_BROWSERS = (
    # The first that fits: most name others for the sake of old sites.
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d+)")),
    ("Opera", re.compile(r"(?:OPR|OPT)/(\d+)")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:HeadlessChrome|Chrome|CriOS|Chromium)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[\d.]* (?:Mobile/\S+ )?Safari/")),
)
_SYSTEMS = (
    ("iPad", re.compile(r"\biPad\b")),
    ("iPhone", re.compile(r"\biPhone\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMac OS X\b|\bMacintosh\b")),
    ("Linux", re.compile(r"\bLinux\b|\bX11\b")),
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")
_SCREEN = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


def facts_of(told: BrowserFacts | None, user_agent: str, language: str) -> Facts:
    """Read what a window told."""
    agent = user_agent[:_LONGEST]
    screen = _SCREEN.fullmatch(told.screen) if told else None
    return Facts(
        browser=_browser(agent),
        system=next((name for name, sign in _SYSTEMS if sign.search(agent)), ""),
        language=language,
        zone=told.zone if told and _ZONE.fullmatch(told.zone) else "",
        screen=f"{screen[1]} × {screen[2]}" if screen else "",  # noqa: RUF001 - it is for people
        touch=told.touch if told else False,
    )


def language_of(tag: str) -> str:
    """Give a language tag that looks like one, else nothing."""
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", tag) else ""


def _browser(agent: str) -> str:
    for name, sign in _BROWSERS:
        if found := sign.search(agent):
            return f"{name} {found[1]}"
    return ""
