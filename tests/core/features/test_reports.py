"""Figures are counts of journal lines."""

import json
from dataclasses import dataclass

from core.features.reports import as_csv, as_json, as_table, offers
from core.ids import AgentId, QueueId


@dataclass(frozen=True)
class Count:
    what: str
    agent: AgentId | None
    queue: QueueId | None
    count: int


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
    lines = offers(COUNTS)

    assert as_csv(lines).splitlines()[1] == "ada,tea,3,1,0,2"
    assert as_table(lines).splitlines()[1].split() == ["ada", "tea", "3", "1", "0", "2"]
    assert json.loads(as_json(lines))[0] == {
        "agent": "ada",
        "queue": "tea",
        "offered": 3,
        "accepted": 1,
        "rejected": 0,
        "unanswered": 2,
    }


def test_no_offers_leave_the_headings_alone() -> None:
    assert as_csv(offers(())) == "agent,queue,offered,accepted,rejected,unanswered"
