"""An app's side of signing in with Entra ID: a code asked for, exchanged, and its token checked as the pages say."""

import base64
import hashlib
from typing import Any

import aiohttp
import jwt

from playground.server import Playground
from playground.teams.seed import APP_ID, APP_SECRET, TENANT
from tests.playground.returning import PATH, told, with_query
from tests.scenarios.signing_in import Browser, Page

Json = dict[str, Any]
VERIFIER = "ThisIsntRandomButItNeedsToBe43CharactersLong"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
AUTHORITY = "https://login.microsoftonline.com"


def address(pg: Playground, home: str, *, tenant: str = TENANT, **changed: str) -> str:
    asked = {"response_type": "code", "scope": "openid profile email", "client_id": APP_ID, "state": "s1"}
    asked |= {"redirect_uri": f"{home}{PATH}", "nonce": "n1"}
    asked |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    return with_query(f"{pg.teams.login_url}/{tenant}/oauth2/v2.0/authorize", asked, **changed)


async def opened(pg: Playground, home: str, **changed: str) -> Page:
    async with Browser("ada") as browser:
        return await browser.opens(address(pg, home, **changed))


async def a_code(pg: Playground, home: str, user: str = "ada", **changed: str) -> str:
    async with Browser(user) as browser:
        return str(told(await browser.signs_in(address(pg, home, **changed)))["code"])


async def exchanged(
    pg: Playground, home: str, code: str, *, tenant: str = TENANT, headers: Any = None, **changed: str
) -> Json:
    form = {"grant_type": "authorization_code", "client_id": APP_ID, "client_secret": APP_SECRET, "code": code}
    form |= {"redirect_uri": f"{home}{PATH}", "code_verifier": VERIFIER} | changed
    url = f"{pg.teams.login_url}/{tenant}/oauth2/v2.0/token"
    async with aiohttp.ClientSession() as session, session.post(url, data=form, headers=headers) as response:
        answer: Json = await response.json()
        return answer | {"http": response.status}


async def got(url: str) -> Json:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        answer: Json = await response.json()
        return answer | {"http": response.status}


async def checked(pg: Playground, token: str, nonce: str = "n1") -> Json:
    """Check an id_token as the pages say, on the playground's clock."""
    about = await got(f"{pg.teams.login_url}/{TENANT}/v2.0/.well-known/openid-configuration")
    keys = jwt.PyJWKSet.from_dict(await got(about["jwks_uri"]))
    header, now = jwt.get_unverified_header(token), pg.clock.now()
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    claims: Json = jwt.decode(
        token, keys[header["kid"]], ["RS256"], audience=APP_ID, issuer=about["issuer"], options=options
    )
    if not claims["nbf"] - 300 <= now < claims["exp"] + 300:
        raise jwt.ExpiredSignatureError
    if claims["nonce"] != nonce or claims["tid"] != TENANT:
        raise jwt.InvalidTokenError
    return claims
