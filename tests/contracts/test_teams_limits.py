"""Teams' limits in a busy channel: the bridge's own budgets keep below them, and nothing is lost or late for long."""

from pathlib import Path

import pytest

from playground.server import Playground
from playground.teams.limits import Limits
from tests.contracts.desks import two_desks as desks
from tests.contracts.desks.people import Section
from tests.contracts.desks.teams_people import TeamsPeople

LINES = 24


class BusyPeople(TeamsPeople):
    """The tenant's people, where Teams counts."""

    def __init__(self, pg: Playground) -> None:
        super().__init__(pg)
        pg.teams.meter.limits = Limits()

    def section(self) -> Section:
        return {**super().section(), "post_limit": "teams"}

    def refused(self) -> list[str]:
        """Give what Teams refused because it was too much."""
        return [one["path"] for one in self._pg.traffic.after(0) if one["status"] == 429]


async def test_a_talkative_chat_stays_below_what_teams_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desks.IN_PLAYGROUND, "teams", BusyPeople)
    async with desks.two_desks("teams", tmp_path, monkeypatch) as office:
        await office.begins()
        for number in range(LINES):
            await office.customer_says(f"line {number}")
        await office.thread_shows(f"line {LINES - 1}")
        await office.quiet()

        shown = [one.text for one in office.people.thread(await office.thread()) if one.text.startswith("line")]
        assert shown == [f"line {number}" for number in range(LINES)]
        assert isinstance(office.people, BusyPeople)
        assert office.people.refused() == []
