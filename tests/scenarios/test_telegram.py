"""Telegram, with the whole bridge: a person on one side, the Bot API between, an agent at the desk on the other."""

from aiohttp import ClientSession

from tests.scenarios.attachments import PDF, POT
from tests.scenarios.by_telegram import a_person
from tests.scenarios.secure import with_forms

CARD = "4111 1111 1111 1111"


async def test_a_person_and_an_agent_hear_each_other_in_one_chat_over_a_restart() -> None:
    async with a_person() as (world, mia, ada):
        await world.desk.shows("is it still hot? 🍵")
        await world.desk.card_shows("Mia Chen")
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.restart()
        await mia.writes("still there?")
        await world.desk.shows("still there?")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")

        assert mia.texts() == ["Thanks for writing!", "Ada is here now.", "as hot as ever", "The chat has ended."]


async def test_the_bridge_tells_telegram_at_its_start_where_it_is() -> None:
    async with a_person() as (world, mia, _):
        settings = mia.telegram.settings

        assert settings.webhook_url == f"{world.url}/telegram/webhook"
        assert set(settings.allowed_updates) >= {"message", "callback_query", "message_reaction", "my_chat_member"}


async def test_a_lost_answer_is_told_to_the_agent_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.playground.faults.add("sendMessage", "reset_after_accept", vendor="telegram")
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")
        await world.desk.shows("erhaps not delivered")
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.texts().count("it is on its way") == 1


async def test_too_many_messages_at_once_wait_as_long_as_telegram_asks_for() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.playground.faults.add("sendMessage", "429", vendor="telegram", retry_after=7)
        began = world.clock.seconds
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")

        assert world.clock.seconds - began >= 7


async def test_a_menu_is_buttons_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        await mia.presses(asked, "Black")
        await world.desk.shows("Black")

        assert len(mia.telegram.store.answered) == 1


async def test_what_an_agent_changes_or_takes_back_changes_on_telegram() -> None:
    async with a_person() as (world, mia, ada):
        first = await ada.writes("it is 5 francs")
        shown = await mia.gets("it is 5 francs")
        await ada.edits(first, "it is 6 francs")
        changed = await mia.gets("it is 6 francs")
        await ada.deletes(first)
        await world.until(lambda: changed not in mia.shown() or None, "the message taken back")

        assert shown.number == changed.number


async def test_what_a_person_changes_and_how_they_react_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("as hot as ever")
        answer = await mia.gets("as hot as ever")
        await world.quiet()
        await mia.reacts(answer, "❤")
        await world.desk.shows("↩ as hot as ever")
        wrote = await mia.writes("I take tow")
        await world.desk.shows("I take tow")
        await mia.edits(wrote, "I take two")
        await world.desk.shows("I take two")


async def test_files_go_both_ways() -> None:
    async with a_person() as (world, mia, ada):
        await mia.sends("pot.png", POT, text="look")
        await world.desk.shows("look")
        await world.quiet()
        files = await world.desk.files()
        assert files["pot.png"].startswith(b"\x89PNG")
        await ada.writes("your label", files={"label.pdf": PDF})
        file = await world.until(
            lambda: next((one.file for one in mia.shown() if one.file is not None), None), "the file on Telegram"
        )

        assert (file.kind, file.name, file.content) == ("document", "label.pdf", PDF)


async def test_who_blocks_the_bot_is_sent_nothing_and_the_agent_is_told_in_words() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        await mia.blocks()
        await world.desk.shows("The customer has blocked the bot on Telegram.")
        await ada.writes("are you sure?")
        await world.desk.shows("Not delivered: the customer has blocked the bot.")
        await mia.unblocks()
        await world.desk.shows("they have unblocked the bot")
        await ada.writes("welcome back")
        await mia.gets("welcome back")

        assert "are you sure?" not in mia.texts()


async def test_a_card_number_is_masked_wherever_a_person_can_put_it() -> None:
    async with a_person() as (world, mia, _):
        await mia.writes(f"it is {CARD}")
        await mia.sends("pot.png", POT, text=f"below a picture {CARD}")
        contact = {"phone_number": "+41445550100", "first_name": "Card", "last_name": CARD}
        await mia.writes(contact=contact)
        wrote = await mia.writes("wait")
        await mia.edits(wrote, f"now {CARD}")
        hidden = [{"type": "text_link", "offset": 0, "length": 4, "url": f"https://x.example/{CARD.replace(' ', '')}"}]
        await mia.writes("here", entities=hidden)
        await world.desk.shows("here (")
        await world.quiet()

        shown = "\n".join(await world.desk.lines())
        assert "below a picture" in shown
        assert "4111" not in shown


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(more=with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in mia.texts() if "/f/" in text), None), "the link on Telegram"
        )
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200
            assert "Delivery address" in await answer.text()


async def test_a_late_reply_is_a_new_chat_or_is_ignored_by_the_setting() -> None:
    for setting, chats in (("new_chat", 2), ("ignored", 1)):
        async with a_person({"late_replies": setting}) as (world, mia, ada):
            await ada.writes("!end yes")
            await mia.gets("The chat has ended.")
            await mia.writes("one more thing")
            await world.quiet()

            assert len(world.desk.place("support").roots()) == chats
