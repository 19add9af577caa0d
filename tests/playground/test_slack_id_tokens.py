"""Slack's keys, and tokens of people that must be refused."""

import aiohttp
import jwt
import pytest

from playground.faults import FaultRefusedError
from playground.server import Playground
from playground.slack import admin
from playground.slack.openid_claims import OTHER_TEAM
from tests.playground.slack_sign_in import BASE, a_code, called, checked, exchanged

WRONG_TOKENS = ("wrong_nonce", "expired_token", "other_audience", "other_issuer", "other_tenant", "unsigned")


@pytest.mark.parametrize("kind", [*WRONG_TOKENS, "unknown_key"])
async def test_a_wrong_token_fails_the_check_once(pg: Playground, home: str, kind: str) -> None:
    pg.faults.add("openid.connect.token", kind)
    with pytest.raises((jwt.PyJWTError, KeyError)):
        await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])
    assert await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])


async def test_a_token_of_another_workspace_is_genuine_but_for_its_team(pg: Playground, home: str) -> None:
    pg.faults.add("openid.connect.token", "other_tenant")
    token = (await exchanged(pg, home, await a_code(pg, home)))["id_token"]
    assert jwt.decode(token, options={"verify_signature": False})[f"{BASE}/team_id"] == OTHER_TEAM


async def test_a_wrong_token_is_a_fault_of_the_exchange_only(pg: Playground) -> None:
    with pytest.raises(FaultRefusedError, match=r"openid\.connect\.token"):
        pg.faults.add("chat.postMessage", "wrong_nonce")


async def test_an_exchange_can_fail_on_the_wire(pg: Playground, home: str) -> None:
    code = await a_code(pg, home)
    pg.faults.add("openid.connect.token", "500")
    pg.faults.add("openid", "429")
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{pg.url}/slack/api/openid.connect.token") as answer:
            assert answer.status == 500
        async with session.get(f"{pg.url}/slack/openid/connect/keys") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert (await exchanged(pg, home, code))["ok"]


async def test_a_new_key_signs_and_the_old_one_may_stay(pg: Playground, home: str) -> None:
    before = (await exchanged(pg, home, await a_code(pg, home)))["id_token"]
    await admin.rotate_keys(pg.slack, overlap=True)
    assert await checked(pg, before)
    await admin.rotate_keys(pg.slack)
    assert await checked(pg, (await exchanged(pg, home, await a_code(pg, home)))["id_token"])
    with pytest.raises(KeyError):
        await checked(pg, before)


async def test_no_secret_of_a_sign_in_is_in_the_inspector_s_log(pg: Playground, home: str) -> None:
    code = await a_code(pg, home)
    answer = await exchanged(pg, home, code)
    header = {"Authorization": f"Bearer {answer['access_token']}"}
    await called(pg, "openid.connect.userInfo", headers=header)
    log = str(pg.traffic.after(0))
    assert "openid.connect.token" in log
    assert not [one for one in (code, answer["id_token"], answer["access_token"]) if one in log]
