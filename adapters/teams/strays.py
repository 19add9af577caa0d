"""Cards that may stand at the head of a chain with nobody behind them.

A root card whose answer was lost is posted anew where it can't be looked for; then the first one may stand, and look as
if somebody read what is written under it.

Rules:
1. It is minded durably where that has happened, for a day.
2. Teams lets a bot change its own posts alone. So at the head of a chain that is nobody's, in such a place, the card is
   changed to one that leads to the chat: that succeeds if it is ours. Whoever asks sees first that it is no other card.
3. Whoever writes there is told, in private, that it reached nobody, and where the chat is.
"""

import json
from datetime import datetime, timedelta
from typing import NamedTuple

from adapters.teams import cards
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import judged
from adapters.teams.ids import parse_place, parse_thread
from adapters.teams.remembered import Remembered
from core.ids import ExternalRef
from core.ports import Clock, Memory
from core.views import Card, Prompt, Tone

_MINDED = timedelta(days=1)
_FRESH = timedelta(minutes=1)
_MOST = 20
"""Of one place; more than so many lost answers in a day are another trouble."""
_SERVER, _TOO_MANY = 500, 429

GOES_ON = "This chat goes on in another thread"
REACHED_NOBODY = "What you wrote reached nobody: that thread was begun twice, and the chat goes on in the other one."
LOOK_AT_HOME = "Your Home card has the way to it."


class _Lost(NamedTuple):
    """A root card whose answer was lost: its key, when, and where the chat is now."""

    key: str
    at: datetime
    link: str = ""


class Strays:
    """Minds the cards of one desk."""

    def __init__(self, connector: Connector, memory: Memory, clock: Clock) -> None:
        self._connector = connector
        self._memory = memory
        self._clock = clock
        self._lately: dict[str, tuple[tuple[_Lost, ...], datetime]] = {}
        self._told: Remembered[ExternalRef, bool] = Remembered(5_000)
        """Of chains that were looked at, whether the card at their head is a stray."""

    async def mind(self, place: ExternalRef, key: str) -> None:
        """Mind that a card may stand in a place, because it is posted there anew."""
        channel = parse_place(place)
        others = [one for one in await self._lost(channel) if one.key != key]
        await self._keep(channel, (*others[1 - _MOST :], _Lost(key, self._clock.now())))
        await self._memory.keep(f"stray:{key}", channel)

    async def opened(self, key: str, link: str) -> None:
        """Take where the chat is whose card was posted, be it in another place; of use for one that is minded alone."""
        channel = await self._memory.recall(f"stray:{key}")
        if channel is None:
            return
        lost = await self._lost(channel)
        await self._keep(channel, tuple(one._replace(link=link) if one.key == key else one for one in lost))
        await self._memory.forget(f"stray:{key}")

    async def may_be_one(self, thread: ExternalRef) -> bool:
        """Tell whether there may be one at the head of a chain, if the chain is nobody's."""
        at = parse_thread(thread)
        if at.root is None or self._told.get(thread) is False:
            return False
        return any(one.link for one in await self._lost(at.channel))

    async def lead(self, thread: ExternalRef) -> Prompt | None:
        """Let the card at the head of a chain lead to its chat; give what to tell whoever wrote there, if it was ours.

        Raises:
            DeliveryFailed: not now.
        """
        at = parse_thread(thread)
        links = [one.link for one in await self._lost(at.channel) if one.link]
        link = links[0] if len(links) == 1 else ""
        if self._told.get(thread) is None:
            card = Card(GOES_ON, summary=GOES_ON, tone=Tone.QUIET, link=link)
            self._told.put(thread, await self._shows(at.conversation, at.root or "", card))
        words = REACHED_NOBODY if link else f"{REACHED_NOBODY} {LOOK_AT_HOME}"
        return Prompt(words, f"stray:{thread}", link=link) if self._told.get(thread) else None

    async def _shows(self, conversation: str, root: str, card: Card) -> bool:
        """Change the card at the head; False when it isn't ours, or gone."""
        try:
            await self._connector.update(conversation, root, cards.message(card, self._clock.now()))
        except (TeamsRefused, NoAnswer) as trouble:
            if isinstance(trouble, NoAnswer) or trouble.status >= _SERVER or trouble.status == _TOO_MANY:
                raise judged("lead", trouble, repeatable=True) from None
            return False
        return True

    async def _lost(self, channel: str) -> tuple[_Lost, ...]:
        now, lately = self._clock.now(), self._lately.get(channel)
        if lately is None or now - lately[1] >= _FRESH:
            kept = await self._memory.recall(f"strays:{channel}")
            found = (_Lost(key, datetime.fromisoformat(at), link) for key, at, link in json.loads(kept or "[]"))
            lately = self._lately[channel] = tuple(found), now
        return tuple(one for one in lately[0] if now - one.at < _MINDED)

    async def _keep(self, channel: str, lost: tuple[_Lost, ...]) -> None:
        written = json.dumps([(one.key, one.at.isoformat(), one.link) for one in lost])
        await self._memory.keep(f"strays:{channel}", written)
        self._lately[channel] = lost, self._clock.now()
