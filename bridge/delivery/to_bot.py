"""Rows for bots of somebody else's."""

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Seen, name_of
from bridge.store import attributes
from bridge.store.outbox import OutboxRow
from core.conversation.model import Status
from core.errors import Permanent
from core.ids import BotId
from core.inbound import BotAnswered


async def ask_bot(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.AskBotJob) -> BotAnswered | None:  # noqa: ARG001 - one shape
    """Give the customer's message to the bot, while it still has the chat. Raises `DeliveryFailed`."""
    chat, message = seen.chat, seen.message
    if chat is None or message is None or message.deleted or chat.status is not Status.BOT:
        return None
    if courier.bots is None:
        raise Permanent("no bots are configured")
    known = await courier.database.read(lambda conn: attributes.of(conn, chat.id))
    return await courier.bots.ask(BotId(name_of(row.destination)), row.key, chat, message, known, row.attempts)
