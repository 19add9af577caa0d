"""Queues: where chats wait, how they are offered, and what their customers are told."""

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

from config.base import Part
from config.choosing import AgentChoice, OverflowStep, Priority
from config.cleaning import CleanUp
from config.dispositions import QueueDispositions
from config.durations import Duration, DurationOrOff, read_duration
from config.gone import AgentGone
from config.hold import Hold
from config.inactivity import Inactivity
from config.masking import QueueMasking
from config.messages import Messages
from config.names import Name, Title
from config.offline import Offline
from config.pages import PushPages
from config.silence import Silence
from config.sizes import Size
from config.survey import Survey
from core.routing.queues import OfferMode, ThreadMode, WrapUpMode

PlaceId = Annotated[str, Field(min_length=1, max_length=200)]


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


class FileRules(Part):
    """Which files may pass, both ways."""

    max_files: Annotated[int, Field(ge=0, le=20)] = Field(
        default=5, description="The most files in one message; 0 lets none pass."
    )
    max_size: Size = Field(default=20_000_000, description="The largest file.")
    types: tuple[FileKind, ...] = Field(
        default=(FileKind.TEXT, FileKind.PDF, FileKind.IMAGE),
        description="The kinds of file that may pass, told by their content and not by their name.",
    )


class Attachments(FileRules):
    """Which files may pass, both ways, and where a channel differs."""

    channels: Mapping[Name, FileRules] = Field(
        default={}, description="Rules of single channels, by their names; they take the place of those above."
    )


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
        default=Messages(),
        description="What the customer is told by itself. Left out or empty: nothing, but for what is said otherwise.",
    )
    hours: Name | None = Field(
        default=None, description="When it is open, by a calendar's name under `hours`. Left out: always."
    )
    offline: Offline | None = Field(
        default=None, description="What a customer can leave while the queue is closed. Left out: nothing."
    )
    priority: Priority = Field(
        default=0, description="Of two chats that an agent could get, the one of the higher priority comes first."
    )
    agent_choice: AgentChoice = Field(
        default=AgentChoice(), description="Who is asked first, beyond who has been idle longest."
    )
    overflow: tuple[OverflowStep, ...] = Field(
        default=(), description="Other queues whose agents are asked when a chat waits too long."
    )
    hold: Hold | None = Field(
        default=None, description="Chats may be set on hold, to wait for the customer. Left out: they may not."
    )
    agent_gone: AgentGone | None = Field(
        default=None, description="What becomes of the open chats of an agent who is away. Left out: they stay."
    )
    inactivity: Inactivity | None = Field(
        default=None, description="When a chat in which nobody writes is closed. Left out: never."
    )
    silence: Silence | None = Field(
        default=None, description="From when on a customer who waits shows by colour. Left out: never."
    )
    bot: Name | None = Field(
        default=None, description="The bot that answers first, by its name under `bots`. Left out: none."
    )
    knowledge: tuple[Name, ...] = Field(
        default=(), description="The knowledge bases in which agents search, by their names under `knowledge`."
    )
    brake: tuple[Name, ...] = Field(
        default=(), description="What must not be sent unseen, by the names of rules under `brake`."
    )
    masking: QueueMasking = Field(
        default=QueueMasking(), description="What becomes of what is found by the rules under `masking`."
    )
    clean_up: CleanUp | None = Field(
        default=None, description="What is cleaned out of an agent's text before it goes out. Left out: nothing."
    )
    preview_files: bool = Field(
        default=False, description="An agent's file is shown back to the agent first, to be sent or discarded."
    )
    push_pages: PushPages = Field(
        default=PushPages(), description="Which pages agents may open in the customer's window."
    )
    disposition: QueueDispositions | None = Field(
        default=None, description="How an agent says what became of a chat. Left out: not at all."
    )
    activity: Name | None = Field(
        default=None,
        description="The form that agents fill in about a chat, by its name under `forms`. What is required in it must "
        "be filled in before the wrap-up ends. Left out: none.",
    )
    survey: Survey | None = Field(
        default=None, description="What the customer is asked after the chat. Left out: nothing."
    )
    secure_forms: tuple[Name, ...] = Field(
        default=(),
        description="The forms that agents may ask customers to fill in, by their names under `secure_forms`.",
    )
