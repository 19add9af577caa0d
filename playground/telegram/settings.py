"""How the bot is set up: what `setWebhook` and @BotFather say, and what the documents leave open.

Rule: nothing here is a shortcut past Telegram's rules; where no page decides, the setting says which way it goes.
"""

from dataclasses import dataclass, field

from playground.telegram.seed import TOKEN

USUAL = (
    *("message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result"),
    *("callback_query", "poll", "poll_answer", "my_chat_member", "chat_join_request"),
)
"""What is told where nobody asked for anything: all but chat_member, message_reaction and message_reaction_count.
https://core.telegram.org/bots/api#setwebhook"""


@dataclass(slots=True)
class Settings:
    """The bot."""

    bot_token: str = TOKEN
    webhook_url: str = ""
    secret_token: str = ""
    allowed_updates: list[str] = field(default_factory=list)  # none: `USUAL`
    # What begins with the one is sent to the other: a proxy that stands before the app.
    public_url: str = ""
    reached_at: str = ""
    # A Bot API server of one's own, which takes webhooks by HTTP, at any port and address; its larger files are not
    # played. https://core.telegram.org/bots/api#using-a-local-bot-api-server
    own_server: bool = False
    limits: bool = True

    def wants(self, kind: str) -> bool:
        """Tell whether a kind of update is told."""
        return kind in (self.allowed_updates or USUAL)
