"""A run: people talk, the platform lies, the process dies or the platform goes away; then rest, and the ledger.

Rule: everything that is left to chance comes from one seed, which the report shows. Timing is the machine's, so the
same seed makes the same plan and not quite the same run.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playground.server import Playground
from tests.crash import stored
from tests.crash.ledger import Ends, Verdict, judge
from tests.crash.process import Bridge, ended
from tests.crash.settings import write_config
from tests.crash.slack_workspace import SlackWorkspace
from tests.crash.teams_workspace import TeamsWorkspace
from tests.crash.troubles import Lying, Trouble, drawn, put
from tests.crash.window import Window
from tests.crash.workspace import Workspace
from tests.servers import free_port

WORKSPACES: Mapping[str, type[Workspace]] = {"slack": SlackWorkspace, "teams": TeamsWorkspace}
REST = 200.0
"""Seconds for everything to come to rest."""
RETRIES = (0.0, 4.0, 12.0)
"""The platform's pauses before it repeats an event. Slack's own are 0, 60 and 300, which `--retries slack` takes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does."""

    seed: int
    kills: int = 0
    outages: int = 0
    chats: int = 12
    desk: str = "slack"
    history: bool = True
    """Whether the app may read the channel's history."""
    retry_seconds: tuple[float, ...] = RETRIES
    patience: float = REST


@dataclass(slots=True)
class Run:
    """A run under way."""

    plan: Plan
    folder: Path
    bridge: Bridge
    workspace: Workspace
    chance: random.Random
    windows: list[Window] = field(default_factory=list)
    crashes: list[float] = field(default_factory=list)
    outages: int = 0
    began: float = field(default_factory=time.time)
    rested_in: float = 0.0
    _talk: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The bridge's file."""
        return self.folder / "bridge.db"

    async def begin(self, before: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start the bridge, let the agents be ready and the first customers come."""
        await self.workspace.begin(self.plan.retry_seconds)
        await self.bridge.start(before, environment)
        await self.workspace.knows(self.bridge.url)
        if not self.plan.history:
            self.workspace.refuse_history()
        await self.workspace.agents_are_ready()
        await self.until(lambda: self.workspace.is_quiet, "the agents to be ready", 20)
        for _ in range(self.plan.chats):
            self.comes()
        await self.until(lambda: len(self.workspace.threads) == self.plan.chats, "a thread for each chat", 30)

    def comes(self) -> None:
        """Let a new customer come and talk."""
        window = Window(self.bridge.url, len(self.windows), random.Random(self.chance.getrandbits(64)))
        self.windows.append(window)
        window.open()
        window.say()
        self._talk += [asyncio.create_task(self._customer(window)), asyncio.create_task(self._agent(window))]

    async def _customer(self, window: Window) -> None:
        while True:
            await asyncio.sleep(window_pause(self.chance))
            for _ in range(self.chance.choice((1, 2, 3))):
                window.say()

    async def _agent(self, window: Window) -> None:
        while True:
            await asyncio.sleep(window_pause(self.chance))
            self.workspace.look()
            if window.agent and window.chat in self.workspace.threads:
                for _ in range(self.chance.choice((1, 2, 3))):
                    await self.workspace.answer(window.chat, window.agent)

    async def kills(self) -> None:
        """Kill the process at random moments, and start it again."""
        troubles = [one for one in self.workspace.lies if self._is_possible(one)]
        lying = Lying(self.workspace.playground.faults, self.chance, troubles)
        lying.start()
        for number in range(self.plan.kills):
            await asyncio.sleep(self.chance.uniform(0.4, 3.2))
            await self.bridge.kill()
            self.crashes.append(time.time())
            if number % 3 == 0 and len(self.windows) < 2 * self.plan.chats:
                self.comes()
            await asyncio.sleep(self.chance.uniform(0, 0.3))
            await self.bridge.start()
        await asyncio.sleep(1)
        await lying.stop()

    def _is_possible(self, trouble: Trouble) -> bool:
        return self.plan.history or trouble.target not in self.workspace.history

    async def fails(self) -> None:
        """Let the platform go away and come back while the bridge stays up."""
        faults = self.workspace.playground.faults
        for _ in range(self.plan.outages):
            fault = put(faults, drawn(self.chance, self.workspace.outages), self.chance, None)
            await asyncio.sleep(self.chance.uniform(0.2, 0.9))
            faults.remove(fault)
            self.outages += 1
            await asyncio.sleep(self.chance.uniform(0.1, 0.5))

    async def rest(self) -> None:
        """End the troubles and the talk, and wait until nothing is left to do."""
        began = time.time()
        await self.stop_talking()
        self.end_troubles()
        # What was written while the bridge was away is taken at a visitor's pace: one a second.
        await self.until(
            lambda: all(one.is_served for one in self.windows), "an acknowledgement of everything", self.plan.patience
        )
        still = 0
        deadline = time.time() + self.plan.patience
        while still < 3:
            left = await asyncio.to_thread(stored.in_hand, self.database)
            still = 0 if left or not self.workspace.is_quiet else still + 1
            assert time.time() < deadline, f"it does not come to rest: {left or 'the platform still has events'}"
            await asyncio.sleep(0.3)
        self.rested_in = time.time() - began

    def end_troubles(self) -> None:
        """Let the platform tell the truth; what the token may not do, it may not."""
        faults = self.workspace.playground.faults
        for fault in faults.listed():
            if fault["kind"] != "missing_scope":
                faults.remove(fault["id"])

    async def stop_talking(self) -> None:
        """Let nobody write any more."""
        for task in self._talk:
            task.cancel()
        ends = await asyncio.gather(*self._talk, return_exceptions=True)
        self._talk.clear()
        for end in ends:
            if isinstance(end, Exception):
                raise end

    async def verdict(self) -> Verdict:
        """Read both ends, let the bridge end in order, read its file, and judge."""
        logs = {window.chat: await window.reads_all() for window in self.windows}
        for window in self.windows:
            await window.close()
        code, _ = await self.bridge.terminate(within=30)
        counted = len(self.bridge.events("outbox_repeated"))
        found = judge(Ends(self.windows, logs, self.workspace, self.crashes, counted, stored.read_file(self.database)))
        if code != 0:
            found.wrongs.append(f"the bridge ended with code {code}")
        return found

    async def until(self, look: Callable[[], object], what: str, seconds: float = 60.0) -> None:
        """Wait until something is so. Raises `AssertionError`."""
        deadline = time.time() + seconds
        while not look():
            self.workspace.look()
            assert time.time() < deadline, f"it did not come: {what}; the end of the log:\n{self.bridge.tail()}"
            await asyncio.sleep(0.05)

    async def close(self) -> None:
        """Leave nothing behind."""
        for task in self._talk:
            task.cancel()
        await asyncio.gather(*self._talk, return_exceptions=True)
        for window in self.windows:
            await window.close()


def window_pause(chance: random.Random) -> float:
    """Give how long somebody thinks before writing again: a little over two seconds for two messages."""
    return chance.uniform(1.2, 3.4)


@asynccontextmanager
async def a_run(
    plan: Plan,
    before: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> AsyncIterator[Run]:
    """Prepare a run: a playground, a bridge (its first life with `before` before its command) and people; end them.

    The bridge's files are in `folder`, or in one of the run's own.
    """
    async with AsyncExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskbridge-crash-")))
        playground = await stack.enter_async_context(Playground(port=0))
        port = free_port()
        bridge = Bridge(write_config(folder, port, playground.url, plan.desk), port)
        await stack.enter_async_context(ended(bridge))
        workspace = WORKSPACES[plan.desk](playground)
        run = Run(plan, folder, bridge, workspace, random.Random(plan.seed))
        stack.push_async_callback(run.close)
        await run.begin(before, environment or {})
        yield run


async def carried_out(plan: Plan, tell: Callable[[Run, Verdict], None]) -> Verdict:
    """Carry a plan out from its beginning to its verdict, and tell."""
    async with a_run(plan) as run:
        await run.kills() if plan.kills else None
        await run.fails() if plan.outages else None
        await run.rest()
        found = await run.verdict()
        tell(run, found)
        return found
