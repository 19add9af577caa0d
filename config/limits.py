"""How much one visitor, and one address, may do in a time.

Rules: the figures are generous to people, and to an office behind one address; each process counts for itself; an
IPv6 address counts as its /64, which one customer has whole.
"""

from typing import Annotated

from pydantic import Field

from config.base import Part
from config.pace import DataPace, Pace
from core.policy.limits import Rate


class VisitorLimits(Part):
    """What one visitor may do. Each is "so many at once, so many a minute"; none is no limit."""

    chats: Pace = Field(default=Rate(10, 2), description="Chats that a visitor begins.")
    messages: Pace = Field(default=Rate(15, 60), description="Messages, clicks and forms of a visitor.")
    files: Pace = Field(default=Rate(12, 12), description="Files that a visitor uploads.")
    bytes: DataPace = Field(default=Rate(500e6, 100e6), description="What these files weigh.")
    forms: Pace = Field(default=Rate(12, 12), description="Secure forms that are sent or declined, by visitor or link.")
    pages: Pace = Field(
        default=Rate(60, 60),
        description="Times that one link is opened: of a form, a transcript, a file, an agent's page.",
    )
    sessions: Pace = Field(default=Rate(30, 30), description="Tokens that one visitor's widget asks for.")
    windows: Pace = Field(
        default=Rate(60, 60), description="Connections that one visitor's windows open; 12 of them at the same time."
    )
    frames: Pace = Field(
        default=Rate(120, 900), description="Everything that a visitor's window says, typing and reading included."
    )
    moves: Pace = Field(default=Rate(6, 30), description="Pages that the agent is told of; more are left out.")


class AddressLimits(Part):
    """What may come from one address, through trusted proxies; an IPv6 address counts as its /64."""

    chats: Pace = Field(default=Rate(100, 60), description="Chats that are begun.")
    messages: Pace = Field(default=Rate(300, 900), description="Messages, clicks and forms.")
    files: Pace = Field(default=Rate(100, 120), description="Files that are uploaded.")
    bytes: DataPace = Field(default=Rate(2e9, 500e6), description="What these files weigh.")
    forms: Pace = Field(default=Rate(60, 60), description="Secure forms that are sent or declined.")
    pages: Pace = Field(default=Rate(300, 300), description="Pages and files behind links that are opened.")
    sessions: Pace = Field(default=Rate(200, 120), description="Tokens that widgets ask for.")
    windows: Pace = Field(default=Rate(600, 300), description="Connections that windows open.")
    open_windows: Annotated[int, Field(ge=1)] | None = Field(
        default=1_000, description="Windows that are open at the same time; empty for as many as there is room for."
    )
    frames: Pace = Field(default=Rate(5_000, 20_000), description="Everything that windows say.")
    requests: Pace = Field(
        default=Rate(2_000, 3_000),
        description="Requests of every kind but vendors', which are signed. More get 429 and Retry-After.",
    )


class ContactLimits(Part):
    """What one number or account may do. It can't be told to come again: its platform hands its words over once."""

    messages: Pace = Field(
        default=Rate(40, 60), description="Messages and choices that are shown as they come; more wait, in order."
    )
    chats: Pace = Field(default=Rate(10, 2), description="Chats that are begun; the next one waits.")
    waiting: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        default=300,
        description="Messages that may wait. More are not kept: thread, audit log and figures tell how many. "
        "Empty for as many as come.",
    )


class Limits(Part):
    """The limits on what comes from the open internet. More is told to come again; each process counts for itself."""

    visitor: VisitorLimits = Field(
        default=VisitorLimits(),
        description='What one visitor may do. Each is written "15 at once, 60 a minute"; none is no limit.',
    )
    address: AddressLimits = Field(
        default=AddressLimits(),
        description="What may come from one address, as seen through `trusted_proxies`; an IPv6 address counts as "
        "its /64. Offices have many people behind one address.",
    )
    contact: ContactLimits = Field(
        default=ContactLimits(),
        description="What one number or account may do on channels other than the widget. More waits, and is shown at "
        "this pace; nothing is lost below `waiting`.",
    )
