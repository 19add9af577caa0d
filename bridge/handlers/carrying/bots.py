"""What somebody else's bot is asked, through the outbox."""

from bridge.delivery import jobs
from bridge.handlers.unit import Unit
from core.conversation import effects as do
from core.conversation.model import Conversation


def ask(unit: Unit, chat: Conversation, effect: do.AskBot) -> None:
    """Hand the customer's message to the bot."""
    unit.send(chat, f"bot:{effect.bot}", jobs.AskBotJob(effect.message))
