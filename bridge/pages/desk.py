"""`/desk/`: who is signed in, and what waits for them to be opened."""

from collections.abc import Sequence
from html import escape

from aiohttp import web
from sqlalchemy import Connection

from bridge.forms.links import AGENTS
from bridge.pages import words
from bridge.pages.entry import DESK, Entry
from bridge.store import conversations, forms
from bridge.store.database import Database
from bridge.store.forms import FormRow
from core.conversation.form import FormStage
from core.ids import AgentId
from core.ports import Clock

MOST = 50


class DeskPage:
    """Answers an agent who looks at their desk."""

    def __init__(self, entry: Entry, database: Database, clock: Clock) -> None:
        """Take the way in, where forms stand, and the time."""
        self._entry = entry
        self._database = database
        self._clock = clock

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        return (web.get(DESK, self.look), web.get(DESK.rstrip("/"), self.look))

    async def look(self, request: web.Request) -> web.Response:
        """Show it."""
        who = await self._entry.who(request)
        if who is None:
            return self._entry.to_sign_in(request)
        now = self._clock.now()
        waiting = await self._database.read(lambda conn: _waiting(conn, who.agent))
        rows = "".join(self._row(row, number) for row, number in waiting if row.asked.until > now)
        listed = (
            f'<h2>{words.WAITING}</h2><ul class="linked-list">{rows}</ul>' if rows else f"<p>{words.NOTHING_WAITS}</p>"
        )
        return self._entry.page(who, words.DESK, f'<div class="linked-words">{listed}</div>')

    def _row(self, row: FormRow, number: int) -> str:
        link = escape(f"{self._entry.base}{AGENTS}{row.asked.id}")
        chat = words.OF_CHAT.format(number=number)
        return f'<li><a href="{link}">{escape(row.asked.title)}</a> <span class="optional">{chat}</span></li>'


def _waiting(conn: Connection, agent: AgentId) -> list[tuple[FormRow, int]]:
    """Give the forms that an agent can open, each with its chat's number."""
    found: list[tuple[FormRow, int]] = []
    for row in forms.of_agent(conn, agent, FormStage.RECEIVED, MOST):
        chat = conversations.get(conn, row.conversation)
        if chat is not None and chat.owner == agent:
            found.append((row, chat.number))
    return found
