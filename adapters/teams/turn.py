"""One activity's turn through Microsoft's own library: its schema, its turn context, its dispatch; none of its network.

Rules:
1. Nothing is sent through a turn but the answer to an invoke; what we post goes by `connector`, later, from the outbox.
2. The library refuses a whole activity for one malformed date, and drops what it doesn't know. So it is given what it
   dispatches by, and what we translate is the activity as it came (`raw_of`).

https://github.com/microsoft/botbuilder-python: archived and without a successor of the same name. What is used of it is
this file and `handler`; docs/decisions/0030 says what would take their place.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, InvokeResponse, ResourceResponse

from adapters.teams.payload import Json, part, text

_RAW, _ANSWER = "deskbridge.raw", "deskbridge.answer"

OnTurn = Callable[[TurnContext], Awaitable[Any]]


class Turns(BotAdapter):  # type: ignore[misc] # the library has no types
    """Runs turns; the adapter of the library's that talks to nobody."""

    async def run(self, raw: Json, on_turn: OnTurn) -> InvokeResponse | None:
        """Have an activity handled; give the answer where it is an invoke that was answered."""
        context = TurnContext(self, activity_from(raw))
        context.turn_state[_RAW] = raw
        await self.run_pipeline(context, on_turn)
        answer: InvokeResponse | None = context.turn_state.get(_ANSWER)
        return answer

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Keep the answer to an invoke; nothing else is sent in a turn."""
        for one in activities:
            if one.type == ActivityTypes.invoke_response:
                context.turn_state[_ANSWER] = one.value
        return [ResourceResponse(id="") for _ in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        """Change nothing: it isn't done in a turn."""
        raise NotImplementedError("posts are changed by the outbox, not in a turn")

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Delete nothing: it isn't done in a turn."""
        raise NotImplementedError("posts are deleted by the outbox, not in a turn")


def raw_of(context: TurnContext) -> Json:
    """Give the activity as it came."""
    raw: Json = context.turn_state[_RAW]
    return raw


def activity_from(raw: Json) -> Activity:
    """Make the library's activity of what it dispatches by; the rest we read ourselves.

    Made and not deserialized: that takes fifty times as long, and refuses what is malformed anywhere.
    """
    return Activity(
        type=text(raw, "type"),
        id=text(raw, "id"),
        name=text(raw, "name"),
        action=text(raw, "action"),
        channel_id=text(raw, "channelId"),
        service_url=text(raw, "serviceUrl"),
        reply_to_id=text(raw, "replyToId"),
        channel_data=_plain(part(raw, "channelData"), "eventType"),
        value=_value(raw),
    )


def _value(raw: Json) -> dict[str, Any]:
    """Give what the library dispatches by: which action it is, nothing of what was filled in."""
    value = part(raw, "value")
    if text(raw, "name") != "adaptiveCard/action":
        return {**_plain(value, "action", "botMessagePreviewAction")}
    action = part(value, "action")
    return {"action": _plain(action, "type", "verb")} if action else {}


def _plain(source: Json, *keys: str) -> dict[str, str]:
    return {key: text(source, key) for key in keys if text(source, key)}
