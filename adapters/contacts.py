"""How channels write their contacts: for the core as a person together with the line of ours that they write to.

Rules:
1. Two lines of ours are two conversations with the same person. What their addresses have in common is their beginning,
   and nobody else's address begins so.
2. In a log a person appears by the last two characters only.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from core.ids import ExternalRef


@dataclass(frozen=True, slots=True)
class Written:
    """How one channel writes a contact: `kind:person/line`; a pattern says what each of the two may be."""

    kind: str
    title: str
    person: str
    line: str

    def contact(self, person: str, line: str) -> ExternalRef:
        """Give the address that the core knows the customer by."""
        return ExternalRef(f"{self.kind}:{person}/{line}")

    def read(self, contact: ExternalRef) -> tuple[str, str]:
        """Give the person of a contact, and the end of ours.

        Raises:
            ValueError: it is not one of this channel.
        """
        found = re.fullmatch(rf"{self.kind}:({self.person})/({self.line})", contact)
        if not found:
            raise ValueError(f"not a contact of {self.title} channel")
        return found[1], found[2]

    def all_of(self, person: str) -> str:
        """Give what all addresses of a person begin with."""
        return f"{self.kind}:{person}/"

    def beginning(self, contact: ExternalRef) -> str:
        """Give what all addresses of a contact's person begin with, whichever line of ours they write to.

        Raises:
            ValueError: it is no contact of this channel.
        """
        return self.all_of(self.read(contact)[0])


@dataclass(frozen=True, slots=True)
class Line:
    """A person as a channel knows them, and what is `ours` at the other end; each channel says how it is written."""

    written: ClassVar[Written]
    person: str
    ours: str

    @property
    def contact(self) -> ExternalRef:
        """Give the address that the core knows the customer by."""
        return self.written.contact(self.person, self.ours)

    @classmethod
    def of(cls, contact: ExternalRef) -> Self:
        """Read a contact of this channel.

        Raises:
            ValueError: it is not one.
        """
        return cls(*cls.written.read(contact))

    @classmethod
    def beginning(cls, contact: ExternalRef) -> str:
        """Give what all addresses of a person begin with, whichever line of ours they write to.

        Raises:
            ValueError: it is no contact of this channel.
        """
        return cls.written.beginning(contact)


def hidden(person: str) -> str:
    """Give a person as they may stand in a log."""
    return f"…{person[-2:]}"
