"""Files of messages that are deleted, or edited so that a file is theirs no more: as of a mask, for good.

Rules:
1. The row goes with the step, so that every way to the bytes finds nothing; the bytes are put on the list of `scour`.
2. A file that another message of the same customer names stays: who has uploaded one may send it twice. So does what a
   mask has put aside, but with a message that is deleted it goes, too.
3. An edit announces the files anew that its message still has. These are not fetched again: links to them hold on.
"""

from collections.abc import Iterable

from bridge import topics
from bridge.handlers.unit import Unit
from bridge.store import files, messages, originals, scour
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.ids import FileId
from core.messages import Media, Message, Part, Unfetched


def still_there(had: Message, announced: tuple[Part, ...]) -> tuple[Part, ...]:
    """Give the parts of an edit with those files in them that the message has already."""
    known = {part.source: part for part in had.parts if isinstance(part, Media) and part.source is not None}
    return tuple(known.get(part.source, part) if isinstance(part, Unfetched) else part for part in announced)


def drop_files(unit: Unit, chat: Conversation, before: Message, after: Message) -> None:
    """Let go of the files that a message had and has no more; it is written anew already."""
    for file in sorted(_files(before.parts) - _files(after.parts)):
        if not _is_named(unit, chat, file, after):
            let_go(unit, file)


def let_go(unit: Unit, file: FileId) -> None:
    """Keep a file no longer: its row goes now, its bytes are overwritten next."""
    files.remove(unit.conn, file)
    scour.add_file(unit.conn, file, unit.now)
    unit.wakes.add(topics.SCOURING)


def _is_named(unit: Unit, chat: Conversation, file: FileId, after: Message) -> bool:
    for route in routes_of(chat):
        kept = (one for one in originals.naming(unit.conn, route, file) if not _goes(one, after))
        if any(file in _files(one.parts) for one in (*messages.naming(unit.conn, route, file), *kept)):
            return True
    return False


def _goes(kept: Message, after: Message) -> bool:
    """Tell whether what a mask has put aside goes in the same step."""
    return after.deleted and kept.id == after.id


def _files(parts: Iterable[Part]) -> frozenset[FileId]:
    return frozenset(part.file for part in parts if isinstance(part, Media))
