"""What must not be sent to a customer before its author has looked again."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from config.base import Part
from config.names import Title
from config.patterns import Pattern

Word = Annotated[str, Field(min_length=1, max_length=100)]


class BrakeRule(Part):
    """One forbidden thing, told by words, by a pattern, or as the number of a card."""

    title: Title = Field(description="What the agent is told it is, such as “a card number”.")
    words: tuple[Word, ...] = Field(default=(), description="Whole words, whatever their case.")
    pattern: Pattern | None = Field(default=None, description="A regular expression.")
    card_numbers: bool = Field(default=False, description="Numbers of payment cards, told by their check digit.")

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum((bool(self.words), self.pattern is not None, self.card_numbers)) != 1:
            raise ValueError("needs exactly one of 'words', 'pattern' and 'card_numbers: true'")
        return self
