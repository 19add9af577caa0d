"""The members of user groups, as people whom the bridge can make agents.

https://docs.slack.dev/reference/methods/usergroups.users.list and https://docs.slack.dev/reference/methods/users.info

Rules:
1. A person is a team and a user id. Members of other companies, guests, bots and deactivated accounts are nobody's
   agents, whatever group they were put into.
2. A person's name is asked for once an hour: a group is read far more often, and `users.info` is tier 4.
"""

from datetime import timedelta
from time import monotonic

from adapters.slack.client import SlackClient
from adapters.slack.ids import is_id, make_person
from adapters.slack.names import display_name
from adapters.slack.payload import Json, part, text
from adapters.slack.remembered import Remembered
from core.ports import Member

_NO_AGENT = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""Of these, who is restricted is a guest: https://docs.slack.dev/reference/objects/user-object."""
_KNOWN = timedelta(hours=1).total_seconds()


class Groups:
    """Reads user groups."""

    def __init__(self, client: SlackClient, team: str) -> None:
        self._client = client
        self._team = team
        self._known: Remembered[str, tuple[float, Member | None]] = Remembered(2_000)

    async def members_of(self, group: str) -> tuple[Member, ...]:
        """Give a group's members. Raises `DeliveryFailed`."""
        found = await self._client.call("usergroups.users.list", usergroup=group)
        listed = found.get("users")
        users = [one for one in listed if isinstance(one, str) and is_id(one)] if isinstance(listed, list) else []
        members = [await self._member(user) for user in users]
        return tuple(member for member in members if member is not None)

    async def _member(self, user: str) -> Member | None:
        known = self._known.get(user)
        if known is not None and monotonic() - known[0] < _KNOWN:
            return known[1]
        member = self._read(part(await self._client.call("users.info", user=user), "user"))
        self._known.put(user, (monotonic(), member))
        return member

    def _read(self, user: Json) -> Member | None:
        if any(user.get(flag) for flag in _NO_AGENT) or text(user, "team_id") not in ("", self._team):
            return None
        profile = part(user, "profile")
        name = text(profile, "real_name") or text(user, "real_name") or display_name(user)
        picture = text(profile, "image_192")
        return Member(
            person=make_person(self._team, text(user, "id")),
            name=name or text(user, "id"),
            nickname=text(profile, "display_name"),
            picture=picture if picture.startswith("https://") else "",
        )
