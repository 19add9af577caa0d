"""The accent is a colour in the long form, and what is wrong with another one is said in words."""

import pytest
from pydantic import ValidationError

from tests.adapters.web.world import section


@pytest.mark.parametrize("accent", ["#3b5bdb", "#2F6F5E"])
def test_colour_in_the_long_form_is_taken(accent: str) -> None:
    assert section(colours={"accent": accent}).colours.accent == accent


@pytest.mark.parametrize("accent", ["green", "#abc", "#3b5bdb80", "3b5bdb", "#3b5bdg", "#3b5bdb\n", "rgb(1, 2, 3)", ""])
def test_any_other_colour_is_refused_with_how_it_is_written(accent: str) -> None:
    with pytest.raises(ValidationError) as refused:
        section(colours={"accent": accent})

    (error,) = refused.value.errors()
    assert error["loc"] == ("colours", "accent")
    assert 'must be a colour written with six digits, such as "#3b5bdb"' in error["msg"]


def test_colour_without_quotes_is_a_comment_and_that_is_said() -> None:
    with pytest.raises(ValidationError, match=r"must be a colour in quotes.* without them, # begins a comment"):
        section(colours={"accent": None})
