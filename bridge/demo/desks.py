"""The desks that the demo's people may work at, and what of the configuration depends on it.

Rule: the shop is the same at each; only where its chats come to differs. With both desks the page for companies leads
to Teams, and all others to Slack.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

SLACK_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "DEMO_SUPPORT": "C0SUPPORT",
        "DEMO_SALES": "C0SALES",
        "DEMO_SCHOOL": "C0SCHOOL",
        "DEMO_TRADE": "C0TRADE",
        "DEMO_LEADS": "C0LEADS",
    }
)
TEAMS_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "DEMO_SUPPORT": "19:support@thread.tacv2",
        "DEMO_SALES": "19:sales@thread.tacv2",
        "DEMO_SCHOOL": "19:school@thread.tacv2",
        "DEMO_TRADE": "19:trade@thread.tacv2",
        "DEMO_LEADS": "19:supervisors@thread.tacv2",
    }
)


class Desks(StrEnum):
    """Where the demo's people work."""

    SLACK = "slack"
    TEAMS = "teams"
    BOTH = "both"

    @property
    def names(self) -> tuple[str, ...]:
        """Give the desks, the one of most queues first; each has a file of its own."""
        return ("slack", "teams") if self is Desks.BOTH else (self.value,)


def files(desks: Desks, expert: str = "") -> tuple[str, ...]:
    """Name the files of these desks, and that of the expert's: at the last of the desks, or where it is said."""
    expert = expert or desks.names[-1]
    return (*dict.fromkeys((*desks.names, expert)), f"expert_{expert}")


def environment(desks: Desks) -> Mapping[str, str]:
    """Give what the configuration takes from its environment: the desk and the channels of each queue."""
    first, last = desks.names[0], desks.names[-1]
    places = {"slack": SLACK_PLACES, "teams": TEAMS_PLACES}
    return {
        "DEMO_DESK": first,
        **places[first],
        "DEMO_TRADE_DESK": last,
        "DEMO_TRADE": places[last]["DEMO_TRADE"],
    }
