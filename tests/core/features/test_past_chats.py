"""Past chats: what the words for them mean, and how they are listed."""

from datetime import date

import pytest

from core.features.past_chats import PastChat, Wanted, listed, wanted
from core.ids import ConversationId
from tests.build import NOW

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Grace  Hopper", Wanted("Grace Hopper")),
        ("42", Wanted("42", number=42)),
        ("#42", Wanted("#42", number=42)),
        ("2026-03-01", Wanted("", date(2026, 3, 1))),
        ("yesterday refund", Wanted("refund", date(2026, 3, 1))),
        ("Today 7", Wanted("7", TODAY, 7)),
        ("2026-02-30", Wanted("2026-02-30")),
        ("", Wanted()),
    ],
)
def test_a_day_stands_first_and_the_rest_is_a_number_or_words(words: str, meant: Wanted) -> None:
    assert wanted(words, TODAY) == meant


def test_a_list_says_who_where_when_and_that_there_are_more() -> None:
    one = PastChat(ConversationId("c1"), 7, "Grace", "Support", NOW, "Ada", "Solved", "https://x.example/1")

    assert listed((one,), more=True).splitlines() == [
        "Past chats:",
        "• #7 Grace · Support · 2026-03-02 09:00 UTC · Ada · Solved · https://x.example/1",
        "These are the 1 newest. Add words or a day to find fewer.",
    ]
    assert listed((PastChat(ConversationId("c1"), 7, "", "Support", NOW),), more=False).endswith("UTC")
    assert listed((), more=False).startswith("No past chat fits.")
