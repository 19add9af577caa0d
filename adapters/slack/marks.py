"""The settled mark on an agent's message, as one reaction of the bot's.

https://docs.slack.dev/reference/methods/reactions.add

Rules:
1. At most one of ours: the new one is set first, then the earlier one is taken away.
2. A reaction that is there already, or gone already, is as good as done; so is a message that was deleted.
3. Which mark a message has is remembered. Slack is asked only for a message from before the start, and only when the
   caller doesn't know that it has none yet.
"""

from datetime import UTC, datetime
from types import MappingProxyType

from adapters.slack.client import SlackClient
from adapters.slack.failures import is_error
from adapters.slack.ids import MessageAt, parse_message
from adapters.slack.payload import mapping, objects, text
from adapters.slack.remembered import Remembered
from core.conversation.effects import SettledMark
from core.errors import DeliveryFailed
from core.ids import ExternalRef

EMOJI = MappingProxyType(
    {
        SettledMark.SENT: "white_check_mark",
        SettledMark.DELIVERED: "mailbox_with_mail",
        SettledMark.READ: "eyes",
        SettledMark.HELD: "raised_hand",
        SettledMark.NOTE: "lock",
        SettledMark.FAILED: "warning",
    }
)
_OURS = frozenset(EMOJI.values())
_DONE = ("already_reacted", "no_reaction", "message_not_found")


class Marks:
    """Sets marks; `started` is when this process began to."""

    def __init__(self, client: SlackClient, started: datetime) -> None:
        self._client = client
        self._started = started
        self._set: Remembered[ExternalRef, str] = Remembered(10_000)

    async def mark(self, ref: ExternalRef, mark: SettledMark, *, first: bool = False) -> None:
        """Set the mark, replacing the earlier one; `first` says that there is none.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        at, wanted = parse_message(ref), EMOJI.get(mark, "")
        earlier = await self._earlier(ref, at, first=first)
        if wanted and wanted not in earlier:
            await self._react("reactions.add", at, wanted)
        self._set.put(ref, wanted)
        for name in sorted(earlier - {wanted}):
            await self._react("reactions.remove", at, name)

    async def _earlier(self, ref: ExternalRef, at: MessageAt, *, first: bool) -> frozenset[str]:
        known = self._set.get(ref)
        if known is not None:
            return frozenset({known} if known else ())
        if first or datetime.fromtimestamp(float(at.ts), UTC) >= self._started:
            return frozenset()
        try:
            answer = await self._client.call("reactions.get", channel=at.channel, timestamp=at.ts)
            user = text(await self._client.identity(), "user_id")
        except DeliveryFailed as failure:
            if is_error(failure, "message_not_found", "missing_scope"):
                return frozenset()
            raise
        found = objects(mapping(answer.get("message")), "reactions")
        return frozenset(text(one, "name") for one in found if user in one.get("users", ())) & _OURS

    async def _react(self, method: str, at: MessageAt, name: str) -> None:
        try:
            await self._client.call(method, channel=at.channel, timestamp=at.ts, name=name)
        except DeliveryFailed as failure:
            if not is_error(failure, *_DONE):
                raise
