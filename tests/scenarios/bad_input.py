"""A desk with a chat in every state, and words for commands: what the tests of bad input type, and what they compare.

Rules:
1. Everything here is computed from the command's value: its arguments, its right, the states that it is for.
2. Commands are typed as `/chat …`, which is answered in its own response: not a row is written for the answer.
"""

import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from bridge.store.audit_seals import SEALED, SWEPT
from bridge.store.columns import Row
from core.commands.args import PEOPLE_AND_QUEUES
from core.commands.catalog import ALL
from core.commands.model import Arg, ArgKind, Command, Scope
from core.conversation.model import Status
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.world import World

CHATS = {Status.ACTIVE: 3, Status.WRAP_UP: 4, Status.HANDLED: 5, Status.QUEUED: 6}
"""The number of the chat in each state. Those of Ada's are 3, 4 and 5; 1 and 2 are Grace's, both active."""

NONE_SUCH = "zzqx"

WORDS = {
    ArgKind.AGENT: "lin",
    ArgKind.AGENT_OR_QUEUE: "sales",
    ArgKind.ANYBODY: "lin",
    ArgKind.EXPERT: "lin",
    ArgKind.HELD: "1",
    ArgKind.ONOFF: "on",
    ArgKind.NUMBER: "7",
    ArgKind.WORD: "word",
    ArgKind.REST: "some words",
}
"""What can be typed for an argument of a kind."""

WORDS_OF = {
    "activity field": "reason",
    "alerts which": "all",
    "article how": "text",
    "article which": "help/returns",
    "canned how": "now",
    "canned which": "rs",
    "deletetext which": "morning",
    "disposition which": "solved",
    "edittext which": "morning",
    "finish which": "solved",
    "invite then": "masked",
    "kb article": "parcel",
    "menu question": "Which tea? | Green | Black",
    "mode mode": "conference",
    "push page": "return form",
    "queues queues": "support",
    "unban ban": "until",
    "unlink which": "all",
}
"""What can be typed for an argument of which the kind does not say enough."""

SEVERAL = {**dict.fromkeys(PEOPLE_AND_QUEUES, "grac"), ArgKind.QUEUE: "s"}
"""What means several of a kind."""

SEVERAL_OF = {
    "activity field": "re",
    "alerts which": "a c",
    "article how": "the",
    "canned how": "it",
    "canned which": "refund",
    "deletetext which": "mo",
    "disposition which": "billing",
    "edittext which": "mo",
    "finish which": "billing",
    "invite then": "and",
    "mode mode": "con",
    "queues queues": "s",
    "unban ban": "#5",
    "unlink which": "visitor",
}
"""What means several of a choice; a new command with a choice says here what does."""

FREE = frozenset({ArgKind.REST, ArgKind.WORD})
"""Kinds of which nothing is unknown."""

_NAMES = "|".join(word for command in ALL for word in (command.name, *command.aliases))
_A_COMMAND = re.compile(rf"(?:!|/chat )(?:{_NAMES})\b")
# The audit log is sealed whenever its time has come, whatever is typed meanwhile.
_NOT_COMPARED = frozenset({"inbox", "worker", "ownership", "memory", "audit_digest", "audit_seal"})
_SEALERS = frozenset({SEALED, SWEPT})
"""The counters that are the sealer's own."""


def words_for(command: Command, arg: Arg) -> str:
    """Give what can be typed for an argument."""
    return WORDS_OF.get(f"{command.name} {arg.name}") or WORDS[arg.kind]


def typed(command: Command, number: int | None, *words: str) -> str:
    """Give a command as it is typed behind `/chat`, with the chat's number where it is about a chat."""
    about = [str(number)] if command.scope is Scope.CONVERSATION and number is not None else []
    return " ".join([command.name, *about, *words])


def whole(command: Command, number: int | None) -> str:
    """Give a command with all that it needs."""
    return typed(command, number, *(words_for(command, arg) for arg in command.args if arg.required))


def says_what_to_type(answer: str) -> bool:
    """Tell whether an answer names a command to type instead."""
    return _A_COMMAND.search(answer) is not None


Rows = dict[str, list[Any]]


def rows_of(conn: Connection) -> Rows:
    """Read all rows that a refused command must leave as they are, but for the private answers on their way."""
    found: Rows = {}
    for table in Row.metadata.sorted_tables:
        if table.name not in _NOT_COMPARED:
            rows = conn.execute(select(table)).mappings()
            found[table.name] = sorted(str(dict(row)) for row in rows if not _is_left_out(table.name, row))
    return found


WRITTEN_DOWN = frozenset({"audit", "audit_key"})
"""Where it is written down who has read something."""


def but_for_the_audit(rows: Rows) -> Rows:
    """Leave out what is written down of those who only look."""
    return {table: found for table, found in rows.items() if table not in WRITTEN_DOWN}


def _is_left_out(table: str, row: Any) -> bool:
    return _is_answer(table, row) or (table == "counter" and row["name"] in _SEALERS)


def _is_answer(table: str, row: Any) -> bool:
    return table in ("outbox", "quote") and json.loads(row["body"])["kind"] in ("tell", "view")


@dataclass(frozen=True)
class Floor:
    """A desk with chats in every state: the people, and what they are told."""

    world: World
    ada: Person
    grace: Person
    lin: Person
    sam: Person

    @classmethod
    async def open(cls, world: World) -> "Floor":
        """Let chats begin and end until there is one in each state."""
        ada, grace, lin, sam = (world.desk.agent(name) for name in ("ada", "grace", "lin", "sam"))
        await grace.command("ready")
        for number in (1, 2):
            customer = await _taken(world, grace, f"{number}")
            await _answered(world, grace, "!refund it", customer)
        await grace.command("notready")
        await ada.command("ready")
        mine = [await _taken(world, ada, f"{number}") for number in (3, 4, 5)]
        for customer in mine[1:]:
            await ada.writes("!end yes", customer)
            await customer.hears("The chat has ended.")
        for line in ("!disposition solved", "!activity reason delivery", "!activity order number 12", "!complete"):
            await _answered(world, ada, line, mine[2])
        await world.desk.card_shows("Handled", mine[2])
        for title in ("morning", "morrow"):
            await ada.command(f"newtext {title} Good {title}!")
        for number in (1, 2):
            await _answered(world, ada, f"!link #{number}", mine[0])
        await ada.command("notready")
        for how_long in ("for 7d", "for ever"):
            await lin.command(f"ban 5 {how_long}")
        waiting = await world.customer()
        await waiting.says("6")
        await world.desk.root(waiting)
        await world.quiet()
        return cls(world, ada, grace, lin, sam)

    def whoever_may(self, command: Command) -> Person:
        """Give somebody who has the right to give a command."""
        return self.lin if command.needs else self.ada

    async def answer(self, person: Person, line: str) -> str:
        """Let somebody type `/chat` and a line, and give the answer."""
        before = Counter(person.heard())
        await person.command(line)

        def new() -> list[str]:
            later = self.world.desk.taking_longer()  # on a busy machine, where the answer comes behind it
            return [one for one in (Counter(person.heard()) - before).elements() if one not in later]

        return html.unescape((await self.world.until(new, f"an answer to {line}"))[-1])

    async def refused(self, person: Person, line: str) -> str:
        """Let somebody type what must be refused; see that nothing has changed and that the answer helps."""
        before = await self.world.read(rows_of)
        answer = await self.answer(person, line)
        after = await self.world.read(rows_of)
        changed = [table for table, rows in after.items() if rows != before[table]]
        assert changed == [], f"“{line}” has changed {changed}, and was answered by “{answer}”"
        assert says_what_to_type(answer), f"“{line}” was answered by “{answer}”, which does not say what to type"
        return answer


async def _answered(world: World, person: Person, line: str, customer: Customer) -> None:
    """Let somebody write in a thread what they are answered in private, and wait for that."""
    before = len(person.heard())
    await person.writes(line, customer)
    await world.until(lambda: len(person.heard()) > before, f"an answer to {line}")


async def _taken(world: World, agent: Person, words: str) -> Customer:
    customer = await world.customer()
    await customer.says(words)
    await agent.accepts(customer)
    return customer
