"""What the fragment of a webhook's address asks for.

Rules (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides): rc is how often a failed try is made
again (0 to 5, 1 by default), rp what counts as failed (ct, rt, 4xx, 5xx, all; ct by default), rt and tt the
milliseconds that an answer and all tries may take (15,000 at most). A fragment is never sent and never signed. What it
says wrongly is left at its default (unverified).
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag

_LONGEST = 15_000
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Overrides:
    """How often, for which failures, and for how long."""

    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})
    read_seconds: float = 15.0
    total_seconds: float = 15.0

    def again(self, failure: str) -> bool:
        """Tell whether a try that ended so is made again."""
        return "all" in self.policy or failure in self.policy


def split(address: str) -> tuple[str, Overrides]:
    """Take a webhook's address apart: what is called, and how."""
    url, fragment = urldefrag(address)
    given = {name: values[-1] for name, values in parse_qs(fragment).items()}
    return url, Overrides(
        retries=_number(given.get("rc"), 1, 0, _MOST_TRIES),
        policy=frozenset(given.get("rp", "ct").split(",")),
        read_seconds=_number(given.get("rt"), _LONGEST, 100, _LONGEST) / 1000,
        total_seconds=_number(given.get("tt"), _LONGEST, 100, _LONGEST) / 1000,
    )


def _number(text: str | None, default: int, least: int, most: int) -> int:
    return min(max(int(text), least), most) if text and text.isdigit() else default
