"""Messenger, with the whole bridge: a person on one side, Meta between, an agent at the desk on the other."""

from typing import Any

from aiohttp import ClientSession

from tests.scenarios.attachments import PDF
from tests.scenarios.by_messenger import a_person
from tests.scenarios.secure import with_forms


async def test_a_person_and_an_agent_hear_each_other_in_one_chat_under_the_name_of_messenger() -> None:
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

        assert mia.meta.texts() == ["Thanks for writing!", "Ada is here now.", "as hot as ever", "The chat has ended."]


async def test_a_menu_is_quick_replies_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        assert [one["title"] for one in asked["message"]["quick_replies"]] == ["Green", "Black"]
        await mia.taps("Which tea?", "Black")

        await world.desk.shows("Black")


async def test_an_answer_from_the_pages_own_inbox_stands_in_the_thread_and_is_not_sent_again() -> None:
    async with a_person() as (world, mia, _):
        await mia.is_answered_in_the_inbox("we close at six")
        shown = await world.desk.shows("we close at six")
        await world.quiet()

        assert "we close at six" not in mia.meta.texts()
        assert "The inbox of Messenger" in f"{shown.author} {shown.whole}"


async def test_a_reaction_stands_in_the_thread_with_the_words_that_it_is_about() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.quiet()
        await mia.reacts("as hot as ever", "❤")

        await world.desk.shows("↩ as hot as ever")


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in mia.meta.texts() if "/f/" in text), None), "the link on Messenger"
        )
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200
            assert "Delivery address" in await answer.text()


async def test_an_agents_file_is_handed_over() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("your label", files={"label.pdf": PDF})
        await world.until(lambda: mia.meta.uploads or None, "the file at Meta")

        assert mia.meta.uploads == [("label.pdf", PDF)]


async def test_after_a_day_the_agent_is_told_that_nothing_reaches_the_customer() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(25 * 3600)
        await ada.writes("are you still there?")
        await world.desk.shows("Not delivered: more than 24 hours have passed since the customer last wrote")
        await mia.writes("yes")
        await ada.writes("good")
        await mia.gets("good")

        assert "are you still there?" not in mia.meta.texts()


async def test_a_lost_answer_is_settled_by_the_echo_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.meta.fails("reset_after_accept")
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")
        await mia.settled()
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.meta.texts().count("it is on its way") == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())


async def test_a_watermark_marks_every_message_before_it_as_read() -> None:
    async with a_person() as (world, mia, ada):
        for text in ("as hot as ever", "and stronger"):
            await ada.writes(text)
            await mia.gets(text)
        await world.quiet()
        await mia.reads()
        await mia.does(delivery={"watermark": int(world.clock.seconds * 1000)})
        await world.quiet()

        states = await world.read(_states)
        assert states == ["read", "read"]


def _states(conn: Any) -> list[str]:
    from sqlalchemy import select  # noqa: PLC0415 - the test's alone

    from bridge.store.tables import DELIVERY  # noqa: PLC0415 - the test's alone

    wanted = select(DELIVERY.c.state).where(DELIVERY.c.place == "messenger", DELIVERY.c.role == "copy")
    return list(conn.scalars(wanted.order_by(DELIVERY.c.id)).all())


async def test_a_banned_person_is_not_heard() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!ban yes")
        await world.quiet()
        before = len(mia.meta.texts())
        await mia.writes("let me in")
        await world.quiet()

        assert len(world.desk.place("support").roots()) == 1
        assert len(mia.meta.texts()) == before
