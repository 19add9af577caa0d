"""How a request at a door is made: mostly right, so that it comes far; each part may be nearly right, or anything."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.fuzz.floor import Floor
from tests.fuzz.wire import Sent
from tests.fuzz.words import TEXTS, encoded, head, lines, segments

Door = Callable[[Floor], st.SearchStrategy[Sent]]

NAMES: Final = (
    *(b"Accept", b"Accept-Encoding", b"Accept-Language", b"Authorization", b"Connection", b"Content-Encoding"),
    *(b"Content-Length", b"Content-Type", b"Cookie", b"Expect", b"Host", b"If-None-Match", b"If-Modified-Since"),
    *(b"Origin", b"Range", b"Referer", b"Sec-WebSocket-Key", b"Transfer-Encoding", b"Upgrade", b"User-Agent"),
    *(b"X-Forwarded-For", b"X-Forwarded-Proto", b"X-File-Name", b"Deskbridge-Signature"),
)
FRAMED: Final = (
    *((b"Content-Encoding", b"gzip"), (b"Content-Encoding", b"deflate"), (b"Content-Encoding", b"br")),
    *((b"Transfer-Encoding", b"chunked"), (b"Transfer-Encoding", b"gzip, chunked"), (b"Expect", b"100-continue")),
    *((b"Content-Length", b"-1"), (b"Content-Length", b"9" * 30), (b"Upgrade", b"websocket"), (b"Upgrade", b"h2c")),
    *((b"Content-Type", b"multipart/form-data; boundary=edge"), (b"Content-Type", b"text/plain; charset=utf-16")),
    *((b"Content-Type", b"multipart/mixed"), (b"Content-Type", b"application/json; charset=nothing")),
    *((b"Expect", b"\xed\xa0\xbd"), (b"Expect", b"100-continue, \xff")),
    *((b"Origin", b"null"), (b"Sec-Fetch-Site", b"cross-site"), (b"X-Forwarded-For", b"a, b, ::1, 999.1.1.1")),
)
"""Head lines that mean something, where they do not belong."""
OTHERS: Final = ("error", "as", "to", "for", "chat", "sig", "v", "nothing", "%00", "\u00e9")
METHODS: Final = (b"GET", b"POST", b"PUT", b"HEAD", b"OPTIONS", b"DELETE", b"PATCH", b"TRACE", b"CONNECT", b"G\x00T")


WRONG: Final = ("body", "body", "body", "path", "query", "headers", "more", "method", "all", "all")
"""What is drawn to be wrong with a request; the rest is as it should be, or hardly one would come far."""


@st.composite
def asked(
    draw: st.DrawFn,
    door: str,
    path: tuple[str, ...] = (),
    query: Mapping[str, str] = MappingProxyType({}),
    headers: Mapping[bytes, str] = MappingProxyType({}),
    body: st.SearchStrategy[bytes] | None = None,
) -> Sent:
    """Make requests at a door: with these parts of its path, its query, its own head lines, and what `body` gives."""
    wrong = draw(st.sampled_from(WRONG))
    method, _, pattern = door.partition(" ")
    target, parts = b"", iter(path)
    for piece in pattern.split("/")[1:]:
        target += b"/" + (
            draw(_part(next(parts), wrong in ("path", "all"))) if piece.startswith("{") else piece.encode()
        )
    target += draw(_query(query, wrong in ("query", "all")))
    sent = draw(_headers(headers, wrong in ("headers", "all")))
    if wrong in ("more", "all"):
        more = draw(st.lists(st.sampled_from(NAMES), max_size=2))
        sent += [(name, draw(TEXTS.map(encoded).map(head))) for name in more]
        sent += draw(st.lists(st.sampled_from(FRAMED), max_size=2))
    verb = draw(st.sampled_from(METHODS)) if wrong == "method" else method.encode()
    return Sent(verb, target, tuple(sent), draw(body) if body is not None else b"", door)


def _part(good: str, loose: bool) -> st.SearchStrategy[bytes]:  # noqa: FBT001 - either way, here alone
    right = quote_from_bytes(encoded(good), safe="").encode() or b"-"
    return segments(good) if loose else st.just(right)


@st.composite
def _query(draw: st.DrawFn, query: Mapping[str, str], loose: bool) -> bytes:  # noqa: FBT001 - as above
    given = {**query, **({draw(st.sampled_from(OTHERS)): "1"} if loose else {})}
    pairs = [
        name.encode() + b"=" + draw(_part(good, loose))
        for name, good in given.items()
        if not loose or draw(st.integers(0, 4))
    ]
    return b"?" + b"&".join(pairs) if pairs else b""


@st.composite
def _headers(draw: st.DrawFn, headers: Mapping[bytes, str], loose: bool) -> list[tuple[bytes, bytes]]:  # noqa: FBT001 - as above
    if not loose:
        return [(name, encoded(good)) for name, good in headers.items()]
    return [(name, draw(lines(good))) for name, good in headers.items() if draw(st.integers(0, 9))]
