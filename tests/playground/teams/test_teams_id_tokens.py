"""Entra's keys, and tokens of people that must be refused."""

import aiohttp
import jwt
import pytest

from playground.refusals import HumanError
from playground.server import Playground
from playground.teams import admin
from playground.teams.seed import APP_SECRET, TENANT
from tests.playground.teams.people_sign_in import AUTHORITY, a_code, checked, exchanged, got


async def test_metadata_leads_to_entra_s_own_keys(pg: Playground) -> None:
    about = await got(f"{pg.teams.login_url}/{TENANT}/v2.0/.well-known/openid-configuration")
    assert about["issuer"] == f"{AUTHORITY}/{TENANT}/v2.0"
    [key] = (await got(about["jwks_uri"]))["keys"]
    assert (key["kty"], key["use"], "alg" in key) == ("RSA", "sig", False)
    assert key["kid"] != pg.teams.keys.current.kid
    common = await got(f"{pg.teams.login_url}/common/v2.0/.well-known/openid-configuration")
    assert common["issuer"] == f"{AUTHORITY}/{{tenantid}}/v2.0"
    nowhere = await got(f"{pg.teams.login_url}/nowhere/v2.0/.well-known/openid-configuration")
    assert (nowhere["http"], nowhere["error"], nowhere["error_codes"]) == (400, "invalid_tenant", [90002])


@pytest.mark.parametrize(
    "kind",
    [
        *("wrong_nonce", "expired_token", "other_audience", "other_issuer"),
        *("other_tenant", "unsigned", "unknown_key"),
    ],
)
async def test_a_wrong_token_fails_the_check_once(pg: Playground, home: str, kind: str) -> None:
    pg.faults.add("token", kind, vendor="teams")
    with pytest.raises((jwt.PyJWTError, KeyError)):
        await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])
    assert await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])


async def test_a_new_key_signs_and_the_old_one_may_stay(pg: Playground, home: str) -> None:
    before = (await exchanged(pg, home, await a_code(pg, home)))["id_token"]
    await admin.rotate_keys(pg.teams, overlap=True, issuer="entra")
    assert await checked(pg, before)
    await admin.rotate_keys(pg.teams, issuer="entra")
    assert await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])
    with pytest.raises(KeyError):
        await checked(pg, before)
    with pytest.raises(HumanError, match="issuer"):
        await admin.rotate_keys(pg.teams, issuer="somebody")


async def test_signing_in_can_fail_on_the_wire(pg: Playground, home: str) -> None:
    pg.faults.add("sign_in", "429", vendor="teams")
    url = f"{pg.teams.login_url}/{TENANT}/discovery/v2.0/keys"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    pg.faults.add("token", "500", vendor="teams")
    code = await a_code(pg, home)
    assert (await exchanged(pg, home, code))["http"] == 500
    assert (await exchanged(pg, home, code))["http"] == 200


async def test_no_secret_of_a_sign_in_is_in_the_inspector_s_log(pg: Playground, home: str) -> None:
    code = await a_code(pg, home)
    answer = await exchanged(pg, home, code)
    log = str(pg.traffic.after(0))
    assert "oauth2/v2.0/token" in log
    assert not [one for one in (code, answer["id_token"], answer["access_token"], APP_SECRET) if one in log]
