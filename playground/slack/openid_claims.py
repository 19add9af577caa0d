"""What Slack tells of a person who has signed in.

Rules: fields are those of https://docs.slack.dev/authentication/sign-in-with-slack#response and
https://docs.slack.dev/reference/methods/openid.connect.userInfo; e-mail only with the scope `email`, name and pictures
only with `profile`. The issuer is Slack's own, wherever the playground answers.
"""

import hashlib
from typing import TYPE_CHECKING

from playground.signing import text_of
from playground.slack.model import Json, User

if TYPE_CHECKING:
    from playground.slack.world import Slack

ISSUER = "https://slack.com"
SCOPES = frozenset({"openid", "profile", "email"})
LIFE_SECONDS = 300
"""What lies between `iat` and `exp` in the example on the page."""
OTHER_TEAM = "T0ELSEWHER"
_PICTURES = (24, 32, 48, 72, 192, 512)


def about(slack: "Slack", user: User, scopes: frozenset[str]) -> Json:
    """Write what both the token and `openid.connect.userInfo` say."""
    told: Json = {f"{ISSUER}/user_id": user.id, f"{ISSUER}/team_id": slack.store.team.id}
    if "email" in scopes:
        verified = {"email_verified": bool(user.email), "date_email_verified": 1622128723 if user.email else 0}
        told |= {"email": user.email, **verified}
    if "profile" in scopes:
        picture = user.picture(slack.base_url)
        given, _, family = user.real_name.partition(" ")
        told |= {"name": user.real_name, "picture": picture, "given_name": given, "family_name": family}
        told |= {"locale": "en-US", f"{ISSUER}/team_name": slack.store.team.name}
        told |= {f"{ISSUER}/team_domain": slack.store.team.domain, f"{ISSUER}/team_image_default": True}
        told |= {f"{ISSUER}/user_image_{size}": picture for size in _PICTURES}
    return told


def of_token(slack: "Slack", user: User, scopes: frozenset[str], nonce: str, access_token: str) -> Json:
    """Write the claims of an id_token; a nonce only if there was one."""
    now = int(slack.clock.now())
    moments = {"exp": now + LIFE_SECONDS, "iat": now, "auth_time": now}
    claims = {"iss": ISSUER, "sub": user.id, "aud": slack.settings.client_id, **moments}
    if nonce:
        claims["nonce"] = nonce
    return claims | {"at_hash": at_hash(access_token)} | about(slack, user, scopes)


def at_hash(access_token: str) -> str:
    """Hash an access token (https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken)."""
    return text_of(hashlib.sha256(access_token.encode()).digest()[:16])
