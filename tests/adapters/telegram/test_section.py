"""The section of a bot says what is wrong with it, and ids are told from what is none."""

import pytest
from pydantic import ValidationError

from adapters.telegram.ids import parse_contact, read_id
from core.ids import ExternalRef
from tests.adapters.telegram.world import section


@pytest.mark.parametrize("word", ["with a space", "ümlaut", "a" * 257, "a.b"])
def test_a_secret_that_telegram_would_not_take_is_refused_with_the_reason(word: str) -> None:
    for name in ("webhook_secret", "previous_webhook_secret"):
        with pytest.raises(ValidationError, match="256 letters"):
            section("https://api.telegram.org", **{name: word})


def test_an_id_is_digits_and_no_name_group_or_other_channels_contact() -> None:
    assert read_id(" 700000001 ") == "telegram:700000001"
    assert parse_contact(ExternalRef("telegram:700000001")) == 700000001
    for written in ("@mia_chen", "-100500", "0", ""):
        with pytest.raises(ValueError, match="digits alone"):
            read_id(written)
    for contact in ("telegram:-5", "telegram:", "sms:1/2", "telegram:1/2"):
        with pytest.raises(ValueError, match="not a contact"):
            parse_contact(ExternalRef(contact))
