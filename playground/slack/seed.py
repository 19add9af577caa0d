"""The world that the playground starts with, and how to start with another.

Rules: the default is the demo's (Northwind, a small tea shop); a seed names people, channels and groups, the rest has
defaults. It deliberately sends no events: a seeded world has always been so.
"""

from typing import Any

from playground.slack.errors import HumanError
from playground.slack.model import Channel, Grant, Json, User
from playground.slack.store import Group, Store

BOT_TOKEN = "xoxb-playground"
APP_TOKEN = "xapp-playground"
SIGNING_SECRET = "playground-signing-secret"

DEFAULT: Json = {
    "users": [
        {"id": "U0ADA", "name": "ada", "real_name": "Ada Lovelace", "email": "ada@northwind.example"},
        {"id": "U0GRACE", "name": "grace", "real_name": "Grace Hopper", "email": "grace@northwind.example"},
        {"id": "U0LIN", "name": "lin", "real_name": "Lin Chen", "email": "lin@northwind.example", "is_admin": True},
        {"id": "U0BYSTANDR", "name": "sam", "real_name": "Sam Park", "email": "sam@northwind.example"},
        {"id": "U0NOOR", "name": "noor", "real_name": "Noor Rahman", "email": "noor@northwind.example"},
    ],
    "channels": [
        {"id": "C0SUPPORT", "name": "support", "topic": "Customer chats: questions and returns", "bot": True},
        {"id": "C0SALES", "name": "sales", "topic": "Customer chats: orders and offers", "bot": True},
        {"id": "C0SCHOOL", "name": "school", "topic": "Seats in the tea school", "bot": True},
        {"id": "C0TRADE", "name": "trade", "topic": "Tea for companies", "bot": True},
        {"id": "C0RANDOM1", "name": "random", "topic": "Anything but work"},
        {
            "id": "C0LEADS",
            "name": "supervisors",
            "topic": "Who asks for help",
            "is_private": True,
            "members": ["U0LIN"],
            "bot": True,
        },
    ],
    "groups": [{"id": "S0SUPPORT", "handle": "support-team", "name": "Support team", "users": ["U0ADA", "U0GRACE"]}],
}


def seed(store: Store, source: Json, scopes: frozenset[str], now: float) -> None:
    """Fill an empty store.

    Raises HumanError bad_seed when an entry lacks an id or name.
    """
    team = store.team
    try:
        bot = {
            "id": team.bot_user,
            "name": "deskbridge",
            "real_name": "Deskbridge",
            "is_bot": True,
            "bot_id": team.bot_id,
        }
        for entry in [*(source.get("users") or DEFAULT["users"]), bot]:
            user = User(**{"team_id": team.id, **entry})
            store.users[user.id] = user
        for entry in source.get("channels") or DEFAULT["channels"]:
            _add_channel(store, dict(entry), int(now))
        for entry in source.get("groups") or DEFAULT["groups"]:
            store.groups[entry["id"]] = Group(**entry)
    except (KeyError, TypeError) as problem:
        code = "bad_seed"
        raise HumanError(
            code, f"A seed entry does not fit: {problem}. Look at GET /_sim/slack/seed for the shape."
        ) from problem
    store.grants[BOT_TOKEN] = Grant(BOT_TOKEN, "bot", scopes, team.bot_user, team.bot_id)
    store.grants[APP_TOKEN] = Grant(APP_TOKEN, "app", frozenset({"connections:write"}), team.bot_user)


def _add_channel(store: Store, entry: dict[str, Any], now: int) -> None:
    people = [user.id for user in store.users.values() if not user.is_bot]
    members = list(entry.pop("members", people))
    if entry.pop("bot", False):
        members.append(store.team.bot_user)
    creator = next((user for user in members if user != store.team.bot_user), store.team.bot_user)
    channel = Channel(**{"created": now, "creator": creator, "topic_by": creator, **entry}, members=members)
    store.channels[channel.id] = channel
