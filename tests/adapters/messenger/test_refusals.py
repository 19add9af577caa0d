"""What Meta refuses on Messenger is judged by what may have been done, and told without Meta's own words."""

from collections.abc import Callable

import pytest

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from tests.adapters.messenger.world import MIA, MIAS, World, a_world
from tests.adapters.meta.refusing import check, expires, fault


def closes_the_window(world: World) -> None:
    world.mia.wrote = None


def blocks(world: World) -> None:
    world.mia.blocked = True


def is_nobody(world: World) -> None:
    del world.meta.meta.messenger.store.people[MIA]


def refused_by(code: int) -> Callable[[World], None]:
    def refuse(world: World) -> None:
        world.mia.trouble = code

    return refuse


@pytest.mark.parametrize(
    ("trouble", "detail", "kind", "said"),
    [
        (closes_the_window, "meta 400/10/2018278", Permanent, "messenger_window"),
        (blocks, "meta 400/551/1545041", Unreachable, "messenger_unavailable"),
        (is_nobody, "meta 400/100/2018001", Unreachable, "messenger_unavailable"),
        (expires, "meta 400/190/463", Permanent, "messenger_auth"),
        (fault("missing_scope"), "meta 403/200", Permanent, "messenger_permission"),
        (refused_by(100), "meta 400/100", Permanent, "messenger_error"),
        (refused_by(368), "meta 400/368", Permanent, "messenger_policy"),
        (fault("429"), "meta 400/613", Transient, None),
        (refused_by(4), "meta 400/4", Transient, None),
        (refused_by(1200), "meta 400/1200", Transient, "messenger_busy"),
        (fault("500"), "meta 500/2", Uncertain, None),
        (fault("502"), "meta 502/0", Uncertain, None),
        (fault("reset"), "meta: ServerDisconnectedError", Uncertain, None),
    ],
)
async def test_a_failure_is_judged_by_what_may_have_been_done(
    trouble: Callable[[World], None], detail: str, kind: type[DeliveryFailed], said: str | None
) -> None:
    async with a_world() as world:
        trouble(world)

        await check(world, MIAS, detail, kind, said)
