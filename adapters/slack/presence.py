"""Whether a person is away or not to be disturbed; a veto at assignment, nothing more.

https://docs.slack.dev/reference/methods/users.getPresence and https://docs.slack.dev/reference/methods/dnd.info

Rules:
1. An answer holds for a minute. Each of the two methods may be called about fifty times a minute (tier 3); beyond that
   nobody is asked.
2. What isn't asked, and what Slack doesn't say, isn't known; it is no answer, and is not kept as one.
"""

from datetime import datetime, timedelta

import structlog

from adapters.slack.client import SlackClient
from adapters.slack.ids import parse_person
from adapters.slack.minute import Minute
from adapters.slack.payload import Json, number
from adapters.slack.remembered import Remembered
from core.errors import DeliveryFailed
from core.ids import PersonRef
from core.ports import Clock

log = structlog.get_logger(__name__)

_HOLDS = timedelta(seconds=60)


class Presence:
    """Asks Slack, not more often than it helps."""

    def __init__(self, client: SlackClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._minute = Minute()
        self._known: Remembered[PersonRef, tuple[datetime, bool]] = Remembered(1_000)

    async def is_away(self, person: PersonRef) -> bool | None:
        """Tell whether Slack says that the person is away or not to be disturbed; None when it doesn't say."""
        now = self._clock.now()
        known = self._known.get(person)
        if known is not None and now - known[0] < _HOLDS:
            return known[1]
        if self._minute.take(now) > 0:
            return None
        try:
            away = await self._ask(parse_person(person).user, now)
        except DeliveryFailed as failure:
            log.info("slack_presence_unknown", person=person, why=failure.detail)
            return None
        self._known.put(person, (now, away))
        return away

    async def _ask(self, user: str, now: datetime) -> bool:
        presence = await self._client.call("users.getPresence", user=user)
        if presence.get("presence") == "away":
            return True
        return _is_quiet(await self._client.call("dnd.info", user=user), now)


def _is_quiet(dnd: Json, now: datetime) -> bool:
    at = now.timestamp()
    scheduled = bool(dnd.get("dnd_enabled")) and number(dnd, "next_dnd_start_ts") <= at < number(dnd, "next_dnd_end_ts")
    return scheduled or (bool(dnd.get("snooze_enabled")) and at < number(dnd, "snooze_endtime"))
