"""The bench tells what is wrong and judges by the median; how fast anything is, no test asks."""

import asyncio

import pytest

from bridge.bench.ledger import MARKER, Ledger, text_of
from bridge.bench.loads import Measure, Talk
from bridge.bench.slack_side import SlackSide, event
from bridge.bench.table import GOALS, result
from bridge.bench.wire import Broken, Line, lines


def measure(rate: float, cost: float = 1.0) -> Measure:
    return Measure(rate, 1.0, 2.0, 0.5, 100, cost)


def test_a_message_that_does_not_come_is_lost() -> None:
    ledger = Ledger()
    ledger.send(7)

    assert ledger.wrongs() == ["1 lost"]


def test_a_message_that_comes_twice_is_doubled() -> None:
    ledger = Ledger()
    number = ledger.send(7)
    ledger.arrive(7, number)
    ledger.arrive(7, number)

    assert ledger.wrongs() == ["1 doubled"]


def test_order_is_judged_within_a_conversation_only() -> None:
    ledger = Ledger()
    first, second, other = ledger.send(7), ledger.send(7), ledger.send(8)
    ledger.arrive(8, other)
    ledger.arrive(7, second)
    ledger.arrive(7, first)

    assert ledger.wrongs() == ["1 out of order"]
    assert ledger.wrongs(ordered=False) == []


def test_a_marker_survives_an_event() -> None:
    found = MARKER.search(event(text_of("a", 12, 345), "C0BENCH00", "1600000000.000001"))

    assert found is not None
    assert found.groups() == (b"a", b"12", b"345")


def test_a_goal_is_judged_by_the_median_of_its_rounds() -> None:
    rates, costs = GOALS[0], GOALS[-1]
    ours, floors = {rates.id: (10, 90, 70), costs.way: (1, 2, 9)}, (100, 100, 100)
    rounds = [
        {
            rates.id: measure(ours[rates.id][at]),
            rates.floor: measure(floors[at]),
            costs.way: measure(1, ours[costs.way][at]),
            costs.floor: measure(1, 1),
        }
        for at in range(3)
    ]

    assert (result(rates, rounds).value, result(rates, rounds).entry()["met"]) == (0.7, True)
    assert (result(costs, rounds).value, result(costs, rounds).entry()["met"]) == (2, False)


async def test_talk_goes_over_real_connections_and_settles_to_nothing_wrong() -> None:
    side = SlackSide()
    server = await side.start()

    async def say(line: Line | None, chat: int) -> None:
        assert line is not None
        number = side.ledger.send(chat)
        body = b'{"thread_ts":"1.0","channel":"C1","text":"%b"}' % text_of("c", chat, number).encode()
        head = b"POST /api/chat.postMessage HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
        assert await line.ask(head + body) == 200

    seen = await Talk(side.ledger, 40, say, side.port).window(0.2)
    server.close()

    assert seen.total == len(side.ledger.arrivals) > 0
    assert side.ledger.wrongs() == []


async def test_a_connection_that_ends_without_an_answer_is_told() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    (line,) = await lines(server.sockets[0].getsockname()[1], 1)

    with pytest.raises(Broken):
        await line.ask(b"GET / HTTP/1.1\r\n\r\n")
    server.close()
