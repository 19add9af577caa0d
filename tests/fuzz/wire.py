"""One HTTP request as bytes on a connection of its own, and its answer: what no client library would send, too."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

PATIENCE = 20.0
"""Real seconds for an answer."""

ENOUGH = 1.0
"""Real seconds after which a server that still waits for bytes is told that none will come."""

FRAMING = frozenset(
    {b"connection", b"content-length", b"expect", b"sec-websocket-key", b"transfer-encoding", b"upgrade"}
)
"""Head lines that say where a request ends, or what the connection becomes."""

Head = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes out; the lines that tell its length and its end are added."""

    method: bytes
    target: bytes
    headers: Head = ()
    body: bytes = b""
    door: str = ""
    """Which of the doors it was made for."""

    @property
    def is_plain(self) -> bool:
        """Tell whether it is HTTP enough to be answered in any case."""
        return self.method.isalpha() and not FRAMING & {name.lower() for name, _ in self.headers}

    def whole(self, host: bytes) -> bytes:
        """Give its bytes."""
        names = {name.lower() for name, _ in self.headers}
        lines = [b"%s %s HTTP/1.1" % (self.method, self.target)]
        lines += [b"%s: %s" % one for one in self.headers]
        if b"host" not in names:
            lines.append(b"Host: " + host)
        if not names & {b"content-length", b"transfer-encoding"} and (self.body or self.method != b"GET"):
            lines.append(b"Content-Length: %d" % len(self.body))
        return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the status 0 means that the connection was closed without a word."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def kind(self) -> str:
        """Give the media type."""
        return self.headers.get("content-type", "").partition(";")[0].strip()


async def send(sent: Sent, port: int) -> Answer:
    """Send it and read the first answer to its end. Raises `TimeoutError` when none comes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        with suppress(ConnectionError):
            writer.write(sent.whole(b"127.0.0.1:%d" % port))
            await writer.drain()
        reading = asyncio.ensure_future(_all_of(reader))
        # Whoever sent all that they announced waits: to a busy server the end of the line means that nobody listens.
        if not sent.is_plain and not (await asyncio.wait({reading}, timeout=ENOUGH))[0]:
            with suppress(OSError):
                writer.write_eof()  # it waits for more of what was announced
        return _read(await asyncio.wait_for(reading, PATIENCE))
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    pieces = b""
    with suppress(ConnectionError):
        while piece := await reader.read(65536):
            pieces += piece
    return pieces


def _read(data: bytes) -> Answer:
    while data.startswith(b"HTTP/1.1 100 "):  # the server's word that the body may come, before its answer
        data = data.partition(b"\r\n\r\n")[2]
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first:
        return Answer(0)
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Answer(int(first.split(" ")[1]), headers, body.decode("utf-8", "replace"))
