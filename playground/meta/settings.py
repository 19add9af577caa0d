"""How the app, the Page and the WhatsApp account are set up: what one enters in Meta's dashboards.

Rule: nothing here is a shortcut past Meta's rules; where no page decides, the setting says which way it goes.
"""

from dataclasses import dataclass, field
from typing import Any

from playground.meta.model import Json
from playground.meta.seed import (
    APP_ID,
    APP_SECRET,
    PAGE,
    PAGE_NAME,
    PAGE_TOKEN,
    PHONE_ID,
    PHONE_NUMBER,
    SECOND_ID,
    SECOND_NUMBER,
    VERIFY_TOKEN,
    WA_TOKEN,
    WABA,
)
from playground.meta.whatsapp.template_seed import TEMPLATES

MESSENGER_FIELDS = (
    *("messages", "messaging_postbacks", "messaging_referrals", "message_deliveries", "message_reads"),
    *("message_echoes", "message_reactions", "message_edits"),
)
WHATSAPP_FIELDS = ("messages",)
LIMITS: dict[str, Any] = {
    "enabled": True,
    # https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting
    "messenger_per_second": 300,
    # https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput
    "whatsapp_per_second": 80,
    # One message to the same person in six seconds, 45 ahead of time (same page).
    "pair_seconds": 6,
    "pair_burst": 45,
}


def _phones() -> list[Json]:
    return [
        {"id": PHONE_ID, "number": PHONE_NUMBER, "name": "Northwind"},
        {"id": SECOND_ID, "number": SECOND_NUMBER, "name": "Northwind wholesale"},
    ]


@dataclass(slots=True)
class Settings:
    """The app, its webhooks, the Page, the WhatsApp account."""

    app_id: str = APP_ID
    app_secret: str = APP_SECRET
    messenger_url: str = ""
    messenger_verify_token: str = VERIFY_TOKEN
    messenger_fields: list[str] = field(default_factory=lambda: list(MESSENGER_FIELDS))
    whatsapp_url: str = ""
    whatsapp_verify_token: str = VERIFY_TOKEN
    whatsapp_fields: list[str] = field(default_factory=lambda: list(WHATSAPP_FIELDS))
    # What begins with the one is asked for as such and reached at the other: a proxy that stands before the app.
    public_url: str = ""
    reached_at: str = ""
    batch: int = 1  # how many events go in one request at the most
    page: str = PAGE
    page_name: str = PAGE_NAME
    page_token: str = PAGE_TOKEN
    waba: str = WABA
    wa_token: str = WA_TOKEN
    phones: list[Json] = field(default_factory=_phones)
    oldest_version: int = 19
    newest_version: int = 26
    require_proof: bool = False  # "Require App Secret"
    tokens_expired: bool = False
    human_agent: bool = True  # the app may use the tag
    coexistence: bool = False  # the number is used in the WhatsApp Business app, too
    tells_conversation: bool = True  # whether statuses have a conversation (left out from v24.0 on, mostly)
    quality: str = "GREEN"
    templates: list[Json] = field(default_factory=lambda: [dict(one) for one in TEMPLATES])
    limits: dict[str, Any] = field(default_factory=lambda: dict(LIMITS))
    media_seconds: float = 300.0  # how long a download address lives
    seconds_to_send: float = 0.0
    seconds_to_deliver: float = 0.0

    def phone(self, id: str) -> Json | None:
        """Find a number of ours by its id."""
        return next((one for one in self.phones if one["id"] == id), None)
