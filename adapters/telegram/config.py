"""The `telegram` section of the configuration: one bot. A second bot is a second section.

Rule: the address of the Bot API is a setting, so that a playground, a proxy or a Bot API server of one's own can take
its place.
"""

from pydantic import Field, field_validator

from adapters.late_replies import LateReplies, LateReply
from adapters.timeouts import AnswerTime
from config.addresses import BaseUrl
from config.base import ChannelSection
from config.durations import read_duration
from config.secret import Secret

_MOST = 256
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


class TelegramSection(ChannelSection):
    """Telegram, by a bot of yours."""

    bot_token: Secret = Field(description="The bot's token, from @BotFather.")
    webhook_secret: Secret = Field(
        description="A word of your own by which Telegram's requests are known: up to 256 letters, digits, _ and -."
    )
    previous_webhook_secret: Secret | None = Field(
        default=None, description="The earlier word, still accepted while you change it."
    )
    sets_webhook: bool = Field(
        default=True,
        description="Whether the bridge tells Telegram at each start where it is (setWebhook). No: you do it yourself.",
    )
    late_replies: LateReplies = LateReply.NEW_CHAT
    api_url: BaseUrl = Field(default="https://api.telegram.org", description="Where the Bot API answers.")
    timeout: AnswerTime = read_duration("20s")

    @field_validator("webhook_secret", "previous_webhook_secret")
    @classmethod
    def _fits_in_a_header(cls, value: Secret | None) -> Secret | None:
        """Hold it against https://core.telegram.org/bots/api#setwebhook."""
        word = value.get_secret_value() if value is not None else "-"
        if not 0 < len(word) <= _MOST or not set(word) <= _SIGNS:
            raise ValueError("must be 1 to 256 letters (A-Z, a-z), digits, _ and -")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """Give the words by which a request may be known."""
        both = (self.webhook_secret, self.previous_webhook_secret)
        return tuple(one.get_secret_value() for one in both if one is not None)
