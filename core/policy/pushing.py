"""Pages that an agent may open in the customer's window, and the consent that it takes."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Consent(StrEnum):
    """When the customer is asked."""

    EACH_TIME = auto()
    """Before each page."""
    ONCE = auto()
    """Before the first page of a chat."""


@dataclass(frozen=True, slots=True)
class PushPage:
    """A page of the list that agents choose from."""

    id: str
    title: str
    url: str
    folder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pushing:
    """The pages of the list, and the origins below which an agent may name any page."""

    consent: Consent
    pages: tuple[PushPage, ...] = ()
    origins: tuple[str, ...] = ()
