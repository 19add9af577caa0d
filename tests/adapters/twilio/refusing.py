"""How Twilio is made to refuse, and what a channel of ours makes of it."""

from typing import Any, Protocol

from core.errors import Permanent
from core.ids import ExternalRef
from tests.adapters.around import refused
from tests.adapters.twilio.at_twilio import AtTwilio


class HasTwilio(Protocol):
    """A channel's world."""

    twilio: AtTwilio
    adapter: Any


def gets_no_credentials(world: HasTwilio) -> None:
    """Let the token be good no more."""
    world.twilio.twilio.settings.auth_token = "another one"


def nothing(_: HasTwilio) -> None:
    """Leave all as it is: the number itself is one that Twilio refuses."""


async def check(world: HasTwilio, contact: ExternalRef, kind: type[Permanent], sentence: str) -> None:
    """See that a message is refused so, told without what it says and to whom, and not repeated."""
    failure = await refused(world.adapter.port, contact, "a secret word")
    assert isinstance(failure, Permanent)
    assert type(failure) is kind
    assert failure.reason is not None
    assert failure.reason.key == sentence
    assert "secret" not in failure.detail
    assert contact.partition(":")[2].partition("/")[0] not in failure.detail
    assert len(world.twilio.calls) == 1
