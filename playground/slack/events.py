"""Events: which ones the app hears of, and handing them over with retries.

Rules: only subscribed events, with the scope they need, from conversations the bot is in; three retries, about at
once, after one minute and after five; X-Slack-No-Retry ends them (https://docs.slack.dev/apis/events-api). A delivery
never holds the call that caused it, and no order is promised.
"""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from playground.faults import Kind
from playground.slack.attempt import Attempt
from playground.slack.model import Channel, Json

if TYPE_CHECKING:
    from playground.slack.world import Slack

REORDER_HOLD_SECONDS = 5.0
_EMISSION = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.DELAY})
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


class Events:
    """Hands events to the app, in the background."""

    def __init__(self, slack: "Slack") -> None:
        """Begin with nothing under way."""
        self._slack = slack
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[Json] = []
        self.busy = 0

    @property
    def under_way(self) -> int:
        """How many deliveries have not come to an end, those included that wait for their next try."""
        return len(self._tasks)

    def emit(self, event: Json, *, name: str = "", channel: Channel | None = None) -> None:
        """Send an event to the app if it hears of such; `name` is the subscription, the event's type if not given."""
        if not self._heard(name or event["type"], channel):
            return
        envelope = self._envelope(event, channel)
        fault = self._slack.faults.take("slack", "events", _EMISSION)
        if fault and fault.kind is Kind.REORDER:
            self._held.append(envelope)
            self.spawn(self._release_later())
            return
        wait = fault.delay_ms / 1000 if fault and fault.kind is Kind.DELAY else 0.0
        for _ in range(fault.copies - 1 if fault and fault.kind is Kind.DUPLICATE else 0):
            self.spawn(self._deliver(envelope))
        held, self._held = self._held, []
        self.spawn(self._in_turn([envelope, *held], wait))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background until it ends or the playground stops."""
        self.busy += 1
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.busy -= 1
        self._slack.changes.ring()

    async def sleep_until(self, at: float) -> None:
        """Wait, in work that was spawned, for a moment of the clock: meanwhile it does not count as busy."""
        with self._resting():
            await self._slack.clock.sleep_until(at)

    @contextmanager
    def _resting(self) -> Iterator[None]:
        self.busy -= 1
        self._slack.changes.ring()
        try:
            yield
        finally:
            self.busy += 1

    async def stop(self) -> None:
        """End every delivery under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._held.clear()

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

    async def _deliver(self, envelope: Json, wait: float = 0.0) -> None:
        if not self._connected():
            return
        clock, reason = self._slack.clock, ""
        if wait:
            await self.sleep_until(clock.now() + wait)
        for number, pause in enumerate((0.0, *self._slack.settings.retry_seconds)):
            if pause:
                await self.sleep_until(clock.now() + pause)
            await self._until_no_outage()
            answer = await self._slack.send(Attempt("events_api", envelope, number, reason))
            if not answer.failure or answer.no_retry:
                return
            reason = answer.failure

    def _connected(self) -> bool:
        return self._slack.settings.mode == "socket" or bool(self._slack.settings.events_url)

    async def _until_no_outage(self) -> None:
        """While Slack itself is down, its deliveries wait with it."""
        outage = frozenset({Kind.OUTAGE})
        while (fault := self._slack.faults.peek("slack", "events", outage)) and fault.times is None:
            with self._resting():
                await self._slack.changes.next()

    async def _in_turn(self, envelopes: list[Json], wait: float) -> None:
        """Deliver one, and what a fault held back before it."""
        for envelope in envelopes:
            await self._deliver(envelope, wait)

    async def _release_later(self) -> None:
        """Let go of what no later event has released."""
        await self.sleep_until(self._slack.clock.now() + REORDER_HOLD_SECONDS)
        held, self._held = self._held, []
        await self._in_turn(held, 0.0)
