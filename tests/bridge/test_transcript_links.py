"""Signed links: read back as made, for as long as they last, and by nobody's own making."""

from datetime import timedelta

import pytest

from bridge.transcripts.links import Links, Opened
from core.ids import ConversationId
from tests.build import NOW

CHAT = ConversationId("c-1.2")
LINKS = Links("a secret for tests alone", "https://bridge.example/", timedelta(days=7))


def token(links: Links = LINKS) -> str:
    return links.make(CHAT, NOW).url.rpartition("/")[2]


def test_a_link_is_read_back_until_its_time_is_over() -> None:
    link = LINKS.make(CHAT, NOW)

    assert link.url.startswith("https://bridge.example/transcript/")
    assert link.until - NOW >= timedelta(days=7)
    assert LINKS.read(token(), link.until - timedelta(seconds=1)) == Opened(CHAT, is_over=False)
    assert LINKS.read(token(), link.until) == Opened(CHAT, is_over=True)


def test_asked_for_twice_on_a_day_it_is_the_same() -> None:
    assert LINKS.make(CHAT, NOW) == LINKS.make(CHAT, NOW + timedelta(hours=3))


@pytest.mark.parametrize(
    "change", [lambda one: one[:-1], lambda one: "A" + one[1:], lambda one: one + "AAAA", str.upper]
)
def test_a_link_that_was_changed_is_none(change: "type[str]") -> None:
    assert LINKS.read(change(token()), NOW) is None


@pytest.mark.parametrize("nonsense", ["", ".", "a.b", "é.é", "A" * 300, "a" * 9 + ".", "%00"])
def test_nonsense_is_none(nonsense: str) -> None:
    assert LINKS.read(nonsense, NOW) is None


def test_links_of_another_secret_are_none() -> None:
    other = Links("another secret for tests", "https://bridge.example", timedelta(days=7))

    assert LINKS.read(token(other), NOW) is None
