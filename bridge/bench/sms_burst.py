"""G15: ten thousand texts in a minute, one in a hundred told twice, and agents' answers reported out of order.

What is told twice is told at once again, or behind the customer's next text, as when an answer was lost.
Every text must stand in its chat's thread once, in the order of its customer; every answer on its phone, once, and
be known as delivered at the end, in whatever order that was reported. The rate that was held is that of the texts,
from the first until the last was acknowledged.
"""

import asyncio
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field

from bridge.bench.ledger import text_of
from bridge.bench.measure import Trouble, quantiles
from bridge.bench.paced import Pool, moments
from bridge.bench.shop import Shop
from bridge.bench.shop_settings import agent
from bridge.bench.sms_side import SmsSide, number, text
from bridge.bench.stand import Plan
from bridge.bench.table import Findings, Result
from bridge.bench.template import root_in
from bridge.bench.wire import Line

TEXTS, SECONDS, CUSTOMERS = 10_000, 60.0, 200
QUICK_TEXTS, QUICK_CUSTOMERS = 1_000, 40
TWICE_EVERY, ANSWER_EVERY = 100, 5
CONNECTIONS = 64
OK, BUSY = 200, (429, 503)
AGAIN, PAUSE = 5, 1.0
"""How often one comes again who is told to come later, as the webhook's address asks for (`#rc=5&rp=all`), and when."""
_CHATS = "SELECT count(*) FROM thread"
_WORDS = "SELECT count(*) FROM message WHERE author = 'customer'"
_COPIES = (
    "SELECT count(*) FROM delivery d JOIN message m ON m.id = d.message WHERE d.place = 'sms' AND d.role = 'copy' "
    "AND m.author != 'customer'"
)
_DELIVERED = f"{_COPIES} AND d.state = 'delivered'"


class SmsShop(Shop):
    """A bridge whose customers text."""

    def settings(self) -> dict[str, object]:
        """Give the configuration with the one channel."""
        assert isinstance(self.far, SmsSide)  # noqa: S101 - made here
        return {**super().settings(), "channels": {"sms": self.far.section()}}


@dataclass(slots=True)
class Burst:
    """The customers, and what they have been answered."""

    shop: SmsShop
    far: SmsSide
    pool: Pool
    took: list[float] = field(default_factory=list)
    told: int = 0
    answered: int = 0
    behind: dict[int, bytes] = field(default_factory=dict)
    """What is told again behind a customer's next text."""
    later: int = 0
    """How often the bridge asked to be told again."""
    threads: dict[int, tuple[str, str]] = field(default_factory=dict)
    turns: dict[int, asyncio.Lock] = field(default_factory=dict)

    async def says(self, customer: int, at: float) -> None:
        """Let a customer text; who texts again before that was acknowledged waits, as a phone does."""
        async with self.turns.setdefault(customer, asyncio.Lock()):
            place = self.far.ledger.send(customer, at)
            words = text_of("c", customer, place)
            request = text(self.shop.port, customer, f"SM{customer:016x}{place:016x}", words)
            self.told += 1
            at_once, behind = self.told % (2 * TWICE_EVERY) == TWICE_EVERY, self.behind.pop(customer, None)
            await asyncio.gather(*(self.post(request) for _ in range(2 if at_once else 1)))
            self.took.append(time.perf_counter() - at)
            if behind is not None:
                await self.post(behind)
            if self.told % (2 * TWICE_EVERY) == 0:
                self.behind[customer] = request

    async def answers(self, customer: int) -> None:
        """Let the agent answer a customer."""
        self.answered += 1
        channel, thread = self.threads[customer]
        words = text_of("a", customer, self.far.phones.send(customer))
        await self.post(self.far.says(self.shop.port, agent(0), words, channel, thread))

    async def post(self, request: bytes) -> None:
        """Bring a request, and again where the bridge asks for it. Raises `Trouble` when it is not taken."""
        for _ in range(1 + AGAIN):
            statuses: list[int] = []

            async def work(line: Line, statuses: list[int] = statuses) -> None:
                statuses.append(await line.ask(request))

            await self.pool.use(work)
            if statuses == [OK]:
                return
            if statuses[0] not in BUSY:
                raise Trouble(f"the bridge answered {statuses[0]} to a text, an answer or a report")
            self.later += 1
            await asyncio.sleep(PAUSE)
        raise Trouble(f"the bridge has said {1 + AGAIN} times that it has too much to do")


async def measure_sms(plan: Plan) -> Findings:
    """Open the chats, pour, and check. Raises `Trouble` when anything was lost, doubled or out of order."""
    texts, customers = (QUICK_TEXTS, QUICK_CUSTOMERS) if plan.quick else (TEXTS, CUSTOMERS)
    seconds = texts * SECONDS / TEXTS
    far = SmsSide()
    server = await far.start()
    shop = SmsShop(plan.folder / "sms", far, agents=1, chats_each=customers)
    try:
        await shop.start()
        burst = Burst(shop, far, Pool(shop.port, CONNECTIONS))
        far.post = burst.post
        await _open(burst, customers)
        burst.took.clear()
        burst.told = 0
        held = await _pour(burst, texts, seconds, customers)
        await _settle(burst)
        await _check(burst, texts + customers)
        remark = _remark(burst, texts)
        burst.pool.close()
    finally:
        await shop.stop()
        server.close()
    what = f"texts a second, {texts:,} in {seconds:g} s"
    result = Result("G15", what, texts / seconds * 0.99, [held], unit="/s")
    return Findings(results=[result], remarks=[remark])


async def _open(burst: Burst, customers: int) -> None:
    """Let the agent be there, and each customer have a chat with them."""
    await burst.post(burst.far.says(burst.shop.port, agent(0), "!ready"))
    await burst.shop.until("SELECT count(*) FROM agent WHERE body LIKE '%\"ready\"%'", 1, "told of the agent")
    for customer in range(customers):
        await burst.says(customer, time.perf_counter())
    await burst.shop.until(_CHATS, customers, "done with opening the chats")
    await burst.far.ledger.settle()
    await burst.shop.quiet()
    by_number = {number(one): one for one in range(customers)}
    with closing(sqlite3.connect(burst.shop.database)) as conn:
        rows = conn.execute(
            "SELECT c.contact, t.place, t.thread FROM thread t JOIN conversation c ON c.id = t.conversation"
        )
        for contact, place, thread in rows.fetchall():
            customer = by_number[str(contact).removeprefix("sms:").partition("/")[0]]
            burst.threads[customer] = (root_in(str(place)), root_in(str(thread)))


async def _pour(burst: Burst, texts: int, seconds: float, customers: int) -> float:
    """Let everybody text at a steady rate; give the rate that was held."""
    began, saying, place = time.perf_counter(), list[asyncio.Task[None]](), 0
    async for at in moments(texts / seconds, seconds):
        saying.append(asyncio.create_task(burst.says(place % customers, at)))
        if place % ANSWER_EVERY == 0:
            saying.append(asyncio.create_task(burst.answers((place // ANSWER_EVERY) % customers)))
        place += 1
    await asyncio.gather(*saying)
    return texts / max(time.perf_counter() - began, seconds)


async def _settle(burst: Burst) -> None:
    for request in burst.behind.values():
        await burst.post(request)
    await burst.far.ledger.settle()
    await burst.far.phones.settle()
    while burst.far.reports:
        await asyncio.gather(*burst.far.reports)
    await burst.shop.quiet()


async def _check(burst: Burst, texts: int) -> None:
    wrongs = {
        "texts": burst.far.ledger.wrongs(),
        "answers": burst.far.phones.wrongs(ordered=False),
    }
    stored = await burst.shop.count(_WORDS)
    copies, known = await burst.shop.count(_COPIES), await burst.shop.count(_DELIVERED)
    wrongs["stored"] = [] if stored == texts else [f"{texts} texts were acknowledged and {stored} are stored"]
    answered = burst.answered
    is_right = copies == known == answered
    wrongs["reports"] = [] if is_right else [f"of {answered} answers {copies} are known and {known} as delivered"]
    told = [f"{where}: {', '.join(what)}" for where, what in wrongs.items() if what]
    if told:
        raise Trouble("; ".join(told))


def _remark(burst: Burst, texts: int) -> str:
    median, worst = quantiles(burst.took)
    far = burst.far
    return (
        f"texts: acknowledged after {median:.0f} ms, p99 {worst:.0f} ms; {texts // TWICE_EVERY} told twice; "
        f"{burst.answered} answers, {far.backwards} of them reported backwards and {far.twice} twice; "
        f"{burst.later} requests told to come again"
    )
