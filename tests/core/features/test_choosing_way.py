"""Which way an agent means, by words or by a button's value."""

from dataclasses import replace

import pytest

from core.capabilities import Capabilities, Support
from core.errors import ArgumentsInvalid
from core.features.choosing_way import chosen, value_of
from core.features.identities import Identity
from core.features.losing import lost
from core.features.reach import Reach, Way
from core.features.reach_list import ways_to_go
from core.ids import ChannelName, ConversationId, ExternalRef


def a_way(channel: str, number: str, reach: Reach = Reach.OPEN, title: str = "") -> Way:
    """Make a way by an address."""
    name = ChannelName(channel)
    there = Identity((name, ExternalRef(f"{channel}:{number}")), title or channel.upper(), number)
    return Way(there.title, reach, there, channel=name)


WEB = a_way("web", "Visitor 7", Reach.HERE, "web chat")
ONE, TWO = a_way("sms", "+12025550188"), a_way("sms", "+12025550199")
TOLD = a_way("sms", "+12025550177", Reach.UNASKED)
NOWHERE = Way("WhatsApp", Reach.UNKNOWN, channel=ChannelName("whatsapp"))
WAYS = (ONE, TWO, TOLD, WEB, NOWHERE)


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("web", WEB),
        ("Web Chat", WEB),
        ("visitor 7", WEB),
        ("sms (202) 555-0188", None),
        ("sms +1 (202) 555-0188", ONE),
        ("+12025550199", TWO),
        ("sms +12025550177", TOLD),
        ("whatsapp", NOWHERE),
        ("sms:sms:+12025550199", TWO),
    ],
)
def test_a_way_is_named_by_its_channel_its_address_or_a_buttons_value(words: str, way: Way | None) -> None:
    if way is None:
        with pytest.raises(ArgumentsInvalid):
            chosen(WAYS, words)
    else:
        assert (way, False) == chosen(WAYS, words)
        assert (way, True) == chosen(WAYS, f"{words} asked")


def test_one_number_that_two_of_ours_write_to_is_named_with_ours_behind_it() -> None:
    first, second = (_from(ONE, ours) for ours in ("+12025550100", "MG1a"))

    assert first.identity is not None
    assert first.identity.name == "SMS +12025550188 (from +12025550100)"
    for words in ("sms +12025550188 from MG1a", "SMS +12025550188 (from MG1a)", "+12025550188 mg1a"):
        assert chosen((first, second), words) == (second, False)
    with pytest.raises(ArgumentsInvalid) as refused:
        chosen((first, second), "sms +12025550188")
    assert refused.value.sentence.args == {"names": f"{first.identity.name}, SMS +12025550188 (from MG1a)"}


def test_a_sender_of_ours_names_no_way_where_there_is_only_one() -> None:
    with pytest.raises(ArgumentsInvalid):
        chosen((ONE,), "sms from")


def _from(way: Way, sender: str) -> Way:
    assert way.identity is not None
    return replace(way, identity=replace(way.identity, sender=sender))


def test_of_several_the_open_one_is_meant_and_of_several_open_ones_none() -> None:
    assert chosen((TOLD, ONE), "sms") == (ONE, False)
    assert chosen((TOLD,), "sms") == (TOLD, False)
    with pytest.raises(ArgumentsInvalid) as refused:
        chosen(WAYS, "sms")
    assert refused.value.sentence.key == "channel_several"


def test_of_ways_that_are_closed_the_best_is_meant_so_that_its_reason_is_said() -> None:
    closed = a_way("sms", "+12025550166", Reach.CLOSED)

    assert (closed, False) == chosen((closed, WEB), "sms")


def test_a_channels_own_name_goes_before_what_people_call_another() -> None:
    other = a_way("uk", "+447911123456", title="SMS")

    assert chosen((other, ONE), "sms") == (ONE, False)
    assert (other, False) == chosen((other, ONE), "uk")


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        chosen(WAYS, "pigeon")
    assert refused.value.sentence.args == {"words": "pigeon", "channels": "sms, web, whatsapp"}


def test_a_button_stands_for_each_way_to_go_and_asks_first_where_nobody_has_written_from() -> None:
    buttons = ways_to_go(WAYS, ConversationId("c1"))

    assert [bool(one.confirm) for one in buttons] == [False, False, True]
    assert [chosen(WAYS, one.values["where"]) for one in buttons] == [(ONE, False), (TWO, False), (TOLD, True)]
    assert ONE.identity is not None
    assert value_of(ONE.identity) == buttons[0].values["where"]


def test_what_a_channel_carries_less_than_another_is_said_in_words() -> None:
    much = Capabilities(text_max=100, files=Support.FULL, edit=Support.FULL, typing=Support.PARTIAL)
    little = Capabilities(text_max=100, files=Support.FALLBACK)

    assert lost(much, little) == "files go as links, no edits"
    assert lost(little, much) == ""
