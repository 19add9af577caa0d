"""What a platform sends to the bridge, and what anybody could send who only says that it comes from there.

Rule: a request is a body as it goes over the wire, and the head lines that stand for who has sent it.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tests.scenarios.shown import Root


class Wire(Protocol):
    """The platform's requests at the bridge, as anybody could try to make them."""

    @property
    def gives_up_by(self) -> Mapping[str, str]:
        """What the bridge says in an answer's head, so that what can never be taken does not come again."""
        ...

    @property
    def paths(self) -> Sequence[str]:
        """Where the platform's requests go."""
        ...

    def message(self, user: str, text: str, root: Root | None = None) -> bytes:
        """Write that somebody has said something: in a thread, or beside all threads."""
        ...

    def senseless(self) -> Sequence[bytes]:
        """Write what only looks as if the platform had something to tell."""
        ...

    def signed(self, body: bytes) -> Mapping[str, str]:
        """Sign a request as the platform does."""
        ...

    def forged(self, body: bytes) -> Mapping[str, Mapping[str, str]]:
        """Sign it wrongly, in each way that there is, under what is wrong."""
        ...

    async def posts_from_elsewhere(self, user: str, root: Root, text: str) -> None:
        """Let a text come into a thread from another company, under the id of somebody of this one."""
        ...
