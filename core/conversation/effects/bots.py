"""What a bot of somebody else's is asked."""

from dataclasses import dataclass

from core.ids import BotId, MessageId


@dataclass(frozen=True, slots=True)
class AskBot:
    """Hand the customer's message to the bot."""

    bot: BotId
    message: MessageId
