"""What became of a chat's messages at the customer's, read together."""

from sqlalchemy import Connection

from bridge.store import conversations, deliveries, messages, receipts
from bridge.store.database import Database
from core.features.scene import Receipts
from core.ids import BOT, CUSTOMER, ConversationId, ExternalRef, MessageId, ParticipantId
from tests.contracts.store_builders import WEB, a_chat, a_conversation, a_message, later

C1, C2 = ConversationId("c1"), ConversationId("c2")
BY_ADA = ParticipantId("agent:ada")


def a_line(
    conn: Connection, id: str, seconds: float, state: deliveries.DeliveryState, by: ParticipantId = BY_ADA
) -> None:
    """Store a message that went to the customer, and what became of it."""
    messages.add(conn, a_message(id, author=by, at=later(seconds), conversation=C2 if by == BOT else C1))
    deliveries.add(conn, MessageId(id), WEB, ExternalRef(f"r-{id}"), "copy", state)
    deliveries.add(conn, MessageId(id), "teams", ExternalRef(f"t-{id}"), "source")


async def test_the_last_message_that_arrived_and_those_that_did_not_are_told(database: Database) -> None:
    await database.write(a_chat())
    await database.write(lambda conn: conversations.put(conn, a_conversation("c2", 2)))
    assert await database.read(lambda conn: receipts.of(conn, C1, (WEB,))) == Receipts()

    def talk(conn: Connection) -> None:
        a_line(conn, "m1", 1, "read")
        a_line(conn, "m2", 2, "delivered")
        a_line(conn, "m3", 3, "failed")
        a_line(conn, "m4", 4, "failed")
        a_line(conn, "m5", 5, "sent", CUSTOMER)
        a_line(conn, "m6", 6, "sent", BOT)

    await database.write(talk)

    assert await database.read(lambda conn: receipts.of(conn, C1, (WEB,))) == Receipts(
        sent=later(2), last=later(2), read=later(1), failed=2
    )
    assert await database.read(lambda conn: receipts.of(conn, C2, (WEB,))) == Receipts(sent=later(6))
