"""The configuration of a scenario's world: a small shop, and what a test changes in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bridge.cli.settings import read
from config.schema import Config
from tests.scenarios import kind
from tests.scenarios.played import DESK_NAME, ids, on_desk, place, played

Settings = kind.Settings


def settings() -> Settings:
    """Give the shop's settings: no wrap-up, no reminders, long offers; a test that wants them says so."""
    given: Settings = on_desk({
        "server": {"host": "127.0.0.1"},
        "log": {"level": "error"},
        "queues": {"support": support(), "sales": sales()},
        "agents": {
            "ada": agent("Ada Lovelace", "ada"),
            "grace": agent("Grace Hopper", "grace"),
            "lin": agent("Lin Chen", "lin") | {"role": "supervisor"},
        },
        "channels": {"web": {"queue": "support", "queues": ["sales"], "token_secret": "a secret for scenarios only"}},
        "desks": {played().name: played().section()},
    })  # fmt: skip
    return changed(given, played().shop())


def support() -> Settings:
    """Give the queue in which most scenarios play."""
    return {
        "title": "Support",
        "desk": DESK_NAME,
        "places": [place("support")],
        "offer_mode": "ring",
        "offer_timeout": "10m",
        "answer_reminder": "0s",
        "wrap_up": {"mode": "none"},
        "messages": {
            "waiting": "Thanks for writing!",
            "agent_joined": "{agent} is here now.",
            "ended": "The chat has ended.",
        },
    }


def sales() -> Settings:
    """Give a queue that offers to all at once."""
    return {
        "title": "Sales",
        "desk": DESK_NAME,
        "places": [place("sales")],
        "offer_mode": "broadcast",
        "offer_timeout": "10m",
        "answer_reminder": "0s",
        "wrap_up": {"mode": "none"},
    }


def agent(name: str, who: str, capacity: int = 3) -> Settings:
    """Give an agent's section: their name, and who they are on the platform."""
    return {"name": name, "ids": ids(who), "queues": ["support", "sales"], "capacity": capacity}


def team(leads: str = "random", *supervisors: str, members: tuple[str, ...] = ()) -> Settings:
    """Give a team's section: Lin supervises everybody in a place of her own, unless told otherwise."""
    return {
        "supervisors_place": place(leads),
        "supervisors": list(supervisors or ("lin",)),
        "members": list(members),
    }


def calendar(*spans: str, zone: str = "UTC") -> Settings:
    """Give a calendar that is open at these times on every day of the week."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {"zone": zone, "open": {day: list(spans) for day in days}}


def changed(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Settings:
    """Lay changes over settings, section by section; None takes a section out."""
    result = dict(base)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = changed(result[key], value)
        else:
            result[key] = value
    return result


def config_of(
    given: Settings, folder: Path, port: int, playground: str, servers: Mapping[str, Any] | None = None, url: str = ""
) -> Config:
    """Read the settings as a configuration file with this run's addresses, as the bridge does at its start.

    `url` is where everybody finds it, if that is another bridge's beside it.
    """
    url = url or f"http://127.0.0.1:{port}"
    here: Settings = {
        "server": {"port": port, "public_url": url},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "channels": {"web": {"allowed_origins": [playground]}},
        "desks": {played().name: played().here(playground)},
    }
    file = folder / "bridge.yaml"
    file.write_text(yaml.safe_dump(changed(changed(on_desk(given), here), servers or {})), encoding="utf-8")
    return read([file], {})
