"""How the app is registered and connected: what an administrator enters in Azure, Entra and the Teams admin centre.

Rule: nothing here is a shortcut past Teams' rules; where no page decides, the setting says which way it goes.
"""

from dataclasses import dataclass, field

from playground.teams.limits import Limits
from playground.teams.seed import APP_ID, APP_SECRET, TENANT

REDELIVERY_SECONDS = (0.0, 15.0, 30.0)
"""Pauses before an activity is sent again that got no answer within 15 s (msteams-docs issue 6084); how often, and
after which pauses, is unverified."""


@dataclass(slots=True)
class Settings:
    """The registration, the messaging endpoint, and what Teams leaves open."""

    messages_url: str = ""  # the bot's messaging endpoint
    app_id: str = APP_ID
    app_secret: str = APP_SECRET
    tenant: str = TENANT
    redirect_uris: tuple[str, ...] = ()  # where people who sign in may be led back to
    region: str = "amer"  # the last part of the service address; it may change at any time
    reads_all: bool = True  # ChannelMessage.Read.Group is granted
    targeted: bool = False  # the preview of targeted messages is switched on
    reactions: bool = True  # the preview of agents' reactions has come to the tenant
    tells_edits: bool = True  # edits and deletions in channels reach the bot (disputed: botbuilder-js issue 4491)
    redelivers_errors: bool = True  # an answer of 5xx counts as none (unverified)
    block_code: str = "subCode"  # how a blocked or uninstalled chat is told: subCode, or code (both are documented)
    channel_files: str = "reference"  # a file in a channel as an attachment, or "hidden" (only its tag; unverified)
    smallest_page: int = 50  # of a roster; smaller wishes are raised to it
    listed_after: float = 0.0  # seconds until Graph lists what was posted (unverified)
    redelivery_seconds: tuple[float, ...] = REDELIVERY_SECONDS
    limits: Limits = field(default_factory=Limits)
