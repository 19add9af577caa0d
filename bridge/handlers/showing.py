"""What a customer's windows are told: the lines of the log as they are added, and how the chat stands.

Rules:
1. A line is told as whoever reads the log in this very transaction would be given it: whoever adds it has the message
   in its present state, and nothing is told that the customer may not see.
2. It is told after the commit, and is a hint: the log is the truth.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import Connection

from bridge.store import feed
from core.conversation.model import Status
from core.ids import ConversationId
from core.messages import Message, seen_by_customer
from core.ports import FeedEvent, FeedNews

Shown = Literal["waiting", "active", "ended"]

SHOWN: Mapping[Status, Shown] = {
    Status.NEW: "waiting",
    Status.BOT: "waiting",
    Status.QUEUED: "waiting",
    Status.OFFERED: "waiting",
    Status.ACTIVE: "active",
    Status.WRAP_UP: "ended",
    Status.HANDLED: "ended",
}


def add_line(
    conn: Connection,
    conversation: ConversationId,
    key: str,
    at: datetime,
    kind: feed.FeedKind,
    message: Message | None = None,
    turn: Mapping[str, str | None] | None = None,
) -> tuple[int, FeedNews]:
    """Add a line to a customer's log, once for each key; give its number, and what the customer's windows are told.

    `message` is stored before, and as it stands now; `turn` are the fields of a turn, as `feed.append` takes them.
    """
    turn = turn or {}
    seq = feed.append(conn, conversation, key, at, kind, message.id if message else None, turn)
    if message and not seen_by_customer(message):
        return seq, FeedNews(conversation)
    status = cast(Shown | None, turn.get("status"))
    event = FeedEvent(
        seq=seq,
        at=at,
        kind=kind,
        message=message,
        status=status,
        text=turn.get("text"),
        agent_name=turn.get("agent_name"),
        agent_picture=turn.get("agent_picture"),
    )
    return seq, FeedNews(conversation, status, event)
