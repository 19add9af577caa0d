"""From where something came: out of a chat's thread, or from anywhere else.

What a person says or asks for in a channel that could be a chat's names both, the channel and the person; only the
store knows which of the two it is.
"""

from sqlalchemy import Connection

from bridge.handlers.unit import Unit
from bridge.store import threads
from core.ids import ConversationId, ExternalRef
from core.inbound import PersonSubject, Subject, ThreadSubject


def chat_at(conn: Connection, subject: ThreadSubject) -> ConversationId | None:
    """Find the chat whose thread it is, or else whose wider one."""
    for thread in (subject.thread, subject.fallback):
        found = threads.conversation_of(conn, subject.desk, thread) if thread else None
        if found is not None:
            return found
    return None


def is_at_large(unit: Unit, subject: Subject) -> bool:
    """Tell whether it was said outside of any chat's thread, so that the chat must be named or guessed."""
    if isinstance(subject, ThreadSubject) and subject.person is not None:
        return threads.conversation_of(unit.conn, subject.desk, subject.thread) is None
    return isinstance(subject, PersonSubject)


def thread_of(unit: Unit, subject: Subject) -> ExternalRef | None:
    """Give the thread in which a private answer is shown; None where there is none of a chat's."""
    if not isinstance(subject, ThreadSubject) or is_at_large(unit, subject):
        return None
    return subject.thread
