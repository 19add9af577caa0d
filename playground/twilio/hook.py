"""Something that Twilio tells the app, and where."""

from dataclasses import dataclass, field

from playground.twilio.ids import token

EVENTS, CALLBACKS = "events", "callbacks"  # what faults call them


@dataclass(frozen=True, slots=True)
class Hook:
    """Something to tell the app."""

    target: str
    url: str  # as it was entered, with a fragment where it has one
    parameters: dict[str, str]
    sid: str
    method: str = "POST"
    fallback: str = ""
    token: str = field(default_factory=token)

    @property
    def summary(self) -> str:
        """Say in a few words what is told."""
        return f"status {self.parameters['MessageStatus']}" if self.target == CALLBACKS else "incoming message"
