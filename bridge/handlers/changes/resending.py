"""A message that was not delivered goes out again, as a new sending: its earlier copies say nothing of it any more.

It goes where the chat goes now, which may be another channel than the one that failed.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.delivery.jobs import CustomerJob
from bridge.delivery.receipt_jobs import FailureCardJob
from bridge.handlers.marking import mark
from bridge.store import deliveries
from core.commands.resending import SentAgain
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.conversation.routes import channels_of, named, present

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def send_again(unit: "Unit", chat: Conversation | None, change: SentAgain) -> None:
    """Send it again, and show so at its card and its mark."""
    if chat is None or not deliveries.give_up(unit.conn, change.message, channels_of(chat)):
        return
    unit.send(chat, f"channel:{chat.channel}", CustomerJob(change.message, to=named(chat, present(chat))))
    unit.journal(chat, Record("resent", agent=change.agent, fields={"message": change.message}))
    unit.tell_desk(unit.queue(chat).desk, FailureCardJob(change.message), chat)
    mark(unit, chat.id, change.message)


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {SentAgain: send_again}
)
