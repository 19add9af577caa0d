"""What an outbox row asks for that takes away what is erased: it knows an address, and nothing of what stood there."""

from dataclasses import dataclass
from typing import Literal

from core.ids import ExternalRef


@dataclass(frozen=True, slots=True)
class RemoveJob:
    """Take a post of ours away; `copy` is its number among the copies of an erasure."""

    copy: int
    ref: ExternalRef
    kind: Literal["remove"] = "remove"
