"""By which id Teams knows somebody towards our bot: asked for once, then kept.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-single-member-details

Rules:
1. Who hasn't installed the app can be written to by that id alone: the directory's own id serves where they have.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
2. Who isn't known yet is looked for where the desk works: its queues' places. Who isn't found is asked for again a
   minute later, not before.
3. A notice never fails for a mention: who can't be found is named in words. What is told to somebody waits until Teams
   has said whether it knows them.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import judged
from adapters.teams.ids import parse_person
from adapters.teams.known import Known
from adapters.teams.payload import text
from adapters.teams.remembered import Remembered
from core.errors import DeliveryFailed
from core.ids import ExternalRef, PersonRef
from core.messages import MarkKind, Text
from core.ports import Clock
from core.views import Post

Places = Callable[[], Iterable[ExternalRef]]

_AGAIN = timedelta(minutes=1)
_MOST_PLACES = 20
_NOT_THERE = (400, 403, 404)
"""The person isn't in the team, or we aren't."""


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
        found: dict[str, str] = {}
        for person in people:
            with suppress(DeliveryFailed):
                found[person] = await self.find(person)
        return {person: member for person, member in found.items() if member}

    async def find(self, person: PersonRef) -> str:
        """Give one person's id; nothing where Teams doesn't know them.

        Raises:
            DeliveryFailed: it can't be asked now.
        """
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
        except ValueError:
            return ""
        except (TeamsRefused, NoAnswer) as trouble:
            if isinstance(trouble, TeamsRefused) and trouble.status in _NOT_THERE:
                return ""
            raise judged("member", trouble, repeatable=True) from None
