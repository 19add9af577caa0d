"""By which id Teams knows somebody towards our bot: asked for once, then kept.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-single-member-details

Rules:
1. Who hasn't installed the app can be written to by that id alone: the directory's own id serves where they have.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
2. Who isn't known yet is looked for where the desk works: its queues' places. Who isn't found is asked for again a
   minute later, not before.
3. A notice never fails for a mention: who can't be found is named in words.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.ids import parse_person
from adapters.teams.known import Known
from adapters.teams.payload import text
from adapters.teams.remembered import Remembered
from core.ids import ExternalRef, PersonRef
from core.messages import MarkKind, Text
from core.ports import Clock
from core.views import Post

Places = Callable[[], Iterable[ExternalRef]]

_AGAIN = timedelta(minutes=1)
_MOST_PLACES = 20


class Members:
    """Finds people."""

    def __init__(self, connector: Connector, known: Known, places: Places, clock: Clock) -> None:
        self._connector = connector
        self._known = known
        self._places = places
        self._clock = clock
        self._missed: Remembered[PersonRef, datetime] = Remembered(5_000)

    async def mentioned(self, post: Post) -> dict[str, str]:
        """Give the ids of those whom a post mentions, by their references."""
        marks = (mark for part in post.parts if isinstance(part, Text) for mark in part.marks)
        people = {PersonRef(mark.href) for mark in marks if mark.kind is MarkKind.MENTION and mark.href}
        found = {person: await self.find(person) for person in people}
        return {person: member for person, member in found.items() if member}

    async def find(self, person: PersonRef) -> str:
        """Give one person's id; nothing where Teams doesn't say."""
        known = await self._known.member(person)
        if known:
            return known
        missed, now = self._missed.get(person), self._clock.now()
        if missed is not None and now - missed < _AGAIN:
            return ""
        for place in list(dict.fromkeys(self._places()))[:_MOST_PLACES]:
            found = await self._in(place, person)
            if found:
                await self._known.learn_member(person, found)
                return found
        self._missed.put(person, now)
        return ""

    async def _in(self, place: str, person: PersonRef) -> str:
        try:
            return text(await self._connector.member(place, parse_person(person).user), "id")
        except (ValueError, TeamsRefused, NoAnswer):
            return ""
