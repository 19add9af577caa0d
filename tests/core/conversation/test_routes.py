"""By which routes a chat goes: the present one, those before, and what each row of the outbox means."""

from dataclasses import replace

from core.conversation.routes import (
    by_another,
    channels_of,
    first_at,
    is_only_there,
    moved_to,
    named,
    present,
    readdressed,
    route_of,
    routes_of,
)
from core.ids import ChannelName, Contact, ExternalRef
from tests.build import a_conversation, a_message

SMS: Contact = (ChannelName("sms"), ExternalRef("sms:1"))
OTHER: Contact = (ChannelName("sms"), ExternalRef("sms:2"))
CHAT = a_conversation()
HERE = present(CHAT)


def test_a_chat_that_has_never_moved_has_one_route_and_keeps_nothing_of_it() -> None:
    assert CHAT.taken == ()
    assert routes_of(CHAT) == (HERE,)
    assert moved_to(CHAT, HERE) == CHAT


def test_a_chat_keeps_all_routes_in_the_order_in_which_it_first_took_them() -> None:
    there = moved_to(CHAT, SMS)
    back = moved_to(there, HERE)

    assert present(there) == SMS
    assert present(back) == HERE
    assert (HERE, SMS) == routes_of(there) == routes_of(back)
    assert (HERE[0], SMS[0]) == channels_of(back)


def test_a_row_names_its_address_where_its_channel_does_not_say_it() -> None:
    twice = moved_to(moved_to(moved_to(CHAT, SMS), OTHER), SMS)

    assert SMS[1] == first_at(twice, SMS[0])
    assert named(twice, SMS) is None
    assert OTHER[1] == named(twice, OTHER)
    assert first_at(CHAT, SMS[0]) is None


def test_a_customer_who_is_known_better_keeps_their_place_among_the_routes() -> None:
    known = ExternalRef("user:maya")
    there = readdressed(moved_to(CHAT, SMS), HERE, known)

    assert present(there) == SMS
    assert ((HERE[0], known), SMS) == routes_of(there)
    assert (HERE[0], known) == present(readdressed(CHAT, HERE, known))
    assert present(readdressed(moved_to(CHAT, SMS), SMS, SMS[1])) == SMS


def test_a_message_that_came_by_another_route_than_the_present_one_leads_back_there() -> None:
    there = moved_to(CHAT, SMS)

    assert route_of(there, replace(a_message(), via=HERE[0])) == HERE
    assert route_of(there, a_message()) is None
    assert route_of(CHAT, replace(a_message(), via=SMS[0])) is None


def test_a_message_keeps_from_which_of_several_addresses_in_a_channel_it_came() -> None:
    twice = moved_to(moved_to(CHAT, SMS), OTHER)
    back = moved_to(twice, SMS)

    for chat, route, kept in (
        (twice, OTHER, (None, None)),
        (twice, SMS, (SMS[0], None)),
        (back, OTHER, (OTHER[0], OTHER[1])),
        (back, HERE, (HERE[0], None)),
    ):
        via, address = by_another(chat, route)
        assert kept == (via, address)
        came = replace(a_message(), via=via, via_address=address)
        assert route_of(chat, came) == (None if via is None else route)
    assert not is_only_there(twice, SMS[0])
    assert is_only_there(twice, HERE[0])


def test_what_comes_from_an_address_that_is_known_better_by_now_is_no_other_route_of_its_channel() -> None:
    known = readdressed(moved_to(CHAT, SMS), HERE, ExternalRef("user:maya"))

    assert by_another(known, HERE) == (HERE[0], None)
    assert by_another(moved_to(known, (HERE[0], ExternalRef("user:maya"))), HERE) == (None, None)
    assert by_another(readdressed(CHAT, HERE, ExternalRef("user:maya")), HERE) == (None, None)
