"""Search over articles (T11): what fits best comes first, in any form of its words."""

import pytest

from core.features.articles import read_article
from core.features.knowledge import Shelf, index_of

INDEX = index_of(
    (
        read_article("help", "returns", "# Returning tea\n\nSend it back within 30 days. The refund takes a week."),
        read_article("help", "delivery", "---\nkeywords: shipping\n---\n# Delivery\n\nWe deliver tea in two days."),
        read_article("help", "cafe", "# Café in München\n\nOpen daily. Tea and cake. No returns of cups."),
        read_article("internal", "rates", "# Refund rates\n\nFor us only."),
    )
)
HELP = ("help",)


def found(typed: str, bases: tuple[str, ...] = HELP) -> list[str]:
    """Give the names of what a search finds, in order."""
    return [hit.article.id.partition("/")[2] for hit in INDEX.search(typed, bases)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("refund", ["returns"]),
        ("RETURN", ["returns", "cafe"]),
        ("munchen cafe", ["cafe"]),
        ("shipping", ["delivery"]),
        ("deliv", ["delivery"]),
        ("delivered", ["delivery"]),
        ("coffee", []),
        ("", []),
        ("?!", []),
        ("de", ["delivery"]),
        ("within", ["returns"]),
    ],
)
def test_articles_are_found_by_words_in_any_form(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


def test_a_base_that_is_not_the_queues_is_not_searched() -> None:
    assert found("refund", ("help", "internal")) == ["rates", "returns"]
    assert found("rates") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("How do I return my order?", True),
        ("shipping costs", True),
        ("tea", False),
        ("hello there", False),
        ("refund week", True),
    ],
)
def test_a_bot_is_sure_of_titles_and_keywords_and_of_two_words_of_the_text(typed: str, expected: bool) -> None:  # noqa: FBT001
    hits = INDEX.search(typed, HELP, 1)
    assert bool(hits and hits[0].sure) is expected


def test_no_more_than_asked_for_are_found() -> None:
    assert len(INDEX.search("tea", HELP, 2)) == 2


def test_a_shelf_lists_all_its_articles_without_words_and_gives_no_others() -> None:
    shelf = Shelf(INDEX, HELP, {"help": "Help"})
    assert [one.title for one in shelf.find(" ")] == ["Café in München", "Delivery", "Returning tea"]
    assert [one.title for one in shelf.find("refund")] == ["Returning tea"]
    assert shelf.get("internal/rates") is None
    assert shelf.get("help/nothing") is None
