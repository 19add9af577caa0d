"""One chat as the bridge itself stores it: opened by a customer, accepted, answered. All others are copies of it.

Rule: nothing is written by hand here. What a chat's rows are, the bridge decides; we read them when it has ended.
"""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bridge.bench.ledger import WORDS
from bridge.bench.measure import Trouble
from bridge.bench.shop import Shop
from bridge.bench.shop_settings import agent, place
from bridge.bench.slack_side import SlackSide
from bridge.bench.teams_side import TeamsSide
from bridge.bench.window import SITE, open_window
from bridge.bench.wire import lines

NOT_OF_A_CHAT = frozenset({"alembic_version", "counter", "agent"})
_OPEN = "SELECT count(*) FROM conversation WHERE status = 'active'"
_ANSWERED = "SELECT count(*) FROM message WHERE author <> 'customer'"
_LEFT = "SELECT count(*) FROM outbox WHERE state <> 'sent'"
_HEX = re.compile(r"[0-9a-f]{24,32}")

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Template:
    """The rows of a chat, table by table, its agent's row, and an empty database of the same form."""

    empty: Path
    chat: dict[str, list[Row]]
    agent: Row


async def make_template(folder: Path, desk: str = "slack") -> Template:
    """Let a chat happen in a bridge of its own; give what it left in the database. Raises `Trouble`."""
    far = TeamsSide() if desk == "teams" else SlackSide()
    server = await far.start()
    shop = Shop(folder, far)
    try:
        await shop.start()
        await _tell(shop, "!ready")
        await shop.until("SELECT count(*) FROM agent WHERE body LIKE '%\"ready\"%'", 1, "told of the agent")
        await _chat(shop)
    finally:
        await shop.stop()
        server.close()
    return _read(shop.database)


async def _chat(shop: Shop) -> None:
    said: list[bytes] = []
    url = f"http://127.0.0.1:{shop.port}/widget/session"
    async with ClientSession() as session, session.post(url, json={"queue": "support"}, headers={"Origin": SITE}) as it:
        token = (await it.json())["token"]
    hello = json.dumps({"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0})
    window = await open_window(shop.port, 0, hello, b'"live"', said.append, path="/widget/socket")
    window.say(json.dumps({"t": "say", "id": "first-word", "text": WORDS}))
    await shop.until(_OPEN, 1, "done with accepting the chat")
    await shop.quiet()
    with closing(sqlite3.connect(shop.database)) as conn:
        (thread,) = conn.execute("SELECT thread FROM thread").fetchone()
    await _tell(shop, WORDS, place(0, shop.far.desk), root_in(str(thread)))
    await shop.until(_ANSWERED, 1, "told of the answer")
    async with asyncio.timeout(30):
        while not any(WORDS.encode() in one and b'"agent"' in one for one in said):  # noqa: ASYNC110 - a moment
            await asyncio.sleep(0.02)
    await shop.until(_LEFT, 0, "done with sending")
    window.close()


def root_in(thread: str) -> str:
    """Give what names a thread within its channel: behind Slack's stroke, or Teams' equals sign."""
    return re.split("[/=]", thread)[-1]


async def _tell(shop: Shop, text: str, channel: str = "", thread: str = "") -> None:
    (line,) = await lines(shop.port, 1)
    user = agent(0).lower() if shop.far.desk == "teams" else agent(0)
    status = await line.ask(shop.far.says(shop.port, user, text, channel, thread))
    line.close()
    if status != 200:  # noqa: PLR2004 - stored
        raise Trouble(f"the bridge answered {status} to an agent's word")


def _read(database: Path) -> Template:
    """Read the rows, and leave the database empty."""
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: [dict(row) for row in conn.execute(f'SELECT * FROM "{name}"')] for name in names}  # noqa: S608
        (chat,) = tables["conversation"]
        marks = _HEX.findall(f"{chat['id']} {chat['contact']} {[one['id'] for one in tables['message']]}")
        found = {
            name: [row for row in rows if any(mark in str(value) for value in row.values() for mark in marks)]
            for name, rows in tables.items()
            if name not in NOT_OF_A_CHAT
        }
        conn.execute("PRAGMA foreign_keys = OFF")
        for name in names:
            if name != "alembic_version":
                conn.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own table
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (of_agent,) = [row for row in tables["agent"] if str(chat["id"]) in str(row["body"])]
    return Template(database, {name: rows for name, rows in found.items() if rows}, of_agent)
