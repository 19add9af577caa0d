"""People who sign in with Entra ID by the authorization code flow, as its pages describe it."""

import base64

import aiohttp
import jwt
import pytest

from playground.clock import FakeClock
from playground.refusals import HumanError
from playground.server import Playground
from playground.teams import admin
from playground.teams.seed import APP_ID, APP_SECRET, OTHER_TENANT, TENANT
from tests.playground.returning import PATH, told
from tests.playground.teams.people_sign_in import AUTHORITY, a_code, address, checked, exchanged, opened
from tests.scenarios.signing_in import Browser


async def test_a_person_who_continues_is_named_by_a_signed_token(pg: Playground, home: str, clock: FakeClock) -> None:
    page = await opened(pg, home)
    assert "to continue to Bridge" in page.text
    async with Browser("ada") as browser:
        back = told(await browser.signs_in(address(pg, home)))
    assert (back["method"], back["state"], "session_state" in back) == ("GET", "s1", True)
    answer = await exchanged(pg, home, back["code"])
    assert (answer["token_type"], answer["expires_in"], answer["http"]) == ("Bearer", 3599, 200)
    claims = await checked(pg, answer["id_token"])
    assert (claims["iss"], claims["tid"], claims["ver"]) == (f"{AUTHORITY}/{TENANT}/v2.0", TENANT, "2.0")
    assert claims["oid"] == pg.teams.store.people["ada"].aad != claims["sub"]
    assert (claims["name"], claims["preferred_username"]) == ("Ada Lovelace", "ada@northwind.example")
    assert (claims["iat"], claims["exp"]) == (int(clock.now()), int(clock.now()) + 3600)
    assert "idp" not in claims
    assert "x5t" not in jwt.get_unverified_header(answer["id_token"])


async def test_a_person_who_cancels_goes_back_with_access_denied(pg: Playground, home: str) -> None:
    async with Browser("ada") as browser:
        back = told(await browser.declines(address(pg, home)))
    assert (back["error"], back["error_subcode"], back["state"]) == ("access_denied", "cancel", "s1")
    assert back["error_description"].startswith("AADSTS65004: ")


async def test_the_answer_can_be_posted(pg: Playground, home: str) -> None:
    async with Browser("ada") as browser:
        back = told(await browser.signs_in(address(pg, home, response_mode="form_post", state="<s & 1>")))
        assert (back["method"], back["state"]) == ("POST", "<s & 1>")
        no = told(await browser.declines(address(pg, home, response_mode="form_post")))
    assert (no["method"], no["error"]) == ("POST", "access_denied")
    assert (await exchanged(pg, home, back["code"]))["http"] == 200


async def test_the_answer_can_be_in_the_fragment(pg: Playground, home: str) -> None:
    async with Browser("ada") as browser:
        end = await browser.signs_in(address(pg, home, response_mode="fragment"))
    assert told(end) == {"method": "GET"}
    assert f"{home}{PATH}#code=" in browser.visited[-1]


async def test_a_code_is_good_once_for_ten_minutes(pg: Playground, home: str, clock: FakeClock) -> None:
    code, old = await a_code(pg, home), await a_code(pg, home)
    assert (await exchanged(pg, home, code))["http"] == 200
    again = await exchanged(pg, home, code)
    assert (again["error"], again["error_codes"]) == ("invalid_grant", [54005])
    await clock.advance(600)
    late = await exchanged(pg, home, old)
    assert (late["http"], late["error"], late["error_codes"]) == (400, "invalid_grant", [70008])
    assert late["error_description"].startswith("AADSTS70008: ")


@pytest.mark.parametrize(
    ("changed", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_secret": ""}, 401, "invalid_client", 7000218),
        ({"client_id": "someone"}, 400, "unauthorized_client", 700016),
        ({"code": "wrong"}, 400, "invalid_grant", 70000),
        ({"code": ""}, 400, "invalid_request", 900144),
        ({"redirect_uri": ""}, 400, "invalid_request", 900144),
        ({"redirect_uri": "https://elsewhere.example"}, 400, "invalid_client", 500112),
        ({"code_verifier": ""}, 400, "invalid_grant", 501481),
        ({"code_verifier": "w" * 43}, 400, "invalid_grant", 501481),
        ({"tenant": OTHER_TENANT}, 400, "unauthorized_client", 700016),
        ({"tenant": "common"}, 400, "invalid_request", 50194),
        ({"tenant": "nowhere"}, 400, "invalid_request", 90002),
    ],
)
async def test_a_wrong_exchange_is_refused_with_entra_s_numbers_and_costs_no_code(
    pg: Playground, home: str, changed: dict[str, str], status: int, error: str, number: int
) -> None:
    code = await a_code(pg, home)
    no = await exchanged(pg, home, **({"code": code} | changed))
    assert (no["http"], no["error"], no["error_codes"]) == (status, error, [number])
    assert (await exchanged(pg, home, code))["http"] == 200


async def test_the_client_may_name_itself_in_the_header_but_no_browser_may_redeem(pg: Playground, home: str) -> None:
    pair = base64.b64encode(f"{APP_ID}:{APP_SECRET}".encode()).decode()
    code = await a_code(pg, home)
    from_page = await exchanged(pg, home, code, headers={"Origin": home})
    assert (from_page["error"], from_page["error_codes"]) == ("invalid_request", [9002326])
    basic = {"Authorization": f"Basic {pair}"}
    assert (await exchanged(pg, home, code, headers=basic, client_id="", client_secret=""))["http"] == 200


async def test_scopes_decide_what_is_told(pg: Playground, home: str) -> None:
    bare = await exchanged(pg, home, await a_code(pg, home, scope="openid"))
    assert not {"name", "oid", "preferred_username", "email"} & set(await checked(pg, bare["id_token"]))
    assert "id_token" not in await exchanged(pg, home, await a_code(pg, home, scope="User.Read"))


async def test_a_guest_is_told_with_the_home_that_they_come_from(pg: Playground, home: str) -> None:
    pg.teams.store.people["noor"].is_guest = True
    assert "Guest" in (await opened(pg, home)).text
    answer = await exchanged(pg, home, await a_code(pg, home, "noor", scope="openid profile"))
    claims = await checked(pg, answer["id_token"])
    assert (claims["tid"], claims["idp"]) == (TENANT, f"https://sts.windows.net/{OTHER_TENANT}/")
    assert claims["email"] == "noor@northwind.example"


async def test_an_account_of_another_tenant_is_not_offered_and_not_taken(pg: Playground, home: str) -> None:
    pg.teams.store.people["noor"].tenant = OTHER_TENANT
    page = await opened(pg, home)
    assert page.asks_who is not None
    assert "noor" not in page.asks_who.people
    async with aiohttp.ClientSession() as session:
        for user, number in (("noor", 50020), ("nobody", 50034)):
            form = {"user": user, "answer": "continue"}
            async with session.post(address(pg, home), data=form, allow_redirects=False) as answer:
                assert f"AADSTS{number}: " in await answer.text()
        origin = {"Origin": "https://evil.example"}
        async with session.post(address(pg, home), data={"user": "ada"}, headers=origin) as answer:
            assert answer.status == 403


async def test_a_hint_chooses_the_account_unless_the_choice_is_asked_for(pg: Playground, home: str) -> None:
    hint = "Grace@northwind.example"
    assert 'value="grace" required checked' in (await opened(pg, home, login_hint=hint)).text
    picked = await opened(pg, home, login_hint=hint, prompt="select_account")
    assert 'value="ada" required checked' in picked.text


@pytest.mark.parametrize(
    ("changed", "error", "number"),
    [
        ({"response_type": "id_token"}, "unsupported_response_type", 700054),
        ({"response_type": ""}, "invalid_request", 900144),
        ({"scope": ""}, "invalid_request", 900144),
        ({"scope": "openid Mail.Everything"}, "invalid_scope", 70011),
        ({"response_mode": "pigeon"}, "invalid_request", 70007),
        ({"code_challenge": "short"}, "invalid_request", 501491),
        ({"prompt": "maybe"}, "invalid_request", 90023),
        ({"prompt": "none"}, "login_required", 50058),
    ],
)
async def test_a_wrong_request_goes_back_to_the_app(
    pg: Playground, home: str, changed: dict[str, str], error: str, number: int
) -> None:
    back = told(await opened(pg, home, **changed))
    assert (back["error"], back["state"]) == (error, "s1")
    assert back["error_description"].startswith(f"AADSTS{number}: ")


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"redirect_uri": "https://elsewhere.example/sign-in/back"}, 50011),
        ({"redirect_uri": "{home}/sign-in"}, 50011),
        ({"redirect_uri": "{home}/Sign-in/back"}, 50011),
        ({"redirect_uri": ""}, 50011),
        ({"client_id": "someone"}, 700016),
        ({"tenant": OTHER_TENANT}, 700016),
        ({"tenant": "common"}, 50194),
        ({"tenant": "nowhere"}, 90002),
    ],
)
async def test_nobody_is_led_away_for_an_app_that_isn_t_known(
    pg: Playground, home: str, changed: dict[str, str], number: int
) -> None:
    page = await opened(pg, home, **{name: value.format(home=home) for name, value in changed.items()})
    assert page.url.startswith(pg.url)
    assert (page.status, f"AADSTS{number}: " in page.text) == (200, True)


async def test_of_this_machine_s_addresses_the_port_doesn_t_count(pg: Playground, home: str) -> None:
    await admin.configure(pg.teams, {"redirect_uris": [f"http://127.0.0.1:1{PATH}"]})
    assert (await exchanged(pg, home, await a_code(pg, home)))["http"] == 200
    await admin.configure(pg.teams, {"redirect_uris": ["http://127.0.0.1"]})
    async with Browser("ada") as browser:
        await browser.signs_in(address(pg, home, redirect_uri=home))
    assert browser.visited[-1].startswith(f"{home}/?code=")


@pytest.mark.parametrize(
    "wrong", ["http://app.example", "app.example", "https://app.example/$", f"https://app.example/{'a' * 250}"]
)
async def test_the_registration_takes_what_entra_takes(pg: Playground, wrong: str) -> None:
    with pytest.raises(HumanError, match="redirect_uris"):
        await admin.configure(pg.teams, {"redirect_uris": [wrong]})
    assert pg.teams.settings.redirect_uris == ()
