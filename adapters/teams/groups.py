"""The members of a team, as people whom the bridge can make agents.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#fetch-the-roster-or-user-profile

Rules:
1. A group is a team, or a channel of it: its conversation's id, `19:…@thread.tacv2`.
2. Guests and people of tenants that are not let in are nobody's agents, whatever team they were put into.
3. What the roster says in passing is kept: by which id Teams knows each of them towards our bot.
"""

from collections.abc import Iterable

from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import judged
from adapters.teams.ids import make_person
from adapters.teams.known import Known
from adapters.teams.payload import Json, text
from adapters.teams.remembered import Remembered
from core.ids import PersonRef
from core.ports import Member

_GUESTS = frozenset({"guest", "anonymous"})


class Groups:
    """Reads rosters."""

    def __init__(self, connector: Connector, known: Known, tenant: str, tenants: Iterable[str]) -> None:
        self._connector = connector
        self._known = known
        self._tenant = tenant
        self._tenants = frozenset(tenants)
        self._learnt: Remembered[PersonRef, str] = Remembered(5_000)

    async def members_of(self, group: str) -> tuple[Member, ...]:
        """Give a team's members. Raises `DeliveryFailed`."""
        found: list[Member] = []
        try:
            async for one in self._connector.members(group):
                member = self._read(one)
                if member is not None:
                    found.append(member)
                    await self._learn(member.person, text(one, "id"))
        except (TeamsRefused, NoAnswer) as trouble:
            raise judged("members", trouble, repeatable=True) from None
        return tuple(found)

    async def _learn(self, person: PersonRef, id: str) -> None:
        """Keep an id, once: rosters are read often."""
        if id and self._learnt.get(person) != id:
            await self._known.learn_member(person, id)
            self._learnt.put(person, id)

    def _read(self, one: Json) -> Member | None:
        user, tenant = text(one, "aadObjectId") or text(one, "objectId"), text(one, "tenantId") or self._tenant
        if not user or tenant not in self._tenants or text(one, "userRole").lower() in _GUESTS:
            return None
        try:
            person = make_person(tenant, user)
        except ValueError:
            return None
        full = f"{text(one, 'givenName')} {text(one, 'surname')}".strip()
        return Member(person, text(one, "name") or full or user, nickname=text(one, "givenName"))
