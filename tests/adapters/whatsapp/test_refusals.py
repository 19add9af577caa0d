"""What Meta refuses on WhatsApp is judged by what may have been done, and told without Meta's own words."""

from collections.abc import Callable

import pytest

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from tests.adapters.meta.refusing import check, expires, fault
from tests.adapters.whatsapp.world import MIAS, World, a_world


def refused_by(code: int) -> Callable[[World], None]:
    def refuse(world: World) -> None:
        world.mia.refused = code

    return refuse


def allows_no_more(world: World) -> None:
    world.meta.meta.settings.limits["pair_burst"] = 0


@pytest.mark.parametrize(
    ("trouble", "detail", "kind", "said"),
    [
        (refused_by(131047), "meta 400/131047", Permanent, "whatsapp_closed"),
        (refused_by(131026), "meta 400/131026", Unreachable, "whatsapp_undeliverable"),
        (expires, "meta 401/190/463", Permanent, "whatsapp_auth"),
        (refused_by(132000), "meta 400/132000", Permanent, "whatsapp_template_places"),
        (refused_by(132001), "meta 404/132001", Permanent, "whatsapp_template_unknown"),
        (refused_by(132005), "meta 400/132005", Permanent, "whatsapp_template_long"),
        (refused_by(132007), "meta 400/132007", Permanent, "whatsapp_template_content"),
        (refused_by(132012), "meta 400/132012", Permanent, "whatsapp_template_places"),
        (refused_by(132015), "meta 400/132015", Permanent, "whatsapp_template_paused"),
        (refused_by(132016), "meta 400/132016", Permanent, "whatsapp_template_disabled"),
        (refused_by(132018), "meta 400/132018", Permanent, "whatsapp_template_value"),
        (refused_by(132068), "meta 400/132068", Permanent, "whatsapp_template"),
        (refused_by(131053), "meta 400/131053", Permanent, "whatsapp_media"),
        (refused_by(999), "meta 400/999", Permanent, "whatsapp_error"),
        (fault("429"), "meta 400/130429", Transient, None),
        (allows_no_more, "meta 400/131056", Transient, None),
        (fault("500"), "meta 500/131000", Uncertain, None),
        (fault("reset"), "meta: ServerDisconnectedError", Uncertain, None),
    ],
)
async def test_a_failure_is_judged_by_what_may_have_been_done(
    trouble: Callable[[World], None], detail: str, kind: type[DeliveryFailed], said: str | None
) -> None:
    async with a_world() as world:
        trouble(world)

        failure = await check(world, MIAS, detail, kind, said)
        if trouble is allows_no_more:
            assert isinstance(failure, Transient)
            assert (failure.retry_after, failure.throttled) == (6.0, True)
