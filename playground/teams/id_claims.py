"""What Entra's id_tokens of version 2.0 say of a person.

Rules: claims are those of https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference; names and
`oid` only with the scope `profile`; e-mail with `email`, and for guests always. `sub` belongs to one person and
one app. The issuer is Microsoft's own, wherever the playground answers.
"""

import hashlib
import secrets
import uuid
from typing import TYPE_CHECKING

from playground.signing import text_of
from playground.teams.model import Json, Person
from playground.teams.seed import OTHER_TENANT

if TYPE_CHECKING:
    from playground.teams.world import Teams

AUTHORITY = "https://login.microsoftonline.com"
LIFE_SECONDS = 3600


def issuer(tenant: str) -> str:
    """Name the issuer of a tenant's tokens."""
    return f"{AUTHORITY}/{tenant}/v2.0"


def of_token(teams: "Teams", person: Person, scopes: frozenset[str], nonce: str) -> Json:
    """Write the claims of an id_token; a nonce only if there was one."""
    tenant, now = teams.settings.tenant, int(teams.clock.now())
    moments = {"iat": now, "nbf": now, "exp": now + LIFE_SECONDS}
    claims = {"aud": teams.settings.app_id, "iss": issuer(tenant), **moments, "tid": tenant, "ver": "2.0"}
    claims |= {"sub": subject(teams.settings.app_id, person), "uti": secrets.token_urlsafe(16), "rh": "1.AAAA."}
    if nonce:
        claims["nonce"] = nonce
    if "profile" in scopes:
        claims |= {"name": person.name, "oid": person.aad, "preferred_username": person.email}
    if "email" in scopes or person.is_guest:
        claims["email"] = person.email
    if person.is_guest:
        claims["idp"] = f"https://sts.windows.net/{home_of(teams, person)}/"
    return claims


def home_of(teams: "Teams", person: Person) -> str:
    """Name the tenant that a person's account lives in: a guest's is another."""
    is_elsewhere = person.is_guest and person.tenant == teams.settings.tenant
    return OTHER_TENANT if is_elsewhere else person.tenant


def subject(app: str, person: Person) -> str:
    """Name a person for one app."""
    return text_of(hashlib.sha256(f"{app} {person.aad}".encode()).digest())


def of_other_tenant() -> Json:
    """Give what a token of another tenant says instead: the same person has another id there."""
    return {"tid": OTHER_TENANT, "iss": issuer(OTHER_TENANT), "oid": str(uuid.uuid4())}
