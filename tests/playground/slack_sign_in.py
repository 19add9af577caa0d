"""An app's side of Sign in with Slack, as its pages describe it: a code asked for, exchanged, and its token checked."""

from typing import Any

import aiohttp
import jwt

from playground.server import Playground
from playground.slack.settings import Settings
from tests.playground.returning import PATH, told, with_query
from tests.scenarios.signing_in import Browser

Json = dict[str, Any]
SETTINGS = Settings()
BASE = "https://slack.com"


def query(home: str, **changed: str) -> dict[str, str]:
    asked = {"response_type": "code", "scope": "openid profile email", "client_id": SETTINGS.client_id}
    return {**asked, "redirect_uri": f"{home}{PATH}", "state": "s1", "nonce": "n1"} | changed


def address(pg: Playground, home: str, **changed: str) -> str:
    return with_query(f"{pg.url}/slack/openid/connect/authorize", query(home, **changed))


async def a_code(pg: Playground, home: str, user: str = "U0ADA", **changed: str) -> str:
    async with Browser(user) as browser:
        back = told(await browser.signs_in(address(pg, home, **changed)))
    return str(back["code"])


async def called(pg: Playground, method: str, form: Json | None = None, **more: Any) -> Json:
    url = f"{pg.url}/slack/api/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, data=form, **more) as response:
        assert response.status == 200
        answer: Json = await response.json()
        return answer


async def exchanged(pg: Playground, home: str, code: str, **changed: str) -> Json:
    form = {"client_id": SETTINGS.client_id, "client_secret": SETTINGS.client_secret, "code": code}
    return await called(pg, "openid.connect.token", {**form, "redirect_uri": f"{home}{PATH}"} | changed)


async def got(pg: Playground, path: str) -> Json:
    async with aiohttp.ClientSession() as session, session.get(f"{pg.url}/slack{path}") as response:
        answer: Json = await response.json()
        return answer


async def checked(pg: Playground, token: str, nonce: str = "n1") -> Json:
    """Check an id_token as OpenID Connect says, on the playground's clock."""
    about = await got(pg, "/.well-known/openid-configuration")
    keys = jwt.PyJWKSet.from_dict(await got(pg, about["jwks_uri"].removeprefix(f"{pg.url}/slack")))
    header, now = jwt.get_unverified_header(token), pg.clock.now()
    key = keys[header["kid"]]
    options: Any = {"verify_exp": False, "verify_iat": False, "require": ["iss", "sub", "aud", "exp", "iat"]}
    claims: Json = jwt.decode(
        token, key, ["RS256"], audience=SETTINGS.client_id, issuer=about["issuer"], options=options
    )
    if not claims["iat"] - 300 <= now < claims["exp"] + 300:
        raise jwt.ExpiredSignatureError
    if claims["nonce"] != nonce or claims[f"{BASE}/team_id"] != "T0DEMO":
        raise jwt.InvalidTokenError
    return claims
