"""The section says what is wrong with it before Slack does."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.slack.config import SlackSection

LEAST: dict[str, Any] = {"team": "T0DEMO001", "bot_token": "xoxb-1", "signing_secret": "s3cret-value"}


def test_the_least_that_is_needed() -> None:
    section = SlackSection(**LEAST)
    assert section.mode == "http"
    assert section.api_base() == "https://slack.com/api/"
    assert "s3cret-value" not in repr(section)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mode": "socket"}, "mode socket needs app_token"),
        ({"signing_secret": None}, "mode http needs signing_secret"),
        ({"client_id": "1.2"}, "go together"),
        ({"bare_commands": ["accept", "invite"]}, "Slack keeps /invite for itself"),
        ({"bare_commands": ["leave"]}, "a command /leave of its own"),
        ({"bare_commands": ["/accept"]}, "without a slash"),
        ({"command": "chat"}, "must be a slash"),
        ({"command": "/status"}, "a command /status of its own"),
        ({"team": "northwind"}, "String should match pattern"),
        ({"files_hosts": ["https://files.slack.com"]}, "String should match pattern"),
    ],
)
def test_mistakes_are_named_with_what_to_do(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        SlackSection(**{**LEAST, **change})


def test_forms_of_ids_match_slacks() -> None:
    assert SlackSection.agent_id is not None
    assert SlackSection.agent_id.fits("T0DEMO/U0ADA")
    assert not SlackSection.agent_id.fits("U0ADA")
    assert SlackSection.place_id is not None
    assert SlackSection.place_id.fits("C0BILLING")
    assert not SlackSection.place_id.fits("#billing")
