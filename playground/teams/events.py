"""Activities that go out in the background, until the bot answers.

Rules: a channel's message reaches the bot when the app is installed in the team, and is mentioned or may read all
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents); an
activity without an answer comes again, the same in every way (msteams-docs issue 6084). No order is promised.
"""

from typing import TYPE_CHECKING

from playground.background import Background
from playground.teams.attempt import Attempt
from playground.teams.delivery import is_no_answer
from playground.teams.model import Json

if TYPE_CHECKING:
    from playground.teams.world import Teams


class Events(Background[Json]):
    """Hands activities to the bot, in the background."""

    def __init__(self, teams: "Teams") -> None:
        """Begin with nothing under way."""
        super().__init__(teams, "teams")
        self._teams = teams

    def emit(self, activity: Json) -> None:
        """Send an activity to the bot."""
        if self._teams.settings.messages_url:
            self.hand_over(activity)

    async def deliver(self, what: Json, wait: float = 0.0) -> None:
        """Hand an activity over until the bot answers."""
        settings = self._teams.settings
        for number, pause in enumerate((wait, *settings.redelivery_seconds)):
            await self.pause(pause)
            await self.until_no_outage()
            answer = await self._teams.send(Attempt(what, number))
            if not is_no_answer(answer, errors_too=settings.redelivers_errors):
                return
