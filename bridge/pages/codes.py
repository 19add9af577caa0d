"""Codes in a private message: how agents sign in where their suite's own sign-in is not set up.

Rules:
1. A code is told to the agent alone, by the desk, and holds in the browser alone from which it was asked for. What is
   stored is a digest by that browser's secret, which is stored nowhere: the table is of no use without the browser.
2. It holds for ten minutes and five tries, and once. A try counts before it is looked at, so that many at once gain
   nothing. What was typed is compared in constant time.
3. An agent is told five codes in a quarter of an hour at the most, and an address asks for so many sign-ins: in each
   process, by a digest that means nothing outside of it. An IPv6 address counts with its /64, as in all other limits.
4. A code goes to the desk at once and is in no row of the outbox: who waits for it sees whether it went.
"""

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto
from secrets import choice, token_bytes

import structlog
from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.limiting.addresses import counted_as
from bridge.pages.cookies import digest_of, new_secret
from bridge.store import audit, sign_ins
from bridge.store.database import Database
from bridge.store.sign_ins import SignInRow
from core.agents.model import Profile
from core.conversation.effects import Audit, AuditAct
from core.errors import DeliveryFailed, Permanent, Transient, Unreachable
from core.ids import AgentId, DeskName, PersonRef
from core.ports import AgentDesk, Clock
from core.sentences import say
from core.views import Prompt

SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"
"""None that looks like another one, in any type."""
LENGTH = 8
HOLDS = timedelta(minutes=10)
TRIES = 5
PATIENCE = 10.0
"""Seconds for the desk to take a code: its reader waits for the page."""
PAUSE = 1.0

log = structlog.get_logger(__name__)


class NotSent(StrEnum):
    """Why no code went out."""

    TOO_MANY = auto()
    UNREACHABLE = auto()
    """The desk says that the person can't be written to."""
    MUTE = auto()
    """The desk would not take it, whoever it is for, or is not there: an admin must act."""
    BUSY = auto()
    """The desk could not take it now, or nobody knows whether it did: later it may."""


class NotRight(StrEnum):
    """Why a code signs nobody in."""

    WRONG = auto()
    OVER = auto()
    """It was used, tried too often, or its time is over."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way; `secret` is for the browser that asked for it."""

    secret: str = field(repr=False)


class Limits:
    """Tells whether an address has begun too many sign-ins."""

    def __init__(self) -> None:
        """Begin with a key of this process alone."""
        self._key = token_bytes(32)

    def digest(self, address: str) -> str:
        """Give what is stored of an address."""
        return hmac.digest(self._key, counted_as(address).encode(), "sha256").hex()


class Codes:
    """Sends codes and takes them."""

    def __init__(self, database: Database, office: Office, desks: Mapping[DeskName, AgentDesk], clock: Clock) -> None:
        """Take where attempts are kept, whose words are said, at which desks, and the time."""
        self._database = database
        self._office = office
        self._desks = desks
        self._clock = clock

    async def send(self, profile: Profile, desk: DeskName, path: str, address: str) -> Sent | NotSent:
        """Tell an agent a code."""
        secret, code, now = new_secret(), "".join(choice(SIGNS) for _ in range(LENGTH)), self._clock.now()
        times = (path, address, now, now + HOLDS)
        row = SignInRow(digest_of(secret), desk, *times, profile.id, digest_of_code(secret, code))
        if desk not in self._desks or desk not in profile.people:
            return NotSent.MUTE
        if not await self._database.write(lambda conn: sign_ins.begin(conn, row)):
            await self._database.write(lambda conn: self._refused(conn, profile.id, desk, NotSent.TOO_MANY))
            return NotSent.TOO_MANY
        words = self._office.words(say("sign_in_code", code=f"{code[:4]}-{code[4:]}"))
        why = await self._not_told(profile.people[desk], desk, Prompt(words, self._office.mint.key()))
        return Sent(secret) if why is None else why

    async def _not_told(self, person: PersonRef, desk: DeskName, prompt: Prompt) -> NotSent | None:
        """Tell one person something now; once more where the desk wants a moment. Give why not, if it was not told."""
        try:
            async with asyncio.timeout(PATIENCE):
                try:
                    await self._desks[desk].tell(person, None, prompt)
                except Transient as busy:
                    await self._clock.sleep(busy.retry_after or PAUSE)
                    await self._desks[desk].tell(person, None, prompt)
        except (DeliveryFailed, TimeoutError) as trouble:
            log.warning("sign_in_code_not_sent", desk=desk, why=getattr(trouble, "code", "timeout"))
            if isinstance(trouble, Unreachable):
                return NotSent.UNREACHABLE
            return NotSent.MUTE if isinstance(trouble, Permanent) else NotSent.BUSY
        return None

    async def take(self, secret: str, typed: str) -> SignInRow | NotRight:
        """Give the attempt whose code was typed, and use it up."""
        digest, now = digest_of(secret), self._clock.now()

        def tried(conn: Connection) -> SignInRow | NotRight:
            row = sign_ins.get(conn, digest)
            if row is None or row.code is None or row.until <= now or not sign_ins.count_try(conn, digest, TRIES):
                return NotRight.OVER
            if is_code(secret, typed, row.code):
                return row if sign_ins.spend(conn, digest) else NotRight.OVER
            self._refused(conn, row.agent, row.desk, NotRight.WRONG)
            return NotRight.WRONG if row.tries + 1 < TRIES else NotRight.OVER

        return await self._database.write(tried)

    def _refused(self, conn: Connection, agent: AgentId | None, desk: DeskName, why: StrEnum) -> None:
        fields = {"desk": desk, "way": "code", "why": why.value}
        audit.add(conn, self._clock.now(), Audit(AuditAct.SIGN_IN_REFUSED, agent or "", fields=fields))


def is_code(secret: str, typed: str, kept: str) -> bool:
    """Tell whether what was typed is the code that a browser was promised: in constant time."""
    return hmac.compare_digest(digest_of_code(secret, _cleaned(typed)).encode(), kept.encode())


def digest_of_code(secret: str, code: str) -> str:
    """Give what is kept of a code; without the browser's secret it tells nothing."""
    return hmac.digest(secret.encode(), code.encode(), "sha256").hex()


def _cleaned(typed: str) -> str:
    """Give what was typed as a code is written: people put blanks and hyphens in, and small letters."""
    return "".join(sign for sign in typed[:64].upper() if sign.isalnum())
