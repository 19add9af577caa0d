"""The form vault, in memory and in Redis: a value is given once, to one, and not after its time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bridge.forms.memory_vault import MemoryVault
from bridge.forms.redis_vault import RedisVault
from config.redis import parse
from core.errors import VaultUnreachable
from core.ports import FormVault
from tests.clock import FakeClock

KEEP = timedelta(minutes=15)
SEALED = b"\x00sealed\xff" * 100
Passes = Callable[[timedelta], Awaitable[None]]


@pytest.fixture(params=["memory", "redis"])
async def vault_and_time(request: pytest.FixtureRequest) -> AsyncIterator[tuple[FormVault, Passes]]:
    """A vault, and how its time passes: Redis has a clock of its own."""
    if request.param == "memory":
        clock = FakeClock()

        async def advance(length: timedelta) -> None:
            await clock.advance(length.total_seconds())

        yield MemoryVault(clock.bridge), advance
        return
    vault = RedisVault(parse(request.getfixturevalue("redis_url")), "contract")
    yield vault, lambda length: asyncio.sleep(length.total_seconds())
    await vault.close()


@pytest.fixture
def vault(vault_and_time: tuple[FormVault, Passes]) -> FormVault:
    return vault_and_time[0]


async def test_what_was_put_is_taken_once(vault: FormVault) -> None:
    await vault.put("once", SEALED, KEEP)

    assert await vault.take("once") == SEALED
    assert await vault.take("once") is None


async def test_of_many_takers_one_gets_it(vault: FormVault) -> None:
    await vault.put("many", SEALED, KEEP)
    found = await asyncio.gather(*(vault.take("many") for _ in range(50)))

    assert [one for one in found if one is not None] == [SEALED]


async def test_what_was_dropped_is_gone_and_dropping_nothing_is_no_trouble(vault: FormVault) -> None:
    await vault.put("dropped", SEALED, KEEP)
    await vault.drop("dropped")
    await vault.drop("never there")

    assert await vault.take("dropped") is None


async def test_a_look_leaves_a_value_where_it_is(vault: FormVault) -> None:
    await vault.put("looked at", SEALED, KEEP)

    assert [await vault.holds("looked at") for _ in range(2)] == [True, True]
    assert await vault.take("looked at") == SEALED
    assert [await vault.holds(name) for name in ("looked at", "never there")] == [False, False]


async def test_slots_are_apart(vault: FormVault) -> None:
    await vault.put("one", b"1", KEEP)
    await vault.put("two", b"2", KEEP)

    assert (await vault.take("two"), await vault.take("one")) == (b"2", b"1")


async def test_what_has_grown_old_is_gone(vault_and_time: tuple[FormVault, Passes]) -> None:
    vault, passes = vault_and_time
    await vault.put("old", SEALED, timedelta(milliseconds=40))
    await passes(timedelta(milliseconds=120))

    assert await vault.take("old") is None


async def test_in_redis_a_value_has_an_end_from_the_first_moment_on(redis_url: str) -> None:
    from redis.asyncio import Redis  # noqa: PLC0415 - beside the vault

    vault, client = RedisVault(parse(redis_url), "ends"), Redis.from_url(redis_url)
    await vault.put("slot", SEALED, KEEP)
    left = await client.pttl("ends:form:slot")
    await client.aclose()
    await vault.close()

    assert 0 < left <= KEEP.total_seconds() * 1000


async def test_two_installations_on_one_redis_have_slots_of_their_own(redis_url: str) -> None:
    ours, theirs = (RedisVault(parse(redis_url), prefix) for prefix in ("ours", "theirs"))
    await ours.put("slot", SEALED, KEEP)

    assert await theirs.take("slot") is None
    assert await ours.take("slot") == SEALED
    await ours.close()
    await theirs.close()


async def test_a_redis_that_is_not_there_is_told_as_that() -> None:
    nowhere = RedisVault(parse("redis://127.0.0.1:9"), "nowhere")

    for call in (nowhere.put("a", b"b", KEEP), nowhere.take("a"), nowhere.holds("a"), nowhere.drop("a")):
        with pytest.raises(VaultUnreachable):
            await call
    await nowhere.close()
