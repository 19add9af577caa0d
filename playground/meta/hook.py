"""Something that Meta tells the app: one event of a product, and what it is about.

Rules: an event of Messenger is an item of `messaging`, one of WhatsApp a `value` of the field messages; several of
them may go in one request (https://developers.facebook.com/docs/graph-api/webhooks/getting-started: "batched").
"""

from dataclasses import dataclass

from playground.meta.model import Json

EVENTS, CALLBACKS = "events", "callbacks"  # what faults call them
MESSENGER, WHATSAPP = "messenger", "whatsapp"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that has happened."""

    product: str
    owner: str  # the Page, or the WhatsApp account
    body: Json
    summary: str
    about: str = ""  # the message, for those that have their turn


@dataclass(frozen=True, slots=True)
class Hook:
    """One request."""

    target: str
    events: tuple[Event, ...]

    @property
    def product(self) -> str:
        """Messenger or WhatsApp."""
        return self.events[0].product

    @property
    def summary(self) -> str:
        """Say in a few words what is told."""
        return ", ".join(event.summary for event in self.events)


def payload(hook: Hook, now: float) -> Json:
    """Write the body of a request: an entry for each event, as they are batched."""
    if hook.product == WHATSAPP:
        changes = [{"value": event.body, "field": "messages"} for event in hook.events]
        return {"object": "whatsapp_business_account", "entry": [{"id": hook.events[0].owner, "changes": changes}]}
    entries = [{"id": event.owner, "time": int(now * 1000), "messaging": [event.body]} for event in hook.events]
    return {"object": "page", "entry": entries}
