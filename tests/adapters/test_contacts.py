"""A contact of a person and a line of ours is written and read by one rule, and no log shows a person whole."""

import pytest

from adapters.contacts import Line, Written, hidden
from core.ids import ExternalRef

PHONE = Written("phone", "a telephone", r"\+[0-9]{1,15}", r"\+[0-9]{1,15}|MG[0-9]+")


@pytest.mark.parametrize("line", ["+442", "MG7"])
def test_what_is_written_is_read_again(line: str) -> None:
    contact = PHONE.contact("+441", line)

    assert contact == f"phone:+441/{line}"
    assert PHONE.read(contact) == ("+441", line)


def test_all_addresses_of_a_person_begin_alike_and_nobody_elses_do() -> None:
    own = PHONE.beginning(PHONE.contact("+441", "+442"))

    assert own == PHONE.all_of("+441") == "phone:+441/"
    assert PHONE.contact("+441", "MG7").startswith(own)
    assert not PHONE.contact("+4410", "+442").startswith(own)


@pytest.mark.parametrize(
    "contact", ["", "phone:+441", "web:+441/+442", "phone:+441/+442/+443", "phone:mia/+442", "phone:+441/"]
)
def test_what_is_no_contact_of_the_channel_is_refused_and_not_shown(contact: str) -> None:
    with pytest.raises(ValueError, match="not a contact of a telephone channel"):
        PHONE.read(ExternalRef(contact))


@pytest.mark.parametrize(
    ("person", "shown"), [("+447700900123", "…23"), ("US.13491208655302741918", "…18"), ("7", "…7")]
)
def test_a_log_shows_the_last_two_characters_of_a_person(person: str, shown: str) -> None:
    assert hidden(person) == shown


class Call(Line):
    """A telephone's line."""

    __slots__ = ()
    written = PHONE


def test_a_line_is_read_from_its_contact() -> None:
    line = Call("+441", "MG7")

    assert Call.of(line.contact) == line
    assert Call.beginning(line.contact) == "phone:+441/"
    with pytest.raises(ValueError, match="not a contact of a telephone channel"):
        Call.of(ExternalRef("web:+441/+442"))
