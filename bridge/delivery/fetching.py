"""Files that a desk or a channel announced: their bytes are fetched once, checked by content, and kept.

A file that can't be fetched or isn't allowed does not stop the words beside it: it is left out, and the thread says so.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bridge.delivery.courier import Courier
from bridge.delivery.jobs import NoticeJob
from bridge.delivery.trouble import before_sending
from bridge.handlers.letting_go import let_go
from bridge.handlers.unit import Unit
from bridge.store import deliveries, messages
from core.conversation.model import Conversation
from core.conversation.routes import came_by
from core.errors import BridgeError, Conflict, DeliveryFailed, FileRefused, Overloaded, Permanent, Refused, Transient
from core.ids import CUSTOMER, DeskName, ExternalRef
from core.messages import Media, Message, Part, Unfetched
from core.ports import FetchesFiles
from core.routing.queues import Queue
from core.sentences import Sentence, say


async def fetched(courier: Courier, chat: Conversation, message: Message) -> Message:
    """Give the message as it stands once its files are in the store.

    It may have been changed meanwhile, deleted too: that is what counts, and files that a change added are fetched
    as well.

    Raises:
        Transient: a file can't be fetched now.
        Permanent: nothing is left of the message.
    """
    while not message.deleted and (files := [part for part in message.parts if isinstance(part, Unfetched)]):
        with before_sending():
            message = await _with(courier, chat, message, files)
        if not message.parts and not message.deleted:
            raise Permanent("no part of the message can be sent", reason=say("fail_file_fetch"))
    return message


async def _with(courier: Courier, chat: Conversation, message: Message, files: Sequence[Unfetched]) -> Message:
    """Fetch files and keep them in the message; give it as it stands then."""
    got: dict[ExternalRef, Media] = {}
    refusals: dict[ExternalRef, Sentence] = {}
    for file in files:
        try:
            media = await _fetch(courier, chat, message, file)
            # Only at the desks an edit announces files again; what a customer's channel calls a file isn't kept.
            got[file.source] = media if message.author == CUSTOMER else replace(media, source=file.source)
        except (Transient, Overloaded, Conflict):
            raise
        except BridgeError as problem:
            reason = _reason(courier, problem)
            refusals[file.source] = say("thread_file_refused", name=file.name, reason=reason)
    return await _keep(courier, chat, message, got, refusals)


def _reason(courier: Courier, problem: BridgeError) -> str:
    if isinstance(problem, Refused):
        return courier.office.words(problem.sentence)
    if isinstance(problem, FileRefused):
        return problem.message
    if isinstance(problem, DeliveryFailed) and problem.reason is not None:
        return courier.office.words(problem.reason)
    return courier.office.words(say("fail_file_fetch"))


async def _written_at(courier: Courier, message: Message) -> DeskName | None:
    """Give the desk where a message was written, which has its files: an expert's may be another than the chat's."""
    places = await courier.database.read(lambda conn: deliveries.refs(conn, message.id))
    return next((DeskName(one.where) for one in places if one.role == "source"), None)


async def _fetch(courier: Courier, chat: Conversation, message: Message, part: Unfetched) -> Media:
    queue = courier.office.directory().queues.get(chat.queue)
    source = await _source(courier, chat, message, queue) if queue is not None else None
    if queue is None or not isinstance(source, FetchesFiles):
        raise Permanent("whence it came, files can't be fetched", reason=say("fail_file_fetch"))
    channel = came_by(chat, message) if message.author == CUSTOMER else chat.channel
    rules, owner = queue.attachments.on(channel), (chat.channel, chat.contact)
    return await courier.files.admit(part.name, source.fetch(part), rules, owner)


async def _source(courier: Courier, chat: Conversation, message: Message, queue: Queue) -> object:
    """Give what has the files of a message: the customer's channel, or the desk where it was written."""
    if message.author == CUSTOMER:
        return courier.channels.get(came_by(chat, message))
    return courier.desks.get(await _written_at(courier, message) or queue.desk)


async def _keep(
    courier: Courier,
    chat: Conversation,
    message: Message,
    got: Mapping[ExternalRef, Media],
    refusals: Mapping[ExternalRef, Sentence],
) -> Message:
    """Put what was fetched in its place, and nothing else: words and files may have changed meanwhile."""

    def work(unit: Unit) -> tuple[Message, Unit]:
        present = messages.get_to_change(unit.conn, message.id)
        if present is None or present.deleted:
            for media in got.values():
                let_go(unit, media.file)
            return present or replace(message, deleted=True), unit
        ready = replace(present, parts=tuple(_filled(present.parts, got, refusals)))
        unit.change_message(ready)
        announced = {part.source for part in present.parts if isinstance(part, Unfetched)}
        for source, media in got.items():
            if source not in announced:  # masked or taken back while it was fetched: nobody is to have it
                let_go(unit, media.file)
        for source, notice in refusals.items():
            if source in announced:
                unit.tell_desk(unit.queue(chat).desk, NoticeJob(notice), chat)
        return ready, unit

    office, now = courier.office, courier.clock.now()
    ready, unit = await courier.database.write(lambda conn: work(Unit(conn, office, now)))
    office.departures.offer(unit.added)
    return ready


def _filled(parts: Iterable[Part], got: Mapping[ExternalRef, Media], refused: Container[ExternalRef]) -> Iterator[Part]:
    """Give the parts with fetched files in their places and without refused ones."""
    for part in parts:
        if not isinstance(part, Unfetched):
            yield part
        elif part.source in got:
            yield got[part.source]
        elif part.source not in refused:
            yield part
