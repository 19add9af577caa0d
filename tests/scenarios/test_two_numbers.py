"""A chat that goes by two numbers of its customer: what failed at one, a ban and an erasure (H5)."""

import pytest

from bridge.erasing.carrying_out import carry_out
from bridge.erasing.whom import GIVEN, Found
from tests.scenarios.by_sms import OTHER
from tests.scenarios.test_channel_addresses import goes_to, on_two_numbers, texts_to
from tests.scenarios.test_channel_switch import HERE
from tests.scenarios.test_erasing import everything


async def test_what_one_number_did_not_get_goes_again_to_the_one_where_the_chat_is_by_now() -> None:
    async with on_two_numbers() as (world, phone, ada, customer):
        phone.is_told_of_by_hand()
        ref = await ada.writes("it is on its way", customer)
        await goes_to(world, phone, "it is on its way", OTHER)
        await world.quiet()
        lost = next(one for one in phone.twilio.taken if one.one("Body") == "it is on its way")
        await phone.reports("undelivered", lost, ErrorCode="30003")
        await world.desk.shows("Not delivered", customer)
        await ada.writes(f"!channel sms {phone.number}", customer)
        await world.until(lambda: texts_to(phone, phone.number).count(HERE) == 2 or None, "the chat back")
        await ada.writes("!resend", customer)
        await goes_to(world, phone, "it is on its way", phone.number)
        await world.quiet()
        again = [one for one in phone.twilio.taken if one.one("Body") == "it is on its way"][-1]
        await phone.reports("delivered", again)
        await world.desk.marked(ref, "mailbox_with_mail")

        assert texts_to(phone, OTHER).count("it is on its way") == 1
        assert texts_to(phone, phone.number).count("it is on its way") == 1


async def test_a_ban_keeps_out_both_numbers_and_lifting_it_lets_both_in() -> None:
    async with on_two_numbers() as (world, phone, ada, _):
        lin = world.desk.agent("lin")
        await lin.command("ban 2 for 7d insults")
        await goes_to(world, phone, "The chat has ended.", OTHER)
        await phone.writes("let me in by the first")
        await phone.writes("let me in by the second", number=OTHER)
        await world.quiet()
        assert "let me in" not in await world.read(everything)
        await lin.command("unban 2")
        await phone.writes("in again", number=OTHER)
        await ada.accepts()
        await goes_to(world, phone, "Ada is here now.", OTHER)


@pytest.mark.parametrize("by_first", [True, False])
async def test_an_erasure_by_either_number_leaves_nothing_of_both(*, by_first: bool) -> None:
    async with on_two_numbers() as (world, phone, ada, customer):
        await phone.writes("a word by the first")
        await world.desk.shows("a word by the first", customer)
        await phone.writes("a word by the second", number=OTHER)
        await world.desk.shows("a word by the second", customer)
        await ada.writes("an answer", customer)
        await goes_to(world, phone, "an answer", OTHER)
        await ada.writes("!end yes", customer)
        await goes_to(world, phone, "The chat has ended.", OTHER)
        await world.quiet()
        second = phone.contact.replace(phone.number, OTHER)
        contact = phone.contact if by_first else type(phone.contact)(second)
        await carry_out(world.running.bridge, (Found((phone.channel, contact), GIVEN),), "an admin")
        await world.quiet()
        left = await world.read(everything)

        for gone in ("a word by", "an answer", OTHER):
            assert gone not in left
