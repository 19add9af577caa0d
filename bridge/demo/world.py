"""A bridge and a playground that know each other, in a folder of their own."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from bridge.app import Server
from bridge.bootstrap import Bridge, build
from bridge.cli.settings import read
from bridge.demo.desks import Desks, environment, files
from bridge.demo.introducing import introduce
from config.schema import Config
from playground.server import Playground

HERE = Path(__file__).parent
CONFIG = HERE / "demo.yaml"
"""The shop; each desk is in a file of its name beside it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the two listen; port 0 takes any free one."""

    host: str = "127.0.0.1"
    bridge_port: int = 8080
    playground_port: int = 8090


@dataclass(slots=True)
class World:
    """The demo's world while it runs."""

    bridge: Bridge
    server: Server
    playground: Playground
    url: str
    desks: Desks


@asynccontextmanager
async def world(addresses: Addresses, desks: Desks = Desks.SLACK, expert: str = "") -> AsyncIterator[World]:
    """Start both, introduce them to each other, and end both. Raises `OSError` when an address is taken."""
    bridge_port = addresses.bridge_port or free_port(addresses.host)
    url = f"http://{addresses.host}:{bridge_port}"
    with tempfile.TemporaryDirectory(prefix="deskbridge-demo-") as folder:
        playground = Playground(
            host=addresses.host, port=addresses.playground_port, bridge_url=url, phone=True, meta=True
        )
        async with playground:
            config = demo_config(addresses.host, bridge_port, playground.url, Path(folder), desks, expert)
            bridge = await build(config)
            server = Server(bridge, addresses.host, bridge_port)
            try:
                await server.start()
                await introduce(playground, bridge, url)
                yield World(bridge, server, playground, url, desks)
            finally:
                await server.stop()


def demo_config(
    host: str, port: int, playground: str, folder: Path, desks: Desks = Desks.SLACK, expert: str = ""
) -> Config:
    """Read the demo's configuration with this run's addresses, its desks, and the desk at which its expert works."""
    env = {
        "DEMO_HOST": host,
        "DEMO_PORT": str(port),
        "DEMO_URL": f"http://{host}:{port}",
        "DEMO_DATABASE": f"sqlite:///{folder / 'demo.db'}",
        "DEMO_FILES": str(folder / "files"),
        "DEMO_KNOWLEDGE": str(HERE / "knowledge"),
        "DEMO_PLAYGROUND": playground,
        "DEMO_PLAYGROUND_HOST": playground.partition("//")[2],
        "DEMO_SECRET": token_hex(32),
        **environment(desks),
    }
    return read([CONFIG, *(HERE / f"{name}.yaml" for name in files(desks, expert))], env)


def free_port(host: str) -> int:
    """Find a port that nobody listens on."""
    import socket  # noqa: PLC0415 - wanted by tests and `--once` only

    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
