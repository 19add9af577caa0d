"""A body that is not encoded as it says is refused, and nothing of it is told to anybody (`bridge.undecoded`)."""

import warnings

from aiohttp import web
from aiohttp.multipart import parse_content_disposition
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bridge.undecoded import hush, refusing_undecoded


async def reads(request: web.Request) -> web.Response:
    """Read a body that nobody has looked at."""
    await request.read()
    return web.Response()


async def test_whoever_could_not_read_a_body_need_not_say_so() -> None:
    app = web.Application(middlewares=[refusing_undecoded])
    app.add_routes([web.post("/", reads)])
    zipped = {"Content-Encoding": "gzip"}
    async with TestClient(TestServer(app)) as client, client.post("/", data=b"no gzip", headers=zipped) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["code"] == "malformed"


async def test_an_address_with_what_is_no_text_is_that_of_nothing() -> None:
    app = web.Application(middlewares=[refusing_undecoded])
    app.add_routes([web.post("/{id}", reads)])
    async with TestClient(TestServer(app)) as client:
        of_values = (("/a%00b", 404), ("/a?b=c%00", 400), ("/a?b=%F0%9F%8D%B5", 200))
        of_names = (("/a?b%00=c", 400), ("/a?b=c&%00", 400), ("/a?%F0%9F%8D%B5=b", 200))
        for path, status in (*of_values, *of_names):
            async with client.post(URL(path, encoded=True)) as answer:
                assert answer.status == status, path


def test_no_warning_quotes_what_was_sent() -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        parse_content_disposition('form-data; name="x\ny')
        assert len(heard) == 1
        hush()
        parse_content_disposition('form-data; name="x\ny')
        parse_content_disposition("form-data; filename*=nothing''x")
        assert len(heard) == 1
