"""Microsoft Graph, by the app's own permissions: what the connector doesn't know.

https://learn.microsoft.com/graph/auth-v2-service

Rule: its token is another than the connector's, and is shown to Graph's own address only.
"""

from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientTimeout

from adapters.teams.clouds import CLOUDS
from adapters.teams.config import TeamsSection
from adapters.teams.tokens import SignInRefused, SignInUnavailable, TokenSource
from adapters.teams.wire import CALL, Answer, NoAnswer, Session, ask
from core.ports import Clock


class Graph:
    """Asks Graph."""

    def __init__(self, section: TeamsSection, session: Session, clock: Clock) -> None:
        self._base = section.addresses().graph_url.rstrip("/")
        self._own = CLOUDS[section.cloud].graph_url.rstrip("/")
        parts = urlsplit(CLOUDS[section.cloud].graph_url)  # whom a token is for stays, whatever stands in between
        self._tokens = TokenSource(section, session, clock, f"{parts.scheme}://{parts.netloc}/.default")
        self._session = session

    async def ask(self, method: str, path: str, *, limits: ClientTimeout = CALL, **what: Any) -> Answer:
        """Make a request of the path, which is escaped already. Raises `NoAnswer` also when there is no token."""
        try:
            token = await self._tokens.token()
        except (SignInRefused, SignInUnavailable) as trouble:
            raise NoAnswer(type(trouble).__name__, sent=False) from None
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        return await ask(self._session, method, self._base + path, headers=headers, limits=limits, **what)

    def path_of(self, url: str) -> str:
        """Give the path of an address that Graph itself has named, of its next page; empty when it is another's."""
        for base in (self._base, self._own):
            if url.startswith(base + "/"):
                return url.removeprefix(base)
        return ""

    async def stop(self) -> None:
        """Ask no more."""
        await self._tokens.stop()
