"""What strangers and accidents send: a clear answer each, and nothing stored of what is refused."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession

from bridge.store import inbox
from tests.scenarios.customer import Customer
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import talking
from tests.scenarios.teams.alone import rotates_keys
from tests.scenarios.world import World, a_world

LONG = "x" * 100_000


async def test_a_bad_signature_is_refused_and_nothing_is_stored() -> None:
    async with a_world() as world:
        before = await _rows(world)
        body = world.desk.platform.message(world.desk.agent("ada").user, "hello")
        for wrong, headers in world.desk.platform.forged(body).items():
            for path in world.desk.platform.paths:
                assert await _status(world, path, body, headers) == 401, wrong
        assert await _rows(world) == before


@pytest.mark.desks("teams", because=Difference.SIGNATURE)
async def test_keys_that_change_are_learnt_without_a_restart() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("before")
        await customer.hears("before")
        rotates_keys(world)
        await ada.writes("after")
        await customer.hears("after")


async def test_a_body_that_is_no_json_object_is_refused_and_does_not_come_again() -> None:
    async with a_world() as world, ClientSession() as session:
        platform = world.desk.platform
        for body in (b"{", b"[]", b"null", b"", b"[" * 50_000):
            url, headers = f"{world.url}{platform.paths[0]}", platform.signed(body)
            async with session.post(url, data=body, headers=headers) as answer:
                assert answer.status == 400, body
                assert platform.gives_up_by.items() <= answer.headers.items()
                assert (await answer.json())["error"]


async def test_an_event_without_sense_is_taken_and_forgotten() -> None:
    async with a_world() as world:
        for body in world.desk.platform.senseless():
            assert await _comes(world, body) == 200, body


async def test_a_body_beyond_the_limit_is_refused() -> None:
    async with a_world() as world:
        body = world.desk.platform.message(world.desk.agent("ada").user, "x" * 1_100_000)
        assert await _comes(world, body) == 413


async def test_an_agents_hundred_thousand_characters_are_not_cut_in_silence() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        body = world.desk.platform.message(ada.user, LONG, await world.desk.root())
        assert await _comes(world, body) == 200
        await world.quiet()
        arrived = "".join(customer.texts())
        told = "\n".join([*await world.desk.lines(), *ada.heard()])
        assert arrived == LONG or "too long" in told or "so this was not sent" in told


async def test_a_customers_hundred_thousand_characters_are_refused_in_words() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        answer = await customer.tries("x" * 10_000)
        assert answer["t"] == "refused"
        assert answer["code"] == "too_long"
        assert "4000" in answer["message"]
        assert await _says_too_much(world, customer)
        await customer.leaves()
        await customer.opens()
        await customer.says("shorter, then")
        await world.desk.shows("shorter, then")


@pytest.mark.desks("slack", because=Difference.TRIGGER)
async def test_a_trigger_that_is_too_old_is_answered_in_words() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await world.quiet()
        world.desk.fails(Call.FORM, "delay", delay_ms=4000)
        await ada.clicks_on_card("Invite…")
        await world.clock.advance(5)
        await ada.is_told("Please click again.")
        await ada.clicks_on_card("Invite…")
        await ada.fills_in(agent="Grace Hopper")
        await world.desk.agent("grace").is_told("invites you")


async def test_a_form_with_a_wrong_answer_says_so_at_its_field() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("Note…")
        with pytest.raises(Exception, match="check the marked fields"):
            await ada.fills_in(text="")
        await customer.ends()
        await customer.hears("The chat has ended.")


async def test_frames_that_are_no_frames_are_refused_in_words() -> None:
    async with a_world() as world:
        customer = await world.customer()
        for text in ("{", "[]", '{"t": 5}', '{"t": "say", "id": "short", "text": "x"}'):
            answer = await _answer(world, customer, text)
            assert answer["t"] == "refused"
            assert answer["message"]
        await customer.says("well formed")


async def test_a_page_of_a_stranger_gets_no_session() -> None:
    async with a_world() as world, ClientSession() as session:
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
            async with session.post(f"{world.url}/widget/session", json={}, headers=headers) as answer:
                assert answer.status == 403
                assert (await answer.json())["error"]["message"]


async def _rows(world: World) -> int:
    """Count what has come in, in whatever state; the start itself puts routing's own rows there."""
    return sum((await world.read(inbox.counts)).values())


async def _comes(world: World, body: bytes) -> int:
    """Let a request come that is signed as it should be."""
    platform = world.desk.platform
    return await _status(world, platform.paths[0], body, platform.signed(body))


async def _status(world: World, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    async with (
        ClientSession() as session,
        session.post(f"{world.url}{path}", data=BytesIO(body), headers=headers) as answer,
    ):
        return answer.status


async def _says_too_much(world: World, customer: Customer) -> bool:
    """Say a hundred thousand characters: told in words, or by the close of a socket that takes no such frames."""
    seen = len(customer.frames)
    await customer.sends(json.dumps({"t": "say", "id": "0123456789", "text": LONG, "files": []}))
    return await world.until(
        lambda: any(one["t"] == "refused" for one in customer.frames[seen:]) or not customer.is_here, "a refusal"
    )


async def _answer(world: World, customer: Customer, frame: str) -> dict[str, Any]:
    seen = len(customer.frames)
    await customer.sends(frame)
    await world.until(lambda: len(customer.frames) > seen, f"an answer to {frame}", patience=0)
    return customer.frames[-1]
