"""Numbers that agents type: taken in every way in which people write them, and refused with what is wrong."""

import pytest

from adapters.sms.config import Sender
from adapters.sms.numbers import whole
from adapters.sms.senders import senders_of
from core.errors import ArgumentsInvalid
from core.ids import AgentId, QueueId
from core.ports import OwnSender


@pytest.mark.parametrize(
    ("written", "region", "number"),
    [
        ("+41791234567", None, "+41791234567"),
        (" +41 79 123 45 67 ", None, "+41791234567"),
        ("+41 (0)79 123-45-67", None, "+41791234567"),
        ("079 123 45 67", "CH", "+41791234567"),
        ("0041 79 123 45 67", "CH", "+41791234567"),
        ("(202) 555-0100", "US", "+12025550100"),
        ("+44 7911 123456", "CH", "+447911123456"),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, region: str | None, number: str) -> None:
    assert whole(written, region) == number


@pytest.mark.parametrize(
    ("written", "region", "key"),
    [
        ("Mia", None, "sms_number_none"),
        ("", "CH", "sms_number_none"),
        ("079 123 45 67", None, "sms_number_no_country"),
        ("+999 123 456", None, "sms_number_country"),
        ("+41 79", "CH", "sms_number_short"),
        ("+1 2025", "CH", "sms_number_short"),
        ("+1 202 555 0100 12345", None, "sms_number_long"),
        ("555-0100", "US", "sms_number_local"),
        ("+1 202 555 0100 ext. 7", None, "sms_number_extension"),
    ],
)
def test_what_can_be_no_number_is_refused_with_what_is_wrong(written: str, region: str | None, key: str) -> None:
    with pytest.raises(ArgumentsInvalid) as caught:
        whole(written, region)

    assert (caught.value.sentence.key, caught.value.arg) == (key, "to")


def test_agents_write_from_the_first_sender_of_a_queue_or_from_their_own() -> None:
    listed = [
        Sender(id="+12025550100"),
        Sender(id="+12025550101"),
        Sender(id="+12025550177", queue="sales", agent="ada"),
        Sender(id="MG" + "0" * 32, queue="sales"),
    ]

    assert senders_of(listed, "support") == (
        OwnSender("+12025550100", QueueId("support"), "+1 202-555-0100"),
        OwnSender("MG" + "0" * 32, QueueId("sales"), "MG" + "0" * 32),
        OwnSender("+12025550177", QueueId("sales"), "+1 202-555-0177", AgentId("ada")),
    )
