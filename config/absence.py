"""Why agents are Not Ready."""

from typing import Annotated

from pydantic import Field, StringConstraints

from config.base import Part
from config.labels import Label

Reason = Annotated[str, StringConstraints(min_length=1, max_length=75, strip_whitespace=True), Label("text")]
"""Short enough for a menu: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""


class NotReady(Part):
    """What agents say when they become Not Ready."""

    reasons: Annotated[tuple[Reason, ...], Field(max_length=100)] = Field(
        default=(), description="What agents choose from, such as Lunch or Training. Left out: they need say nothing."
    )
    own_words: bool = Field(
        default=True,
        description="Words of one's own, or none, do as well. Without it one of the reasons has to be chosen.",
    )
