"""Addresses of Teams' things: what was made can be taken apart again, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams import ids
from core.ids import ExternalRef, PersonRef

SUPPORT = "19:support@thread.tacv2"
TOKEN = st.from_regex(r"[A-Za-z0-9_.:=@-]{1,30}", fullmatch=True)


@given(TOKEN)
def test_a_chain_is_taken_apart_as_it_was_made(root: str) -> None:
    assert ids.parse_thread(ids.make_thread(SUPPORT, root)) == ids.Thread(SUPPORT, root)


@given(TOKEN, TOKEN)
def test_a_person_is_taken_apart_as_it_was_made(tenant: str, user: str) -> None:
    assert ids.parse_person(ids.make_person(tenant, user)) == ids.Person(tenant, user)


@given(TOKEN)
def test_a_message_is_taken_apart_as_it_was_made(activity: str) -> None:
    conversation = f"{SUPPORT};messageid=17"

    assert ids.parse_message(ids.make_message(conversation, activity)) == ids.MessageAt(conversation, activity)


def test_a_chain_uses_its_channel() -> None:
    thread = ids.parse_thread(ExternalRef(f"{SUPPORT};messageid=17"))

    assert (thread.channel, thread.root, thread.is_personal) == (SUPPORT, "17", False)
    assert thread.conversation == f"{SUPPORT};messageid=17"
    assert ids.channel_of(thread.conversation) == SUPPORT


@pytest.mark.parametrize("conversation", ["a:1pX-_z", "a:1pX;messageid=5", "19:abc@thread.v2"])
def test_a_talk_outside_of_channels_is_none_of_a_channel(conversation: str) -> None:
    assert ids.parse_thread(ExternalRef(conversation)).is_personal
    assert ids.parse_thread(ExternalRef(conversation)).conversation == conversation


def test_an_older_teams_channel_is_one_too() -> None:
    assert ids.make_place("19:abc@thread.skype") == "19:abc@thread.skype"


@pytest.mark.parametrize("wrong", ["", "a:1", "19:abc@thread.v2", f"{SUPPORT};messageid=1", "19:a b@thread.tacv2"])
def test_what_is_no_channel_is_no_place(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a channel"):
        ids.parse_place(ExternalRef(wrong))


@pytest.mark.parametrize(
    "wrong", ["", "a b", f"{SUPPORT};", f"{SUPPORT};messageid=", f"{SUPPORT};messageid=1;2", ";messageid=1"]
)
def test_what_is_no_conversation_is_no_thread(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a conversation"):
        ids.parse_thread(ExternalRef(wrong))


@pytest.mark.parametrize("wrong", ["", "tenant", "tenant/", "/ada", "a/b/c", "a b/c"])
def test_what_is_no_person_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a person"):
        ids.parse_person(PersonRef(wrong))


@pytest.mark.parametrize("wrong", ["", "a:1", "a:1#", "#5", "a:1#5#6", "a 1#5"])
def test_what_is_no_message_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        ids.parse_message(ExternalRef(wrong))


def test_a_personal_chat_is_never_a_channel() -> None:
    assert ids.make_personal("a:1") == "a:1"
    with pytest.raises(ValueError, match="not a personal chat"):
        ids.make_personal(SUPPORT)
