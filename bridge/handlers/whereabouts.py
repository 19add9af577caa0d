"""From where something came: out of a chat's thread, or from anywhere else.

What a person says or asks for in a channel that could be a chat's names both, the channel and the person; only the
store knows which of the two it is.
"""

from dataclasses import replace

from sqlalchemy import Connection

from bridge.handlers.unit import Unit
from bridge.store import asides, threads
from core.ids import ConversationId, ExternalRef
from core.inbound import PersonSubject, Subject, ThreadSubject


def chat_at(conn: Connection, subject: ThreadSubject) -> ConversationId | None:
    """Find the chat whose thread it is, or else whose wider one."""
    for thread in (subject.thread, subject.fallback):
        found = threads.conversation_of(conn, subject.desk, thread) if thread else None
        if found is not None:
            return found
    aside = asides.at(conn, subject.desk, subject.thread) if subject.person is not None else None
    return aside.conversation if aside is not None else None


def is_at_large(unit: Unit, subject: Subject) -> bool:
    """Tell whether it was said outside of any chat's thread, so that the chat must be named or guessed."""
    if isinstance(subject, ThreadSubject) and subject.person is not None:
        return chat_at(unit.conn, replace(subject, fallback=None)) is None
    return isinstance(subject, PersonSubject)


def thread_of(unit: Unit, subject: Subject) -> ExternalRef | None:
    """Give the thread in which a private answer is shown; None where there is none of a chat's."""
    if not isinstance(subject, ThreadSubject) or is_at_large(unit, subject):
        return None
    return subject.thread
