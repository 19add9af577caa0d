"""A refusal in Slack's words.

Rule: the code is one that Slack documents for the method. What a person would read, if different, is in `message`.
"""

from typing import Any

from playground.refusals import HumanError as HumanError  # noqa: PLC0414 - told to people, the same for every vendor


class SlackError(Exception):
    """Answered as {"ok": false, "error": code}, HTTP 200, as Slack does."""

    def __init__(self, code: str, /, *, details: list[str] | None = None, **extra: Any) -> None:
        """Refuse with `code`; `details` become response_metadata.messages."""
        super().__init__(code)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error": code, **extra}
        if details:
            self.body["errors"] = details
            self.body["response_metadata"] = {"messages": [f"[ERROR] {detail}" for detail in details]}


class RateLimitedError(Exception):
    """Answered with HTTP 429 and Retry-After (https://docs.slack.dev/apis/web-api/rate-limits)."""

    def __init__(self, retry_after: int) -> None:
        """Ask the caller to come back after `retry_after` whole seconds."""
        super().__init__(f"ratelimited for {retry_after} s")
        self.retry_after = retry_after
