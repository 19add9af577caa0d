"""Many open chats in a moment: copies of one real chat, each with ids, a number, an agent and a thread of its own.

Rules:
1. No table and no column is known by name beyond what must differ; what the bridge stores for a chat, each copy has.
2. Ids are spread like real ones, so that a chat that is looked up lies anywhere in the tables and their indexes.
"""

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

from adapters.web.ids import Visitor
from adapters.web.sessions import Sessions
from bridge.bench.shop import Chat
from bridge.bench.shop_settings import agent, place
from bridge.bench.slack_side import SECRET
from bridge.bench.template import Row, Template, root_in
from core.ids import QueueId

BATCH = 2_000
_OWN = re.compile(
    r'(?<![0-9a-z])[a-z]?(?:[0-9a-f]{32}|[0-9a-f]{24})(?![0-9a-z])|(?<="number":)\d+'
    r"|(?<![0-9])1[67]\d{8}\.\d{6,9}|(?<=T0BENCH/)C0BENCH\d\d(?=/1|$)|[Uu]0[Aa][Gg][Ee][Nn][Tt]\d{5}"
    r"|19:bench\d\d@thread\.tacv2(?=;|#|$)|(?<=[=#])17\d{11}(?![0-9])"
)
"""What differs from chat to chat: ids, the number, the platform's timestamps, the channel, the agent."""
_ROOT = 1_700_000_000
"""Copies' timestamps begin a second later each, so that none is ever given anew."""
_MILLISECONDS = 13
"""Digits of Teams' message ids."""


@dataclass(frozen=True, slots=True)
class _Mould:
    """One row of a table: each column a constant, or a form with the places of its own words."""

    table: str
    columns: Sequence[str]
    forms: Sequence[Callable[[Sequence[str]], object]]

    def cast(self, words: Sequence[str]) -> tuple[object, ...]:
        """Give the row of one copy."""
        return tuple(form(words) for form in self.forms)


class Copies:
    """Makes copies of a chat."""

    def __init__(self, template: Template, agents: int) -> None:
        """Share the copies among so many agents."""
        self._template = template
        self._agents = agents
        (thread,) = template.chat["thread"]
        self._desk = "teams" if "@thread" in str(thread["thread"]) else "slack"
        self._words: dict[str, int] = {}
        self._moulds = [self._mould(table, row) for table, rows in template.chat.items() for row in rows]

    def fill(self, database: Path, chats: int) -> None:
        """Make a database with so many open chats; they are numbered from 1."""
        shutil.copyfile(self._template.empty, database)
        with closing(sqlite3.connect(database, isolation_level=None)) as conn:
            # Nothing of it needs to outlive a crash; what the bridge sets for itself, it sets anew.
            conn.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -800000; PRAGMA foreign_keys = OFF;")
            indexes = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            kept = indexes.fetchall()
            conn.execute("BEGIN")
            for name, _ in kept:
                conn.execute(f'DROP INDEX "{name}"')
            for first in range(1, chats + 1, BATCH):
                self._batch(conn, range(first, min(first + BATCH, chats + 1)))
            self._people(conn, chats)
            conn.execute("INSERT INTO counter (name, value) VALUES ('conversation', ?)", (chats,))
            for _, sql in kept:
                conn.execute(sql)
            conn.execute("COMMIT")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def chat(self, number: int) -> Chat:
        """Give a copy's chat as its customer and its agent know it."""
        sessions = Sessions([SECRET], timedelta(days=1))
        (contact,) = self._template.chat["contact"]
        visitor = Visitor(self._word(str(contact["contact"]).rpartition(":")[2], number))
        token = sessions.issue(visitor, QueueId("support"), datetime.now(UTC)).text
        (thread,) = self._template.chat["thread"]
        root = self._word(root_in(str(thread["thread"])), number)
        who = agent(self._agent_of(number))
        if self._desk == "teams":
            return Chat(token, who.lower(), place(number, "teams"), root)
        return Chat(token, who, place(number), root)

    def conversation(self, number: int) -> str:
        """Give a copy's id."""
        (chat,) = self._template.chat["conversation"]
        return self._word(str(chat["id"]), number)

    def _agent_of(self, number: int) -> int:
        return number % self._agents

    def _batch(self, conn: sqlite3.Connection, numbers: range) -> None:
        words = [[self._word(word, number) for word in self._words] for number in numbers]
        for mould in self._moulds:
            marks = ", ".join("?" * len(mould.columns))
            names = ", ".join(f'"{name}"' for name in mould.columns)
            conn.executemany(
                f'INSERT INTO "{mould.table}" ({names}) VALUES ({marks})',  # noqa: S608 - our own columns
                map(mould.cast, words),
            )

    def _people(self, conn: sqlite3.Connection, chats: int) -> None:
        """Write the agents' rows: each with its chats in hand."""
        model = json.loads(str(self._template.agent["body"]))
        (engagement,) = model["chats"].values()
        for number in range(self._agents):
            own = {self.conversation(one): engagement for one in range(number or self._agents, chats + 1, self._agents)}
            id = agent(number).lower()
            row = self._template.agent | {"id": id}
            row["body"] = json.dumps(model | {"id": id, "chats": own, "capacity": -(-chats // self._agents)})
            marks = ", ".join("?" * len(row))
            conn.execute(f"INSERT INTO agent ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608

    def _mould(self, table: str, row: Row) -> _Mould:
        numbered = {"id", "position"} if table != "conversation" else set()
        # Rows' own numbers are given by the database.
        given = {name: value for name, value in row.items() if not (name in numbered and isinstance(value, int))}
        return _Mould(table, tuple(given), [self._form(name, value) for name, value in given.items()])

    def _form(self, column: str, value: object) -> Callable[[Sequence[str]], object]:
        if column == "number":
            value = f"{value}"
            places = [self._place(value)]
        elif isinstance(value, str):
            places = [self._place(found) for found in _OWN.findall(value)]
        else:
            places = []
        if not places:
            return lambda _: value
        if column == "number" or _OWN.fullmatch(str(value)):
            return itemgetter(places[0])
        text = _OWN.sub("%s", str(value).replace("%", "%%"))
        if len(places) == 1:
            only = places[0]
            return lambda words: text % words[only]
        pick = itemgetter(*places)
        return lambda words: text % pick(words)

    def _place(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))

    def _word(self, word: str, number: int) -> str:
        """Give what stands in a copy for a word of the original."""
        if word.isdigit() and len(word) < 12:  # noqa: PLR2004 - the chat's number; a visitor's id is longer
            return str(number)
        if word[:3].lower() == "u0a":
            mine = agent(self._agent_of(number))
            return mine if word[0] == "U" else mine.lower()
        if word.startswith(("C0BENCH", "19:bench")):
            return place(number, self._desk)
        if word.isdigit() and len(word) == _MILLISECONDS:
            return f"{_ROOT + number}{word[-3:]}"
        if "." in word:
            return f"{_ROOT + number}.{word.partition('.')[2]}"
        head = word[0] if len(word) % 2 else ""
        spread = hashlib.blake2b(f"{word} {number}".encode(), digest_size=(len(word) - len(head)) // 2)
        return head + spread.hexdigest()
