"""One delivery to the app, and what came of it: the words that HTTP and Socket Mode share."""

from dataclasses import dataclass
from typing import Any

from playground.slack.model import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `failure` is empty when the app acknowledged, else a word of X-Slack-Retry-Reason."""

    failure: str = ""
    status: int = 0
    body: Any = None
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """What goes out: kind is events_api, interactive or slash_commands, as Socket Mode names them."""

    kind: str
    payload: Json
    retry_num: int = 0
    retry_reason: str = ""

    @property
    def target(self) -> str:
        """What faults call this delivery."""
        return "events" if self.kind == "events_api" else "interactions"

    def describe(self) -> str:
        """Say in a few words what is delivered."""
        if self.kind == "slash_commands":
            return str(self.payload.get("command", ""))
        event = self.payload.get("event")
        inner = event if isinstance(event, dict) else self.payload
        subtype = f" {inner['subtype']}" if inner.get("subtype") else ""
        retry = f" (retry {self.retry_num}: {self.retry_reason})" if self.retry_num else ""
        return f"{inner.get('type', '')}{subtype}{retry}"
