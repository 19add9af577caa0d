"""Where a vendor keeps files, for tests: an API that sends on, and a host beside it, over TLS as the real ones are."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from aiohttp import ClientSession, TCPConnector
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FILE = b"\x89PNG\r\n\x1a\n" + b"0" * 400


@dataclass
class Host:
    """Answers a path with what is laid there, to the byte; remembers who asked, with what was shown."""

    laid: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    netloc: str = ""

    def lay(self, path: str, body: bytes = FILE, announced: int | None = None) -> None:
        """Lay a file, and say of it that it is so long."""
        length = len(body) if announced is None else announced
        self.laid[path] = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode() + body

    def stream(self, path: str, pieces: Sequence[bytes]) -> None:
        """Lay a file that does not say how long it is."""
        body = b"".join(f"{len(one):x}\r\n".encode() + one + b"\r\n" for one in pieces) + b"0\r\n\r\n"
        self.laid[path] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body

    def send_on(self, path: str, to: str, status: int = 307) -> None:
        """Send whoever asks there somewhere else."""
        head = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
        self.laid[path] = head.encode()

    def shown(self) -> list[str | None]:
        """Give the credentials that were shown, by each who asked."""
        return [headers.get("authorization") for _, headers in self.asked]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        path = lines[0].split(" ")[1]
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        self.asked.append(
            (path, {**headers, "authorization": _exact(lines)} if "authorization" in headers else headers)
        )
        writer.write(self.laid[path])
        writer.close()


def _exact(lines: Sequence[str]) -> str:
    return next(line.partition(": ")[2] for line in lines if line.lower().startswith("authorization: "))


@dataclass
class Places:
    """An API, over plain HTTP as a playground's; and a listed host, over TLS; and a session that trusts it."""

    api: Host
    listed: Host
    session: ClientSession

    def at_api(self, path: str) -> str:
        return f"http://{self.api.netloc}{path}"

    def at_listed(self, path: str) -> str:
        return f"https://{self.listed.netloc}{path}"


@asynccontextmanager
async def places(folder: Path) -> AsyncIterator[Places]:
    """Start both; the key is kept in the folder."""
    server, client = _contexts(folder)
    async with AsyncExitStack() as stack:
        api = await _listening(stack, Host(), None)
        listed = await _listening(stack, Host(), server)
        session = await stack.enter_async_context(ClientSession(connector=TCPConnector(ssl=client)))
        yield Places(api, listed, session)


async def _listening(stack: AsyncExitStack, host: Host, context: ssl.SSLContext | None) -> Host:
    server = await asyncio.start_server(host.answer, "127.0.0.1", 0, ssl=context)
    stack.callback(server.close)
    host.netloc = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    return host


def _contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "files.example")])
    names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    written = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    file = folder / "host.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + written.public_bytes(pem),
    )
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(file))
    server.load_cert_chain(file)
    return server, client
