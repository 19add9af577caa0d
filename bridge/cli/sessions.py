"""`bridge sessions`: in which browsers agents are signed in to the bridge's own pages, and an end to it.

It reads and ends beside the bridge that runs: whoever was signed in is not any more with their next page, at every
process of it. No secret is printed, and none is stored that could be: the table has digests.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import partial

from sqlalchemy import Connection

from bridge.cli.signing_in import SUITES
from bridge.directories import kind_of
from bridge.pages.sessions import end_all, is_over
from bridge.pages.sign_in import CODE_WAY
from bridge.store import agents, sessions
from bridge.store.looking import change, look
from bridge.store.sessions import SessionRow
from config.schema import Config
from core.errors import BridgeError
from core.ids import AgentId
from core.ports import Clock

NOBODY = "Nobody is signed in."
HEADS = ("agent", "name", "desk", "since", "last seen", "by", "browser")


class AgentUnknown(BridgeError):
    """There is no such agent."""


async def tend(config: Config, options: argparse.Namespace, clock: Clock) -> int:
    """Print who is signed in, or end sessions and say how many; give the exit code."""
    url, now = config.storage.url.get_secret_value(), clock.now()
    if options.end is None and not options.end_all:
        rows = await look(url, lambda conn: [row for row in sessions.everybody(conn) if not is_over(row, now)])
        sys.stdout.writelines(f"{line}\n" for line in (_objects if options.json else _lines)(config, rows))
        return 0
    whom = AgentId(options.end) if options.end is not None else None
    ended = await change(url, partial(_end, config=config, whom=whom, by=options.by, now=now))
    print(json.dumps({"ended": ended}) if options.json else _told(config, whom, ended))
    return 0


def _end(conn: Connection, config: Config, whom: AgentId | None, by: str, now: datetime) -> int:
    rows = sessions.everybody(conn) if whom is None else sessions.of_agent(conn, whom)
    if whom is not None and not rows and whom not in config.agents and agents.get(conn, whom) is None:
        raise AgentUnknown(_unknown(config, whom))
    lasting = [row for row in rows if not is_over(row, now)]
    for row in rows:
        if row not in lasting:
            sessions.end(conn, row.digest)  # over by itself: nobody was signed out
    return end_all(conn, lasting, by, now)


def _told(config: Config, whom: AgentId | None, ended: int) -> str:
    who = "Nobody" if whom is None else _named(config, whom)
    if not ended:
        return f"{who} was signed in anywhere." if whom is None else f"{who} was not signed in anywhere."
    counted = "1 session" if ended == 1 else f"{ended} sessions"
    whose = "All agents" if whom is None else who
    return f"Ended {counted}. {whose} can sign in again; to keep an agent out, take them out of the configuration."


def _unknown(config: Config, whom: str) -> str:
    near = get_close_matches(whom, config.agents, 1)
    named = next((key for key, one in config.agents.items() if one.name.casefold() == whom.casefold()), None)
    meant = named or (near[0] if near else None)
    asked = f" Did you mean {meant!r}?" if meant else ""
    return f"There is no agent {whom!r}.{asked} `bridge sessions` lists who is signed in, by the id to give here."


def _named(config: Config, agent: AgentId) -> str:
    found = config.agents.get(agent)
    return f"{found.name} ({agent})" if found is not None else str(agent)


def _lines(config: Config, rows: Sequence[SessionRow]) -> Iterable[str]:
    """Write a table whose columns stand below each other, and how many there are."""
    if not rows:
        return [NOBODY]
    cells = [HEADS, *(_cells(config, row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    people = Counter(row.agent for row in rows)
    counts = (_counted(len(rows), "session"), _counted(len(people), "agent"))
    return [*table, f"{counts[0]} of {counts[1]}; times are UTC."]


def _cells(config: Config, row: SessionRow) -> tuple[str, ...]:
    found = config.agents.get(row.agent)
    times = (f"{one:%Y-%m-%d %H:%M}" for one in (row.at, row.seen))
    return (row.agent, found.name if found else "-", row.desk, *times, _way(config, row) or "-", row.browser or "-")


def _objects(config: Config, rows: Sequence[SessionRow]) -> Iterable[str]:
    for row in rows:
        found = config.agents.get(row.agent)
        who = {"agent": row.agent, "name": found.name if found else "", "desk": row.desk}
        times = {"since": row.at.isoformat(), "last_seen": row.seen.isoformat()}
        yield json.dumps({**who, **times, "by": _way(config, row), "browser": row.browser})


def _way(config: Config, row: SessionRow) -> str:
    """Give how somebody signed in: by a code, or by whose sign-in; empty where nobody knows."""
    if not row.way or row.way == CODE_WAY:
        return row.way
    section = config.desks.get(row.desk)
    kind = kind_of(row.desk, section.type if section is not None else None)
    return SUITES.get(kind, row.way)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
