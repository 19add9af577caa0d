"""One delivery to the bot, and what came of it."""

from dataclasses import dataclass
from typing import Any

from playground.teams.model import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `failure` is empty when the bot answered 2xx, else timeout, connection_failed or http_error."""

    failure: str = ""
    status: int = 0
    body: Any = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What goes out, for which time, and what it is told of in the inspector."""

    activity: Json
    number: int = 0
    seconds: float = 15.0  # how long the answer may take

    @property
    def target(self) -> str:
        """What faults call this delivery."""
        return "invokes" if self.activity["type"] == "invoke" else "events"

    def describe(self) -> str:
        """Say in a few words what is delivered."""
        activity = self.activity
        what = activity.get("name") or (activity.get("channelData") or {}).get("eventType") or activity.get("action")
        again = f" (again: {self.number})" if self.number else ""
        return f"{activity['type']}{f' {what}' if what else ''}{again}"
