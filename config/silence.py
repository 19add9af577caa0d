"""The time since an agent's last word."""

from typing import Self

from pydantic import Field, model_validator

from config.base import Part
from config.durations import Duration, read_duration


class Silence(Part):
    """From when on the time since the agent's last word shows by colour."""

    late: Duration = Field(default=read_duration("1m"), description="From when on the customer waits long.")
    too_late: Duration = Field(default=read_duration("3m"), description="From when on the customer waits far too long.")

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        if self.too_late <= self.late:
            raise ValueError("'too_late' must be longer than 'late'")
        return self
