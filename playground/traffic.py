"""The inspector's log: every request in either direction, newest last, in a bounded ring.

Rules: tokens, secrets and signatures never enter it; bodies are shortened. It deliberately does not store headers.
"""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

KEEP = 2000
BODY_CHARACTERS = 4000
_SECRET_KEYS = frozenset(
    {
        "token",
        "client_secret",
        "signing_secret",
        "code",
        "access_token",
        "refresh_token",
        "authorization",
        "app_token",
        "bot_token",
        "id_token",
        "code_verifier",
        "app_secret",
        "appsecret_proof",
        "page_token",
        "wa_token",
    }
)
_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+|(?<=Bearer )\S+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; the ring gives the number."""

    at: float
    direction: str  # "to_vendor" (the bridge called) or "to_bridge" (the vendor called)
    path: str
    status: int
    ms: float = 0.0
    vendor: str = "slack"
    method: str = "POST"
    summary: str = ""
    request: object = None
    response: object = None
    n: int = 0


class Traffic:
    """A ring of the latest exchanges."""

    def __init__(self, keep: int = KEEP) -> None:
        """Keep the latest `keep` exchanges."""
        self._ring: deque[Exchange] = deque(maxlen=keep)
        self._n = 0
        self._listeners: list[Callable[[Exchange], None]] = []

    def listen(self, listener: Callable[[Exchange], None]) -> None:
        """Call `listener` with every exchange from now on, its bodies whole."""
        self._listeners.append(listener)

    def record(self, exchange: Exchange) -> None:
        """Add one exchange, its bodies redacted and shortened."""
        for listener in self._listeners:
            listener(exchange)
        self._n += 1
        request, response = redacted(exchange.request), redacted(exchange.response)
        self._ring.append(replace(exchange, n=self._n, ms=round(exchange.ms), request=request, response=response))

    def after(self, n: int) -> list[dict[str, Any]]:
        """List what came after exchange number `n`, oldest first."""
        return [asdict(row) for row in self._ring if row.n > n]

    def clear(self) -> None:
        """Forget everything but the numbering."""
        self._ring.clear()


def redacted(value: object) -> str:
    """Write `value` as JSON without tokens, shortened."""
    if value is None:
        return ""
    text = _TOKEN.sub("[redacted]", json.dumps(_without_secrets(value), ensure_ascii=False, default=str))
    return text if len(text) <= BODY_CHARACTERS else f"{text[:BODY_CHARACTERS]}… ({len(text)} characters)"


def _without_secrets(value: object) -> object:
    if isinstance(value, Mapping):
        return {
            key: "[redacted]" if str(key).lower() in _SECRET_KEYS else _without_secrets(item)
            for key, item in value.items()
        }
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_without_secrets(item) for item in value]
    return f"({len(value)} bytes)" if isinstance(value, bytes) else value
