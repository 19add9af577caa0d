"""Ids and timestamps as Slack shapes them.

Rules: generated ids have realistic lengths; a message ts is unique in the workspace and only grows.
It deliberately does not read the clock: the caller hands in the time.
"""

import secrets
import string

_LETTERS = string.ascii_uppercase + string.digits
_TAIL = 9


class Ids:
    """Makes ids and message timestamps for one workspace."""

    def __init__(self) -> None:
        """Begin with no timestamp given out."""
        self._last_micros = 0

    def new(self, prefix: str) -> str:
        """Make an id such as C0A1B2C3D4E (https://docs.slack.dev/reference/objects)."""
        return f"{prefix}0{''.join(secrets.choice(_LETTERS) for _ in range(_TAIL))}"

    def ts(self, now: float) -> str:
        """Make the next message timestamp: seconds, a dot, six digits; never twice the same."""
        micros = max(int(now * 1_000_000), self._last_micros + 1)
        self._last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def trigger(self) -> str:
        """Make a trigger id, three parts as in the documentation's examples."""
        return f"{secrets.randbelow(10**12) + 10**12}.{secrets.randbelow(10**11) + 10**11}.{secrets.token_hex(16)}"

    def hash(self, now: float) -> str:
        """Make the hash of a view's state (https://docs.slack.dev/reference/views)."""
        return f"{int(now)}.{secrets.token_hex(4)}"

    def secret(self) -> str:
        """Make an unguessable path part."""
        return secrets.token_urlsafe(18)


def is_ts(value: str) -> bool:
    """Tell whether `value` has the shape of a message timestamp."""
    seconds, dot, fraction = value.partition(".")
    return bool(dot) and seconds.isdigit() and fraction.isdigit()
