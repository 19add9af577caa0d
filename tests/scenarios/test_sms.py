"""SMS by Twilio, with the whole bridge: a phone on one side, an agent at the desk on the other."""

from aiohttp import ClientSession

from adapters.sms.ids import Line
from bridge.store import bans
from tests.adapters.twilio.at_twilio import MIA, OURS
from tests.scenarios.attachments import PDF, POT
from tests.scenarios.by_sms import NOAH, SHOP, Phone, a_phone
from tests.scenarios.scenes import sentence
from tests.scenarios.secure import with_forms


async def test_a_phone_and_an_agent_hear_each_other_in_one_chat() -> None:
    async with a_phone() as (world, phone, ada):
        await world.desk.shows("is it still hot? 🍵")
        await ada.writes("as hot as ever")
        await phone.gets("as hot as ever")
        await phone.writes("good")
        await world.desk.shows("good")
        await world.restart()
        await phone.writes("still there?")
        await world.desk.shows("still there?")
        await ada.writes("!end yes")
        await phone.gets("The chat has ended.")

        assert phone.twilio.texts() == [
            "Thanks for writing!",
            "Ada is here now.",
            "as hot as ever",
            "The chat has ended.",
        ]


async def test_a_picture_from_a_phone_is_shown_at_the_desk() -> None:
    async with a_phone() as (world, phone, _):
        await phone.sends_a_picture(POT)
        await world.quiet()

        files = await world.desk.files()
        assert list(files) == ["picture.png"]
        assert files["picture.png"].startswith(b"\x89PNG")


async def test_an_agents_file_goes_as_a_link_where_nothing_else_is_carried_and_the_agent_is_told() -> None:
    async with a_phone({"mms_countries": []}, {"server": {"link_secret": "a secret for scenarios only"}}) as one:
        world, phone, ada = one
        await ada.writes("your label", files={"label.pdf": PDF})
        await phone.gets("your label")
        link = await world.until(
            lambda: next((text for text in phone.twilio.texts() if "/file/" in text), None), "the link on the phone"
        )
        await world.desk.shows("label.pdf was sent as a link")

        async with ClientSession() as session, session.get(link.partition(": ")[2]) as answer:
            assert await answer.read() == PDF


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_phone(more=with_forms()) as (world, phone, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in phone.twilio.texts() if "/f/" in text), None), "the link on the phone"
        )
        link = text.split()[-1]
        assert "Delivery address" in text

        async with ClientSession() as session, session.post(link) as answer:
            assert answer.status == 200
            assert "Delivery address" in await answer.text()


async def test_a_menu_is_numbered_text() -> None:
    async with a_phone() as (_, phone, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        await phone.gets("Which tea?\n1. Green\n2. Black")


async def test_a_message_that_was_not_delivered_is_told_with_its_reason_once() -> None:
    async with a_phone() as (world, phone, ada):
        phone.is_told_of_by_hand()
        await ada.writes("your parcel is at www.example")
        await phone.gets("your parcel is at www.example")
        await world.quiet()
        for status in ("undelivered", "sent", "undelivered"):
            await phone.reports(status, ErrorCode="30007" if status == "undelivered" else "")

        await world.desk.shows("The network took it for unwanted mail")
        await world.quiet()
        told = [line for line in await world.desk.lines() if "unwanted mail" in line]
        assert len(told) == 1


async def test_a_report_that_overtakes_the_answer_settles_the_sending() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.twilio.fails("reset_after_accept")
        await ada.writes("it is on its way")
        await phone.gets("it is on its way")
        await ada.writes("and the tin, too")
        await phone.gets("and the tin, too")
        await world.quiet()

        assert phone.twilio.texts().count("it is on its way") == 1
        assert phone.twilio.lists == 0
        assert not any("erhaps not delivered" in line for line in await world.desk.lines())


async def test_a_lost_answer_without_a_report_is_looked_up_and_never_sent_twice() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("reset_after_accept")
        await ada.writes("it is on its way")
        await phone.gets("it is on its way")
        await world.until(world.clock.next_wake, "the look-up")
        await world.passes(40)
        await ada.writes("and the tin, too")
        await phone.gets("and the tin, too")

        assert phone.twilio.texts().count("it is on its way") == 1
        assert phone.twilio.lists >= 1


async def test_a_long_text_whose_answer_was_lost_says_how_many_messages_it_was_once_the_look_up_has_found_it() -> None:
    async with a_phone() as (world, phone, ada):
        await world.quiet()
        phone.is_told_of_by_hand()
        phone.twilio.fails("reset_after_accept")
        await ada.writes("a" * 190)
        await phone.gets("a" * 190)
        await world.until(world.clock.next_wake, "the look-up")
        await world.passes(40)
        await world.desk.shows("190 (2 messages)")
        await world.quiet()

        assert phone.twilio.texts().count("a" * 190) == 1
        assert len([line for line in await world.desk.lines() if "messages)" in line]) == 1


async def test_a_text_that_goes_in_several_messages_says_how_many_and_a_short_one_nothing() -> None:
    async with a_phone() as (world, phone, ada):
        await ada.writes("a" * 160)
        await phone.gets("a" * 160)
        await ada.writes("a" * 190)
        await world.desk.shows("190 (2 messages)")
        await ada.writes("ż" * 71)
        await world.desk.shows("71 (2 messages)")
        await ada.writes("€" * 80)
        await phone.gets("€" * 80)
        await world.quiet()

        assert len([line for line in await world.desk.lines() if "messages)" in line]) == 2


async def test_whoever_opts_out_is_sent_nothing_and_the_agent_is_told_in_words() -> None:
    async with a_phone() as (world, phone, ada):
        await phone.writes("STOP")
        await world.desk.shows("The customer has opted out by STOP.")
        await ada.writes("are you sure?")
        await world.desk.shows("Not delivered: the customer has opted out by STOP.")
        await phone.writes("START")
        await world.desk.shows("The customer takes messages again")
        await ada.writes("welcome back")
        await phone.gets("welcome back")

        assert "are you sure?" not in phone.twilio.texts()


async def test_a_late_reply_is_a_new_chat_or_is_ignored_by_the_setting() -> None:
    for setting, chats in (("new_chat", 2), ("ignored", 1)):
        async with a_phone({"late_replies": setting}) as (world, phone, ada):
            await ada.writes("!end yes")
            await phone.gets("The chat has ended.")
            await phone.writes("one more thing")
            await world.quiet()

            assert len(world.desk.place("support").roots()) == chats


SENDERS = {"senders": [{"id": OURS}, {"id": SHOP}]}


def somebody(phone: Phone, number: str, sender: str) -> Phone:
    """Give a phone beside the first one, or the same one writing to another sender; its chat is meant from now on."""
    other = Phone(phone.twilio, phone.world)
    other.number, other.sender, other.contact = number, sender, Line(number, sender).contact
    phone.world.phone = other
    return other


async def test_a_banned_number_reaches_nobody_at_any_sender_and_another_one_does() -> None:
    async with a_phone(SENDERS) as (world, phone, ada):
        shop = somebody(phone, MIA, SHOP)
        await shop.writes("and here I am, too")
        await ada.accepts()
        await world.desk.shows("and here I am, too")
        await world.desk.agent("lin").command("ban 1 for 7d insults")
        await world.until(lambda: phone.twilio.texts().count("The chat has ended.") == 2, "the end of both")
        await phone.writes("you will hear this")
        await shop.writes("you will hear this")
        noah = somebody(shop, NOAH, SHOP)
        await noah.writes("the parcel is wet")
        await ada.accepts()
        await world.desk.shows("the parcel is wet")
        await world.quiet()

        assert len(world.desk.place("support").roots()) == 3
        (ban,) = await world.read(bans.standing)
        assert (ban.contact, ban.turned_away) == (phone.contact, 2)


async def test_a_numbers_ban_ends_by_the_clock_or_is_lifted_and_what_is_written_then_arrives() -> None:
    async with a_phone(SENDERS) as (world, phone, ada):
        lin = world.desk.agent("lin")
        await lin.command("ban 1 for 1h insults")
        await phone.gets("The chat has ended.")
        shop = somebody(phone, MIA, SHOP)
        await world.clock.advance(3600 - 60)
        await shop.writes("too early")
        await world.clock.advance(120)
        await shop.writes("an hour later")
        await ada.accepts()
        await world.desk.shows("an hour later")
        await lin.command("ban 2 adverts")
        await lin.is_told(sentence("banned", number=2))
        await phone.writes("too early, too")
        await lin.command("unban 2")
        await lin.is_told(sentence("unbanned", number=2))
        world.phone = phone
        await phone.writes("thank you")
        await ada.accepts()
        await world.desk.shows("thank you")

        assert len(world.desk.place("support").roots()) == 3
