"""The bench tells what is wrong and judges by the median; how fast anything is, no test asks."""

import asyncio
import os
import time

import pytest

from bridge.bench.cores import MEASURED, MEASURING, on_core
from bridge.bench.ledger import Ledger, marked, text_of
from bridge.bench.loads import Talk
from bridge.bench.slack_side import SlackSide, event
from bridge.bench.wire import Broken, Line, lines


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


def test_a_swapped_pair_is_found_among_many_that_come_in_their_order() -> None:
    ledger = Ledger()
    for chat in range(20):
        for _ in range(8):
            ledger.send(chat)
    swapped = [1, 2, 3, 5, 4, 6, 7, 8]
    for at in range(8):
        for chat in range(20):
            ledger.arrive(chat, swapped[at] if chat == 13 else at + 1)

    assert ledger.wrongs() == ["1 out of order"]


def test_what_was_refused_need_not_come_and_does_no_harm_when_it_comes() -> None:
    ledger = Ledger()
    taken, refused = ledger.send(7), ledger.send(7)
    ledger.refuse(7, refused)
    ledger.arrive(7, taken)

    assert ledger.wrongs() == []
    ledger.arrive(7, refused)
    assert ledger.wrongs() == []
    ledger.arrive(7, refused)
    assert ledger.wrongs() == ["1 doubled"]


def test_a_message_is_timed_from_when_it_was_to_leave() -> None:
    ledger = Ledger()
    ledger.arrive(7, ledger.send(7, time.perf_counter() - 5))

    assert ledger.arrivals[0][1] >= 5


def test_a_marker_survives_an_event() -> None:
    assert marked(event(text_of("a", 12, 3450), "C0BENCH00", "1600000000.000001")) == ("a", 12, 3450)
    assert marked(event("nothing of ours", "C0BENCH00")) is None


def test_what_is_said_in_the_bench_has_no_digits_that_could_be_masked() -> None:
    assert not any(map(str.isdigit, text_of("c", 4111, 1111)))


async def test_talk_goes_over_real_connections_and_settles_to_nothing_wrong() -> None:
    side = SlackSide()
    server = await side.start()

    async def say(line: Line | None, chat: int, _: float | None) -> None:
        assert line is not None
        number = side.ledger.send(chat)
        body = b'{"thread_ts":"1.0","channel":"C1","text":"%b"}' % text_of("c", chat, number).encode()
        head = b"POST /api/chat.postMessage HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
        assert await line.ask(head + body) == 200

    seen = await Talk(side.ledger, range(40), say, side.port).window(0.2)
    server.close()

    assert seen.total == len(side.ledger.arrivals) > 0
    assert side.ledger.wrongs() == []


async def test_a_connection_that_ends_without_an_answer_is_told() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    (line,) = await lines(server.sockets[0].getsockname()[1], 1)

    with pytest.raises(Broken):
        await line.ask(b"GET / HTTP/1.1\r\n\r\n")
    server.close()


@pytest.mark.skipif((os.cpu_count() or 1) < 2 or not hasattr(os, "sched_getaffinity"), reason="needs two cores")
def test_what_is_measured_runs_on_another_core_than_who_measures() -> None:
    before = os.sched_getaffinity(0)
    if len(before) < 2:
        pytest.skip("may use one core only")
    with on_core(MEASURING):
        measuring = os.sched_getaffinity(0)
        with on_core(MEASURED):
            measured = os.sched_getaffinity(0)

    assert len(measuring) == len(measured) == 1
    assert measured != measuring
    assert os.sched_getaffinity(0) == before
