"""Who a visitor is: tokens, their keys, their times, and the sites that may ask for one."""

from datetime import timedelta

import jwt
import pytest
from aiohttp import ClientSession

from adapters.web.ids import Visitor
from adapters.web.sessions import Sessions, Signer, derive
from core.errors import SignatureInvalid
from core.ids import QueueId
from tests.adapters.web.conftest import SHOP, Browser
from tests.adapters.web.ports import START, HandClock
from tests.adapters.web.world import SECRET, World

MAYA = Visitor("0123456789abcdef0123456789abcdef")
BILLING = QueueId("billing")
DAY = timedelta(days=1)


def test_token_names_its_visitor_until_it_runs_out() -> None:
    sessions = Sessions([SECRET], DAY)
    token = sessions.issue(MAYA, BILLING, START)

    assert sessions.check(token.text, START + DAY - timedelta(seconds=1)).visitor == MAYA
    with pytest.raises(SignatureInvalid):
        sessions.check(token.text, START + DAY)


def test_token_signed_with_a_previous_secret_is_taken_and_with_a_dropped_one_is_not() -> None:
    old = Sessions(["the-old-secret-of-ours"], DAY).issue(MAYA, BILLING, START).text

    assert Sessions([SECRET, "the-old-secret-of-ours"], DAY).check(old, START).visitor == MAYA
    with pytest.raises(SignatureInvalid):
        Sessions([SECRET], DAY).check(old, START)


@pytest.mark.parametrize("algorithm", ["none", "HS384"])
def test_token_with_another_algorithm_is_refused(algorithm: str) -> None:
    claims = {"sub": MAYA.id, "queue": "billing", "aud": "deskbridge-widget", "exp": int((START + DAY).timestamp())}
    key = "" if algorithm == "none" else derive(SECRET, "visitor token") * 2
    forged = jwt.encode(claims, key, algorithm=algorithm)

    with pytest.raises(SignatureInvalid):
        Sessions([SECRET], DAY).check(forged, START)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "é" * 40, "\0"])
def test_nonsense_is_no_token(text: str) -> None:
    with pytest.raises(SignatureInvalid):
        Sessions([SECRET], DAY).check(text, START)


def test_file_signature_can_not_be_used_for_other_words() -> None:
    signer = Signer([SECRET], "file")
    signature = signer.sign("ab", "c")

    assert signer.is_good(signature, "ab", "c")
    assert not signer.is_good(signature, "a", "bc")
    assert not Signer([SECRET], "visitor token").is_good(signature, "ab", "c")


async def test_returning_visitor_is_recognised(browser: Browser) -> None:
    first = await browser.session()
    again = await browser.session(token=first["token"])

    assert first["status"] == 200
    assert (again["visitor"], again["token"]) == (first["visitor"], first["token"])


async def test_token_past_half_of_its_life_is_renewed_for_the_same_visitor(browser: Browser, clock: HandClock) -> None:
    first = await browser.session()
    clock.move(100 * 86400)
    again = await browser.session(token=first["token"])

    assert again["visitor"] == first["visitor"]
    assert again["expires_at"] > first["expires_at"]


async def test_bad_token_makes_a_new_visitor(browser: Browser) -> None:
    first = await browser.session()
    again = await browser.session(token=first["token"][:-3] + "AAA")

    assert again["status"] == 200
    assert again["visitor"] != first["visitor"]


async def test_page_of_another_queue_keeps_the_visitor_and_gets_that_queues_limits(browser: Browser) -> None:
    first = await browser.session(queue="billing")
    other = await browser.session(queue="sales", token=first["token"])

    assert other["visitor"] == first["visitor"]
    assert other["settings"]["queue"] == "sales"
    assert other["settings"]["attachments"]["max_files"] == 1


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "https://shop.example.evil.example"])
async def test_session_is_refused_to_a_foreign_site(browser: Browser, origin: str) -> None:
    answer = await browser.session(origin=origin)

    assert (answer["status"], answer["error"]["code"]) == (403, "origin_refused")


async def test_session_is_given_to_an_allowed_site(browser: Browser) -> None:
    assert (await browser.session(origin=SHOP))["status"] == 200


async def test_unknown_queue_is_refused_and_the_known_ones_are_named(browser: Browser) -> None:
    answer = await browser.session(queue="biling")

    assert answer["status"] == 400
    assert "billing, sales" in answer["error"]["message"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"token": 5}', b"\xff\xfe"])
async def test_malformed_session_request_is_refused(world: World, http: ClientSession, body: bytes) -> None:
    async with http.post(f"{world.url}/widget/session", data=body, headers={"Origin": world.url}) as response:
        assert response.status == 400
        assert (await response.json())["error"]["code"] == "malformed"


async def test_too_many_sessions_from_one_address_are_slowed_down_and_then_served_again(
    browser: Browser, clock: HandClock
) -> None:
    statuses = {(await browser.session())["status"] for _ in range(200)}
    refused = await browser.session()
    clock.move(2)

    assert statuses == {200}
    assert (refused["status"], refused["error"]["code"]) == (429, "slow_down")
    assert (await browser.session())["status"] == 200
