"""Meta ends a version of its Graph API after some years: which one is called is a setting."""

from tests.adapters.around import outbound
from tests.adapters.messenger.world import MIAS as ON_MESSENGER
from tests.adapters.messenger.world import a_world as a_messenger
from tests.adapters.whatsapp.world import MIAS as ON_WHATSAPP
from tests.adapters.whatsapp.world import a_world as a_whatsapp


async def test_messenger_calls_the_version_that_is_set() -> None:
    async with a_messenger(graph_version="v24.0") as world:
        await world.adapter.port.send(outbound(ON_MESSENGER, "hello"))

        assert {one.path.split("/")[2] for one in world.meta.calls} == {"v24.0"}


async def test_whatsapp_calls_the_version_that_is_set() -> None:
    async with a_whatsapp(graph_version="v24.0") as world:
        await world.adapter.port.send(outbound(ON_WHATSAPP, "hello"))

        assert {one.path.split("/")[2] for one in world.meta.calls} == {"v24.0"}
