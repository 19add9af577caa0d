"""A file goes with the last message that names it, whatever deletes that message, and not before."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bridge.handlers.carrying.messages import change
from bridge.handlers.letting_go import still_there
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import conversations, files, messages, originals, scour
from bridge.store.database import Database, open_database
from core.commands.registry import Registry
from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.ids import ExternalRef, FileId
from core.messages import Media, Message, Part, Text, Unfetched
from tests.build import a_conversation, a_message, a_queue
from tests.clock import FakeClock

SCAN = Media(FileId("f1"), "scan.pdf", "application/pdf", 9)
NOW = FakeClock().bridge.now()
CHAT = a_conversation(Status.ACTIVE, id="c2", number=2, version=0)
EARLIER = changed(a_conversation(Status.HANDLED, version=0), contact=CHAT.contact)


def said(id: str, chat: Conversation, *parts: Part) -> Message:
    return replace(a_message(id), conversation=chat.id, parts=parts)


def deleted(message: Message) -> Message:
    return replace(message, parts=(), deleted=True)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = await open_database(f"sqlite:///{tmp_path}/bridge.db")
    await made.write(lambda conn: conversations.put(conn, EARLIER))
    await made.write(lambda conn: conversations.put(conn, CHAT))
    await made.write(lambda conn: files.add(conn, SCAN, SCAN.file))
    yield made
    await made.close()


async def stored(database: Database, *told: Message) -> None:
    for message in told:
        await database.write(partial(messages.add, message=message))


async def changes(database: Database, chat: Conversation, after: Message) -> None:
    queue = a_queue(id=chat.queue)
    office = Office(lambda: Directory(queues={queue.id: queue}), Registry((), "!"), desks={queue.desk: frozenset()})
    await database.write(lambda conn: change(Unit(conn, office, NOW), chat, do.ChangeMessage(after)))


async def is_kept(database: Database) -> bool:
    """Tell whether the file can be loaded; if not, its bytes are to be overwritten."""
    row = await database.read(lambda conn: files.get(conn, SCAN.file))
    assert await database.read(scour.listed_files) == (() if row else (SCAN.file,))
    return row is not None


async def test_a_file_that_a_customer_has_sent_twice_goes_with_the_last_message_that_names_it(
    database: Database,
) -> None:
    first, second = said("m1", EARLIER, SCAN), said("m2", CHAT, SCAN)
    await stored(database, first, second)
    await changes(database, CHAT, deleted(second))
    assert await is_kept(database)
    await changes(database, EARLIER, deleted(first))
    assert not await is_kept(database)


async def test_a_files_id_among_somebodys_words_keeps_nothing(database: Database) -> None:
    sent = said("m1", CHAT, Text("here"), SCAN)
    await stored(database, sent, said("m2", CHAT, Text(SCAN.file)))
    await changes(database, CHAT, deleted(sent))
    assert not await is_kept(database)


async def test_a_file_goes_with_an_edit_that_takes_it_out_and_stays_with_one_of_the_words(database: Database) -> None:
    sent = said("m1", CHAT, Text("here"), SCAN)
    await stored(database, sent)
    await changes(database, CHAT, replace(sent, parts=(Text("there"), SCAN)))
    assert await is_kept(database)
    await changes(database, CHAT, replace(sent, parts=(Text("nothing there"),)))
    assert not await is_kept(database)


async def test_what_a_mask_has_put_aside_stays_with_an_edit_and_goes_with_a_deletion(database: Database) -> None:
    sent = said("m1", CHAT, Text("here"), SCAN)
    await stored(database, sent)
    await database.write(lambda conn: originals.keep(conn, sent, (), NOW))
    await changes(database, CHAT, replace(sent, parts=(Text("****"),)))
    assert await is_kept(database)
    await changes(database, CHAT, replace(sent, parts=(Text("****"), SCAN)))
    await changes(database, CHAT, deleted(sent))
    assert not await is_kept(database)


def test_an_edit_keeps_the_files_that_it_announces_again_and_no_others() -> None:
    had = replace(SCAN, source=ExternalRef("here"))
    same, other = (Unfetched(ExternalRef(where), SCAN.name, SCAN.mime, SCAN.size) for where in ("here", "there"))
    words = Text("look")
    assert still_there(said("m1", CHAT, had), (words, same, other)) == (words, had, other)
    assert still_there(said("m1", CHAT, SCAN), (words, same)) == (words, same)
