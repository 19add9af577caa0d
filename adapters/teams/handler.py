"""Which activity is whose: Microsoft's own dispatch, with ours behind each of its hooks.

Rules:
1. What means something to the core is stored before the hook returns; only then the edge answers.
2. An invoke that we know nothing of is answered as the library does, with 501.
3. The library deserializes for its hooks; ours read the activity as it came (`turn`).
"""

from collections.abc import Iterable
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler

from adapters.teams.answering import Body
from adapters.teams.clicks import Clicks
from adapters.teams.happenings_in import read_event, read_installation, read_reactions
from adapters.teams.inbound import Us
from adapters.teams.messages_in import read_deletion, read_edit, read_message
from adapters.teams.opening import Opening
from adapters.teams.payload import Json, part, text
from adapters.teams.turn import raw_of
from core.inbound import HomeOpened, Inbound
from core.ports import Clock, Inbox

_OK = 200


class Handler(TeamsActivityHandler):  # type: ignore[misc] # the library has no types
    """What happens on each kind of activity."""

    def __init__(self, us: Us, inbox: Inbox, clicks: Clicks, opening: Opening, clock: Clock) -> None:
        super().__init__()
        self._us = us
        self._inbox = inbox
        self._clicks = clicks
        self._opening = opening
        self._clock = clock

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Take a message; one without words, but with a value, is a click."""
        activity = raw_of(turn_context)
        if part(activity, "value") and not text(activity, "text").strip():
            await self._clicks.submitted(activity)
            return
        inbound = read_message(activity, self._us, self._clock.now())
        if inbound is not None and isinstance(inbound.body, HomeOpened):
            await self._clicks.bring_home(inbound.body.person, inbound.dedupe)
        await self._take(inbound)
        if inbound is not None:
            await self._clicks.written(inbound)

    async def on_teams_message_edit(self, turn_context: TurnContext) -> None:
        """Take what a message says now."""
        await self._take(read_edit(raw_of(turn_context), self._us, self._clock.now()))

    async def on_teams_message_undelete(self, turn_context: TurnContext) -> None:
        """Take a message that was brought back."""
        await self._take(read_edit(raw_of(turn_context), self._us, self._clock.now()))

    async def on_teams_message_soft_delete(self, turn_context: TurnContext) -> None:
        """Take that a message was deleted."""
        await self._take(read_deletion(raw_of(turn_context), self._us, self._clock.now()))

    async def on_message_reaction_activity(self, turn_context: TurnContext) -> None:
        """Take emoji that were put on a message, or taken away."""
        await self._take_all(read_reactions(raw_of(turn_context), self._us, self._clock.now()))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Take what became of a team, a channel, or of our bot there. The library would ask for each new member."""
        await self._take(read_event(raw_of(turn_context), self._us, self._clock.now()))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Take that the app was installed or removed."""
        await self._take(read_installation(raw_of(turn_context), self._us, self._clock.now()))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer a question; searches are younger than the library."""
        if turn_context.activity.name == "application/search":
            return self._create_invoke_response(await self._opening.search(raw_of(turn_context)))
        return await super().on_invoke_activity(turn_context)

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: object) -> Body | None:
        """Answer a click on a card."""
        return await self._clicks.click(raw_of(turn_context))

    async def on_teams_file_consent(
        self, turn_context: TurnContext, file_consent_card_response: object
    ) -> InvokeResponse:
        """Take what became of a file that was offered."""
        await self._clicks.decided(raw_of(turn_context))
        return self._create_invoke_response()

    async def on_teams_task_module_fetch(self, turn_context: TurnContext, task_module_request: object) -> Body | None:
        """Give what a button opens."""
        return await self._opening.open(raw_of(turn_context))

    async def on_teams_task_module_submit(self, turn_context: TurnContext, task_module_request: object) -> Body | None:
        """Take what a dialog sends."""
        return await self._opening.submit(raw_of(turn_context))

    async def on_teams_messaging_extension_fetch_task(self, turn_context: TurnContext, action: object) -> Body | None:
        """Give what a command at a message opens."""
        return await self._opening.extend(raw_of(turn_context))

    async def on_teams_messaging_extension_submit_action(
        self, turn_context: TurnContext, action: object
    ) -> Body | None:
        """Take what a dialog sends that was opened at a message."""
        return await self._opening.submit(raw_of(turn_context))

    @staticmethod
    def _create_invoke_response(body: Any = None) -> InvokeResponse:
        """Make an answer of JSON as it is; the library's own would only take its models."""
        return InvokeResponse(status=_OK, body=body)

    async def _take_all(self, inbounds: Iterable[Inbound]) -> None:
        for inbound in inbounds:
            await self._inbox.accept(inbound)

    async def _take(self, inbound: Inbound | None) -> None:
        if inbound is not None:
            await self._inbox.accept(inbound)


def answer_of(response: InvokeResponse) -> tuple[int, Json | None]:
    """Give the status of an answer, and its body where it is one of ours."""
    body = response.body
    return int(response.status), body if isinstance(body, dict) else None
