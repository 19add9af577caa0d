"""Attachments: what they are and where their bytes lie. The bytes themselves are the file store's."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from bridge.store.tables import FILE
from core.ids import FileId
from core.messages import Media


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment and the path of its bytes inside the file store."""

    media: Media
    path: str


def add(conn: Connection, media: Media, path: str) -> None:
    """Note an attachment whose bytes are stored."""
    values = {"id": media.file, "name": media.name, "mime": media.mime, "size": media.size, "path": path}
    conn.execute(insert(FILE).values(values))


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
