"""Names of chats' channels keep Slack's rules, whatever customers call themselves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.channel_names import cleaned, names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("42 Billing Mia Wong", "42-billing-mia-wong"),
        ("7 Sales & Care   <!channel> 'Bob'", "7-sales-care-channel-bob"),
        ("9 Support Ægir Œ", "9-support-ægir-œ"),
        ("3 Support 山田 太郎", "3-support-山田-太郎"),
        ("🍵🍵", "chat"),
        ("", "chat"),
        ("--_-", "chat"),
    ],
)
def test_words_become_a_name(words: str, name: str) -> None:
    assert cleaned(words) == name


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_every_name_keeps_slacks_rules_and_the_last_is_nobody_elses(words: str, key: str) -> None:
    found = list(names(words, key))

    for name in found:
        assert 1 <= len(name) <= 80
        assert re.fullmatch(r"[\w-]+", name)
        assert name == name.lower()
        assert any(one.isalnum() for one in name)
    assert found[-1] != list(names(words, key + "x"))[-1]
    assert len(set(found)) == len(found)
    assert all(name.isascii() for name in found[-9:])
