"""What an answer quotes follows the message that it is about, and what a masked one is changed to is masked (S1)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, select

from bridge.store.tables import MESSAGE
from tests.scenarios import by_telegram as on_telegram
from tests.scenarios.by_messenger import Mia, a_person
from tests.scenarios.experts import EXPERTS
from tests.scenarios.masks import ROLES, SECRET, is_nowhere, kept, nothing_is_kept, seen
from tests.scenarios.person import Person
from tests.scenarios.world import World

FIRST, SECOND = "5555 5555", "5555 4444"
HALF = "**** ****"
CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"
PIN = f"my pin is {SECRET} I think"
COVERED = "my pin is ************ I think"


@asynccontextmanager
async def quoting() -> AsyncIterator[tuple[World, Mia, Person, str]]:
    """Let Mia write a secret, and give what Messenger calls that message."""
    async with a_person({**ROLES, **EXPERTS}) as (world, mia, ada):
        pin = await mia.writes(PIN)
        await world.desk.shows(PIN)
        yield world, mia, ada, pin


async def answers(world: World, mia: Mia, about: str, words: str) -> None:
    """Let Mia answer a message."""
    await mia.writes(words, reply_to=about)
    await world.desk.shows(words)


async def masks(world: World, ada: Person, words: str) -> None:
    """Let Ada mask the message that begins with these words, by its own menu."""
    await ada.chooses("mask", await world.desk.shows(words))
    await ada.fills_in()
    await world.desk.shows("Ada Lovelace has masked something")


async def test_words_that_an_answer_quotes_are_masked_in_every_copy_and_shown_again() -> None:
    async with quoting() as (world, mia, ada, pin):
        await ada.writes("!invite sam")
        sam = world.desk.agent("sam")
        await sam.clicks("Join")
        await sam.is_told(PIN)
        await answers(world, mia, pin, "is it right?")
        await world.desk.shows(f"↩ {PIN}")
        await sam.is_told(f"↩ {PIN}")
        assert len(await seen(world)) > 3
        await masks(world, ada, PIN)
        await is_nowhere(world)
        assert "is it right?" in str(await world.desk.lines())
        await ada.writes("!unmask")
        await world.desk.shows(f"↩ {PIN}")
        await sam.is_told(f"↩ {PIN}")
        await ada.writes("!mask 2")
        await ada.is_told("Masked in every copy: 2 messages")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await is_nowhere(world)
        await nothing_is_kept(world)


async def test_given_words_are_masked_in_what_quotes_them_and_no_more_than_these() -> None:
    async with quoting() as (world, mia, ada, pin):
        await answers(world, mia, pin, "is it right?")
        command = await ada.writes(f"!mask {SECRET}")
        await world.desk.shows(f"↩ {COVERED}")
        await ada.deletes(command)
        await is_nowhere(world)
        await ada.writes("!unmask all")
        await world.desk.shows(f"↩ {PIN}")


async def test_an_answer_to_what_is_masked_already_quotes_the_mask_until_it_is_taken_off() -> None:
    async with quoting() as (world, mia, ada, pin):
        command = await ada.writes(f"!mask {SECRET}")
        await ada.is_told("Masked in every copy")
        await ada.deletes(command)
        await answers(world, mia, pin, "is it right?")
        await world.desk.shows(f"↩ {COVERED}")
        await is_nowhere(world)
        await ada.writes("!unmask")
        await world.desk.shows(f"↩ {PIN}")


async def test_an_answer_that_is_masked_itself_shows_nothing_when_what_it_quotes_is_shown_again() -> None:
    async with quoting() as (world, mia, ada, pin):
        await answers(world, mia, pin, "kumquat, right?")
        await ada.writes("!mask 2")
        await is_nowhere(world)
        await ada.writes("!unmask")
        await world.desk.shows("kumquat, right?")
        assert not [where for where, words in (await seen(world)).items() if "4711" in words]
        await ada.writes("!unmask")
        await world.desk.shows(f"↩ {PIN}")


async def test_an_answer_in_a_later_chat_follows_what_is_masked_in_the_past_one() -> None:
    async with quoting() as (world, mia, ada, pin):
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await mia.writes("one more thing", reply_to=pin)
        await world.desk.shows(f"↩ {PIN}")
        await ada.accepts()
        number = 1
        await ada.says(f"mask {number} {SECRET}")
        await ada.is_told("gone for good")
        await world.desk.shows(f"↩ {COVERED}")
        await world.quiet()
        await ada.reloads()
        assert not [words for where, words in (await seen(world)).items() if where.startswith("thread")]
        assert not [row for row in await kept(world) if row.startswith("message:")]


async def test_what_is_quoted_goes_with_the_message_that_is_deleted() -> None:
    async with a_person() as (world, mia, ada):
        typed = await ada.writes(f"your pin is {SECRET}")
        await mia.gets(f"your pin is {SECRET}")
        await world.quiet()
        said = next(id for id, body in mia.meta.taken if body["message"].get("text") == f"your pin is {SECRET}")
        await answers(world, mia, said, "is it right?")
        await world.desk.shows(f"↩ your pin is {SECRET}")
        await ada.deletes(typed)
        await is_nowhere(world)
        assert "is it right?" in str(await world.desk.lines())
        assert not [row for row in await kept(world) if row.startswith("message:")]


async def test_a_piece_of_a_number_is_masked_where_it_is_quoted() -> None:
    async with a_person() as (world, mia, _):
        first = await mia.writes(FIRST)
        await world.desk.shows(FIRST)
        await answers(world, mia, first, "half of it")
        await world.desk.shows(f"↩ {FIRST}")
        await mia.writes(SECOND, reply_to=first)
        for words in ("half of it", HALF):
            await world.desk.shows(f"↩ {HALF}\n{words}")
        await world.quiet()
        assert "5555" not in str(await world.desk.lines())


async def test_what_a_masked_message_is_changed_to_is_masked_and_can_be_shown_while_the_chat_is_open() -> None:
    async with quoting() as (world, mia, ada, pin):
        await masks(world, ada, PIN)
        for words in (f"it was {SECRET}", f"no, {SECRET} it was"):
            await mia.changes(pin, words)
            await world.desk.shows("*" * len(f"✏ {words}"))
        await is_nowhere(world)
        await ada.writes("!unmask")
        await world.desk.shows(f"✏ no, {SECRET} it was")
        await ada.writes("!mask 2")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await is_nowhere(world)
        await nothing_is_kept(world)


async def test_what_an_earlier_change_hid_is_hidden_in_the_next_one() -> None:
    async with quoting() as (world, mia, ada, pin):
        await mia.changes(pin, f"it was {SECRET}")
        await world.desk.shows(f"✏ it was {SECRET}")
        await ada.writes("!mask 2")
        await ada.is_told("Masked in every copy: 2 messages")
        await ada.writes("!unmask all")
        await ada.is_told("Shown again in every copy: 2 messages")
        await ada.writes("!mask")
        await ada.is_told("Masked in every copy: 1 message")
        await mia.changes(pin, f"or {SECRET}")
        await world.desk.shows("*" * len(f"✏ or {SECRET}"))


async def test_what_an_open_message_is_changed_to_stands_under_its_first_words() -> None:
    async with quoting() as (world, mia, _, pin):
        await mia.changes(pin, "my pin is a secret")
        line = await world.desk.shows("✏ my pin is a secret")
        assert f"↩ {PIN}" in line.whole


async def test_what_a_masked_message_is_changed_to_on_telegram_is_masked_too() -> None:
    async with on_telegram.a_person(more=ROLES) as (world, mia, ada):
        pin = await mia.writes(PIN)
        await world.desk.shows(PIN)
        await masks(world, ada, PIN)
        await mia.edits(pin, f"it was {SECRET}")
        await world.desk.shows("*" * len(f"✏ it was {SECRET}"))
        await is_nowhere(world)
        await ada.writes("!unmask all")
        await world.desk.shows(f"✏ it was {SECRET}")
        await world.desk.shows(f"↩ {PIN}")


async def test_what_is_quoted_from_a_chat_whose_queue_leaves_numbers_is_masked_where_the_queue_masks() -> None:
    async with a_person({"queues": {"support": {"masking": {"action": "leave"}}}}) as (world, mia, ada):
        said = await mia.writes(f"it is {CARD}")
        await world.desk.shows(f"it is {CARD}")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await mia.writes("one more thing", reply_to=said)
        await world.desk.shows(f"↩ it is {CARD}")
        await ada.accepts()
        await ada.writes("!transfer sales")
        await world.desk.shows(f"↩ it is {STARS}")
        assert await world.read(lambda conn: _answers_with(conn, CARD)) == []


def _answers_with(conn: Connection, words: str) -> list[str]:
    wanted = select(MESSAGE.c.body).where(MESSAGE.c.quotes.is_not(None))
    return [body for body in conn.scalars(wanted) if words in body]
