"""Who is let in: what is not truly Teams', not for us, or of somebody else leaves nothing stored."""

import asyncio
import io
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from playground.teams import forging
from tests.adapters.teams.inbound.world import World, a_world


async def given(world: World, **changed: Any) -> tuple[int, Any]:
    """Deliver a message that is changed, under a token that is good."""
    activity = {**forging.activity(world.teams, "@Bridge hello"), **changed}
    return await forging.deliver(world.teams, activity, forging.genuine(world.teams))


async def raw(world: World, body: Any, **headers: str) -> int:
    """Post bytes as they are."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(world.teams.settings.messages_url, data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_a_genuine_delivery_is_taken(world: World) -> None:
    activity = forging.activity(world.teams)
    activity["conversation"]["id"] = "19:support@thread.tacv2;messageid=17"

    assert await forging.deliver(world.teams, activity, forging.genuine(world.teams)) == (200, "")
    assert len(world.inbox.stored) == 1


@pytest.mark.parametrize("forgery", list(forging.TOKENS))
async def test_a_forged_token_is_refused_and_nothing_is_stored(world: World, forgery: str) -> None:
    status, body = await forging.deliver(
        world.teams, forging.activity(world.teams), forging.TOKENS[forgery](world.teams)
    )

    assert (status, json.loads(body)) == (401, {"error": "signature_invalid"})
    assert world.inbox.stored == []


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer ...."])
async def test_without_a_token_nothing_is_taken(world: World, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}

    status, _ = await forging.deliver(world.teams, forging.activity(world.teams), None, headers=headers)

    assert status == 401
    assert world.inbox.stored == []


async def test_another_tenant_is_refused(world: World) -> None:
    activity = forging.other_tenant(world.teams)

    status, body = await forging.deliver(world.teams, activity, forging.genuine(world.teams))

    assert (status, json.loads(body)) == (403, {"error": "sender_refused"})
    assert world.inbox.stored == []


@pytest.mark.parametrize("where", ["conversation", "channelData"])
async def test_a_tenant_that_is_ours_in_one_place_only_is_refused(world: World, where: str) -> None:
    activity = {**forging.activity(world.teams), where: forging.other_tenant(world.teams)[where]}

    assert (await forging.deliver(world.teams, activity, forging.genuine(world.teams)))[0] == 403


async def test_an_activity_that_names_no_tenant_is_refused(world: World) -> None:
    assert (await given(world, conversation={"id": "a:1"}, channelData={}))[0] == 403
    assert (await given(world, conversation="a:1", channelData=[]))[0] == 403


async def test_a_tenant_that_is_listed_is_let_in() -> None:
    other = "7e4a0000-0000-4000-8000-0000000000a2"
    async with a_world(allowed_tenants=("contoso", other)) as world:
        activity = forging.other_tenant(world.teams)
        activity["conversation"] |= {"id": "19:support@thread.tacv2;messageid=17"}

        assert (await forging.deliver(world.teams, activity, forging.genuine(world.teams)))[0] == 200
        assert (await given(world))[0] == 403
        assert [one.body.person.partition("/")[0] for one in world.inbox.stored] == [other]  # type: ignore[union-attr]


async def test_a_key_that_does_not_speak_for_teams_is_refused(world: World) -> None:
    forging.not_endorsed(world.teams)

    assert (await given(world))[0] == 403
    assert world.inbox.stored == []


async def test_an_activity_of_another_channel_is_refused(world: World) -> None:
    assert (await given(world, channelId="webchat"))[0] == 403
    assert (await given(world, channelId=None))[0] == 403


async def test_an_activity_without_a_service_is_refused(world: World) -> None:
    assert (await given(world, serviceUrl=None))[0] == 401
    assert (await given(world, serviceUrl=world.teams.service_url.rstrip("/")))[0] == 401
    assert world.inbox.stored == []


async def test_a_service_that_is_not_listed_is_refused() -> None:
    async with a_world(service_url="https://smba.example/amer", service_urls=("smba.example",)) as world:
        assert (await given(world))[0] == 403
        assert world.inbox.stored == []
        assert await world.memory.recall(f"service:{world.teams.settings.tenant}") is None


async def test_an_issuer_is_believed_with_its_own_keys_only() -> None:
    issuer = "https://sts.windows.net/contoso/"
    other = {"issuer": issuer, "metadata_url": "https://127.0.0.1:9/nowhere"}
    async with a_world(other_issuers=(other,)) as world:
        token = forging.wrong_issuer(world.teams)
        assert (await forging.deliver(world.teams, forging.activity(world.teams), token))[0] == 401
        assert (await given(world))[0] == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"x"', b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_no_activity_is_refused(world: World, body: bytes) -> None:
    assert await raw(world, body, Authorization=f"Bearer {forging.genuine(world.teams)}") == 400


async def test_an_activity_of_no_type_is_refused(world: World) -> None:
    assert (await given(world, type=None))[0] == 400


async def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(world: World) -> None:
    token = f"Bearer {forging.genuine(world.teams)}"

    async def endless() -> Any:
        for _ in range(40):
            yield b" " * 65_536

    assert await raw(world, io.BytesIO(b" " * 1_100_000), Authorization=token) == 413
    assert await raw(world, endless(), Authorization=token) == 413


async def test_a_token_is_looked_at_before_the_body(world: World) -> None:
    assert await raw(world, b"{", Authorization="Bearer x") == 401


async def test_keys_that_are_changed_are_found_without_a_restart(world: World) -> None:
    assert (await given(world))[0] == 200

    for _ in range(3):
        world.teams.rotate_keys()
        assert (await given(world))[0] == 200


async def test_a_token_that_was_good_is_refused_once_it_has_run_out_or_its_key_is_gone(world: World) -> None:
    token = forging.genuine(world.teams)
    activity = forging.activity(world.teams)
    assert (await forging.deliver(world.teams, activity, token))[0] == 200
    assert (await forging.deliver(world.teams, activity, token))[0] == 200

    await world.time.advance(3600 + 301)
    assert (await forging.deliver(world.teams, activity, token))[0] == 401

    token = forging.genuine(world.teams)
    assert (await forging.deliver(world.teams, activity, token))[0] == 200
    world.teams.rotate_keys()
    assert (await given(world))[0] == 200
    assert (await forging.deliver(world.teams, activity, token))[0] == 401


async def test_a_good_token_with_one_sign_changed_is_another(world: World) -> None:
    token = forging.genuine(world.teams)
    assert (await forging.deliver(world.teams, forging.activity(world.teams), token))[0] == 200

    head, body, signature = token.split(".")
    changed = f"{head}.{body}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    assert (await forging.deliver(world.teams, forging.activity(world.teams), changed))[0] == 401


async def test_a_flood_of_unknown_keys_asks_microsoft_once_in_five_seconds(world: World) -> None:
    assert (await given(world))[0] == 200
    assert await forged(world) == 401
    before = _asked(world)

    answers = [asyncio.create_task(forged(world)) for _ in range(20)]
    await _until(lambda: _waiting(world) == 20)
    assert _asked(world) == before
    await world.time.advance(5)

    assert await asyncio.gather(*answers) == [401] * 20
    assert _asked(world) == before + 1


async def test_a_new_key_is_believed_in_the_midst_of_forged_ones(world: World) -> None:
    assert (await given(world))[0] == 200
    assert await forged(world) == 401
    others = [asyncio.create_task(forged(world)) for _ in range(5)]

    world.teams.rotate_keys()
    genuine = asyncio.create_task(given(world))
    await _until(lambda: _waiting(world) == 6)
    await world.time.advance(5)

    assert (await genuine)[0] == 200
    assert await asyncio.gather(*others) == [401] * 5


async def test_no_more_than_fifty_wait_for_new_keys_and_the_others_are_asked_to_come_again(world: World) -> None:
    assert (await given(world))[0] == 200
    assert await forged(world) == 401
    answers = [asyncio.create_task(forged(world)) for _ in range(60)]
    await _until(lambda: (_waiting(world), sum(one.done() for one in answers)) == (50, 10))
    waiting = [one for one in answers if not one.done()]
    assert [one.result() for one in answers if one.done()] == [503] * 10
    world.teams.rotate_keys()
    assert (await given(world))[0] == 503

    await world.time.advance(5)

    assert [await one for one in waiting] == [401] * 50
    assert (await given(world))[0] == 200


@pytest.mark.parametrize("kind", ["500", "reset", "502"])
async def test_without_any_keys_teams_is_asked_to_come_again(world: World, kind: str) -> None:
    world.pg.faults.add("keys", kind, vendor="teams", times=None)

    assert (await given(world))[0] == 503
    assert world.inbox.stored == []

    world.pg.faults.clear()
    assert (await given(world))[0] == 503
    await world.time.advance(5)
    assert (await given(world))[0] == 200


async def test_old_keys_serve_on_while_microsoft_gives_none(world: World) -> None:
    assert (await given(world))[0] == 200
    world.pg.faults.add("keys", "500", vendor="teams", times=None)
    await world.time.advance(25 * 3600)

    assert (await given(world))[0] == 200


async def test_a_key_that_is_new_while_microsoft_gives_none_is_not_refused_for_good(world: World) -> None:
    assert (await given(world))[0] == 200
    world.teams.rotate_keys()
    world.pg.faults.add("keys", "500", vendor="teams", times=None)
    assert (await given(world))[0] == 503

    world.pg.faults.clear()
    await world.time.advance(5)
    assert (await given(world))[0] == 200


async def forged(world: World) -> int:
    """Deliver with a token whose key nobody has; give the status."""
    return (await forging.deliver(world.teams, forging.activity(world.teams), forging.unknown_kid(world.teams)))[0]


def _waiting(world: World) -> int:
    """Count the requests that wait for keys to be asked for again."""
    gate = world.adapter._gate  # noqa: SLF001 - nothing else tells how many
    return sum(keys._waiting for keys in {one.keys for one in gate._authorities.values()})  # noqa: SLF001 - the same


async def _until(look: Callable[[], bool]) -> None:
    """Wait until requests have come as far as this: how long they take is the machine's affair."""
    async with asyncio.timeout(60):
        while not look():  # noqa: ASYNC110 - it is real I/O that is waited for
            await asyncio.sleep(0.005)


def _asked(world: World) -> int:
    """Count how often the list of keys was asked for."""
    return sum("keys" in str(one["path"]) for one in world.pg.traffic.after(0))
