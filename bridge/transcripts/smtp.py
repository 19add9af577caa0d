"""Sending a mail by SMTP.

https://www.rfc-editor.org/rfc/rfc5321

Rules:
1. What was refused before the text went is certain: tried again for 4xx, given up for 5xx.
2. Once the text is on its way, only an answer says what became of it: without one the mail may have arrived, and is not
   sent again.
3. Neither the text nor the password is ever in a message or a log.
"""

from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as ON_THE_WIRE
from typing import Protocol

import aiosmtplib
from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain
from core.sentences import say

PERMANENT = 500
"""From this code on repeating doesn't help."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where mail is handed in. `security` is tls (from the first byte), starttls, or none."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0


class Mailer(Protocol):
    """Sends one mail."""

    async def send(self, mail: EmailMessage, to: str, sender: str) -> None:
        """Hand it in. Raises `DeliveryFailed`."""
        ...


class SmtpMailer:
    """Hands mail in at a server; one connection a mail, since there are few."""

    def __init__(self, account: Account) -> None:
        """Take where."""
        self._account = account

    async def send(self, mail: EmailMessage, to: str, sender: str) -> None:
        """Hand a mail in. Raises `DeliveryFailed`."""
        client = self._client()
        try:
            await self._begin(client)
            await client.mail(sender)
            await client.rcpt(to)
        except (SMTPException, OSError, TimeoutError) as trouble:
            client.close()
            raise _before_the_text(trouble) from None
        try:
            await client.data(mail.as_bytes(policy=ON_THE_WIRE))
        except (SMTPException, OSError, TimeoutError) as trouble:
            client.close()
            raise _after_the_text(trouble) from None
        try:
            await client.quit()
        except (SMTPException, OSError, TimeoutError):
            client.close()  # the mail is taken; how the connection ends is no matter

    def _client(self) -> aiosmtplib.SMTP:
        account = self._account
        return aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            timeout=account.timeout,
            use_tls=account.security == "tls",
            start_tls=account.security == "starttls",
        )

    async def _begin(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        if self._account.user:
            await client.login(self._account.user, self._account.password)


def _before_the_text(trouble: Exception) -> DeliveryFailed:
    if isinstance(trouble, SMTPAuthenticationError):
        return Permanent(f"smtp login {trouble.code}", reason=say("fail_mail_login"))
    if isinstance(trouble, SMTPResponseException) and trouble.code >= PERMANENT:
        return Permanent(f"smtp {trouble.code}", reason=say("fail_mail_refused"))
    return Transient(f"smtp {type(trouble).__name__}")


def _after_the_text(trouble: Exception) -> DeliveryFailed:
    if isinstance(trouble, SMTPResponseException):
        if trouble.code >= PERMANENT:
            return Permanent(f"smtp {trouble.code}", reason=say("fail_mail_refused"))
        return Transient(f"smtp {trouble.code}")
    return Uncertain(f"smtp {type(trouble).__name__}")
