"""Messages, their copies outside and the customer's log; and that text is kept in one place only."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bridge.store import (
    contacts,
    conversations,
    deliveries,
    feed,
    inbox,
    journal,
    messages,
    outbox,
    shown,
    threads,
)
from bridge.store.columns import Row
from bridge.store.database import Database
from core.conversation.effects import Record
from core.ids import ConversationId, DeskName, ExternalRef, MessageId, ParticipantId
from core.messages import Message, Text, Visibility
from core.ports import FeedEvent, Opened
from core.sentences import say
from tests.contracts.store_builders import (
    BILLING,
    CONTACT,
    NOW,
    WEB,
    a_chat,
    a_message,
    add_inbound,
    an_outbox,
    later,
)

C1 = ConversationId("c1")
M1, M2 = MessageId("m1"), MessageId("m2")
REF = ExternalRef("C1/1700000000.000100")


async def test_a_message_comes_back_as_it_was_stored(database: Database) -> None:
    await database.write(a_chat())
    author = ParticipantId("agent:ada")
    stored = a_message(
        "m9", "NUL \0, emoji 🧵, أهلا", author, visibility=Visibility.ONLY, recipients=frozenset({author})
    )

    await database.write(lambda conn: messages.add(conn, stored))

    assert await database.read(lambda conn: messages.get(conn, stored.id)) == stored
    assert await database.read(lambda conn: messages.get(conn, M1)) is None


async def test_a_change_leaves_nothing_of_the_earlier_text(database: Database) -> None:
    await database.write(a_chat("planted text"))
    changed = replace(a_message("m1", "new words"), edited=True)

    await database.write(lambda conn: messages.change(conn, changed))

    assert await database.read(lambda conn: messages.get(conn, M1)) == changed
    assert await tables_with(database, "planted text") == set()


async def test_changing_a_message_that_is_not_there_is_an_error(database: Database) -> None:
    with pytest.raises(KeyError, match="m1"):
        await database.write(lambda conn: messages.change(conn, a_message()))


async def test_messages_are_given_oldest_first_the_last_ones_or_those_before_one(database: Database) -> None:
    await database.write(a_chat("one", "two", "three", "four"))

    async def page(limit: int, before: MessageId | None = None) -> list[str]:
        found = await database.read(lambda conn: messages.of_conversation(conn, C1, limit, before))
        return [one.id for one in found]

    assert await page(9) == ["m1", "m2", "m3", "m4"]
    assert await page(2) == ["m3", "m4"]
    assert await page(2, MessageId("m3")) == ["m1", "m2"]
    assert await page(2, M1) == []


async def test_a_copy_leads_back_to_its_message_and_is_noted_once(database: Database) -> None:
    await database.write(a_chat("one", "two"))

    def work(conn: Connection) -> None:
        deliveries.add(conn, M1, "web", ExternalRef("1"), "source")
        for _ in range(2):
            deliveries.add(conn, M1, "slack", REF, "copy", at=NOW)
        deliveries.add(conn, M2, "slack", REF, "copy")  # one post may carry two messages

    await database.write(work)

    assert await database.read(lambda conn: deliveries.message_of(conn, "slack", REF)) == M1
    assert await database.read(lambda conn: deliveries.message_of(conn, "teams", REF)) is None
    found = await database.read(lambda conn: deliveries.refs(conn, M1))
    assert [(one.where, one.role, one.state, one.at) for one in found] == [
        ("web", "source", "sent", None),
        ("slack", "copy", "sent", NOW),
    ]
    assert [one.ref for one in await database.read(lambda conn: deliveries.refs(conn, M1, "slack"))] == [REF]


@pytest.mark.parametrize(
    ("reports", "ends"),
    [
        (("delivered", "read"), "read"),
        (("read", "delivered"), "read"),
        (("read", "sent"), "read"),
        (("failed",), "failed"),
        (("failed", "sent"), "failed"),
        (("failed", "delivered"), "delivered"),
        (("delivered", "failed"), "delivered"),
    ],
)
async def test_the_state_of_a_copy_only_rises(
    database: Database, reports: tuple[deliveries.DeliveryState, ...], ends: str
) -> None:
    await database.write(a_chat("one"))
    await database.write(lambda conn: deliveries.add(conn, M1, "sms", REF, "copy"))

    for state in reports:
        await database.write(partial(deliveries.set_state, message=M1, where="sms", state=state))

    assert [one.state for one in await database.read(lambda conn: deliveries.refs(conn, M1))] == [ends]


async def test_a_failure_says_why_and_touches_no_source(database: Database) -> None:
    await database.write(a_chat("one"))

    def work(conn: Connection) -> tuple[bool, bool]:
        deliveries.add(conn, M1, "sms", ExternalRef("theirs"), "source")
        missing = deliveries.set_state(conn, M1, "sms", "failed", say("no_copy"))
        deliveries.add(conn, M1, "sms", REF, "copy")
        return missing, deliveries.set_state(conn, M1, "sms", "failed", say("file_too_large", limit=20), at=later(1))

    assert await database.write(work) == (False, True)
    source, copy = await database.read(lambda conn: deliveries.refs(conn, M1))
    assert (source.state, source.reason) == ("sent", None)
    assert (copy.state, copy.reason, copy.at) == ("failed", say("file_too_large", limit=20), later(1))


async def test_of_several_addresses_in_one_channel_each_has_its_own_copies(database: Database) -> None:
    await database.write(a_chat("one"))
    first: deliveries.Address = ("sms", None)
    second: deliveries.Address = ("sms", ExternalRef("sms:2"))
    waiting = an_outbox("k1", destination="channel:sms", conversation=C1, message=M1, body={"to": "sms:3"})

    def work(conn: Connection) -> tuple[bool, bool]:
        deliveries.add(conn, M1, second, REF, "copy", at=NOW)
        missing = deliveries.set_state_at(conn, M1, first, "read", at=NOW)
        return missing, deliveries.set_state_at(conn, M1, second, "delivered", at=NOW)

    assert await database.write(work) == (False, True)
    for address, found in ((first, ()), (second, (M1,))):
        until = partial(deliveries.sent_until, chat=C1, there=address, until=later(9), limit=5)
        assert found == await database.read(until)
    await database.write(lambda conn: outbox.add(conn, waiting, NOW))
    there = await database.read(lambda conn: shown.addresses_with(conn, C1, M1))
    assert there == {second, ("sms", ExternalRef("sms:3"))}
    assert [one.state for one in await database.read(lambda conn: deliveries.refs(conn, M1))] == ["delivered"]


async def test_lines_of_the_feed_are_numbered_and_the_same_key_is_the_same_line(database: Database) -> None:
    await database.write(a_chat("one"))

    def work(conn: Connection) -> list[int]:
        told = {"status": "waiting", "text": "We are with you soon."}
        return [
            feed.append(conn, C1, "k1", NOW, "message", M1),
            feed.append(conn, C1, "k2", later(1), "status", None, told),
            feed.append(conn, C1, "k1", later(2), "message", M1),
            feed.append(conn, C1, "k3", later(3), "edited", M1),
        ]

    assert await database.write(work) == [1, 2, 1, 3]
    assert await database.read(lambda conn: feed.last_seq(conn, C1)) == 3
    assert await database.read(lambda conn: feed.last_seq(conn, ConversationId("c2"))) == 0
    assert await database.read(lambda conn: feed.since(conn, C1, 0, 2)) == (
        FeedEvent(1, NOW, "message", message=a_message("m1", "one")),
        FeedEvent(2, later(1), "status", status="waiting", text="We are with you soon."),
    )
    assert [one.seq for one in await database.read(lambda conn: feed.since(conn, C1, 2, 9))] == [3]


async def test_the_feed_shows_messages_as_they_are_now_and_only_what_the_customer_may_see(database: Database) -> None:
    await database.write(a_chat("one"))
    edited = replace(a_message("m1", "one, corrected"), edited=True)

    def work(conn: Connection) -> None:
        messages.add(conn, a_message("m2", "private", ParticipantId("agent:ada"), visibility=Visibility.AGENTS))
        feed.append(conn, C1, "k1", NOW, "message", M1)
        feed.append(conn, C1, "k2", NOW, "message", M2)
        messages.change(conn, edited)

    await database.write(work)

    assert [one.message for one in await database.read(lambda conn: feed.since(conn, C1, 0, 9))] == [edited]


async def test_the_messages_up_to_a_line_are_given_newest_first(database: Database) -> None:
    await database.write(a_chat("one", "two", "three"))

    def work(conn: Connection) -> None:
        for number in (1, 2, 3):
            feed.append(conn, C1, f"k{number}", NOW, "message", MessageId(f"m{number}"))
            feed.append(conn, C1, f"e{number}", NOW, "edited", MessageId(f"m{number}"))

    await database.write(work)

    assert await database.read(lambda conn: feed.messages_until(conn, C1, 4, 9)) == ("m2", "m1")
    assert await database.read(lambda conn: feed.messages_until(conn, C1, 5, 1)) == ("m3",)


async def test_the_feed_refuses_fields_that_a_line_has_not(database: Database) -> None:
    await database.write(a_chat("one"))

    with pytest.raises(ValueError, match="no field body"):
        await database.write(lambda conn: feed.append(conn, C1, "k1", NOW, "status", None, {"body": "x"}))


async def tables_with(database: Database, planted: str) -> set[str]:
    """Name the tables in which a text stands, in whatever column."""

    def work(conn: Connection) -> set[str]:
        # As tuples: SQLAlchemy's own rows leave out the middle of what is long when they are shown.
        rows = {
            name: [tuple(row) for row in conn.execute(select(table))] for name, table in Row.metadata.tables.items()
        }
        return {name for name, found in rows.items() if planted in repr(found)}

    return await database.read(work)


async def test_text_stands_in_the_message_table_and_nowhere_else(database: Database) -> None:
    planted = "planted-4711"
    message: Message = replace(a_message("m1"), parts=(Text(f"My number is {planted}"),))

    def work(conn: Connection) -> None:
        contacts.resolve(conn, WEB, CONTACT, BILLING, "Grace", C1)
        row = inbox.claim(conn, "w", NOW, 30, 1)[0]
        state = a_chat()(conn)
        messages.add(conn, message)
        conversations.put(conn, replace(state, first_words=f"My number is {planted}"))
        threads.put(conn, C1, DeskName("slack"), Opened(REF, REF), ExternalRef("C1"))
        deliveries.add(conn, M1, "slack", REF, "copy")
        outbox.add(conn, an_outbox(conversation=C1, message=M1, body={"tell": say("thread_waiting", number=1)}))
        journal.add(conn, C1, NOW, [Record("customer_wrote", message=M1)])
        feed.append(conn, C1, "k1", NOW, "message", M1)
        inbox.settle(conn, row.id)

    await database.write(add_inbound("d1", text=f"My number is {planted}"))
    assert await tables_with(database, planted) == {"inbox"}
    await database.write(work)
    assert await tables_with(database, planted) == {"message"}


async def test_what_quotes_a_message_is_found_in_whatever_chat_until_it_quotes_no_more(database: Database) -> None:
    await database.write(a_chat())
    answer = replace(a_message("m8"), parts=(Text("↩ hello", quotes=M1), Text("yes")))
    await database.write(lambda conn: messages.add(conn, answer))
    await database.write(lambda conn: messages.add(conn, a_message("m9", "no")))

    assert await database.read(lambda conn: messages.quoting(conn, M1)) == (MessageId("m8"),)
    assert await database.read(lambda conn: messages.get(conn, MessageId("m8"))) == answer
    await database.write(lambda conn: messages.change(conn, replace(answer, parts=(Text("yes"),))))
    assert await database.read(lambda conn: messages.quoting(conn, M1)) == ()


async def test_a_message_and_what_it_was_changed_to_stand_at_one_address(database: Database) -> None:
    await database.write(a_chat())
    for id in ("m8", "m9"):
        await database.write(lambda conn, id=id: messages.add(conn, a_message(id)))  # type: ignore[misc]
        await database.write(lambda conn, id=id: deliveries.add(conn, MessageId(id), WEB, REF, "source"))  # type: ignore[misc]

    assert await database.read(lambda conn: deliveries.messages_of(conn, WEB, REF)) == ("m8", "m9")
    assert await database.read(lambda conn: deliveries.message_of(conn, WEB, REF)) == "m8"
    assert await database.read(lambda conn: deliveries.messages_of(conn, WEB, ExternalRef("other"))) == ()
