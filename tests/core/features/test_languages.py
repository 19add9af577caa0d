"""What people call languages."""

import pytest

from core.features.languages import language_name


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "German"),
        ("de-at", "German (AT)"),
        ("EN_gb", "English (GB)"),
        ("zh-hant-tw", "Chinese (Hant TW)"),
        ("tlh", "tlh"),
        ("", ""),
    ],
)
def test_a_tag_is_named_as_far_as_it_is_known(tag: str, name: str) -> None:
    assert language_name(tag) == name
