"""Teams' side: no echo comes from it. What stands there is read by Graph; else a lost answer excuses a second copy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from playground.teams import admin
from playground.teams.model import Message
from playground.traffic import Exchange
from tests.crash.settings import TEAMS_AGENTS, TEAMS_SUPPORT, teams_seed
from tests.crash.troubles import TEAMS_LIES, TEAMS_OUTAGES
from tests.crash.words import word_in
from tests.crash.workspace import Copy, Root, Workspace

LOST = ("reset_after_accept", "timeout_after_accept")
"""Faults of the playground's that carry a request out and lose its answer."""

LAST_TRY = 16.0
"""Seconds after which Teams tries once more. How often it does is unverified; a run has no use for what it gives up."""


@dataclass
class TeamsWorkspace(Workspace):
    """A tenant of Teams'."""

    _unheard: set[str] = field(default_factory=set)
    """Ids of our posts that stand, and whose answer was lost."""

    title: ClassVar[str] = "Teams"
    history: ClassVar[tuple[str, ...]] = ("history",)
    lies = TEAMS_LIES
    outages = TEAMS_OUTAGES

    async def begin(self, retry_seconds: tuple[float, ...]) -> None:
        """Let the agents be there, without Teams' own limits; activities that fail come again after these pauses."""
        teams = self.playground.teams
        await teams.reset(teams_seed())
        teams.settings.redelivery_seconds = (*retry_seconds, LAST_TRY)
        await admin.configure(teams, {"limits": {"enabled": False}})
        self.playground.traffic.listen(self._hear)

    def refuse_history(self) -> None:
        """Let the app not read by Graph; then nobody can know what arrived."""
        super().refuse_history()
        self.can_be_asked = False

    async def knows(self, url: str) -> None:
        """Enter the messaging endpoint."""
        await admin.configure(self.playground.teams, {"messages_url": f"{url}/teams/messages"})

    async def agents_are_ready(self) -> None:
        """Let every agent say so to the bot."""
        people = self.playground.teams.simulate
        for user in TEAMS_AGENTS:
            chat = await people.open_personal(user=user)
            await people.post(user=user, conversation=chat["conversation"], text="!ready")

    async def write(self, agent: str, thread: str, text: str) -> None:
        """Let an agent write in a chain."""
        user = next(user for user, name in TEAMS_AGENTS.items() if name == agent)
        await self.playground.teams.simulate.post(user=user, conversation=thread, text=text)

    def copies(self) -> list[Copy]:
        """Give every post of a customer's message, in the order in which they stand."""
        return [
            Copy(word, message.conversation, message.at, self._is_unheard(message))
            for message in self._own()
            if (word := word_in(message.text)) and word.side == "c"
        ]

    def cards(self) -> list[Root]:
        """Give each root card; those whose answer was lost stand behind the others."""
        roots = [Root(one.at, self._is_unheard(one)) for one in self._own() if _is_root(one)]
        return sorted(roots, key=lambda one: (one.is_unheard, one.at))

    def _is_unheard(self, message: Message) -> bool:
        return not self.can_be_asked and message.id in self._unheard

    def _own(self) -> Iterator[Message]:
        return (one for one in self.playground.teams.messages(TEAMS_SUPPORT) if one.is_bot and not one.deleted)

    @property
    def is_quiet(self) -> bool:
        """Whether every activity has been taken, or given up by Teams."""
        return self.playground.teams.events.under_way == 0

    def _hear(self, exchange: Exchange) -> None:
        request = exchange.request if isinstance(exchange.request, dict) else {}
        if exchange.vendor != "teams":
            return
        if exchange.direction == "to_bridge" and request.get("type") == "message":
            self.tried(str(request.get("text")), exchange)
        elif exchange.direction == "to_vendor" and any(f"fault: {one}" in exchange.summary for one in LOST):
            # It has just been done, so that the newest one like it is the one.
            word = word_in(str(request.get("text")))
            is_it = [one.id for one in self._own() if (word_in(one.text) == word if word else _is_root(one))]
            if word is not None or request.get("isGroup"):
                self._unheard.update(is_it[-1:])


def _is_root(message: Message) -> bool:
    return message.conversation.endswith(f"={message.id}")
