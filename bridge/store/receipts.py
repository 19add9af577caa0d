"""What became of a chat's messages at the customer's, all together."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from bridge.store.statements import Statement
from bridge.store.tables import DELIVERY, MESSAGE
from core.features.scene import Receipts
from core.ids import CUSTOMER, ChannelName, ConversationId

_by_state = Statement(
    select(DELIVERY.c.state, func.count(MESSAGE.c.id.distinct()), func.max(MESSAGE.c.at))
    .join_from(MESSAGE, DELIVERY, DELIVERY.c.message == MESSAGE.c.id)
    .where(
        MESSAGE.c.conversation == bindparam("chat"),
        DELIVERY.c.place.in_(bindparam("channels", expanding=True)),
        DELIVERY.c.role == "copy",
        MESSAGE.c.author != CUSTOMER,
    )
    .group_by(DELIVERY.c.state)
)


def of(conn: Connection, chat: ConversationId, channels: Collection[ChannelName]) -> Receipts:
    """Read when the last messages that were sent, delivered and read were written, and how many did not arrive."""
    rows = _by_state.rows(conn, chat=chat, channels=list(channels))
    last = {state: at for state, _, at in rows if at is not None}
    failed = sum(count for state, count, _ in rows if state == "failed")

    def newest(*states: str) -> datetime | None:
        return max((last[state] for state in states if state in last), default=None)

    return Receipts(newest("sent", "delivered", "read"), newest("delivered", "read"), newest("read"), failed)
