"""What becomes of the chats of an agent who is no longer there."""

from typing import Self

from pydantic import Field, model_validator

from config.base import Part
from config.durations import Duration, read_duration
from config.names import Name
from core.policy.gone import GoneAction


class AgentGone(Part):
    """What becomes of the open chats of an agent who is away."""

    after: Duration = Field(default=read_duration("5m"), description="How long the agent must be away.")
    action: GoneAction = Field(
        default=GoneAction.REQUEUE, description="The chats go back to the queue (requeue), or to another (transfer)."
    )
    to: Name | None = Field(default=None, description="The queue to which they go, for transfer.")

    @model_validator(mode="after")
    def _has_an_aim(self) -> Self:
        if (self.action is GoneAction.TRANSFER) != (self.to is not None):
            raise ValueError("'action: transfer' and 'to' go together: write both, or neither")
        return self
