"""Figures are counts of journal lines, and the scores of surveys."""

import json
from dataclasses import dataclass

from core.features.reports import Line, as_csv, as_json, as_lines_for_people, as_table, offers
from core.ids import AgentId, QueueId


@dataclass(frozen=True)
class Count:
    what: str
    agent: AgentId | None
    queue: QueueId | None
    count: int


@dataclass(frozen=True)
class Score:
    agent: AgentId | None
    queue: QueueId
    score: int


ADA, TEA = AgentId("ada"), QueueId("tea")
COUNTS = (
    Count("offered", ADA, TEA, 3),
    Count("accepted", ADA, TEA, 1),
    Count("unanswered", ADA, TEA, 2),
    Count("offered", AgentId("grace"), TEA, 1),
    Count("queued", None, TEA, 9),
    Count("presence", ADA, None, 4),
)


def test_offers_are_counted_for_each_agent_and_queue() -> None:
    lines = offers(COUNTS)

    assert [(line.agent, line.queue) for line in lines] == [("ada", "tea"), ("grace", "tea")]
    assert lines[0].figures == {"offered": 3, "accepted": 1, "rejected": 0, "unanswered": 2}


def test_every_layout_holds_the_same_figures() -> None:
    lines = offers(COUNTS, (Score(ADA, TEA, 5), Score(ADA, TEA, 2)))

    assert as_csv(lines).splitlines()[1] == "ada,tea,3,1,0,2,2,3.50"
    assert as_table(lines).splitlines()[1].split() == ["ada", "tea", "3", "1", "0", "2", "2", "3.50"]
    assert as_table(lines).splitlines()[2].split() == ["grace", "tea", "1", "0", "0", "0", "0", "-"]
    assert json.loads(as_json(lines))[0] == {
        "agent": "ada",
        "queue": "tea",
        "offered": 3,
        "accepted": 1,
        "rejected": 0,
        "unanswered": 2,
        "rated": 2,
        "score": 3.5,
    }


def test_a_rating_without_an_offer_has_a_line_and_one_without_an_agent_none() -> None:
    (line,) = offers((), (Score(ADA, TEA, 4), Score(None, TEA, 1)))

    assert (line.agent, line.figures["offered"], line.rated, line.score) == ("ada", 0, 1, 4.0)


def test_no_offers_leave_the_headings_alone() -> None:
    assert as_csv(offers(())) == "agent,queue,offered,accepted,rejected,unanswered,rated,score"


def test_lines_for_people_use_the_names_that_they_know() -> None:
    line = Line("ada", "billing", {"offered": 3, "accepted": 2, "rejected": 1, "unanswered": 0})

    assert as_lines_for_people((line,), {"ada": "Ada Lovelace"}, {}) == [
        "• Ada Lovelace · billing: 3 offered, 2 accepted, 1 rejected, 0 unanswered"
    ]
