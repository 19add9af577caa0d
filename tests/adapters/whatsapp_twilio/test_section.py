"""The section of the configuration: what is refused, and why."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bridge.cli.settings import read
from config.problems import ConfigInvalid
from tests.adapters.twilio.at_twilio import ACCOUNT, OURS
from tests.adapters.whatsapp_twilio.world import section
from tests.config.example_env import EXAMPLE_ENV
from tests.meta.repository import ROOT

AGAIN = {"name": "hello_again", "sid": "HX" + "1" * 32, "text": "Hi {{1}}"}
EXAMPLE = ROOT / "config" / "example.yaml"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"senders": []}, "at least 1"),
        ({"senders": [{"id": OURS}, {"id": OURS}]}, f"lists {OURS} twice"),
        ({"senders": [{"id": OURS, "queue": "billing"}]}, "names queue 'billing', which is not among `queues`"),
        ({"senders": [{"id": f"whatsapp:{OURS}"}]}, "pattern"),
        ({"senders": [{"id": "100000000000004"}]}, "pattern"),
        ({"api_secret": "s3cret"}, "api_key and api_secret go together"),
        ({"account_sid": "AC1"}, "pattern"),
        ({"templates": [{**AGAIN, "sid": "hello_again"}]}, "pattern"),
        ({"templates": [{"name": "hello_again", "text": "Hi"}]}, "sid"),
        ({"templates": [{**AGAIN, "text": "Hi {{2}}"}]}, "number the places"),
        ({"templates": [{**AGAIN, "text": "Hi {{1}}", "header": "Order {{3}}"}]}, "number the places of all its parts"),
        ({"templates": [{**AGAIN, "text": "Hi {{1}}", "image": "https://a.example/{{3}}"}]}, "of all its parts"),
        ({"templates": [{**AGAIN, "text": "Hi", "image": "https://a.example{{1}}"}]}, "behind the host"),
        ({"templates": [{**AGAIN, "text": "Hi", "video": "https://a{{1}}.example/tea.mp4"}]}, "behind the host"),
        ({"templates": [{**AGAIN, "text": "Hi", "document": "https://{{1}}/bill.pdf"}]}, "document"),
        ({"list_button": "  "}, "says nothing"),
        ({"list_button": "Choose a tea, please!"}, "counts as 21 characters"),
        ({"list_button": "🍵" * 11}, "counts as 22 characters"),
        ({"templates": [AGAIN, AGAIN]}, "lists hello_again in en twice"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_the_reason(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        section(**changes)

    assert said in str(caught.value)


@pytest.mark.parametrize("address", ["https://a.example/{{1}}", "https://a.example/teas/{{1}}.png?size=2", ""])
def test_the_address_of_a_templates_picture_may_have_its_place_behind_the_host(address: str) -> None:
    (taken,) = section(templates=[{**AGAIN, "text": "Hi", "image": address}]).templates

    assert taken.template().places == (("1",) if address else ())


def test_labels_stand_in_the_order_of_the_numbers_wherever_these_are() -> None:
    numbered = {**AGAIN, "header": "Order {{2}}", "text": "Hi {{1}}", "labels": ["First name", "Order"]}
    (taken,) = section(templates=[numbered]).templates

    assert taken.template().pattern() == "Order {Order}\nHi {First name}"


@pytest.mark.parametrize(
    ("whatsapp", "said"),
    [
        ({"type": "whatsapp_twilio", "account_sid": ACCOUNT, "senders": [{"id": OURS}]}, "auth_token"),
        ({"type": "whatsapp_twilio", "auth_token": "x", "senders": [{"id": OURS}]}, "account_sid"),
        ({"type": "whatsapp_twilio", "account_sid": ACCOUNT, "auth_token": "x"}, "senders"),
        ({"account_sid": ACCOUNT, "auth_token": "x", "senders": [{"id": OURS}]}, "add `type: whatsapp_twilio`"),
        ({"type": "whatsapp_twilio", "account_sid": ACCOUNT, "auth_token": "x", "senders": [{"id": OURS}],
          "access_token": "y"}, "access_token"),
    ],
)  # fmt: skip
def test_half_a_configuration_and_one_of_both_ways_at_once_are_refused_by_name(
    tmp_path: Path, whatsapp: dict[str, object], said: str
) -> None:
    settings = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    settings["channels"]["whatsapp"] = {"queue": "billing", **whatsapp}
    file = tmp_path / "bridge.yaml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")

    with pytest.raises(ConfigInvalid) as caught:
        read([file], EXAMPLE_ENV)

    assert "channels -> whatsapp" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize("words", ["🍵" * 10, "Choose a tea, please", "Wählen Sie bitte aus"])
def test_the_button_of_a_list_has_up_to_twenty_characters_of_which_emoji_count_twice(words: str) -> None:
    assert section(list_button=words).list_button == words
