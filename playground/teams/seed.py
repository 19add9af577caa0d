"""The world that the playground starts with, and how to start with another.

Rules: the default is the demo's (Northwind, a small tea shop); a seed names people and teams, the rest has defaults.
It deliberately sends no events: a seeded world has always been so.
"""

from typing import Any

from playground.refusals import HumanError
from playground.teams.model import Channel, Json, Person, Team
from playground.teams.store import Store

TENANT = "7e4a0000-0000-4000-8000-0000000000a1"
OTHER_TENANT = "7e4a0000-0000-4000-8000-0000000000a2"
APP_ID = "b01d0000-0000-4000-8000-0000000000b1"
APP_SECRET = "playground-app-password"
BOT_NAME = "Bridge"
BOT_ID = f"28:{APP_ID}"

NORTHWIND = "19:northwind@thread.tacv2"
OUTSIDE = "19:outside@thread.tacv2"
SUPPORT = "19:support@thread.tacv2"
SALES = "19:sales@thread.tacv2"
RANDOM = "19:random@thread.tacv2"
SCHOOL = "19:school@thread.tacv2"
TRADE = "19:trade@thread.tacv2"
SUPERVISORS = "19:supervisors@thread.tacv2"

DEFAULT: Json = {
    "people": [
        {"user": "ada", "name": "Ada Lovelace", "aad": "a0000000-0000-4000-8000-000000000001"},
        {"user": "grace", "name": "Grace Hopper", "aad": "a0000000-0000-4000-8000-000000000002"},
        {"user": "lin", "name": "Lin Chen", "aad": "a0000000-0000-4000-8000-000000000003"},
        {"user": "sam", "name": "Sam Bystander", "aad": "a0000000-0000-4000-8000-000000000004"},
        {"user": "noor", "name": "Noor Rahman", "aad": "a0000000-0000-4000-8000-000000000005", "installed": True},
    ],
    "teams": [
        {
            "id": NORTHWIND,
            "name": "Northwind",
            "group": "6a0e0000-0000-4000-8000-0000000000c1",
            "owner": "lin",
            "members": ["ada", "grace", "lin", "sam"],
            "installed": True,
            "channels": {
                SUPPORT: "support",
                SALES: "sales",
                SCHOOL: "school",
                TRADE: "trade",
                RANDOM: "random",
                SUPERVISORS: "supervisors",
            },
        },
        {
            "id": OUTSIDE,
            "name": "Outside",
            "group": "6a0e0000-0000-4000-8000-0000000000c2",
            "owner": "sam",
            "members": ["ada", "sam", "noor"],
            "channels": {},
        },
    ],
}


def seed(store: Store, source: Json) -> None:
    """Fill an empty store.

    Raises HumanError bad_seed when an entry lacks an id or name.
    """
    try:
        for entry in source.get("people") or DEFAULT["people"]:
            address = f"{entry['user']}@northwind.example"
            person = Person(**{"email": address, "tenant": TENANT, **entry})
            store.people[person.user] = person
        for entry in source.get("teams") or DEFAULT["teams"]:
            _add_team(store, dict(entry))
    except (AttributeError, KeyError, TypeError) as problem:
        raise HumanError(
            "bad_seed", f"A seed entry does not fit: {problem}. Look at GET /_sim/teams/seed for the shape."
        ) from problem


def _add_team(store: Store, entry: dict[str, Any]) -> None:
    channels = entry.pop("channels", {})
    members = list(entry.pop("members", store.people))  # a list of its own: it changes
    team = Team(**entry, members=members)
    team.owner = team.owner or next(iter(team.members), "")
    store.teams[team.id] = team
    for id, name in {team.id: "General", **channels}.items():
        store.channels[id] = Channel(id, name, team.id)
