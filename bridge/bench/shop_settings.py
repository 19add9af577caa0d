"""The configuration of the bridge that is measured: as it is shipped, but for Slack's budget of posts in a channel."""

from pathlib import Path

from bridge.bench.slack_side import SECRET, TEAM
from bridge.bench.window import SITE

PLACES = 20
"""How many channels the chats' threads are in."""


def place(chat: int) -> str:
    """Give the channel of a chat's thread."""
    return f"C0BENCH{chat % PLACES:02d}"


def agent(number: int) -> str:
    """Give Slack's id of an agent; in the configuration it is called the same in small letters."""
    return f"U0AGENT{number:05d}"


def settings(storage: str, files: Path, port: int, far: int, agents: int, chats_each: int) -> dict[str, object]:
    """Give the configuration: chats are given to an agent at once."""
    return {
        "server": {"port": port, "public_url": f"http://127.0.0.1:{port}"},
        "storage": {"url": storage, "files": str(files)},
        "queues": {
            "support": {
                "title": "Support",
                "desk": "slack",
                "places": [place(number) for number in range(PLACES)],
                "auto_answer": True,
                "wrap_up": {"mode": "none"},
            }
        },
        "agents": {agent(number).lower(): _agent(agent(number), chats_each) for number in range(agents)},
        "channels": {"web": {"queue": "support", "allowed_origins": [SITE], "token_secret": SECRET}},
        "desks": {
            "slack": {
                "team": TEAM,
                "bot_token": "xoxb-bench",
                "signing_secret": SECRET,
                "api_url": f"http://127.0.0.1:{far}/api",
                "post_limit": "none",
            }
        },
    }


def _agent(id: str, capacity: int) -> dict[str, object]:
    return {"name": f"Agent {id}", "ids": {"slack": f"{TEAM}/{id}"}, "queues": ["support"], "capacity": capacity}
