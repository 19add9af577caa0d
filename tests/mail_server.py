"""A mail server for tests: takes mail by SMTP, and fails as it is told to.

https://www.rfc-editor.org/rfc/rfc5321
"""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self


@dataclass
class MailServer:
    """Listens on a port of its own while it is entered. `answers` are given in place of the usual ones, by command."""

    answers: dict[str, str] = field(default_factory=dict)
    vanishes_after_text: bool = False
    """Whether it takes the text and hangs up without a word."""
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        assert self._server is not None
        self._server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        while line := await reader.readline():
            word = line.decode().strip().partition(" ")[0].upper()
            if word == "RCPT":
                self.recipients.append(line.decode().partition("<")[2].partition(">")[0])
            if word == "DATA" and word not in self.answers:
                writer.write(b"354 go on\r\n")
                text = await reader.readuntil(b"\r\n.\r\n")
                self.taken.append(message_from_bytes(text[:-3], policy=policy.default))
                if self.vanishes_after_text:
                    break
                word = "TEXT"
            writer.write(f"{self.answers.get(word, '250 ok')}\r\n".encode())
            if word == "QUIT":
                break
        writer.close()


def plain(mail: EmailMessage) -> str:
    """Give the plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def rich(mail: EmailMessage) -> str:
    """Give the page of a mail."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())
