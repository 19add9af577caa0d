"""Sign in with Slack, as its pages describe it."""

import base64
import hashlib

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack import admin
from playground.slack.errors import HumanError
from playground.slack.openid_claims import at_hash
from tests.playground.returning import PATH, told
from tests.playground.slack_sign_in import BASE, SETTINGS, a_code, address, called, checked, exchanged
from tests.scenarios.signing_in import Browser, Page


async def test_a_person_who_continues_is_named_by_a_signed_token(pg: Playground, home: str, clock: FakeClock) -> None:
    async with Browser("U0ADA") as browser:
        page = await browser.opens(address(pg, home))
        assert "Deskbridge asks who you are in the Slack workspace Northwind." in page.text
        back = told(await browser.signs_in(address(pg, home)))
    assert back["state"] == "s1"
    answer = await exchanged(pg, home, back["code"])
    assert (answer["ok"], answer["token_type"]) == (True, "Bearer")
    claims = await checked(pg, answer["id_token"])
    assert (claims["sub"], claims[f"{BASE}/user_id"], claims["iss"]) == ("U0ADA", "U0ADA", BASE)
    assert (claims["name"], claims["email"], claims["email_verified"]) == (
        "Ada Lovelace",
        "ada@northwind.example",
        True,
    )
    assert claims["exp"] - claims["iat"] == 300
    assert claims["at_hash"] == at_hash(answer["access_token"])
    assert (claims["picture"], claims["auth_time"]) == (f"{pg.url}/slack/avatar/U0ADA.svg", int(clock.now()))


async def test_a_person_who_cancels_goes_back_with_access_denied(pg: Playground, home: str) -> None:
    async with Browser("U0ADA") as browser:
        back = told(await browser.declines(address(pg, home)))
    assert back == {"method": "GET", "error": "access_denied", "state": "s1"}


async def test_a_code_is_good_once_for_ten_minutes(pg: Playground, home: str, clock: FakeClock) -> None:
    code, old = await a_code(pg, home), await a_code(pg, home)
    assert (await exchanged(pg, home, code))["ok"]
    assert (await exchanged(pg, home, code))["error"] == "code_already_used"
    await clock.advance(600)
    assert (await exchanged(pg, home, old))["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "wrong"}, "bad_client_secret"),
        ({"code": "wrong"}, "invalid_code"),
        ({"redirect_uri": ""}, "bad_redirect_uri"),
        ({"redirect_uri": "https://elsewhere.example"}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
    ],
)
async def test_a_wrong_exchange_is_refused_in_slack_s_words_and_costs_no_code(
    pg: Playground, home: str, changed: dict[str, str], error: str
) -> None:
    code = await a_code(pg, home)
    assert await exchanged(pg, home, **({"code": code} | changed)) == {"ok": False, "error": error}
    assert (await exchanged(pg, home, code))["ok"]


async def test_the_client_may_name_itself_in_the_header_or_in_json(pg: Playground, home: str) -> None:
    pair = base64.b64encode(f"{SETTINGS.client_id}:{SETTINGS.client_secret}".encode()).decode()
    body = {"code": await a_code(pg, home), "redirect_uri": f"{home}{PATH}"}
    assert (await called(pg, "openid.connect.token", body, headers={"Authorization": f"Basic {pair}"}))["ok"]
    named = {"client_id": SETTINGS.client_id, "client_secret": SETTINGS.client_secret}
    body["code"] = await a_code(pg, home)
    assert (await called(pg, "openid.connect.token", json=body | named))["ok"]
    wrong = {"Authorization": "Basic nonsense"}
    assert (await called(pg, "openid.connect.token", body, headers=wrong))["error"] == "invalid_client_id"


async def test_a_challenge_wants_its_verifier(pg: Playground, home: str) -> None:
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    code = await a_code(pg, home, code_challenge=challenge, code_challenge_method="S256")
    assert not (await exchanged(pg, home, code))["ok"]
    assert not (await exchanged(pg, home, code, code_verifier="w" * 43))["ok"]
    assert (await exchanged(pg, home, code, code_verifier=verifier))["ok"]


async def test_scopes_decide_what_is_told(pg: Playground, home: str) -> None:
    answer = await exchanged(pg, home, await a_code(pg, home, scope="openid"))
    claims = await checked(pg, answer["id_token"])
    assert not {"name", "picture", "email"} & set(claims)
    header = {"Authorization": f"Bearer {answer['access_token']}"}
    told_later = await called(pg, "openid.connect.userInfo", headers=header)
    assert (told_later["sub"], "email" in told_later) == ("U0ADA", False)


async def test_who_has_signed_in_can_be_asked_for_again(pg: Playground, home: str, clock: FakeClock) -> None:
    answer = await exchanged(pg, home, await a_code(pg, home))
    header = {"Authorization": f"Bearer {answer['access_token']}"}
    pg.slack.store.users["U0ADA"].real_name = "Ada King"
    info = await called(pg, "openid.connect.userInfo", headers=header)
    assert (info["name"], info[f"{BASE}/team_id"]) == ("Ada King", "T0DEMO")
    assert (await called(pg, "openid.connect.userInfo"))["error"] == "not_authed"
    wrong = {"Authorization": "Bearer xoxp-wrong"}
    assert (await called(pg, "openid.connect.userInfo", headers=wrong))["error"] == "invalid_auth"
    bot = {"Authorization": "Bearer xoxb-playground"}
    assert (await called(pg, "openid.connect.userInfo", headers=bot))["error"] == "not_allowed_token_type"
    assert (await called(pg, "users.list", headers=header))["error"] == "not_allowed_token_type"
    pg.slack.store.users["U0ADA"].deleted = True
    assert (await called(pg, "openid.connect.userInfo", headers=header))["error"] == "account_inactive"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid chat:write"}, "invalid_scope"),
        ({"team": "T0OTHER"}, "invalid_team_for_non_distributed_app"),
        ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_a_wrong_request_goes_back_to_the_app(
    pg: Playground, home: str, changed: dict[str, str], error: str
) -> None:
    async with Browser("U0ADA") as browser:
        back = told(await browser.opens(address(pg, home, **changed)))
    assert back == {"method": "GET", "error": error, "state": "s1"}


@pytest.mark.parametrize("wrong", ["http://127.0.0.1:1/sign-in", "https://elsewhere.example/x", "{home}/../x", ""])
async def test_nobody_is_led_to_an_address_that_isn_t_the_app_s(pg: Playground, home: str, wrong: str) -> None:
    pg.slack.settings.redirect_urls = () if not wrong else (f"{home}/sign-in",)
    async with Browser("U0ADA") as browser:
        page = await browser.opens(address(pg, home, redirect_uri=wrong.format(home=f"{home}/sign-in")))
    assert (page.status, "redirect_uri did not match any configured URIs" in page.text) == (400, True)


async def test_an_address_below_a_registered_one_serves_and_the_first_if_none_is_named(
    pg: Playground, home: str
) -> None:
    pg.slack.settings.redirect_urls = (f"{home}/sign-in", f"{home}/other")
    code = await a_code(pg, home, redirect_uri="")
    assert (await exchanged(pg, home, code, redirect_uri=""))["ok"]
    async with Browser("U0ADA") as browser:
        near = await browser.opens(address(pg, home, redirect_uri=f"{home}/sign-in-too"))
    assert near.status == 400


@pytest.mark.parametrize("wrong", ["http://app.example/back", "app.example", "https://app.example/#here"])
async def test_the_app_s_page_takes_redirect_urls_by_https_or_to_this_machine(pg: Playground, wrong: str) -> None:
    await admin.configure(pg.slack, {"redirect_urls": ["https://app.example", "http://localhost:1"]})
    with pytest.raises(HumanError, match="redirect_urls"):
        await admin.configure(pg.slack, {"redirect_urls": [wrong]})
    assert pg.slack.settings.redirect_urls == ("https://app.example", "http://localhost:1")


async def test_only_people_who_work_here_can_be_chosen_and_only_on_the_page(pg: Playground, home: str) -> None:
    pg.slack.store.users["U0GRACE"].deleted = True
    url = address(pg, home)
    async with Browser("U0ADA") as browser:
        page = await browser.opens(url)
        assert page.asks_who is not None
        assert not {"U0GRACE", "U0BRIDGE"} & set(page.asks_who.people)
        for user in ("U0GRACE", "U0BRIDGE", ""):
            form = {"user": user, "answer": "continue"}
            async with browser.session.post(url, data=form, allow_redirects=False) as answer:
                assert answer.status == 403
        elsewhere = {"Origin": "https://evil.example"}
        form = {"user": "U0ADA", "answer": "continue"}
        async with browser.session.post(url, data=form, headers=elsewhere, allow_redirects=False) as answer:
            assert answer.status == 403


async def test_what_an_address_says_is_escaped_on_the_page(pg: Playground, home: str) -> None:
    async with Browser("U0ADA") as browser:
        page: Page = await browser.opens(address(pg, home, redirect_uri="https://x.example/<script>alert(1)</script>"))
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text
