"""The shop that is killed: its configuration file, its agents, and where its customers come from.

Slack's limits are lifted, and the bridge's for posts, each by its own setting: a run of minutes must carry many
messages. Throttling is among the troubles that are asked for.
"""

from pathlib import Path

import yaml

SITE = "http://shop.example"
SUPPORT = "C0SUPPORT"
AGENTS = {f"U0AGENT{number:02d}": f"Agent {number:02d}" for number in range(4)}
"""Slack's ids of the agents, and the names under which customers see them."""


def seed() -> dict[str, object]:
    """Give the workspace: the agents, and the one channel."""
    users = [{"id": user, "name": user.lower(), "real_name": name} for user, name in AGENTS.items()]
    return {"users": users, "channels": [{"id": SUPPORT, "name": "support", "bot": True}], "groups": []}


def write_config(folder: Path, port: int, playground: str) -> Path:
    """Write the configuration file; give its path."""
    settings = {
        "server": {"host": "127.0.0.1", "port": port, "public_url": f"http://127.0.0.1:{port}"},
        "log": {"level": "warning", "format": "json"},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "queues": {"support": _queue()},
        "agents": {user.lower(): _agent(user, name) for user, name in AGENTS.items()},
        "channels": {
            "web": {"queue": "support", "allowed_origins": [SITE], "token_secret": "a secret for crashes only"}
        },
        "desks": {"slack": _slack(playground)},
    }
    file = folder / "bridge.yaml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return file


def _queue() -> dict[str, object]:
    return {
        "title": "Support",
        "desk": "slack",
        "places": [SUPPORT],
        "auto_answer": True,
        "answer_reminder": "0s",
        "wrap_up": {"mode": "none"},
    }


def _agent(user: str, name: str) -> dict[str, object]:
    ids = {"slack": f"T0DEMO/{user}"}
    return {"name": name, "nickname": name, "ids": ids, "queues": ["support"], "capacity": 1000}


def _slack(playground: str) -> dict[str, object]:
    return {
        "team": "T0DEMO",
        "bot_token": "xoxb-playground",
        "signing_secret": "playground-signing-secret",
        "api_url": f"{playground}/slack/api",
        "post_limit": "none",
    }
