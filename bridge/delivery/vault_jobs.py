"""What an outbox row asks of the form vault."""

from dataclasses import dataclass
from typing import Literal

VAULT = "vault:forms"
"""The destination of what the form vault is to forget."""


@dataclass(frozen=True, slots=True)
class DropValuesJob:
    """Have the form vault forget what was filled into a secure form."""

    slot: str
    kind: Literal["drop_values"] = "drop_values"
