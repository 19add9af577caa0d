"""How the app is connected to the workspace: what an administrator enters on Slack's app pages.

Rule: nothing here is a shortcut past Slack's rules; it is what those pages hold.
"""

from dataclasses import dataclass, field

from playground.slack.limits import Limits
from playground.slack.seed import SIGNING_SECRET

MODES = ("http", "socket")

RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)
"""About at once, after one minute and after five (https://docs.slack.dev/apis/events-api#retries)."""


@dataclass(slots=True)
class Settings:
    """The app's request addresses, its secret and its mode."""

    events_url: str = ""
    interactivity_url: str = ""
    commands_url: str = ""
    signing_secret: str = SIGNING_SECRET
    client_id: str = "1000000000.2000000000"
    client_secret: str = "playground-client-secret"
    redirect_urls: tuple[str, ...] = ()  # where people who sign in may be led back to
    mode: str = "http"
    limits: Limits = field(default_factory=Limits)
    retry_seconds: tuple[float, ...] = RETRY_AFTER_SECONDS  # pauses before an event that failed is sent again
    share_seconds: float = 0.0  # how long an upload takes to appear in the channel
