"""The way from a card in the direct messages to the chat's thread."""

from dataclasses import replace

from adapters.slack import cards
from playground.slack import blocks as block_rules
from tests.adapters.slack.outbound.desks import CARD, NOW

LINK = "https://northwind.slack.com/archives/C0SUPPORT/p1000200?thread_ts=1.000200&cid=C0SUPPORT"


def test_a_card_shown_elsewhere_leads_to_its_thread() -> None:
    made = cards.message(replace(CARD, link=LINK), NOW)["blocks"]

    assert block_rules.accepted(made)
    assert {"type": "link", "url": LINK, "text": "Open the chat's thread"} in [
        element for block in made if block["type"] == "rich_text" for element in block["elements"][0]["elements"]
    ]


def test_what_is_no_web_address_is_no_link() -> None:
    plain = cards.message(CARD, NOW)

    assert cards.message(replace(CARD, link="T0DEMO/C0SUPPORT/1.000200"), NOW) == plain
    assert cards.message(replace(CARD, link="javascript:alert(1)"), NOW) == plain
