"""What Teams calls reactions, as emoji."""

import pytest

from adapters.teams.happenings_in import emoji_of


@pytest.mark.parametrize(
    ("reaction", "emoji"),
    [
        ("like", "👍"),
        ("Heart", "❤️"),
        ("laugh", "😆"),
        ("surprised", "😮"),
        ("sad", "😢"),
        ("angry", "😠"),
        ("plusOne", "👍"),
        ("1f440_eyes", "👀"),
        ("1f468-200d-1f4bb_mantechnologist", "👨‍💻"),
        ("0023-20e3_keycaphash", "#⃣"),
        ("🎉", "🎉"),
    ],
)
def test_a_reaction_is_an_emoji(reaction: str, emoji: str) -> None:
    assert emoji_of(reaction) == emoji


@pytest.mark.parametrize(
    "reaction", ["", "unheard-of", "adam_smith", "0041_letter", "110000_beyond", "zz_x", "a" * 100, "1f440", "_x"]
)
def test_a_reaction_that_is_no_emoji_is_nothing(reaction: str) -> None:
    assert emoji_of(reaction) == ""
