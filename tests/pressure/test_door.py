"""While the bridge is behind, what will come again is turned away from its bytes alone; all else goes the usual way."""

import asyncio
import socket

import pytest
from aiohttp import web

from bridge.admission import BEHIND, Admission
from bridge.door import DoorRunner, is_whole
from bridge.observing.meter import Meter
from tests.pressure.doors import HEAD, House, calling, opened, posted


async def test_while_behind_an_event_is_turned_away_unseen_and_the_connection_goes_on() -> None:
    house = House()
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(posted("one")) == 200
        house.behind = BEHIND * 2
        assert [await caller.asks(posted("two")) for _ in range(3)] == [503, 503, 503]
        house.behind = 0.0
        assert await caller.asks(posted("three")) == 200
        assert house.came == ["one", "three"]
        assert house.meter.turnings_away.counts == {("behind",): 3}


async def test_the_very_first_request_of_a_connection_can_be_turned_away() -> None:
    house = House(behind=BEHIND * 2)
    async with opened(house), calling(house.port) as caller:
        await caller.says(posted("one"))
        status, words = await caller.hears()
        assert (status, house.came) == (503, [])
        assert "try again" in words


async def test_where_no_request_has_room_the_next_is_turned_away_by_its_bytes() -> None:
    house = House(most=1)
    async with opened(house), calling(house.port) as first, calling(house.port) as second:
        await first.says(posted("wait"))
        await asyncio.wait_for(house.has_come.wait(), 10)
        assert await second.asks(posted("two")) == 503
        house.gate.set()
        assert (await first.hears())[0] == 200
        assert await second.asks(posted("three")) == 200


async def test_what_a_person_sent_and_nobody_repeats_comes_in_while_behind() -> None:
    house = House(behind=BEHIND * 2)
    form = posted("text=hi").replace(b"application/json; charset=utf-8", b"application/x-www-form-urlencoded")
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(form) == 200
        assert await caller.asks(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n") == 200
        assert house.came == ["text=hi", ""]


async def test_who_clicks_and_waits_comes_in_while_behind_in_one_piece_or_in_many() -> None:
    house = House(behind=BEHIND * 2)
    click = posted("clicks")
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(click) == 200
        assert await caller.asks(click[:40], click[40:-2], click[-2:]) == 200
        assert house.came == ["clicks", "clicks"]
        assert house.meter.turnings_away.counts == {}
        elsewhere = click.replace(b"POST /events ", b"POST /others ")
        assert await caller.asks(elsewhere) == 404


async def test_who_clicks_where_no_request_has_room_is_told_in_words_and_the_connection_goes_on() -> None:
    house = House(most=1)
    async with opened(house), calling(house.port) as first, calling(house.port) as second:
        await first.says(posted("wait"))
        await asyncio.wait_for(house.has_come.wait(), 10)
        await second.says(posted("clicks"))
        assert await second.hears() == (200, '"sorry"')
        assert await second.asks(posted("clicks in a form")) == 503
        assert await second.asks(posted("two")) == 503
        house.gate.set()
        assert (await first.hears())[0] == 200
        assert await second.asks(posted("three")) == 200
        assert house.came == ["wait", "three"]


async def test_an_event_in_pieces_is_turned_away_the_usual_way() -> None:
    house = House(behind=BEHIND * 2)
    whole = posted("one")
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(whole[:40], whole[40:-2], whole[-2:]) == 503
        assert await caller.asks(whole) == 503
        assert house.came == []


async def test_who_wants_the_connection_closed_is_hung_up_on() -> None:
    house = House(behind=BEHIND * 2)
    async with opened(house), calling(house.port) as caller:
        assert await caller.asks(posted("one", "Connection: close\r\n")) == 503
        assert await caller.is_hung_up()


async def test_an_answer_never_overtakes_the_one_before() -> None:
    house = House()
    async with opened(house), calling(house.port) as caller:
        await caller.says(posted("wait"))
        await asyncio.wait_for(house.has_come.wait(), 10)
        house.behind = BEHIND * 2
        await caller.says(posted("two"))
        house.gate.set()
        assert [(await caller.hears())[0] for _ in range(2)] == [200, 503]


async def test_a_request_within_anothers_body_is_part_of_that_body() -> None:
    house, inner = House(), posted("inner")
    async with opened(house), calling(house.port) as caller:
        head = HEAD.format(len(inner)).encode() + b"\r\n"
        await caller.says(head)
        house.behind = BEHIND * 2
        await caller.says(inner)
        status = (await caller.hears())[0]
        assert status in (200, 503)
        house.behind = 0.0
        assert await caller.asks(posted("after")) == 200
        assert house.came[-1] == "after"
        assert "inner" not in house.came


async def test_whoever_was_being_accepted_while_the_server_ended_is_hung_up_on() -> None:
    admission = Admission(Meter(), 10, 1_000_000, 10)
    runner = DoorRunner(web.Application(), admission, 1.0)
    await runner.setup()
    door = runner.server
    assert door is not None
    await runner.cleanup()
    ours, theirs = socket.socketpair()
    with theirs:
        ours.setblocking(False)
        await asyncio.get_running_loop().connect_accepted_socket(door, ours)
        reader, writer = await asyncio.open_connection(sock=theirs)
        assert await asyncio.wait_for(reader.read(1), 10) == b""
        writer.close()


@pytest.mark.parametrize(
    "request_",
    [
        posted("{}"),
        posted(""),
        posted("{}").replace(b"; charset=utf-8", b""),
        posted("{}").replace(b"Content-Length", b"CONTENT-length"),
        posted("{}", "Connection: keep-alive\r\n"),
    ],
)
def test_one_whole_post_of_json_is_known_by_its_bytes(request_: bytes) -> None:
    assert is_whole(request_)


@pytest.mark.parametrize(
    "request_",
    [
        posted("{}")[:-1],
        posted("{}") + b"x",
        posted("{}") * 2,
        posted("{}", "Content-Length: 2\r\n"),
        posted("{}", "Transfer-Encoding: chunked\r\n"),
        posted("{}", "Expect: 100-continue\r\n"),
        posted("{}", "Upgrade: websocket\r\n"),
        posted("{}").replace(b"HTTP/1.1", b"HTTP/1.0"),
        posted("{}").replace(b"POST", b"PUT"),
        posted("{}").replace(b"application/json", b"application/jsonp"),
        posted("{}").replace(b"Content-Length: 2\r\n", b""),
        b"POST /events HTTP/1.1\r\n",
        b"",
    ],
)
def test_anything_else_is_left_to_the_server(request_: bytes) -> None:
    assert not is_whole(request_)
