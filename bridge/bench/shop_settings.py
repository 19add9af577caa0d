"""The configuration of the bridge that is measured: as it is shipped, but for what one channel and one sender may have.

The limits on visitors and their addresses are asked for at each word as ever; only their figures are out of reach.
"""

from pathlib import Path

from bridge.bench import teams_side
from bridge.bench.slack_side import SECRET, TEAM
from bridge.bench.window import SITE

PLACES = 20
"""How many channels the chats' threads are in."""

BEYOND = "1000000 at once, 60000000 a minute"
"""More than any load here has: a few addresses play thousands of customers."""
LIMITED = ("chats", "messages", "sessions", "windows", "frames")


def place(chat: int, desk: str = "slack") -> str:
    """Give the channel of a chat's thread."""
    return f"19:bench{chat % PLACES:02d}@thread.tacv2" if desk == "teams" else f"C0BENCH{chat % PLACES:02d}"


def agent(number: int) -> str:
    """Give an agent's id at Slack; at Teams and in the configuration it is the same in small letters."""
    return f"U0AGENT{number:05d}"


def settings(
    storage: str, files: Path, port: int, far: int, agents: int, chats_each: int, desk: str = "slack"
) -> dict[str, object]:
    """Give the configuration: chats are given to an agent at once."""
    return {
        "server": {"port": port, "public_url": f"http://127.0.0.1:{port}"},
        "storage": {"url": storage, "files": str(files)},
        "limits": {
            "visitor": dict.fromkeys(LIMITED, BEYOND),
            "address": {**dict.fromkeys((*LIMITED, "requests"), BEYOND), "open_windows": 1_000_000},
        },
        "queues": {
            "support": {
                "title": "Support",
                "desk": desk,
                "places": [place(number, desk) for number in range(PLACES)],
                "auto_answer": True,
                "wrap_up": {"mode": "none"},
            }
        },
        "agents": {agent(number).lower(): _agent(agent(number), chats_each, desk) for number in range(agents)},
        "channels": {"web": {"queue": "support", "allowed_origins": [SITE], "token_secret": SECRET}},
        "desks": {desk: _teams(far) if desk == "teams" else _slack(far)},
    }


def _agent(id: str, capacity: int, desk: str) -> dict[str, object]:
    person = f"{teams_side.TENANT}/{id.lower()}" if desk == "teams" else f"{TEAM}/{id}"
    return {"name": f"Agent {id}", "ids": {desk: person}, "queues": ["support"], "capacity": capacity}


def _slack(far: int) -> dict[str, object]:
    return {
        "team": TEAM,
        "bot_token": "xoxb-bench",
        "signing_secret": SECRET,
        "api_url": f"http://127.0.0.1:{far}/api",
        "post_limit": "none",
    }


def _teams(far: int) -> dict[str, object]:
    return {
        "app_id": teams_side.APP_ID,
        "app_secret": teams_side.APP_SECRET,
        "tenant": teams_side.TENANT,
        "login_url": f"http://127.0.0.1:{far}/login",
        "metadata_url": f"http://127.0.0.1:{far}/openid",
        "service_url": f"http://127.0.0.1:{far}/teams",
        "service_urls": [f"http://127.0.0.1:{far}/teams/"],
        "post_limit": "none",
    }
