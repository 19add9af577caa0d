"""How long a text is, told while it is typed into a form.

https://docs.slack.dev/reference/block-kit/blocks/input-block

Rules:
1. Slack tells of each character. Of what is typed while a view is being updated only the last counts, and a view is
   updated once a second at the most: a method takes about a hundred calls a minute from a whole workspace.
2. It is a hint. What goes wrong with it (the form was closed, Slack has enough of it) is logged, and nobody is told.
3. What is typed is counted and forgotten; it is neither stored nor logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from adapters.slack.asked import unpack
from adapters.slack.client import SlackClient
from adapters.slack.forms import ACTION_ID, CALLBACK, recounted
from adapters.slack.payload import Json, mapping, objects, part, text
from adapters.slack.remembered import Remembered
from adapters.slack.submissions import filled_in
from core.errors import DeliveryFailed
from core.ids import ConversationId
from core.ports import Clock, Desktop

log = structlog.get_logger(__name__)

PAUSE = 1.0
"""Seconds between two updates of one view."""
_MOST_VIEWS = 1_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form that somebody is filling in."""

    view: Json
    command: str
    conversation: ConversationId | None
    field: str
    words: str
    values: Mapping[str, str]


def read_typed(payload: Json) -> Typed | None:
    """Read `block_actions` of a text that is counted; None for anything else."""
    action, view = next(iter(objects(payload, "actions")), mapping(None)), part(payload, "view")
    is_ours = text(action, "action_id") == ACTION_ID and text(view, "callback_id").startswith(CALLBACK)
    if not is_ours or text(action, "type") != "plain_text_input":
        return None
    packed = unpack(text(view, "private_metadata"))
    command = packed.command or text(view, "callback_id").removeprefix(CALLBACK)
    values = {**packed.values, **filled_in(part(view, "state", "values"))}
    words = text(action, "value")
    return Typed(view, command, packed.where.conversation, text(action, "block_id"), words, values)


class Counting:
    """Shows the length of what is typed."""

    def __init__(self, desktop: Desktop, client: SlackClient, clock: Clock) -> None:
        self._desktop = desktop
        self._client = client
        self._clock = clock
        self._latest: dict[str, Typed] = {}
        self._shown: Remembered[str, datetime] = Remembered(_MOST_VIEWS)

    async def typed(self, typed: Typed) -> None:
        """Show how long a text is now; at once, or after the update that is under way."""
        view = text(typed.view, "id")
        is_under_way = view in self._latest
        self._latest[view] = typed
        if is_under_way:
            return
        try:
            shown: Typed | None = None
            while shown is not self._latest[view]:
                await self._rest(view)
                shown = self._latest[view]
                self._shown.put(view, self._clock.now())
                await self._show(shown)
        finally:
            del self._latest[view]

    async def _rest(self, view: str) -> None:
        """Wait until a view may be updated again."""
        before = self._shown.get(view)
        rest = PAUSE - (self._clock.now() - before).total_seconds() if before is not None else 0
        if rest > 0:
            await self._clock.sleep(min(rest, PAUSE))

    async def _show(self, typed: Typed) -> None:
        words = await self._desktop.length(typed.command, typed.conversation, typed.values, typed.words)
        view = recounted(typed.view, typed.field, words)
        try:
            await self._client.call("views.update", view_id=text(typed.view, "id"), view=view)
        except DeliveryFailed as failure:
            log.info("slack_count_not_shown", why=failure.detail)
