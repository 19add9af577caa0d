"""Figures from the journal: offers and what became of them, for each agent and queue.

Rule: a figure is a count of journal lines and nothing else, so that it can always be proved from them.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from core.ids import AgentId, QueueId

FIGURES = ("offered", "accepted", "rejected", "unanswered")
"""The journal's words that are counted, in the order of the columns."""


class Counted(Protocol):
    """How often something happened, for one agent and one queue."""

    @property
    def what(self) -> str:
        """Give the journal's word."""
        ...

    @property
    def agent(self) -> AgentId | None:
        """Give the agent, or None."""
        ...

    @property
    def queue(self) -> QueueId | None:
        """Give the queue, or None."""
        ...

    @property
    def count(self) -> int:
        """Give how often."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One agent's figures in one queue."""

    agent: str
    queue: str
    figures: Mapping[str, int]


def offers(counted: Iterable[Counted]) -> tuple[Line, ...]:
    """Give each agent's figures for each queue, by agent and queue."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in counted:
        if one.what in FIGURES and one.agent is not None and one.queue is not None:
            figures = found.setdefault((one.agent, one.queue), dict.fromkeys(FIGURES, 0))
            figures[one.what] += one.count
    return tuple(Line(agent, queue, figures) for (agent, queue), figures in sorted(found.items()))


def as_table(lines: Iterable[Line]) -> str:
    """Render for a terminal."""
    rows = [("agent", "queue", *FIGURES), *(_row(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def as_csv(lines: Iterable[Line]) -> str:
    """Render for a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("agent", "queue", *FIGURES))
    writer.writerows(_row(line) for line in lines)
    return target.getvalue().rstrip("\n")


def as_json(lines: Iterable[Line]) -> str:
    """Render for another program."""
    return json.dumps([{"agent": line.agent, "queue": line.queue, **line.figures} for line in lines], indent=2)


def _row(line: Line) -> tuple[str, ...]:
    return (line.agent, line.queue, *(str(line.figures[name]) for name in FIGURES))
