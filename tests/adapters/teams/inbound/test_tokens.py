"""The app's own tokens: asked for once, renewed before they end, and in words when they are refused."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from adapters.teams.connector import NoAnswer, TeamsRefused
from adapters.teams.tokens import SignInRefused, SignInUnavailable
from core.errors import AdapterAuthFailed, AdapterNotReady
from tests.adapters.teams.inbound.microsoft import Wired, wired
from tests.adapters.teams.inbound.world import a_world

SAID = {"type": "message"}


@pytest.fixture
async def wire() -> AsyncIterator[Wired]:
    async with wired() as made:
        yield made


def refusal(error: str, *codes: int) -> dict[str, Any]:
    return {"error": error, "error_description": "AADSTS: the secret 'very secret' …", "error_codes": list(codes)}


async def test_many_who_want_a_token_ask_for_one(wire: Wired) -> None:
    found = await asyncio.gather(*(wire.tokens.token() for _ in range(20)))

    assert set(found) == {"token-1"}
    assert wire.microsoft.tokens == 1


async def test_who_gives_up_waiting_takes_nothing_from_the_others(wire: Wired) -> None:
    impatient = asyncio.create_task(wire.tokens.token())
    patient = asyncio.create_task(wire.tokens.token())
    await asyncio.sleep(0)
    impatient.cancel()

    assert await patient == "token-1"


async def test_who_waits_when_all_ends_is_told_that_there_is_none(wire: Wired) -> None:
    waiting = asyncio.create_task(wire.tokens.token())
    await asyncio.sleep(0)
    await wire.tokens.stop()

    with pytest.raises(SignInUnavailable, match="no more tokens"):
        await waiting


async def test_a_token_is_renewed_behind_whoever_wants_it(wire: Wired) -> None:
    await wire.tokens.token()
    await wire.time.advance(3600 - 200)

    assert await wire.tokens.token() == "token-1"
    await wire.tokens._asking  # type: ignore[misc]  # noqa: SLF001 - the renewal
    assert await wire.tokens.token() == "token-2"
    assert wire.microsoft.tokens == 2


async def test_a_sign_in_that_is_down_is_not_noticed_while_the_token_is_good(wire: Wired) -> None:
    await wire.tokens.token()
    wire.microsoft.signs_in(503, {})
    await wire.time.advance(3600 - 200)

    assert await wire.tokens.token() == "token-1"
    await wire.time.advance(190)
    with pytest.raises(SignInUnavailable, match="answers 503"):
        await wire.tokens.token()


async def test_a_token_is_not_shown_in_its_last_moments(wire: Wired) -> None:
    await wire.tokens.token()
    await wire.time.advance(3600 - 20)

    assert await wire.tokens.token() == "token-2"


async def test_a_token_that_was_not_taken_is_not_given_again(wire: Wired) -> None:
    wire.tokens.refuse(await wire.tokens.token())
    wire.tokens.refuse("an older one")

    assert await wire.tokens.token() == "token-2"
    assert await wire.tokens.token() == "token-2"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (refusal("invalid_client", 7000215), "value that counts"),
        (refusal("invalid_client", 7000222), "app_secret has run out"),
        (refusal("unauthorized_client", 700016), "app_id is not known in this tenant"),
        (refusal("invalid_request", 90002), "tenant does not exist"),
        (refusal("invalid_scope", 70011), "token_scope"),
        (refusal("invalid_client"), "app_secret is not right"),
        (refusal("interaction_required", 50076), "interaction_required, AADSTS50076"),
    ],
)
async def test_a_refusal_says_what_to_do_and_nothing_of_the_secret(
    wire: Wired, body: dict[str, Any], words: str
) -> None:
    wire.microsoft.signs_in(401, body)

    with pytest.raises(SignInRefused, match=words) as told:
        await wire.tokens.token()
    assert "very secret" not in str(told.value)


@pytest.mark.parametrize(("status", "body"), [(500, {}), (429, {"error": "x"}), (200, {}), (200, []), (404, {})])
async def test_no_token_may_be_there_in_a_moment(wire: Wired, status: int, body: Any) -> None:
    wire.microsoft.signs_in(status, body)

    with pytest.raises(SignInUnavailable):
        await wire.tokens.token()

    wire.microsoft.sign_in = None
    assert await wire.tokens.token() == "token-2"


async def test_the_credentials_go_to_the_apps_own_tenant(wire: Wired) -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append((request.path, dict(await request.post())))
        return web.json_response({"access_token": "t", "expires_in": "3600"})

    wire.microsoft.sign_in = answer
    await wire.tokens.token()

    assert seen == [
        (
            "/login/contoso/oauth2/v2.0/token",
            {
                "grant_type": "client_credentials",
                "client_id": "b01d",
                "client_secret": "very secret",
                "scope": "https://api.botframework.com/.default",
            },
        )
    ]


async def test_without_a_token_nothing_is_sent(wire: Wired) -> None:
    wire.microsoft.signs_in(401, refusal("invalid_client", 7000222))
    with pytest.raises(TeamsRefused) as refused:
        await wire.connector.send("a:1", SAID)
    assert (refused.value.status, refused.value.code) == (401, "SignInRefused")

    wire.microsoft.signs_in(500, {})
    with pytest.raises(NoAnswer) as silent:
        await wire.connector.send("a:1", SAID)
    assert not silent.value.sent
    assert wire.microsoft.asked == []


async def test_a_wrong_secret_is_told_at_start() -> None:
    async with a_world(app_secret="wrong") as world:
        with pytest.raises(AdapterAuthFailed, match=r"refuses the app of desks\.teams: app_secret is not right"):
            await world.adapter.start()


async def test_a_sign_in_that_is_down_is_tried_again_later() -> None:
    async with a_world() as world:
        world.pg.faults.add("token", "502", vendor="teams")
        with pytest.raises(AdapterNotReady, match="answers 502"):
            await world.adapter.start()
        await world.adapter.start()
