"""What an outbox row asks for whose words were masked meanwhile."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RenewJob:
    """Show something anew that quotes words of a chat beside its thread; `quote` names it in the store."""

    quote: str
    kind: Literal["renew"] = "renew"
