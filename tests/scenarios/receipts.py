"""What a channel tells of an agent's message, handed in as its adapter would: for every channel the same."""

from datetime import datetime
from itertools import count

from sqlalchemy import Connection, select

from bridge import topics
from bridge.handlers import lanes
from bridge.store import deliveries, inbox, messages
from bridge.store.tables import MESSAGE
from core.ids import ChannelName, ConversationId, ExternalRef, MessageId
from core.inbound import ConversationSubject, CustomerReceipt, Inbound
from core.inbound_customers import ReceiptState
from core.messages import Text
from core.sentences import say
from tests.scenarios.world import World

WEB = ChannelName("web")
REASON = say("fail_auth")
_numbers = count(1)


async def tells(world: World, text: str, state: ReceiptState, *, final: bool = False) -> None:
    """Say what became of the newest copy of the message with a text."""
    await world.comes(lambda conn: _copy(conn, text), f"a copy of {text!r} that was sent")
    found = await world.read(lambda conn: _copy(conn, text))
    assert found is not None
    chat, ref = found
    reason = REASON if state == "failed" else None
    await _hand_in(world, chat, CustomerReceipt(state, ref=ref, reason=reason, final=final))


async def tells_of_all(world: World, chat: ConversationId, state: ReceiptState, until: datetime) -> None:
    """Say what became of everything until a time, as a watermark does."""
    await _hand_in(world, chat, CustomerReceipt(state, until=until))


async def _hand_in(world: World, chat: ConversationId, body: CustomerReceipt) -> None:
    now = world.clock.bridge.now()
    came = Inbound("web", f"told{next(_numbers)}", ConversationSubject(chat), body, now)
    await world.running.bridge.database.write(lambda conn: inbox.add(conn, came, lanes.of_conversation(chat), now))
    world.running.bridge.hints.wake([topics.INBOX])


def _copy(conn: Connection, text: str) -> tuple[ConversationId, ExternalRef] | None:
    rows = conn.execute(select(MESSAGE.c.id, MESSAGE.c.conversation).order_by(MESSAGE.c.at.desc())).all()
    for id, chat in rows:
        found = [one for one in deliveries.refs(conn, MessageId(id), WEB) if one.role == "copy"]
        if found and _says(conn, MessageId(id), text):
            return ConversationId(chat), found[-1].ref
    return None


def _says(conn: Connection, id: MessageId, text: str) -> bool:
    message = messages.get(conn, id)
    return message is not None and any(isinstance(part, Text) and part.text == text for part in message.parts)
