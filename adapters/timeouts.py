"""How long a channel waits for an answer of its vendor's.

Rule: shorter than a sending is its worker's, or another would take it for lost while it is still under way.
"""

from datetime import timedelta
from typing import Annotated

from aiohttp import ClientTimeout
from pydantic import AfterValidator, Field

from config.durations import Duration, show_duration

LONGEST = timedelta(seconds=60)
"""Half of the time for which a worker has a sending (`LEASE` in `bridge/delivery/gate.py`)."""
CONNECT = 5.0
"""Seconds for a connection alone."""


def _within(length: timedelta) -> timedelta:
    if length > LONGEST:
        raise ValueError(f"must be at most {show_duration(LONGEST)}: what is sent may count as lost then")
    return length


AnswerTime = Annotated[
    Duration,
    AfterValidator(_within),
    Field(
        description="How long an answer of that address may take, but to a file; at most 60s. What takes longer counts "
        "as lost."
    ),
]
"""The setting of a channel."""


def limits(length: timedelta) -> ClientTimeout:
    """Give it as the bound of one call."""
    return ClientTimeout(total=length.total_seconds(), connect=CONNECT)
