"""What was masked by hand in the store: how it was, where words were quoted, and what must still be overwritten."""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from bridge.store import files, originals, quotes, scour
from bridge.store.database import Database
from bridge.store.quotes import Quote
from core.features.answering import Answer
from core.ids import ConversationId, DeskName, ExternalRef, FileId, MessageId
from core.messages import Media, Message, Text
from tests.contracts.store_builders import NOW, a_chat, a_conversation, a_message, later

SCAN = Media(FileId("f1"), "scan.pdf", "application/pdf", 4)
MASKED = replace(a_message(), parts=(Text("my pin is 4711"), SCAN))
PIN = Answer("pin", "PIN", ("4711",))


def kept(conn: Connection) -> None:
    """Have a chat with a masked message and its file."""
    a_chat("Hello")(conn)
    files.add(conn, SCAN, "f1")
    originals.keep(conn, MASKED, [SCAN.file], NOW)


def quote(key: str = "k1", chat: str | None = "c1", seconds: float = 0) -> Quote:
    whose = ConversationId(chat) if chat else None
    return Quote(key, whose, later(seconds), DeskName("slack"), ExternalRef(f"ref {key}"), {"kind": "tell"})


async def test_a_masked_message_is_kept_as_it_was_and_its_file_can_not_be_reached(database: Database) -> None:
    await database.write(kept)

    assert await database.read(lambda conn: originals.get(conn, MASKED.id)) == MASKED
    assert await database.read(lambda conn: files.get(conn, SCAN.file)) is None


async def test_what_was_kept_first_counts_unless_its_author_writes_it_anew(database: Database) -> None:
    await database.write(kept)
    second = replace(MASKED, parts=(Text("no, 4712"),))

    await database.write(lambda conn: originals.keep(conn, second, [], NOW))
    assert await database.read(lambda conn: originals.get(conn, MASKED.id)) == MASKED

    await database.write(lambda conn: originals.keep(conn, second, [], NOW, anew=True))
    found = await database.read(lambda conn: originals.get(conn, MASKED.id))
    assert found is not None
    assert found.parts == (Text("no, 4712"), SCAN)


async def test_what_the_customer_told_a_bot_by_it_is_kept_as_it_was_first(database: Database) -> None:
    await database.write(kept)
    await database.write(lambda conn: originals.keep_answers(conn, MASKED.id, [PIN]))
    await database.write(lambda conn: originals.keep_answers(conn, MASKED.id, [replace(PIN, values=("****",))]))

    assert await database.read(lambda conn: originals.answers(conn, MASKED.id)) == (PIN,)


async def test_what_is_given_back_is_kept_no_longer_and_its_file_is_there_again(database: Database) -> None:
    await database.write(kept)
    await database.write(lambda conn: originals.give_back(conn, MASKED.id))

    assert await database.read(lambda conn: originals.get(conn, MASKED.id)) is None
    assert await database.read(lambda conn: files.get(conn, SCAN.file)) is not None


async def test_an_open_chats_masked_messages_are_given_with_their_words(database: Database) -> None:
    await database.write(kept)

    def read(conn: Connection) -> list[Message]:
        return list(originals.open_again(conn, ConversationId("c1")))

    (found,) = await database.read(read)
    assert found.parts == MASKED.parts


async def test_what_is_forgotten_is_in_no_table_and_its_bytes_are_listed(database: Database) -> None:
    await database.write(kept)
    await database.write(lambda conn: originals.forget(conn, MASKED.id, NOW))

    assert await database.read(lambda conn: originals.get(conn, MASKED.id)) is None
    assert await database.read(scour.listed_files) == (SCAN.file,)
    assert await database.read(scour.is_log_listed)

    await database.write(lambda conn: scour.files_done(conn, [SCAN.file]))
    await database.write(scour.log_done)
    assert await database.read(scour.listed_files) == ()
    assert not await database.read(scour.is_log_listed)


async def test_what_is_to_be_overwritten_is_listed_once_and_the_oldest_first(database: Database) -> None:
    for name, seconds in (("f2", 2), ("f1", 1), ("f2", 3)):
        await database.write(partial(scour.add_file, file=FileId(name), at=later(seconds)))
    for _ in range(2):
        await database.write(lambda conn: scour.add_log(conn, NOW))

    assert await database.read(scour.listed_files) == (FileId("f1"), FileId("f2"))


async def test_quotes_of_a_chat_are_its_own_and_lists_that_were_shown_since_it_began(database: Database) -> None:
    chat = a_conversation()
    await database.write(a_chat("Hello"))
    shown = (quote("own", seconds=5), quote("since", None, 6), quote("before", None, -3600))
    for one in shown:
        await database.write(partial(quotes.add, quote=one))

    assert [one.key for one in await database.read(lambda conn: quotes.of_chat(conn, chat))] == ["own", "since"]
    assert await database.read(lambda conn: quotes.get(conn, "own")) == shown[0]


async def test_a_quote_is_what_it_was_shown_as_last(database: Database) -> None:
    await database.write(a_chat("Hello"))
    await database.write(lambda conn: quotes.add(conn, quote()))
    later_on = replace(quote(seconds=9), ref=ExternalRef("other"), body={"kind": "view"})
    await database.write(lambda conn: quotes.add(conn, later_on))
    assert await database.read(lambda conn: quotes.get(conn, "k1")) == later_on

    await database.write(lambda conn: quotes.became(conn, "k1", {"kind": "offer"}))
    await database.write(lambda conn: quotes.became(conn, "unknown", {"kind": "offer"}))
    found = await database.read(lambda conn: quotes.get(conn, "k1"))
    assert found is not None
    assert found.body == {"kind": "offer"}
    assert await database.read(lambda conn: quotes.get(conn, "unknown")) is None


async def test_a_message_that_nobody_masked_is_not_kept(database: Database) -> None:
    assert await database.read(lambda conn: originals.get(conn, MessageId("m9"))) is None
    assert await database.read(lambda conn: originals.answers(conn, MessageId("m9"))) == ()


async def test_what_is_kept_quotes_what_the_message_above_it_says_now(database: Database) -> None:
    answer = replace(a_message(), parts=(Text("↩ my pin is 4711", quotes=MessageId("m9")), Text("is it right?")))
    await database.write(a_chat("Hello"))
    await database.write(lambda conn: originals.keep(conn, answer, [], NOW))

    await database.write(lambda conn: originals.requote(conn, answer.id, "↩ my pin is ****"))
    await database.write(lambda conn: originals.requote(conn, MessageId("m9"), "↩ nothing is kept of it"))

    there = await database.read(lambda conn: originals.get(conn, answer.id))
    assert there == replace(answer, parts=(Text("↩ my pin is ****", quotes=MessageId("m9")), Text("is it right?")))
