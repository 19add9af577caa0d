"""The shop that is killed: its configuration file, its agents, and where its customers come from.

The platform's limits are lifted, and the bridge's for posts, each by its own setting: a run of minutes must carry many
messages. Throttling is among the troubles that are asked for.
"""

from pathlib import Path

import yaml

from playground.teams.seed import APP_ID, APP_SECRET, NORTHWIND, TENANT

SITE = "http://shop.example"
SUPPORT = "C0SUPPORT"
AGENTS = {f"U0AGENT{number:02d}": f"Agent {number:02d}" for number in range(4)}
"""Slack's ids of the agents, and the names under which customers see them."""
TEAMS_SUPPORT = "19:support@thread.tacv2"
TEAMS_GROUP = "6a0e0000-0000-4000-8000-0000000000c1"
TEAMS_AGENTS = {user.lower(): name for user, name in AGENTS.items()}
"""The same people by their short names in the playground's Teams."""


def seed() -> dict[str, object]:
    """Give the workspace: the agents, and the one channel."""
    users = [{"id": user, "name": user.lower(), "real_name": name} for user, name in AGENTS.items()]
    return {"users": users, "channels": [{"id": SUPPORT, "name": "support", "bot": True}], "groups": []}


def teams_seed() -> dict[str, object]:
    """Give the tenant: the agents, and a team with the one channel."""
    people = [{"user": user, "name": name, "aad": _aad(user)} for user, name in TEAMS_AGENTS.items()]
    team = {"id": NORTHWIND, "name": "Northwind", "group": TEAMS_GROUP, "installed": True}
    return {"people": people, "teams": [team | {"channels": {TEAMS_SUPPORT: "support"}}]}


def write_config(folder: Path, port: int, playground: str, desk: str = "slack") -> Path:
    """Write the configuration file; give its path."""
    settings = {
        "server": {"host": "127.0.0.1", "port": port, "public_url": f"http://127.0.0.1:{port}"},
        "log": {"level": "warning", "format": "json"},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "queues": {"support": _queue(desk)},
        "agents": {user.lower(): _agent(user, name, desk) for user, name in AGENTS.items()},
        "channels": {
            "web": {"queue": "support", "allowed_origins": [SITE], "token_secret": "a secret for crashes only"}
        },
        "desks": {desk: _teams(playground) if desk == "teams" else _slack(playground)},
    }
    file = folder / "bridge.yaml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return file


def _queue(desk: str) -> dict[str, object]:
    return {
        "title": "Support",
        "desk": desk,
        "places": [TEAMS_SUPPORT if desk == "teams" else SUPPORT],
        "auto_answer": True,
        "answer_reminder": "0s",
        "wrap_up": {"mode": "none"},
    }


def _agent(user: str, name: str, desk: str) -> dict[str, object]:
    ids = {desk: f"{TENANT}/{_aad(user.lower())}" if desk == "teams" else f"T0DEMO/{user}"}
    return {"name": name, "nickname": name, "ids": ids, "queues": ["support"], "capacity": 1000}


def _aad(user: str) -> str:
    return f"a0000000-0000-4000-8000-0000000001{user[-2:]}"


def _slack(playground: str) -> dict[str, object]:
    return {
        "team": "T0DEMO",
        "bot_token": "xoxb-playground",
        "signing_secret": "playground-signing-secret",
        "api_url": f"{playground}/slack/api",
        "post_limit": "none",
    }


def _teams(playground: str) -> dict[str, object]:
    return {
        "app_id": APP_ID,
        "app_secret": APP_SECRET,
        "tenant": TENANT,
        "login_url": f"{playground}/teams/login",
        "metadata_url": f"{playground}/teams/botframework/v1/.well-known/openidconfiguration",
        "service_url": f"{playground}/teams/amer/",
        "service_urls": [f"{playground}/teams/"],
        "graph_url": f"{playground}/teams/graph/v1.0",
        "team": TEAMS_GROUP,
        "post_limit": "none",
    }
