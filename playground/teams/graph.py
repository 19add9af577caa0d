"""Graph: presence.

Rules: 650 ids at most a call, an id that nobody has is left out, application permission Presence.Read.All is granted
(https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid,
https://learn.microsoft.com/graph/api/presence-get); refusals are {"error": {"code", "message"}}.
"""

from typing import TYPE_CHECKING

from playground.teams.connector import Ask, Reply
from playground.teams.errors import ConnectorError
from playground.teams.model import Json, Person

if TYPE_CHECKING:
    from playground.teams.world import Teams

MAX_IDS = 650


def presences(teams: "Teams", ask: Ask) -> Reply:
    """POST /communications/getPresencesByUserId."""
    ids = ask.body.get("ids")
    if not isinstance(ids, list) or not 0 < len(ids) <= MAX_IDS:
        raise ConnectorError(400, "BadRequest", f"ids must be a list of 1 to {MAX_IDS} user ids.")
    return Reply(200, {"value": [_written(one) for one in teams.store.people.values() if one.aad in ids]})


def presence(teams: "Teams", ask: Ask) -> Reply:
    """GET /users/{id}/presence."""
    person = next((one for one in teams.store.people.values() if one.aad == ask.ids["user"]), None)
    if person is None:
        raise ConnectorError(404, "NotFound", "The user was not found.")
    return Reply(200, _written(person))


def _written(person: Person) -> Json:
    return {"id": person.aad, "availability": person.availability, "activity": person.activity}
