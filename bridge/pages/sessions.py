"""Who is signed in in which browser.

Rules:
1. The browser has the secret, the table its digest. A secret is new with each sign-in; the browser's old one ends.
2. It ends half an hour after the last page, and twelve hours after the sign-in, whichever comes first: by the clock of
   the bridge, not of the browser.
3. Whoever is not the agent of that account any more is signed in no more: looked at with each page.
4. Whoever ends another session of theirs has signed in a short while ago: who sits down at somebody's browser can't
   (OWASP ASVS 5.0, 7.5.2). An admin ends anybody's, by the command line.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import Connection

from bridge.pages.cookies import digest_of, new_secret
from bridge.store import audit, sessions
from bridge.store.database import Database
from bridge.store.sessions import SessionRow
from core.agents.model import Profile
from core.conversation.effects import Audit, AuditAct
from core.directory import Directory
from core.ids import AgentId, DeskName, PersonRef
from core.ports import Clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SELDOM = timedelta(minutes=1)
"""How often it is written down that somebody is there."""
FRESH = timedelta(minutes=10)
"""For how long after a sign-in an agent may end other sessions of theirs."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An agent in a browser of theirs."""

    profile: Profile
    desk: DeskName
    secret: str = field(repr=False)
    is_fresh: bool
    """Whether they have signed in a short while ago."""

    @property
    def agent(self) -> AgentId:
        """Give who it is."""
        return self.profile.id


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session of an agent's, as they are shown it; `is_here`: it is the one in which they look."""

    row: SessionRow
    is_here: bool


class Sessions:
    """Begins, knows and ends sessions."""

    def __init__(self, database: Database, directory: Callable[[], Directory], clock: Clock) -> None:
        """Take where they are kept, who is an agent now, and the time."""
        self._database = database
        self._directory = directory
        self._clock = clock

    def agent_of(self, desk: DeskName, account: PersonRef) -> Profile | None:
        """Give the agent behind an account."""
        return self._directory().agent_by_person(desk, account)

    def agent(self, agent: AgentId, desk: DeskName) -> Profile | None:
        """Give an agent who is one, with an account at a desk."""
        profile = self._directory().profiles.get(agent)
        return profile if profile is not None and desk in profile.people else None

    def name(self, agent: AgentId | None) -> str:
        """Give an agent's name, as colleagues know it."""
        return self._directory().names().get(agent or "", agent or "")

    async def begin(self, profile: Profile, desk: DeskName, way: str, old: str, browser: str = "") -> str:
        """Sign an agent in, and give the secret for the browser; the session of its `old` one ends."""
        secret, now = new_secret(), self._clock.now()
        row = SessionRow(digest_of(secret), profile.id, desk, profile.people[desk], now, now, way, browser)
        told = Audit(AuditAct.SIGNED_IN, profile.id, fields={"desk": desk, "way": way})

        def write(conn: Connection) -> None:
            sessions.end(conn, digest_of(old))
            sessions.add(conn, row)
            audit.add(conn, now, told)

        await self._database.write(write)
        return secret

    async def of(self, secret: str) -> SignedIn | None:
        """Give who is signed in by a browser's secret; None when nobody is, or is any more."""
        if not secret:
            return None
        now, digest = self._clock.now(), digest_of(secret)
        row = await self._database.read(lambda conn: sessions.get(conn, digest))
        if row is None:
            return None
        profile = self.agent_of(row.desk, row.account)
        if profile is None or not self._holds(row, now):
            await self._database.write(lambda conn: sessions.end(conn, digest))
            return None
        if now - row.seen >= SELDOM:
            await self._database.write(lambda conn: sessions.touch(conn, digest, now))
        return SignedIn(profile, row.desk, secret, is_fresh(row, now))

    async def end(self, who: SignedIn) -> None:
        """Sign an agent out in their browser."""
        told, now = Audit(AuditAct.SIGNED_OUT, who.agent, fields={"desk": who.desk}), self._clock.now()
        digest = digest_of(who.secret)
        if await self._database.write(lambda conn: sessions.end(conn, digest)):
            await self._database.write(lambda conn: audit.add(conn, now, told))

    async def own(self, who: SignedIn) -> list[OwnSession]:
        """Give an agent's sessions that last: the one in which they look first, then who was there last."""
        now, here = self._clock.now(), digest_of(who.secret)
        rows = await self._database.read(lambda conn: sessions.of_agent(conn, who.agent))
        lasting = [OwnSession(row, compare_digest(row.digest, here)) for row in rows if self._holds(row, now)]
        return sorted(lasting, key=lambda one: not one.is_here)

    async def end_own(self, who: SignedIn, handle: str | None) -> int:
        """End the session of an agent's that a handle points at, or all but the one that they are in; give how many."""
        now, here = self._clock.now(), digest_of(who.secret)

        def write(conn: Connection) -> int:
            rows = [row for row in sessions.of_agent(conn, who.agent) if self._holds(row, now)]
            others = [row for row in rows if not compare_digest(row.digest, here)]
            chosen = others if handle is None else [row for row in rows if row.handle == handle]
            return end_all(conn, chosen, who.agent, now)

        return await self._database.write(write)

    def _holds(self, row: SessionRow, now: datetime) -> bool:
        profile = self.agent_of(row.desk, row.account)
        return profile is not None and profile.id == row.agent and not is_over(row, now)


def end_all(conn: Connection, rows: Iterable[SessionRow], by: str, now: datetime) -> int:
    """End sessions, and write down by whom: a line for each agent. Give how many there were still."""
    ended = Counter(row.agent for row in rows if sessions.end(conn, row.digest))
    for agent, number in ended.items():
        audit.add(conn, now, Audit(AuditAct.SESSION_ENDED, by, agent, {"sessions": str(number)}))
    return ended.total()


def is_fresh(row: SessionRow, now: datetime) -> bool:
    """Tell whether somebody has signed in a short while ago."""
    return timedelta() <= now - row.at < FRESH


def is_over(row: SessionRow, now: datetime) -> bool:
    """Tell whether a session's time is over: a clock that was put back makes none last longer."""
    return now - row.seen >= IDLE or now - row.at >= LONGEST or now < row.at - IDLE
