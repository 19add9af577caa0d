"""How Meta is made to refuse, and what a channel of ours makes of it."""

from collections.abc import Callable
from typing import Any, Protocol

from core.errors import DeliveryFailed
from tests.adapters.around import refused
from tests.adapters.meta.at_meta import AtMeta


class HasMeta(Protocol):
    """A channel's world."""

    meta: AtMeta
    adapter: Any


def expires(world: HasMeta) -> None:
    """Let the tokens be good no more."""
    world.meta.meta.settings.tokens_expired = True


def fault(kind: str) -> Callable[[HasMeta], None]:
    """Let the next call go wrong."""
    return lambda world: world.meta.fails(kind)


async def check(
    world: HasMeta, contact: Any, detail: str, kind: type[DeliveryFailed], said: str | None
) -> DeliveryFailed:
    """See that a message is refused so, and told without Meta's own words; give the failure."""
    failure = await refused(world.adapter.port, contact, "hello")
    reason = getattr(failure, "reason", None)
    assert type(failure) is kind
    assert failure.detail == detail
    assert (reason.key if reason else None) == said
    words = world.meta.calls[-1].answer.get("error", {}).get("message", "Mia")
    assert words not in f"{failure} {failure.detail} {reason}"
    return failure
