"""A refusal in the Connector's words.

Rules: status, code and message are those of the page on bot status codes
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#status-codes-from-bot-conversational-apis);
a blocked chat is told in a body of another kind
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
"""

import json
from typing import Any


class ConnectorError(Exception):
    """Answered with `status` and {"error": {"code", "message"}}."""

    def __init__(self, status: int, code: str, message: str, *, headers: dict[str, str] | None = None) -> None:
        """Refuse with `code`, saying `message`."""
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message = status, code, message
        self.headers = headers or {}
        self.body: dict[str, Any] = {"error": {"code": code, "message": message}}


class WritesBlockedError(ConnectorError):
    """The chat takes no messages: the bot is blocked or uninstalled, or the team is archived."""

    def __init__(self) -> None:
        """Refuse as the page on proactive messages shows it: JSON inside JSON."""
        words = "Thread is blocked from message writes."
        super().__init__(403, "MessageWritesBlocked", words)
        inner = {"subCode": "MessageWritesBlocked", "details": words, "errorCode": None, "errorSubCode": None}
        self.body = {"errorCode": 209, "message": json.dumps(inner, indent=2).replace("\n", "\r\n")}


class ThrottledError(ConnectorError):
    """Too many requests (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit)."""

    def __init__(self, retry_after: int) -> None:
        """Ask the caller to come back after `retry_after` whole seconds."""
        super().__init__(429, "Throttled", "Too many requests.", headers={"Retry-After": str(retry_after)})
        self.retry_after = retry_after


def bad_argument(message: str) -> ConnectorError:
    """Say that the payload is invalid (the page writes the code as `Bad Argument`; the blank is unverified)."""
    return ConnectorError(400, "BadArgument", message)


def no_conversation() -> ConnectorError:
    """Say that the conversation does not exist or was deleted."""
    return ConnectorError(404, "ConversationNotFound", "Conversation not found.")


def no_activity() -> ConnectorError:
    """Say that the message does not exist or was deleted (the page has this message for the code)."""
    return ConnectorError(404, "ActivityNotFoundInConversation", "Conversation not found.")


def not_in_roster() -> ConnectorError:
    """Say that the app is not installed there."""
    return ConnectorError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")


def blocked_by_user() -> ConnectorError:
    """Say that the person has blocked the bot."""
    return ConnectorError(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")


def not_allowed(message: str) -> ConnectorError:
    """Say that the bot may not do this."""
    return ConnectorError(403, "NotEnoughPermissions", message)
