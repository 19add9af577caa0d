"""Times that the reader's own client renders, in the reader's zone and language.

https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization

Rules:
1. A time of today shows its time alone, another its day too. Teams' cards know no running times: nothing ticks.
2. Where no card is (a text, a notification) a time is a day and a time in UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

_A_DAY = timedelta(hours=20)


def moment(at: datetime, now: datetime) -> str:
    """Write a time for a card."""
    written = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    time = f"{{{{TIME({written})}}}}"
    return time if abs(at - now) < _A_DAY else f"{{{{DATE({written},SHORT)}}}}, {time}"


def moment_block(at: datetime, now: datetime, **style: object) -> Json:
    """Make a line that holds a time and nothing else."""
    return {"type": "TextBlock", "text": moment(at, now), "wrap": True, **style}


def in_words(at: datetime) -> str:
    """Write a time where no client renders it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
