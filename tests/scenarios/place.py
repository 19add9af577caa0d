"""A channel of Slack beside the chats' threads: the supervisors' one, a queue's, another place."""

from typing import TYPE_CHECKING

from playground.slack.model import Message
from tests.scenarios.finding import button_of, said

if TYPE_CHECKING:
    from tests.scenarios.person import Person
    from tests.scenarios.world import World


class Place:
    """One channel, as everybody in it sees it."""

    def __init__(self, world: "World", channel: str) -> None:
        """Take the world and the channel's id."""
        self._world = world
        self._slack = world.playground.slack
        self.channel = channel

    def lines(self) -> list[str]:
        """Give all that its messages say now, oldest first."""
        return [said(message) for message in self._slack.messages(self.channel)]

    async def shows(self, text: str) -> Message:
        """Wait until a text stands on one of its messages, and give the newest."""
        return await self._world.until(
            lambda: self._newest(text), lambda: f"“{text}” in {self.channel}; there is {self.lines()}"
        )

    async def no_longer_shows(self, text: str) -> None:
        """Wait until a text stands on none of its messages."""
        await self._world.until(lambda: self._newest(text) is None, f"“{text}” is still in {self.channel}")

    async def clicks(self, person: "Person", label: str, beside: str = "") -> None:
        """Let somebody click a button there: on the newest message with these words that has it."""

        def look() -> Message | None:
            fitting = (one for one in reversed(self._slack.messages(self.channel)) if beside in said(one))
            return next((one for one in fitting if button_of(one, label)), None)

        message = await self._world.until(look, lambda: f"a button {label} in {self.channel}: {self.lines()}")
        button = button_of(message, label)
        assert button is not None
        await self._slack.simulate.click(user=person.user, channel=self.channel, ts=message.ts, **button.given)

    def _newest(self, text: str) -> Message | None:
        return next((one for one in reversed(self._slack.messages(self.channel)) if text in said(one)), None)
