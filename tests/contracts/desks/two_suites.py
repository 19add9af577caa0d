"""A bridge on two desks at once: agents at the one, an expert at the other."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import yaml

import adapters
from bridge.app import Server
from bridge.bootstrap import Bridge, build
from bridge.cli.settings import read
from playground.server import Playground
from tests.clock import FakeClock
from tests.contracts.desks.chain_people import ChainPeople
from tests.contracts.desks.people import People
from tests.contracts.desks.two_desks import IN_PLAYGROUND, TwoDesks, settings_of


class Suites:
    """The bridge, the people of both desks, and customers."""

    def __init__(self, bridge: Bridge, clock: FakeClock, here: People, there: People) -> None:
        self._bridge, self._clock = bridge, clock
        self.here, self.there = here, there

    def customer(self, name: str) -> TwoDesks:
        """Give what a customer sees, and the chat with them."""
        return TwoDesks(self._bridge, self.here, self._clock, name)


@asynccontextmanager
async def two_suites(agents: str, experts: str, folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Suites]:
    """Start a bridge whose agents are at one desk, and whose expert, Sam, at another."""
    patch.setitem(adapters.ADAPTERS, "reply_chain", "tests.contracts.desks.reply_chain_adapter")
    clock = FakeClock()
    async with AsyncExitStack() as stack:
        playground = await stack.enter_async_context(Playground(clock=clock.vendor, port=0))
        here, there = _people(agents, playground), _people(experts, playground)
        given = settings_of(here, folder)
        given["desks"][there.kind] = there.section()
        given["experts"] = {"sam": {"name": "Sam Park", "ids": {there.kind: there.sam}}}
        file = folder / "bridge.yaml"
        file.write_text(yaml.safe_dump(given), encoding="utf-8")
        bridge = await build(read([file], {}), clock.bridge)
        server = Server(bridge, "127.0.0.1", 0)
        await server.start()
        stack.push_async_callback(server.stop)
        for one in (here, there):
            await one.meet(bridge, f"http://127.0.0.1:{server.port}")
        yield Suites(bridge, clock, here, there)


def _people(desk: str, playground: Playground) -> People:
    return IN_PLAYGROUND[desk](playground) if desk in IN_PLAYGROUND else ChainPeople()
