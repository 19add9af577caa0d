"""What a request may expect of the server before it sends its body: that it may come, and nothing else.

Rules:
1. Any other expectation is answered by 417, on every listener and every path, known or not, before anybody looks at the
   request. https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 (member other than 100-continue)
2. The answer says nothing of what was sent. aiohttp's own quotes it, and fails (500) where it is no text:
   `_default_expect_handler` in aiohttp/web_urldispatcher.py. It can be another one for each route, but not for paths
   that are nobody's; so this stands before the application, where aiohttp hands over what it has read.
3. What HTTP/1.0 expects is ignored, as the same section says.
"""

from collections.abc import Awaitable, Callable

from aiohttp import HttpVersion11, hdrs, web

_CONTINUE = "100-continue"
_REFUSAL = "The only thing to expect here is 100-continue.\n"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

Answering = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class ExpectingRunner(web.AppRunner):
    """Runs an application behind this look at what is expected."""

    async def _make_server(self) -> web.Server:
        """Make the server as aiohttp does, and stand before what answers its requests."""
        server = await super()._make_server()
        server.request_handler = refusing_expectations(server.request_handler)
        return server


def refusing_expectations(answering: Answering) -> Answering:
    """Give what answers all but requests that expect what nobody here does."""

    async def looking(request: web.BaseRequest) -> web.StreamResponse:
        expected = request.headers.getall(hdrs.EXPECT, ())
        is_fulfilled = all(one.lower() in ("", _CONTINUE) for one in expected)
        if is_fulfilled or request.version < HttpVersion11:
            return await answering(request)
        return web.Response(status=web.HTTPExpectationFailed.status_code, text=_REFUSAL, headers=_HEADERS)

    return looking
