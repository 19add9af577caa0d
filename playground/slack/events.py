"""Events: which ones the app hears of, and handing them over with retries.

Rules: only subscribed events, with the scope they need, from conversations the bot is in; three retries, about at
once, after one minute and after five; X-Slack-No-Retry ends them (https://docs.slack.dev/apis/events-api). No order is
promised.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from playground.background import Background
from playground.slack.attempt import Attempt
from playground.slack.model import Channel, Json

if TYPE_CHECKING:
    from playground.slack.world import Slack

_SCOPE_OF_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "app_mention": "app_mentions:read",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
        "channel_archive": "channels:read",
        "channel_unarchive": "channels:read",
        "channel_rename": "channels:read",
        "channel_created": "channels:read",
        "channel_deleted": "channels:read",
        "group_archive": "groups:read",
        "group_unarchive": "groups:read",
        "group_rename": "groups:read",
        "file_shared": "files:read",
        "file_deleted": "files:read",
        "user_change": "users:read",
        "subteam_members_changed": "usergroups:read",
        "subteam_updated": "usergroups:read",
    }
)
_TELL_WITHOUT_MEMBERSHIP = frozenset(
    {"channel_archive", "channel_unarchive", "channel_rename", "channel_created", "channel_deleted"}
)


class Events(Background[Json]):
    """Hands events to the app, in the background."""

    def __init__(self, slack: "Slack") -> None:
        """Begin with nothing under way."""
        super().__init__(slack, "slack")
        self._slack = slack

    def emit(self, event: Json, *, name: str = "", channel: Channel | None = None) -> None:
        """Send an event to the app if it hears of such; `name` is the subscription, the event's type if not given."""
        if self._heard(name or event["type"], channel):
            self.hand_over(self._envelope(event, channel))

    def _heard(self, name: str, channel: Channel | None) -> bool:
        manifest, bot = self._slack.manifest, self._slack.store.bot()
        scope = _SCOPE_OF_EVENT.get(name)
        if name.startswith("member_") and channel:
            scope = "groups:read" if channel.is_private else "channels:read"
        granted = self._slack.bot_scopes()
        if name not in manifest.events or (scope and scope not in granted):
            return False
        if self._slack.uninstalled and name not in {"app_uninstalled", "tokens_revoked"}:
            return False
        seen_by_all = name in _TELL_WITHOUT_MEMBERSHIP and channel is not None and not channel.is_private
        return channel is None or seen_by_all or bot.id in channel.members

    def _envelope(self, event: Json, channel: Channel | None) -> Json:
        team, now = self._slack.store.team, self._slack.clock.now()
        event.setdefault("event_ts", self._slack.store.ids.ts(now))
        authorization = {
            "enterprise_id": None,
            "team_id": team.id,
            "user_id": team.bot_user,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        envelope: Json = {
            "token": "verification-token",
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": team.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self._slack.store.ids.new("Ev"),
            "event_time": int(now),
            "authorizations": [authorization],
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
            "event_context": self._slack.store.ids.secret(),
        }
        return envelope

    async def deliver(self, what: Json, wait: float = 0.0) -> None:
        """Hand an envelope over until the app takes it."""
        if not self._connected():
            return
        reason = ""
        await self.pause(wait)
        for number, pause in enumerate((0.0, *self._slack.settings.retry_seconds)):
            await self.pause(pause)
            await self.until_no_outage()
            answer = await self._slack.send(Attempt("events_api", what, number, reason))
            if not answer.failure or answer.no_retry:
                return
            reason = answer.failure

    def _connected(self) -> bool:
        return self._slack.settings.mode == "socket" or bool(self._slack.settings.events_url)
