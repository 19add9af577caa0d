"""What is masked in customers' words before anything is stored or shown."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from config.base import Part
from config.durations import DurationOrOff
from config.names import Name
from config.patterns import Pattern
from core.policy.masking import MaskAction, Sensitive

LONGEST_WAIT = timedelta(seconds=3)


def _short(value: timedelta | None) -> timedelta | None:
    if value is not None and value > LONGEST_WAIT:
        raise ValueError("must be at most 3s: a customer who sends digits waits so long to be read")
    return value


class Masking(Part):
    """What is found."""

    find: tuple[Sensitive, ...] = Field(
        default=tuple(Sensitive),
        description="Numbers of payment cards (cards), international bank account numbers (ibans), social security "
        "numbers of the United States (ssns). [] for none of them.",
    )
    patterns: Mapping[Name, Pattern] = Field(
        default={}, description="What else is found, each by a regular expression that matches within one line."
    )
    allow: Mapping[Name, Pattern] = Field(
        default={},
        description="What is none of it although it looks so, such as order numbers, each by a regular expression.",
    )
    agents: bool = Field(
        default=True,
        description="Numbers of cards in agents' words are masked too, before they are stored or sent. What a queue's "
        "brake stops is left to it.",
    )


class QueueMasking(Part):
    """What a queue does with what is found."""

    action: MaskAction = Field(
        default=MaskAction.MASK,
        description="Asterisks stand in its place (mask), and the customer is told (tell); or it stays as it was "
        "written (leave).",
    )
    wait: Annotated[DurationOrOff, AfterValidator(_short)] = Field(
        default=None,
        description="How long a message of nothing but digits waits for the rest of a number before anybody sees it: "
        "up to 3s; 0 or empty for not at all.",
    )
