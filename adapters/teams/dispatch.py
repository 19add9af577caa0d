"""From a verified activity to its answer: a turn through Microsoft's library.

Rule: this, `turn` and `handler` are all that knows the library. Another one takes their place by a `take` of the same
shape (docs/decisions/0030).
"""

from adapters.teams.clicks import Clicks
from adapters.teams.handler import Handler, answer_of
from adapters.teams.inbound import Us
from adapters.teams.opening import Opening
from adapters.teams.payload import Json
from adapters.teams.turn import Turns
from core.ports import Clock, Inbox

_OK = 200


class Dispatch:
    """Has activities handled."""

    def __init__(self, us: Us, inbox: Inbox, clicks: Clicks, opening: Opening, clock: Clock) -> None:
        self._handler = Handler(us, inbox, clicks, opening, clock)
        self._turns = Turns()

    async def take(self, activity: Json) -> tuple[int, Json | None]:
        """Handle an activity; give the status and the body of the answer."""
        response = await self._turns.run(activity, self._handler.on_turn)
        return (_OK, None) if response is None else answer_of(response)
