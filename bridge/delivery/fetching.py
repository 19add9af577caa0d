"""Files that a desk announced: their bytes are fetched once, checked by content, and kept.

A file that can't be fetched or isn't allowed does not stop the words beside it: it is left out, and the thread says so.
"""

from collections.abc import Sequence
from dataclasses import replace

from bridge.delivery.courier import Courier
from bridge.delivery.jobs import NoticeJob
from bridge.handlers.unit import Unit
from bridge.store import messages
from core.conversation.model import Conversation
from core.errors import BridgeError, DeliveryFailed, Permanent, Refused, Transient
from core.messages import Media, Message, Part, Unfetched
from core.ports import AgentDesk, FetchesFiles
from core.sentences import Sentence, say


async def fetched(courier: Courier, chat: Conversation, message: Message) -> Message:
    """Give the message with its files in the store. Raises `Transient` when a file can't be fetched now."""
    if not any(isinstance(part, Unfetched) for part in message.parts):
        return message
    parts: list[Part] = []
    notices: list[Sentence] = []
    for part in message.parts:
        if not isinstance(part, Unfetched):
            parts.append(part)
            continue
        try:
            parts.append(await _fetch(courier, chat, part))
        except Transient:
            raise
        except BridgeError as problem:
            notices.append(say("thread_file_refused", name=part.name, reason=_reason(courier, problem)))
    ready = replace(message, parts=tuple(parts))
    await _keep(courier, chat, ready, notices)
    if not ready.parts:
        raise Permanent("no part of the message can be sent", reason=say("fail_file_fetch"))
    return ready


def _reason(courier: Courier, problem: BridgeError) -> str:
    if isinstance(problem, Refused):
        return courier.office.words(problem.sentence)
    if isinstance(problem, DeliveryFailed) and problem.reason is not None:
        return courier.office.words(problem.reason)
    return courier.office.words(say("fail_file_fetch"))


async def _fetch(courier: Courier, chat: Conversation, part: Unfetched) -> Media:
    desk: AgentDesk = courier.desks[courier.office.directory().queues[chat.queue].desk]
    if not isinstance(desk, FetchesFiles):
        raise Permanent("the desk can't give files", reason=say("fail_file_fetch"))
    rules = courier.office.directory().queues[chat.queue].attachments
    return await courier.files.admit(part.name, desk.fetch(part), rules)


async def _keep(courier: Courier, chat: Conversation, message: Message, notices: Sequence[Sentence]) -> None:
    def work(unit: Unit) -> None:
        messages.change(unit.conn, message)
        for notice in notices:
            unit.tell_desk(unit.queue(chat).desk, NoticeJob(notice), chat)

    office, now = courier.office, courier.clock.now()
    await courier.database.write(lambda conn: work(Unit(conn, office, now)))
