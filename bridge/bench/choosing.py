"""D4: what choosing an agent and offering a chat again costs among many, against the same among few.

Of a chat two offers are measured, from the moment at which routing can act until the second has run out: one is
rejected, the other is let run out. `D4` is the full line: nobody is free, and whoever says ready is offered what has
waited longest. `D4b` is the free desk: everybody of the chat's queues is free, and the offers go from one to the next,
while in the large hall the line of all other queues is full.

It is the process's time on its cores that counts, all threads together: other work on the machine changes it little.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

from bridge.bench.measure import Trouble
from bridge.bench.stand import Plan
from bridge.bench.table import Findings, Result
from bridge.bench.waiting_hall import BLOCK, Hall, Size, open_hall
from core.agents.machine import SaidReady
from core.conversation.events import CustomerEnded, OfferRejected, TimersDue
from core.conversation.model import Conversation
from core.ids import AgentId, ConversationId

FEW, MANY = Size(5, BLOCK, 50), Size(200, 50, 5_000, spared=1)
BOUND = 1.5
CHATS, QUICK = 60, 15
"""How many chats are measured in each hall in each round."""

Turn = Callable[[Hall, int], Awaitable[None]]
"""What is done with one chat, the number of which says in which block."""


async def measure_choosing(plan: Plan) -> Findings:
    """Offer chats in both halls, in turns. Raises `Trouble` when an offer goes to nobody, or to somebody else."""
    found = Findings()
    folder = plan.folder / "choosing"
    folder.mkdir()
    async with AsyncExitStack() as stack:
        few, free, many = [
            await stack.enter_async_context(open_hall(folder / f"{name}.db", size))
            for name, size in (("few", FEW), ("free", replace(FEW, chats=0)), ("many", MANY))
        ]
        line = await _in_turns(plan, few, many, full_line)
        desk = await _in_turns(plan, free, many, free_desk)
    found.results.append(_result("D4", "two offers of a chat, the line full", line))
    found.results.append(_result("D4b", "two offers of a chat, agents free", desk))
    return found


async def _in_turns(plan: Plan, few: Hall, many: Hall, turn: Turn) -> Sequence[tuple[float, float]]:
    """Give the seconds a chat in both, round by round."""
    chats = QUICK if plan.quick else CHATS
    for hall in (few, many):
        await _cost(hall, turn, max(1, chats // 5))  # warms up
    rounds: list[tuple[float, float]] = []
    for number in range(1, plan.rounds + 1):
        one = (await _cost(few, turn, chats), await _cost(many, turn, chats))
        rounds.append(one)
        print(f"round {number}: {one[0] * 1000:.2f} ms of a core among few, {one[1] * 1000:.2f} among many", flush=True)
    return rounds


async def _cost(hall: Hall, turn: Turn, chats: int) -> float:
    """Give the seconds of a core that a chat costs."""
    total = 0.0
    for number in range(chats):
        hall.spent = 0.0
        await turn(hall, number)
        total += hall.spent
        await hall.sweep()
    return total / chats


async def full_line(hall: Hall, number: int) -> None:
    """Offer the chat that has waited longest to one who becomes free, then to the next; then it is gone."""
    block = number % max(1, hall.size.blocks - hall.size.spared)
    first, second, *_ = hall.block(block)
    chat = await _becomes_free(hall, first)
    await hall.happens(chat, OfferRejected(hall.now, first))
    again = await _becomes_free(hall, second)
    if again != chat:
        raise Trouble("a chat that was rejected has lost its place")
    await _runs_out(hall, chat)
    await _replace(hall, chat, block)


async def free_desk(hall: Hall, _: int) -> None:
    """Offer a new chat to the free agents of its queues, one after the other; then it is gone, and they are ready."""
    last = hall.size.blocks - 1
    block = hall.block(last)
    await _off_the_account(hall, _make_ready(hall, block))
    chat = await hall.open(hall.queue_of(last))
    await hall.settle()
    await hall.happens(chat, OfferRejected(hall.now, await _whom(hall, chat)))
    await _whom(hall, chat)
    await _runs_out(hall, chat)
    await _off_the_account(hall, hall.happens(chat, CustomerEnded(hall.now)))


async def _becomes_free(hall: Hall, agent: AgentId) -> ConversationId:
    await hall.says(agent, SaidReady(hall.now))
    chat = await hall.rung(agent)
    if chat is None:
        raise Trouble(f"{agent} is free, and nobody of the line is offered")
    return chat


async def _whom(hall: Hall, chat: ConversationId) -> AgentId:
    """Give to whom a chat is offered."""
    found: Conversation | None = await hall.chat(chat)
    if found is None or found.offer is None:
        raise Trouble("agents are free, and the chat is offered to nobody")
    return found.offer.agents[0]


async def _runs_out(hall: Hall, chat: ConversationId) -> None:
    hall.passes(31)
    await hall.happens(chat, TimersDue(hall.now))


async def _make_ready(hall: Hall, agents: Sequence[AgentId]) -> None:
    for agent in agents:
        await hall.says(agent, SaidReady(hall.now))


async def _replace(hall: Hall, chat: ConversationId, block: int) -> None:
    """Let a chat end and another one wait in its stead, off the account."""
    ended = hall.happens(chat, CustomerEnded(hall.now))
    await _off_the_account(hall, ended)
    await _off_the_account(hall, hall.open(hall.queue_of(block)))
    await _off_the_account(hall, hall.settle())


async def _off_the_account(hall: Hall, work: Awaitable[object]) -> None:
    spent = hall.spent
    await work
    hall.spent = spent


def _result(id: str, what: str, rounds: Sequence[tuple[float, float]]) -> Result:
    details = {"ms_a_chat": [[round(1000 * one, 3) for one in pair] for pair in rounds]}
    name = f"{what}: {MANY.agents} agents / {FEW.agents}"
    return Result(id, name, BOUND, [many / few for few, many in rounds], at_most=True, details=details)
