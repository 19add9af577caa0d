"""Signing in by a platform's own sign-in (OpenID Connect): who somebody at a browser is, as the platform says.

Rule: the bridge makes what ties a sign-in to one browser, and looks at `state` itself; the adapter sends people to the
platform, and believes nothing that comes back before it has been checked to the last claim.
"""

from dataclasses import dataclass, field
from typing import Protocol

from core.ids import PersonRef


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One sign-in in one browser: where it comes back to, and three words that only this browser can have."""

    redirect: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    """Of PKCE, where the platform takes it (https://www.rfc-editor.org/rfc/rfc7636)."""
    anew: bool = False
    """Whether somebody should prove who they are, though they are signed in there; not every platform can be asked."""


class SignIn(Protocol):
    """A platform's own sign-in."""

    @property
    def suite(self) -> str:
        """Give what people call the platform."""
        ...

    def address(self, attempt: SignInAttempt) -> str:
        """Give where a browser is sent. No I/O."""
        ...

    async def account(self, code: str, attempt: SignInAttempt) -> PersonRef:
        """Give whose code it is: an account of this desk's own workspace or tenant.

        Raises:
            NotSignedIn: it is nobody's, or not to be believed, or can't be found out now.
        """
        ...
