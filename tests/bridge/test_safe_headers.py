"""Every answer tells browsers the least of what they must not do with it, whoever gives it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bridge.safe_headers import safe_headers
from config.server import Server

Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def serving(**server: str) -> AsyncIterator[Client]:
    """Serve a page, an answer with headers of its own, and a stream."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<p>hello", content_type="text/html")

    async def own(_: web.Request) -> web.Response:
        return web.Response(text="hello", headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write_eof(b"bytes")
        return response

    app = web.Application()
    app.add_routes([web.get("/page", page), web.get("/own", own), web.get("/stream", stream)])
    app.on_response_prepare.append(safe_headers(Server.model_validate(server)))
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(("path", "status"), [("/page", 200), ("/own", 200), ("/stream", 200), ("/nowhere", 404)])
async def test_no_answer_is_sniffed_framed_or_named_elsewhere(path: str, status: int) -> None:
    async with serving() as client, client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]

        assert answer.status == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert policy == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


async def test_an_answers_own_headers_win() -> None:
    async with serving() as client, client.get("/own") as answer, client.get("/stream") as other:
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert other.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_pages_share_no_window_and_ask_for_no_device() -> None:
    async with serving() as client, client.get("/page") as answer, client.get("/own") as text:
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "Permissions-Policy" not in text.headers


@pytest.mark.parametrize("path", ["/page", "/nowhere"])
async def test_nobody_learns_what_program_answers(path: str) -> None:
    async with serving() as client, client.get(path) as answer:
        assert "Server" not in answer.headers


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ({"public_url": "https://chat.example"}, "max-age=31536000"),
        ({"public_url": "https://chat.example", "hsts": "subdomains"}, "max-age=31536000; includeSubDomains"),
        ({"public_url": "https://chat.example", "hsts": "none"}, None),
        ({"public_url": "http://127.0.0.1:8080"}, None),
    ],
)
async def test_browsers_come_by_https_alone_where_the_bridge_is_reached_so(
    server: dict[str, str], said: str | None
) -> None:
    async with serving(**server) as client:
        for path in ("/page", "/nowhere"):
            async with client.get(path) as answer:
                assert answer.headers.get("Strict-Transport-Security") == said


async def test_a_failure_of_ours_says_nothing_of_it_and_has_the_headers_all_the_same() -> None:
    async def fails(_: web.Request) -> web.Response:
        raise RuntimeError("planted words")

    app = web.Application()
    app.add_routes([web.get("/fails", fails)])
    app.on_response_prepare.append(safe_headers(Server()))
    async with TestClient(TestServer(app)) as client, client.get("/fails") as answer:
        text = await answer.text()

        assert answer.status == 500
        assert "planted" not in text
        assert "Traceback" not in text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
