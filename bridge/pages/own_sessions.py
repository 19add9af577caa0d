"""`/desk/sessions`: in which browsers an agent is signed in, and an end to any of them (OWASP ASVS 5.0, 7.5.2).

Rules:
1. An agent sees their own sessions alone, and nothing by which one could be taken over: what stands on the page points
   at a session of theirs and opens none.
2. To look takes a session; to end another one takes a sign-in of a short while ago.
3. What is over already is no error: the page says so, and is what it would be.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from bridge.pages import words
from bridge.pages.entry import SESSIONS, SIGN_IN, Entry, hidden, sent, token_of
from bridge.pages.sessions import OwnSession, SignedIn
from bridge.pages.sign_in import CODE_WAY
from bridge.pages.tickets import Tickets
from core.ids import DeskName
from core.ports import Clock

OTHERS = "others"
DONE = {"one": words.ENDED, "over": words.ENDED_BEFORE, "others": words.ENDED_OTHERS}
"""What is said after a press, by the word in the page's address: a page that is loaded again presses nothing again."""


class OwnSessionsPage:
    """Answers an agent who looks at their sessions."""

    def __init__(self, entry: Entry, tickets: Tickets | None, suites: Mapping[DeskName, str], clock: Clock) -> None:
        """Take the way in, what names an agent to the sign-in by a code, the platforms' sign-ins, and the time."""
        self._entry = entry
        self._tickets = tickets
        self._suites = suites
        self._clock = clock

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        return (web.get(SESSIONS, self.look), web.post(SESSIONS, self.end))

    async def look(self, request: web.Request) -> web.Response:
        """Show them."""
        who = await self._entry.who(request)
        if who is None:
            return self._entry.to_sign_in(request)
        own, now = await self._entry.sessions.own(who), self._clock.now()
        done = DONE.get(request.query.get("done", ""), "")
        told = f'<p role="status">{done}</p>' if done else ""
        rows = "".join(self._row(who, one, now) for one in own)
        body = f'{told}<dl class="values">{rows}</dl>{self._rest(who, len(own) - 1)}'
        return self._entry.page(who, words.SESSIONS, f'<div class="linked-words">{body}</div>')

    async def end(self, request: web.Request) -> web.Response:
        """End one, or all others."""
        who, given = await self._entry.who(request), await sent(request)
        if who is None:
            return self._entry.to_sign_in(request)
        if not self._entry.pressed(request, who.secret, given):
            return self._entry.say(words.NOT_OURS)
        if not who.is_fresh:
            stale = words.STALE
            body = f'<div class="linked-words"><p>{stale.text}</p>{self._sign_in_again(who)}</div>'
            return self._entry.page(who, stale.title, body, status=stale.status)
        which = str(given.get("end", ""))
        ended = await self._entry.sessions.end_own(who, None if which == OTHERS else which)
        done = "others" if which == OTHERS else "one" if ended else "over"
        return self._entry.go(f"{SESSIONS}?{urlencode({'done': done})}")

    def _row(self, who: SignedIn, one: OwnSession, now: datetime) -> str:
        name = escape(one.row.browser or words.SOME_BROWSER)
        here = f' <span class="optional">{words.THIS_ONE}</span>' if one.is_here else ""
        since = words.SINCE.format(when=f"{one.row.at:%Y-%m-%d %H:%M}", way=self._way(one))
        minutes = max(0, int((now - one.row.seen).total_seconds() // 60))
        seen = words.SEEN_NOW if one.is_here or minutes < 1 else words.SEEN.format(minutes=minutes)
        label = f"session-{one.row.handle}"
        button = "" if one.is_here or not who.is_fresh else self._ending(who, one.row.handle, words.END, label)
        times = f'<span class="value">{escape(since)}\n{seen}</span>'
        return f'<dt id="{label}">{name}{here}</dt><dd>{times}{button}</dd>'

    def _way(self, one: OwnSession) -> str:
        if one.row.way == CODE_WAY:
            return words.WITH_CODE
        return words.WITH_SUITE.format(suite=self._suites.get(one.row.desk, one.row.desk)) if one.row.way else ""

    def _rest(self, who: SignedIn, others: int) -> str:
        if not others:
            return f"<p>{words.NOWHERE_ELSE}</p>"
        if not who.is_fresh:
            return f"<p>{words.STALE.text}</p>{self._sign_in_again(who)}"
        return self._ending(who, OTHERS, words.END_OTHERS) if others > 1 else ""

    def _ending(self, who: SignedIn, which: str, label: str, described: str = "") -> str:
        more = hidden(token=token_of(who.secret), end=which)
        look = f'class="plain small" aria-describedby="{described}"' if described else 'class="plain"'
        button = f'<button type="submit" {look}>{label}</button>'
        return f'<form class="linked-form" method="post" action="{self._entry.base}{SESSIONS}">{more}{button}</form>'

    def _sign_in_again(self, who: SignedIn) -> str:
        query = {"to": SESSIONS}
        if who.desk not in self._suites and self._tickets is not None:
            query["for"] = self._tickets.make(who.desk, who.agent)
        link = escape(f"{self._entry.base}{SIGN_IN}?{urlencode(query)}")
        return f'<a class="primary linked-way" href="{link}">{words.SIGN_IN_AGAIN}</a>'
