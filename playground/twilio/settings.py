"""How the account is set up: what one enters in Twilio's console, and what its documents leave open.

Rule: nothing here is a shortcut past Twilio's rules; where no page decides, the setting says which way it goes.
"""

from dataclasses import dataclass, field

from playground.twilio.content import Template
from playground.twilio.seed import ACCOUNT_SID, API_KEY, API_SECRET, AUTH_TOKEN, NUMBER, SECOND, SERVICE, TEMPLATES


@dataclass(slots=True)
class Settings:
    """The account, its numbers, its webhooks."""

    sms_url: str = ""  # "A message comes in"
    sms_fallback_url: str = ""  # "Primary handler fails"
    whatsapp_url: str = ""  # the WhatsApp senders' "A message comes in"
    method: str = "POST"  # for all
    status_url: str = ""  # the Messaging Service's, for messages that bring no StatusCallback of their own
    # What begins with the one is signed so and sent to the other: a proxy that stands before the app.
    public_url: str = ""
    reached_at: str = ""
    account_sid: str = ACCOUNT_SID
    auth_token: str = AUTH_TOKEN
    api_key: str = API_KEY
    api_secret: str = API_SECRET
    numbers: list[str] = field(default_factory=lambda: [NUMBER, SECOND])
    whatsapp_numbers: list[str] = field(default_factory=lambda: [NUMBER, SECOND])  # the WhatsApp senders
    templates: dict[str, Template] = field(default_factory=lambda: dict(TEMPLATES))  # content templates, by SID
    service: str = SERVICE
    service_numbers: list[str] = field(default_factory=list)  # the senders of the Messaging Service
    advanced_opt_out: bool = False  # of the Messaging Service
    default_opt_out: bool = True  # Twilio's own STOP handling; its support can switch it off
    trial: bool = False
    verified: list[str] = field(default_factory=list)  # whom a trial account may write to
    regions_denied: list[str] = field(default_factory=list)  # beginnings of numbers, like +7
    media_auth: bool = True
    tells_sending: bool = False  # whether "sending" is called back (unverified)
    seconds_to_send: float = 0.0
    seconds_to_deliver: float = 0.0
