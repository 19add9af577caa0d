"""The keys that the Bot Connector service signs with, and the tokens that it sends to the bot.

Rules: RS256; issuer https://api.botframework.com, audience the app's id, a `serviceurl` claim equal to the activity's;
each key says by its endorsements which channels it may speak for
(https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot).
It deliberately keeps no old key: after a rotation, tokens of the old one can be checked by nobody who asks anew.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from playground.signing import SigningKey, first_private_key
from playground.signing import new_private_key as new_private_key  # noqa: PLC0414 - for whoever makes keys like these
from playground.teams.model import Json

if TYPE_CHECKING:
    from playground.clock import Clock

ISSUER = "https://api.botframework.com"
LIFE_SECONDS = 3600
_REUSE_SECONDS = 300.0  # one token serves several activities, as the service's do


class Key(SigningKey):
    """One signing key and its public face."""

    def __init__(self, private: rsa.RSAPrivateKey, endorsements: tuple[str, ...] = ("msteams", "skype")) -> None:
        """Keep what it may speak for."""
        super().__init__(private)
        self.endorsements = endorsements

    @property
    def public(self) -> Json:
        """Write the key as the key set has it."""
        return super().public | {"x5t": self.kid, "endorsements": list(self.endorsements)}

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Make a token."""
        return jwt.encode(dict(claims), self.private, "RS256", headers={"kid": self.kid, "x5t": self.kid})


class Keys:
    """The key in force, and its tokens."""

    def __init__(self, clock: "Clock") -> None:
        """Begin with one key."""
        self._clock = clock
        self.published = [Key(first_private_key("connector"))]
        self._made: dict[tuple[str, str, str], tuple[float, str]] = {}

    @property
    def current(self) -> Key:
        """The key that signs."""
        return self.published[-1]

    def rotate(self, *, overlap: bool = False, endorsements: tuple[str, ...] = ("msteams", "skype")) -> str:
        """Sign with a new key from now on; the old one is still published only with `overlap`. Tells the new id."""
        fresh = Key(new_private_key(), endorsements)
        self.published = [*(self.published if overlap else []), fresh]
        return fresh.kid

    def token(self, app_id: str, service_url: str) -> str:
        """Make the token of a delivery, or take the one made lately."""
        which, now = (self.current.kid, app_id, service_url), self._clock.now()
        made, token = self._made.get(which, (0.0, ""))
        if not token or not made <= now < made + _REUSE_SECONDS:
            token = self.current.sign(claims(app_id, service_url, now))
            self._made = {which: (now, token)}
        return token

    def key_set(self) -> Json:
        """Write the key set."""
        return {"keys": [key.public for key in self.published]}


def claims(app_id: str, service_url: str, now: float) -> Json:
    """Write what a genuine token says."""
    moments = {"nbf": int(now), "exp": int(now) + LIFE_SECONDS}
    return {"serviceurl": service_url, **moments, "iss": ISSUER, "aud": app_id}
