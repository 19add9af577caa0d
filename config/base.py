"""What every part of the configuration is built on, and the two kinds of section that adapters bring.

Rules:
1. A part is frozen, refuses unknown keys, and describes every field; lists are tuples.
2. An adapter writes its section as a subclass of `ChannelSection` or `DeskSection` in its own `config.py`.
3. No aliases: a field is called in the file what it is called here, or messages and documentation would part.
"""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from config.names import Name


class Part(BaseModel):
    """A mapping of the configuration with a fixed set of keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        allow_inf_nan=False,
        use_attribute_docstrings=False,
        validate_default=False,
    )


@dataclass(frozen=True, slots=True)
class Form:
    """How a platform's ids look, as a pattern and an example for people."""

    pattern: str
    example: str

    def fits(self, text: str) -> bool:
        """Tell whether a text looks like such an id."""
        return re.fullmatch(self.pattern, text) is not None


class Section(Part):
    """The settings of one adapter."""

    type: Name | None = Field(
        default=None,
        description="Which adapter this is. Only needed when the section's name is not the adapter's, "
        "as when one adapter is configured twice.",
    )


class ChannelSection(Section):
    """The settings of one customer channel."""

    queue: Name = Field(description="The queue that takes the chats of this channel.")
    queues: tuple[Name, ...] = Field(
        default=(), description="Further queues that a customer, or the page the customer is on, may choose."
    )
    weight: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="How much of an agent's capacity one chat of this channel takes."
    )


class DeskSection(Section):
    """The settings of one agent desk. The two forms let wrong ids be found before the desk is asked."""

    agent_id: ClassVar[Form | None] = None
    place_id: ClassVar[Form | None] = None
    has_channels: ClassVar[bool] = False
    """Whether a chat can have a channel of its own there."""

    prefix: Annotated[str, Field(min_length=1, max_length=3)] = Field(
        default="!", description="What a command typed in a thread begins with."
    )
    sign_in: Literal["code", "openid"] = Field(
        default="code",
        description="How agents of this desk sign in to the bridge's own pages: by a code that the bot tells them in "
        "private (code), or by the platform's own sign-in (openid), which has to be told the bridge's address.",
    )
    posts_per_second: Annotated[float, Field(gt=0, le=100)] = Field(
        default=1.0, description="How many posts a second the bridge may make in one place of this desk."
    )
