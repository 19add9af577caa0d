"""Ids as Teams shapes them.

Rules: a message id is the milliseconds of its moment, unique in the tenant and only growing; the id of a reply chain is
the channel's with `;messageid=` and the root's id
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations).
It deliberately does not read the clock: the caller hands in the time.
"""

import secrets
import uuid

_CHAIN = ";messageid="


class Ids:
    """Makes ids for one tenant."""

    def __init__(self) -> None:
        """Begin with no id given out."""
        self._last = 0

    def message(self, now: float) -> str:
        """Make the next message id."""
        self._last = max(int(now * 1000), self._last + 1)
        return str(self._last)

    def personal(self) -> str:
        """Make the id of a personal chat: `a:1` and letters that mean nothing."""
        return f"a:1{secrets.token_urlsafe(30)}"

    def event(self) -> str:
        """Make the id of an activity that is no message."""
        return f"f:{uuid.uuid4()}"

    def unique(self) -> str:
        """Make a GUID."""
        return str(uuid.uuid4())

    def secret(self) -> str:
        """Make an unguessable path part."""
        return secrets.token_urlsafe(24)


def chain(channel: str, root: str) -> str:
    """Write the id of a reply chain."""
    return f"{channel}{_CHAIN}{root}"


def channel_of(conversation: str) -> str:
    """Take the channel's id out of a conversation's."""
    return conversation.partition(_CHAIN)[0]


def root_of(conversation: str) -> str:
    """Take the root message's id out of a conversation's; "" when it names no chain."""
    return conversation.partition(_CHAIN)[2]
