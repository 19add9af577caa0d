"""What customers are told by itself, per queue and language."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from config.base import Part
from config.languages import Language

Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


class Sentences(Part):
    """A sentence for each turn. An empty one says nothing."""

    welcome: Sentence | None = Field(default=None, description="Said when the chat begins.")
    waiting: Sentence | None = Field(
        default=None, description="Said when the chat waits for an agent; after a bot, when the bot hands over."
    )
    agent_joined: Sentence | None = Field(default=None, description="Said when an agent has accepted the chat.")
    transferred: Sentence | None = Field(default=None, description="Said when the chat goes to somebody else.")
    ended: Sentence | None = Field(default=None, description="Said when the chat has ended.")
    out_of_hours: Sentence | None = Field(default=None, description="Said to who writes while the queue is closed.")
    inactive: Sentence | None = Field(default=None, description="Said before a chat in which nobody writes is closed.")
    masked: Sentence | None = Field(
        default=None,
        description="Said when something in the customer's words was masked, in a queue that tells. Left out: a "
        "sentence of ours.",
    )
    moved: Sentence | None = Field(
        default=None,
        description="Said in a channel that the chat leaves, as an agent lets it go on in another; {channel} stands "
        "for that.",
    )
    moved_here: Sentence | None = Field(
        default=None, description="Said in the channel in which a chat goes on that began in another."
    )


class Messages(Sentences):
    """What the customer is told by itself. An empty value says nothing."""

    moved: Sentence | None = Field(
        default="We go on with you by {channel}.",
        description="Said in a channel that the chat leaves, as an agent lets it go on in another; {channel} stands "
        "for that.",
    )
    moved_here: Sentence | None = Field(
        default="We go on with our chat here.",
        description="Said in the channel in which a chat goes on that began in another.",
    )
    languages: Mapping[Language, Sentences] = Field(
        default={},
        description="The same in other languages, by tag such as de or pt-BR. What is left out there is said as it "
        "stands above.",
    )
