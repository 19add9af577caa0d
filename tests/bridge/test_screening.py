"""What waited in a lane is masked by the queue in which its chat is by then, whatever it was when it came."""

from pathlib import Path

import pytest

from bridge.handlers import dispatch
from bridge.handlers.office import Office
from bridge.store import conversations, inbox, messages, scour
from bridge.store.database import open_database
from core.commands.registry import Registry
from core.conversation.model import Status
from core.directory import Directory
from core.ids import ChannelName, DeskName, ExternalRef
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.messages import Text, plain_text
from core.policy.masking import MaskAction, Masking, QueueMasking, Sensitive
from tests.build import a_conversation, a_queue
from tests.clock import FakeClock

CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"
RULES = Masking(frozenset(Sensitive))


@pytest.mark.parametrize(("action", "stands"), [(MaskAction.MASK, STARS), (MaskAction.LEAVE, CARD)])
async def test_words_that_waited_are_masked_as_the_chats_queue_does_by_now(
    tmp_path: Path, action: MaskAction, stands: str
) -> None:
    chat, now = a_conversation(Status.ACTIVE, version=0), FakeClock().bridge.now()
    queue = a_queue(id=chat.queue, masking=QueueMasking(action, rules=RULES))
    desks = {DeskName(queue.desk): frozenset[str]()}
    office = Office(lambda: Directory(queues={queue.id: queue}), Registry((), "!"), masking=RULES, desks=desks)
    subject = ContactSubject(ChannelName(chat.channel), ExternalRef(chat.contact), queue.id)
    words = Inbound("test", "late", subject, CustomerMessage((Text(f"it is {CARD}"),)), now)
    database = await open_database(f"sqlite:///{tmp_path}/bridge.db")
    await database.write(lambda conn: conversations.put(conn, chat))
    await database.write(lambda conn: inbox.add(conn, words, f"conversation:{chat.id}", now))
    (row,) = await database.write(lambda conn: inbox.claim(conn, "test", now, 30, 1))
    await database.write(lambda conn: dispatch.handle(conn, office, row, now))
    said = await database.read(lambda conn: messages.of_conversation(conn, chat.id, 10))
    assert [plain_text(one.parts) for one in said] == [f"it is {stands}"]
    assert await database.read(scour.is_log_listed) == (action is MaskAction.MASK)
    await database.close()
