"""The section of the configuration: what is refused, and why."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.contacts import hidden
from adapters.sms.ids import Line
from core.ids import ExternalRef
from tests.adapters.sms.world import section
from tests.adapters.twilio.at_twilio import MIA, OURS


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"senders": []}, "at least 1"),
        ({"senders": [{"id": OURS}, {"id": OURS}]}, f"lists {OURS} twice"),
        ({"senders": [{"id": OURS, "queue": "billing"}]}, "names queue 'billing', which is not among `queues`"),
        ({"senders": [{"id": "12025550100"}]}, "pattern"),
        ({"api_key": "SK" + "0" * 32}, "api_key and api_secret go together"),
        ({"account_sid": "AC1"}, "pattern"),
        ({"mms_countries": ["usa"]}, "pattern"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_the_reason(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        section(**changes)

    assert said in str(caught.value)


def test_a_key_is_shown_instead_of_the_account_where_there_is_one() -> None:
    key = "SK" + "0" * 32

    assert section(api_key=key, api_secret="s3cret").credentials == (key, "s3cret")


def test_an_address_is_read_back_and_another_channels_is_not() -> None:
    line = Line(MIA, OURS)

    assert Line.of(line.contact) == line
    assert hidden(MIA) == "…77"
    with pytest.raises(ValueError, match="not a contact"):
        Line.of(ExternalRef("visitor:1"))
