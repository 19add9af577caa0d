"""What stands in a link that an agent is told in private, so that the sign-in knows to whom it could send a code.

Rule: a ticket opens nothing. Whoever has it can have a code sent to the agent whom it names, a few times an hour; the
code comes to the agent alone, and holds in the browser alone from which it was asked for.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from bridge.forms.keys import Keyring
from core.ids import AgentId, DeskName

LONGEST = 600
_PURPOSE = "sign-in ticket"


@dataclass(frozen=True, slots=True)
class Tickets:
    """Makes tickets and reads them."""

    keyring: Keyring

    def make(self, desk: DeskName, agent: AgentId) -> str:
        """Make the ticket of an agent at a desk."""
        named = _text(f"{desk}/{agent}".encode())
        return f"{named}.{self._signed(desk, agent)[0]}"

    def read(self, ticket: str) -> tuple[DeskName, AgentId] | None:
        """Give whom a ticket names; None when it is none of ours."""
        first, _, second = ticket.partition(".")
        if len(ticket) > LONGEST or not ticket.isascii():
            return None
        try:
            desk, _, agent = _bytes(first).decode().partition("/")
        except ValueError:
            return None
        who = DeskName(desk), AgentId(agent)
        good = any(hmac.compare_digest(second.encode(), one.encode()) for one in self._signed(*who))
        return who if good else None

    def _signed(self, desk: DeskName, agent: AgentId) -> list[str]:
        return [_text(one) for one in self.keyring.derived(_PURPOSE, desk, agent)]


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
