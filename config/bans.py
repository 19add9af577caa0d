"""What banned customers are told."""

from typing import Annotated

from pydantic import Field

from config.base import Part


class Bans(Part):
    """How a ban looks from the customer's side."""

    silent: bool = Field(
        default=False,
        description="Tell banned customers nothing: what they write seems to be sent, and reaches nobody.",
    )
    message: Annotated[str, Field(min_length=1, max_length=300)] = Field(
        default="You can't chat here at the moment.",
        description="What banned customers read where the channel can show it, unless `silent`.",
    )

    @property
    def words(self) -> str | None:
        """Give what banned customers read; None where they are told nothing."""
        return None if self.silent else self.message
