"""A secure form that a customer was asked to fill in: where it stands inside a chat.

Rule: what was filled in never comes here. A form that has come in has a `slot`, the name under which the form vault
keeps the values until they are opened, once, or until their time is over.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from core.ids import AgentId, FormId, MessageId


class FormStage(StrEnum):
    """Where a form stands. Those of a chat are requested or received; with anything else they have left it."""

    REQUESTED = auto()
    RECEIVED = auto()
    """Its values wait to be opened."""
    OPENED = auto()
    DONE = auto()
    """A payment link, of which the customer says that they have paid."""
    DECLINED = auto()
    """The customer would not."""
    CANCELLED = auto()
    """An agent took it back."""
    EXPIRED = auto()
    """Nobody filled it in, or opened it, in time."""
    DROPPED = auto()
    """The chat ended or went to somebody else."""
    LOST = auto()
    """Its values were gone when they were to be opened."""


@dataclass(frozen=True, slots=True)
class AskedForm:
    """One asking of a form. `until` is how long its stage lasts; `message` the one that asks the customer."""

    id: FormId
    form: str
    title: str
    message: MessageId
    by: AgentId
    until: datetime
    stage: FormStage = FormStage.REQUESTED
    slot: str = ""
    url: str = ""
    """Where a payment link leads."""
