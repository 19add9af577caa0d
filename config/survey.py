"""What a customer is asked after a chat."""

from typing import Annotated

from pydantic import Field

from config.base import Part
from config.durations import Duration, read_duration
from config.names import Title


class Survey(Part):
    """What the customer is asked after the chat."""

    question: Title = Field(description="The question that is answered by a score.")
    scale: Annotated[int, Field(ge=2, le=10)] = Field(default=5, description="The best score; 1 is the worst.")
    comment: Title | None = Field(default=None, description="A further question, for words. Left out: none.")
    open_for: Duration = Field(
        default=read_duration("24h"), description="How long after the end an answer is still taken."
    )
