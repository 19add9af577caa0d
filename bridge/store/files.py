"""Attachments: what they are and where their bytes lie. The bytes themselves are the file store's.

Rule: what was uploaded and that no message names yet has an owner and a time, so that it can be found by whose it is,
and goes when nobody sends it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bridge.store.tables import FILE
from core.ids import Contact, FileId
from core.messages import Media, Part


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment and the path of its bytes inside the file store."""

    media: Media
    path: str


def add(
    conn: Connection, media: Media, path: str, owner: Contact | None = None, unsent_since: datetime | None = None
) -> None:
    """Note an attachment whose bytes are stored; whose it is and when it came, until a message names it."""
    values = {"id": media.file, "name": media.name, "mime": media.mime, "size": media.size, "path": path}
    channel, contact = owner or (None, None)
    conn.execute(insert(FILE).values(**values, channel=channel, contact=contact, unsent_since=unsent_since))


def claim(conn: Connection, parts: Iterable[Part]) -> None:
    """Note that a message names these files: from now on they are its."""
    for part in parts:
        if isinstance(part, Media):
            named = update(FILE).where(FILE.c.id == part.file, FILE.c.unsent_since.is_not(None))
            conn.execute(named.values(channel=None, contact=None, unsent_since=None))


def move(conn: Connection, old: Contact, new: Contact) -> None:
    """Let what a contact has uploaded and not sent be another's: somebody has said who they are."""
    values = {"channel": new[0], "contact": new[1]}
    conn.execute(update(FILE).where(*_of(old)).values(values))


def disown(conn: Connection, id: FileId) -> None:
    """Forget whose a file is that is about to go."""
    conn.execute(update(FILE).where(FILE.c.id == id).values(channel=None, contact=None, unsent_since=None))


def unsent_of(conn: Connection, owner: Contact) -> tuple[FileId, ...]:
    """Give what a contact has uploaded and not sent."""
    return tuple(FileId(one) for one in conn.scalars(select(FILE.c.id).where(*_of(owner)).order_by(FILE.c.id)).all())


def unsent_before(conn: Connection, before: datetime, limit: int) -> tuple[FileId, ...]:
    """Give files that came before a time and that no message names."""
    wanted = select(FILE.c.id).where(FILE.c.unsent_since < before).order_by(FILE.c.unsent_since).limit(limit)
    return tuple(FileId(one) for one in conn.scalars(wanted).all())


def _of(owner: Contact) -> tuple[ColumnElement[bool], ...]:
    return FILE.c.contact == owner[1], FILE.c.channel == owner[0]


def remove(conn: Connection, id: FileId) -> None:
    """Forget an attachment."""
    conn.execute(delete(FILE).where(FILE.c.id == id))


def get(conn: Connection, id: FileId) -> FileRow | None:
    """Give an attachment, or None."""
    row = conn.execute(select(FILE).where(FILE.c.id == id)).one_or_none()
    return None if row is None else FileRow(Media(row.id, row.name, row.mime, row.size), row.path)


def add_again(conn: Connection, media: Media) -> None:
    """Let an attachment be found again that was taken away."""
    if get(conn, media.file) is None:
        add(conn, media, media.file)
