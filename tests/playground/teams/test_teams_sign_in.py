"""Tokens in both directions: Entra's for the bot, the Connector's on each activity."""

import jwt
import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.seed import APP_ID, TENANT

from .conftest import Bot, Wire


async def test_client_credentials_give_a_token_for_an_hour(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    given = await wire.sign_in()
    assert (given.status, given.body["token_type"], given.body["expires_in"]) == (200, "Bearer", 3599)
    wire.bearer = given.body["access_token"]
    assert (await wire.chain()).status == 201
    await clock.advance(3600)
    assert (await wire.chain()).status == 401
    assert len(pg.teams.messages()) == 1


@pytest.mark.parametrize(
    ("changed", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_id": "someone"}, 400, "unauthorized_client", 700016),
        ({"tenant": "nowhere"}, 400, "invalid_tenant", 90002),
        ({"tenant": "botframework.com"}, 400, "unauthorized_client", 700016),
        ({"scope": "https://api.botframework.com"}, 400, "invalid_scope", 1002012),
        ({"scope": "https://example.com/.default"}, 400, "invalid_resource", 500011),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
    ],
)
async def test_wrong_credentials_are_refused_with_entras_numbers(
    wire: Wire, changed: dict[str, str], status: int, error: str, number: int
) -> None:
    no = await wire.sign_in(**changed)
    assert (no.status, no.body["error"], no.body["error_codes"]) == (status, error, [number])
    assert f"AADSTS{number}" in no.body["error_description"]


async def test_a_call_without_a_good_token_for_the_connector_is_refused(pg: Playground, wire: Wire) -> None:
    graph = (await wire.sign_in("https://graph.microsoft.com/.default")).body["access_token"]
    for header in ("", "Bearer", "Bearer nonsense", f"Basic {wire.bearer}", f"Bearer {graph}"):
        no = await wire.call("POST", "v3/conversations", {}, Authorization=header)
        assert (no.status, no.headers["WWW-Authenticate"]) == (401, "Bearer")
    pg.teams.tokens.revoke()
    assert (await wire.chain()).status == 401


async def test_metadata_leads_to_the_keys_and_their_endorsements(pg: Playground, wire: Wire) -> None:
    about = (await wire.call("GET", "", base=pg.teams.metadata_url)).body
    assert about["issuer"] == "https://api.botframework.com"
    keys = (await wire.call("GET", "", base=about["jwks_uri"])).body["keys"]
    assert [(key["kty"], key["use"], "msteams" in key["endorsements"]) for key in keys] == [("RSA", "sig", True)]


async def test_an_activity_is_signed_for_the_app_with_its_service_address(pg: Playground, bot: Bot) -> None:
    await pg.teams.simulate.post(user="ada", conversation="19:support@thread.tacv2", text="hi")
    await bot.until(lambda: bot.received)
    token = bot.received[0].headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, options={"verify_signature": False})
    assert (claims["aud"], claims["serviceurl"]) == (APP_ID, pg.teams.service_url)
    assert bot.received[0].activity["channelData"]["tenant"] == {"id": TENANT}


async def test_a_new_key_replaces_the_old_one_or_joins_it(pg: Playground, bot: Bot) -> None:
    old = pg.teams.keys.current.kid
    new = pg.teams.rotate_keys()
    assert [key["kid"] for key in pg.teams.keys.key_set()["keys"]] == [new]
    await pg.teams.simulate.post(user="ada", conversation="19:support@thread.tacv2", text="hi")
    await bot.until(lambda: bot.received)
    token = bot.received[0].headers["Authorization"].removeprefix("Bearer ")
    assert jwt.get_unverified_header(token)["kid"] == new != old
    assert len({new, pg.teams.rotate_keys(overlap=True)} & {key.kid for key in pg.teams.keys.published}) == 2
