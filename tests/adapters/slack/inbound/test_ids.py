"""What is made as a reference can be taken apart again, and nothing else can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import ids
from core.ids import ExternalRef, PersonRef

NAME = st.from_regex(r"[A-Z][A-Z0-9]{2,11}", fullmatch=True)
TS = st.from_regex(r"[0-9]{10}\.[0-9]{6}", fullmatch=True)


@given(NAME, NAME, TS)
def test_threads_and_messages_round_trip_digit_for_digit(team: str, channel: str, ts: str) -> None:
    assert ids.parse_thread(ids.make_thread(team, channel, ts)) == (team, channel, ts)
    assert ids.parse_message(ids.make_message(team, channel, ts)) == (team, channel, ts)


@given(NAME, NAME)
def test_people_and_places_round_trip(team: str, name: str) -> None:
    assert ids.parse_person(ids.make_person(team, name)) == (team, name)
    assert ids.parse_place(ids.make_place(team, name)) == (team, name)


@given(NAME, NAME, st.sampled_from(["", "https://files.example/a/b?c=d/e"]))
def test_files_round_trip_with_slashes_in_their_address(team: str, file: str, url: str) -> None:
    assert ids.parse_file(ids.make_file(team, file, url)) == (team, file, url)


def test_address_for_answers_round_trips() -> None:
    ref = ids.make_response("https://hooks.example/actions/T1/2/3")
    assert ids.is_response(ref)
    assert ids.parse_response(ref) == "https://hooks.example/actions/T1/2/3"


@pytest.mark.parametrize("text", ["", "T1", "T1/C1", "T1/C1/", "T1/C1/x", "T1/C1/1.2/3", "t1/C1/1.2", "/C1/1.2"])
def test_what_is_no_thread_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not ids"):
        ids.parse_thread(ExternalRef(text))


@pytest.mark.parametrize("text", ["", "T1", "T1/", "/U1", "T1/U1/1.2", "T1/u1"])
def test_what_is_no_person_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not ids"):
        ids.parse_person(PersonRef(text))


def test_other_references_are_no_address_for_answers() -> None:
    with pytest.raises(ValueError, match="not an address"):
        ids.parse_response(ids.make_place("T1", "C1"))
    with pytest.raises(ValueError, match="not a file"):
        ids.parse_file(ids.make_place("T1", "C1"))
