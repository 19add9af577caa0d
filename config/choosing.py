"""How a queue's agents are chosen: skills, language, who spoke with the customer last, and other queues' agents."""

from typing import Annotated

from pydantic import Field

from config.base import Part
from config.durations import Duration, DurationOrOff
from config.names import Name
from core.policy.choosing import LanguageMatch

Priority = Annotated[int, Field(ge=0, le=9)]


class AgentChoice(Part):
    """Who is asked first, beyond who has been idle longest."""

    skills: tuple[Name, ...] = Field(default=(), description="The skills that an agent must have for these chats.")
    language: LanguageMatch = Field(
        default=LanguageMatch.IGNORE,
        description="Agents who speak the customer's language come first (prefer), are the only ones (require), or it "
        "doesn't matter (ignore).",
    )
    relax_after: DurationOrOff = Field(
        default=None,
        description="After which wait skills and language become wishes, so that somebody answers; 0 or empty for "
        "never.",
    )
    sticky: DurationOrOff = Field(
        default=None,
        description="A customer who comes back within this time is offered to the agent of the last chat first; 0 or "
        "empty for no such rule.",
    )
    sticky_wait: DurationOrOff = Field(
        default=None, description="How long that agent is waited for while busy; 0 or empty for not at all."
    )


class OverflowStep(Part):
    """Another queue's agents, asked after a time."""

    queue: Name = Field(description="The queue whose agents are asked as well.")
    after: Duration = Field(description="How long the chat has waited by then.")
