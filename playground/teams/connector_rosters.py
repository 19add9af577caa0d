"""The Connector's calls that look: who is there, which channels a team has.

Rules: a member is found by the bot's id or by Entra's; pages hold 50 to 500 members; the old call for a whole roster is
throttled to five a minute (https://learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes);
General comes without a name (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context).
"""

from typing import TYPE_CHECKING

from playground.teams.connector import Ask, Reply
from playground.teams.errors import ConnectorError, bad_argument
from playground.teams.ids import channel_of
from playground.teams.model import Json, Person, Team
from playground.teams.reachable import present

if TYPE_CHECKING:
    from playground.teams.world import Teams

MAX_PAGE = 500


def member(teams: "Teams", ask: Ask) -> Reply:
    """GET …/members/{id}."""
    found = _roster(teams, ask.conversation)
    wanted = ask.ids["member"]
    person = next((one for one in found if wanted in {one.member, one.aad}), None)
    if person is None:
        raise ConnectorError(404, "MemberNotFoundInConversation", "Member not found in conversation.")
    return Reply(200, account(person))


def members(teams: "Teams", ask: Ask) -> Reply:
    """GET …/members: an array, deprecated."""
    teams.meter.old_roster(channel_of(ask.conversation), teams.clock.now())
    return Reply(200, [account(one) for one in _roster(teams, ask.conversation)])  # type: ignore[arg-type] # an array


def paged_members(teams: "Teams", ask: Ask) -> Reply:
    """GET …/pagedmembers?pageSize=&continuationToken=."""
    found = _roster(teams, ask.conversation)
    size, token = ask.query.get("pageSize") or str(MAX_PAGE), ask.query.get("continuationToken") or "0"
    if not size.isdigit() or not token.isdigit():
        raise bad_argument("pageSize or continuationToken is not good.")
    step = min(max(int(size), teams.settings.smallest_page), MAX_PAGE)
    start, end = int(token), int(token) + step
    more: Json = {"continuationToken": str(end)} if end < len(found) else {}
    return Reply(200, {"members": [account(one) for one in found[start:end]], **more})


def team(teams: "Teams", ask: Ask) -> Reply:
    """GET /v3/teams/{id}."""
    found = _team(teams, ask.ids["team"])
    counts = {"channelCount": len(_channels(teams, found)), "memberCount": len(found.members)}
    names = {"id": found.id, "name": found.name, "aadGroupId": found.group, "tenantId": teams.settings.tenant}
    return Reply(200, {**names, "type": "standard", **counts})


def channels(teams: "Teams", ask: Ask) -> Reply:
    """GET /v3/teams/{id}/conversations."""
    return Reply(200, {"conversations": _channels(teams, _team(teams, ask.ids["team"]))})


def account(person: Person) -> Json:
    """Write a member (TeamsChannelAccount)."""
    given, _, family = person.name.partition(" ")
    return {
        **person.account,
        "objectId": person.aad,
        "givenName": given,
        "surname": family,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": person.tenant,
        "userRole": "guest" if person.is_guest else "user",
    }


def _roster(teams: "Teams", conversation: str) -> list[Person]:
    teams.meter.read(channel_of(conversation), teams.clock.now())
    if conversation not in teams.store.channels:
        teams.store.conversation(conversation)
    present(teams, conversation)
    return teams.store.members(conversation)


def _team(teams: "Teams", id: str) -> Team:
    teams.meter.read(id, teams.clock.now())
    present(teams, id)
    return teams.store.teams[teams.store.channel(id).team]


def _channels(teams: "Teams", found: Team) -> list[Json]:
    return [
        {"id": one.id, "name": None if one.id == found.id else one.name, "type": "standard"}
        for one in teams.store.channels.values()
        if one.team == found.id and not one.deleted
    ]
