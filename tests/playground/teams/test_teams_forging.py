"""Forged deliveries are wrong in the one way that they say."""

from typing import Any

import jwt
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams import forging
from playground.teams.seed import APP_ID, OTHER_TENANT, TENANT

from .conftest import Bot, Json


def checked(pg: Playground, token: str) -> Json:
    """Check a token as the documentation says."""
    keys = {key["kid"]: key for key in pg.teams.keys.key_set()["keys"]}
    key = jwt.PyJWK(keys[jwt.get_unverified_header(token)["kid"]], "RS256")
    options: Any = {"verify_exp": False, "verify_nbf": False, "require": ["exp", "nbf", "iss", "aud", "serviceurl"]}
    claims: Json = jwt.decode(
        token, key, ["RS256"], audience=APP_ID, issuer="https://api.botframework.com", options=options
    )
    now = pg.clock.now()
    if not claims["nbf"] - forging.SKEW_SECONDS <= now <= claims["exp"] + forging.SKEW_SECONDS:
        raise jwt.ExpiredSignatureError
    if claims["serviceurl"] != pg.teams.service_url:
        raise jwt.InvalidTokenError
    return claims


async def test_a_genuine_token_passes(pg: Playground) -> None:
    assert checked(pg, forging.genuine(pg.teams))["aud"] == APP_ID


@pytest.mark.parametrize("name", forging.TOKENS)
async def test_a_forged_token_fails_the_check(pg: Playground, name: str, clock: FakeClock) -> None:
    with pytest.raises((jwt.PyJWTError, KeyError)):
        checked(pg, forging.TOKENS[name](pg.teams))


async def test_a_key_without_the_endorsement_is_published(pg: Playground) -> None:
    forging.not_endorsed(pg.teams)
    [key] = pg.teams.keys.key_set()["keys"]
    assert "msteams" not in key["endorsements"]
    assert checked(pg, forging.genuine(pg.teams))


async def test_an_activity_is_delivered_as_it_was_made(pg: Playground, bot: Bot) -> None:
    made = forging.other_tenant(pg.teams)
    assert {made["conversation"]["tenantId"], made["channelData"]["tenant"]["id"]} == {OTHER_TENANT} != {TENANT}

    async def answer(_: Json) -> web.StreamResponse:
        return web.Response(status=403, text="no")

    bot.answer = answer
    assert await forging.deliver(pg.teams, made, forging.genuine(pg.teams)) == (403, "no")
    assert bot.received[0].activity == made
    assert pg.teams.messages() == []
