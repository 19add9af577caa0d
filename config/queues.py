"""Queues: where chats wait, how they are offered, and what their customers are told."""

from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

from config.base import Part
from config.durations import Duration, DurationOrOff, read_duration
from config.names import Name, Title
from config.sizes import Size
from core.routing.queues import OfferMode, ThreadMode, WrapUpMode

PlaceId = Annotated[str, Field(min_length=1, max_length=200)]
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


class WrapUp(Part):
    """The time after a chat in which the agent gets no new one."""

    mode: WrapUpMode = Field(
        default=WrapUpMode.TIMED,
        description="Ends by itself (timed), when the agent says so (manual), or there is none (none).",
    )
    time: Duration = Field(default=read_duration("60s"), description="How long a timed wrap-up lasts.")


class FileKind(StrEnum):
    """Kinds of file, told by their content and not by their name."""

    TEXT = auto()
    PDF = auto()
    IMAGE = auto()
    VIDEO = auto()
    AUDIO = auto()


class Attachments(Part):
    """Which files may pass, both ways."""

    max_files: Annotated[int, Field(ge=0, le=20)] = Field(
        default=5, description="The most files in one message; 0 lets none pass."
    )
    max_size: Size = Field(default=20_000_000, description="The largest file.")
    types: tuple[FileKind, ...] = Field(
        default=(FileKind.TEXT, FileKind.PDF, FileKind.IMAGE),
        description="The kinds of file that may pass, told by their content and not by their name.",
    )


class Messages(Part):
    """What the customer is told by itself. An empty value says nothing."""

    welcome: Sentence | None = Field(default=None, description="Said when the chat begins.")
    waiting: Sentence | None = Field(default=None, description="Said when nobody is free at once.")
    agent_joined: Sentence | None = Field(default=None, description="Said when an agent has accepted the chat.")
    transferred: Sentence | None = Field(default=None, description="Said when the chat goes to somebody else.")
    ended: Sentence | None = Field(default=None, description="Said when the chat has ended.")


class Queue(Part):
    """One queue: a line of waiting chats and the rules by which they are handled."""

    title: Title = Field(description="What people call the queue.")
    desk: Name = Field(description="The desk, by its name under `desks`, on which this queue's chats are handled.")
    places: Annotated[tuple[PlaceId, ...], Field(min_length=1)] = Field(
        description="The desk's channels, by id, in which chats appear. Over several the chats are spread."
    )
    thread_mode: ThreadMode = Field(
        default=ThreadMode.THREAD, description="Each chat gets a thread in a place (thread) or a channel (channel)."
    )
    offer_mode: OfferMode = Field(
        default=OfferMode.RING,
        description="A chat is offered to one agent after the other (ring), or to all at once (broadcast).",
    )
    offer_timeout: Duration = Field(
        default=read_duration("30s"), description="How long an agent may think about an offer."
    )
    auto_answer: bool = Field(default=False, description="Chats are given to an agent without asking.")
    answer_reminder: DurationOrOff = Field(
        default=read_duration("60s"),
        description="After how long an agent is reminded, once and in private, of a customer who waits for an answer; "
        "0 or empty for never.",
    )
    wrap_up: WrapUp = Field(default=WrapUp(), description="The time after a chat, free of new ones.")
    attachments: Attachments = Field(default=Attachments(), description="Which files may pass, both ways.")
    messages: Messages = Field(
        default=Messages(), description="What the customer is told by itself. Left out or empty: nothing."
    )
