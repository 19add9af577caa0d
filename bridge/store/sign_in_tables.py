"""The tables of the agents' sign-in: who is signed in in which browser, and who is about to be.

Rule: what a browser shows is here as its SHA-256 alone. Whoever reads these tables can be nobody by it.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import Moment, Row


class AgentSessionTable(Row, table=True):
    """A browser in which an agent is signed in; `account` is the one at the desk by which they did it.

    `way` is how, and `browser` what the browser says it is, in words of ours; earlier versions keep neither.
    """

    __tablename__ = "agent_session"
    __table_args__ = (Index("ix_agent_session_seen", "seen"), Index("ix_agent_session_agent", "agent"))

    digest: str = Field(primary_key=True)
    agent: str
    desk: str
    account: str
    at: datetime = Field(sa_type=Moment)
    seen: datetime = Field(sa_type=Moment)
    way: str | None
    browser: str | None


class SignInTable(Row, table=True):
    """Somebody's attempt to sign in; with a `code` where it was told to them, as its digest by the browser's secret.

    `address` is where it came from, as a digest; `path` is where they wanted to go.
    """

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_at", "at"),)

    digest: str = Field(primary_key=True)
    desk: str
    agent: str | None
    code: str | None
    tries: int
    path: str
    address: str
    at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


AGENT_SESSION = Row.metadata.tables["agent_session"]
SIGN_IN = Row.metadata.tables["sign_in"]
