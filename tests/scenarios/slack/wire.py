"""Slack's requests at the bridge: events with their envelopes, and the signature over them."""

import json
from collections.abc import Mapping, Sequence

from playground.slack.seed import SIGNING_SECRET
from playground.slack.signature import signed_headers
from tests.scenarios.shown import Json, Root
from tests.scenarios.slack.hands import SlackHands

_JSON = {"Content-Type": "application/json"}
_TIMESTAMP = "X-Slack-Request-Timestamp"
_NO_NUMBERS = ("yesterday", "", "1e9", "NaN", "-1", "\uff11\uff17\uff15", "9" * 400)
_TOO_OLD = 6 * 60


class SlackWire(SlackHands):
    """What Slack sends, and what only says that it comes from Slack."""

    @property
    def gives_up_by(self) -> Mapping[str, str]:
        """Give the header after which Slack does not come again."""
        return {"X-Slack-No-Retry": "1"}

    @property
    def paths(self) -> Sequence[str]:
        """Give the three addresses of the app."""
        return ("/slack/events", "/slack/interactivity", "/slack/commands")

    def message(self, user: str, text: str, root: Root | None = None) -> bytes:
        """Write the event of a message."""
        event: Json = {"type": "message", "channel": "C0SUPPORT", "channel_type": "channel", "user": user}
        event |= {"text": text, "ts": self._slack.ts()}
        if root is not None:
            event |= {"channel": root.place, "thread_ts": root.ref.partition("/")[2]}
        return self._enveloped(event)

    def senseless(self) -> Sequence[bytes]:
        """Write events that are none."""
        strange: list[object] = [None, [], "text", {}, {"type": "message"}]
        return [self._enveloped(one) for one in (*strange, {"type": "message", "channel": 5, "ts": {}, "user": ["U"]})]

    def signed(self, body: bytes) -> Mapping[str, str]:
        """Sign with the app's secret, now."""
        return self._signed(body)

    def forged(self, body: bytes) -> Mapping[str, Mapping[str, str]]:
        """Sign with another secret, not at all, long ago, and at times that are none."""
        wrong = {f"at {one[:9]!r}": {**self._signed(body), _TIMESTAMP: one} for one in _NO_NUMBERS}
        return {
            "another secret": self._signed(body, secret="another secret"),
            "no signature": _JSON,
            "long ago": self._signed(body, ago=_TOO_OLD),
            **wrong,
        }

    async def posts_from_elsewhere(self, user: str, root: Root, text: str) -> None:
        """Let somebody of another workspace, with the same user id, write in a shared channel."""
        self._slack.store.users[user].team_id = "T0OTHER"
        await self.post(user, root, text)

    def _signed(self, body: bytes, *, secret: str = SIGNING_SECRET, ago: float = 0) -> dict[str, str]:
        return _JSON | signed_headers(secret, body, self._slack.clock.now() - ago)

    def _enveloped(self, event: object) -> bytes:
        team = self._slack.store.team
        envelope = {"type": "event_callback", "team_id": team.id, "api_app_id": team.app_id, "event_id": "Ev1"}
        return json.dumps(envelope | {"event": event}).encode()
