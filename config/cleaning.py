"""What is cleaned out of an agent's text before it goes out."""

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.base import Part
from config.names import Name
from config.patterns import Pattern
from core.policy.cleaning import Strip


class Replacement(Part):
    """What a pattern finds is replaced."""

    pattern: Pattern = Field(description="A regular expression.")
    by: Annotated[str, Field(max_length=500)] = Field(
        default="", description="What stands there instead; a group of the pattern is written \\\\1 or \\\\g<name>."
    )

    @model_validator(mode="after")
    def _names_groups_that_are_there(self) -> Self:
        try:
            re.sub(f"(?:{self.pattern})|$", self.by, "", count=1)
        except (re.error, IndexError) as error:
            raise ValueError(f"'by' names what the pattern doesn't have: {error}") from None
        return self


class CleanUp(Part):
    """What happens to an agent's text before it goes out. The agent's own message stays as it is."""

    strip: tuple[Strip, ...] = Field(
        default=(),
        description="What pasting brings along: all formatting but links (formatting), tables, which become lines "
        "(tables), and parameters of links that only say where a click came from (tracking).",
    )
    replacements: tuple[Name, ...] = Field(
        default=(),
        description="Replacements, by their names under `replacements`, in the order in which they are made.",
    )
