"""Figures for each agent and queue: offers and what became of them, and how customers rated the chats.

Rule: a figure of offers is a count of journal lines and nothing else, so that it can always be proved from them; a
rating is what stands in the survey's table: of each chat the newest score.
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

RATINGS = ("rated", "score")
"""How many chats were rated, and the mean of their scores."""


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


class Rated(Protocol):
    """A score that a customer gave to a chat, whose agent and queue these are."""

    @property
    def agent(self) -> AgentId | None:
        """Give the agent, or None."""
        ...

    @property
    def queue(self) -> QueueId:
        """Give the queue."""
        ...

    @property
    def score(self) -> int:
        """Give the score."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One agent's figures in one queue; `score` is the mean of the ratings, None without any."""

    agent: str
    queue: str
    figures: Mapping[str, int]
    rated: int = 0
    score: float | None = None


def offers(counted: Iterable[Counted], rated: Iterable[Rated] = ()) -> tuple[Line, ...]:
    """Give each agent's figures for each queue, by agent and queue."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in counted:
        if one.what in FIGURES and one.agent is not None and one.queue is not None:
            figures = found.setdefault((one.agent, one.queue), dict.fromkeys(FIGURES, 0))
            figures[one.what] += one.count
    scores: dict[tuple[str, str], list[int]] = {}
    for rating in rated:
        if rating.agent is not None:
            scores.setdefault((rating.agent, rating.queue), []).append(rating.score)
    return tuple(_line(whose, found.get(whose), scores.get(whose, [])) for whose in sorted({*found, *scores}))


def _line(whose: tuple[str, str], figures: Mapping[str, int] | None, scores: list[int]) -> Line:
    mean = round(sum(scores) / len(scores), 2) if scores else None
    return Line(*whose, figures or dict.fromkeys(FIGURES, 0), len(scores), mean)


def as_lines_for_people(lines: Iterable[Line], names: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Render for a list on a desk: one line for each agent and queue, by the names that people know."""
    return [
        f"• {names.get(line.agent, line.agent)} · {titles.get(line.queue, line.queue)}: "
        + ", ".join(f"{line.figures[name]} {name}" for name in FIGURES)
        for line in lines
    ]


def as_table(lines: Iterable[Line]) -> str:
    """Render for a terminal."""
    rows = [("agent", "queue", *FIGURES, *RATINGS), *(_row(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def as_csv(lines: Iterable[Line]) -> str:
    """Render for a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("agent", "queue", *FIGURES, *RATINGS))
    writer.writerows(_row(line) for line in lines)
    return target.getvalue().rstrip("\n")


def as_json(lines: Iterable[Line]) -> str:
    """Render for another program."""
    return json.dumps(
        [
            {"agent": line.agent, "queue": line.queue, **line.figures, "rated": line.rated, "score": line.score}
            for line in lines
        ],
        indent=2,
    )


def _row(line: Line) -> tuple[str, ...]:
    ratings = (str(line.rated), "-" if line.score is None else f"{line.score:.2f}")
    return (line.agent, line.queue, *(str(line.figures[name]) for name in FIGURES), *ratings)
