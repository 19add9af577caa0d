"""The agents' sign-in: which ways there are, that by a code, and the sign-out.

Rules:
1. Nothing is asked for: who it is stands in the link that the agent was told, signed; the code goes to them alone.
2. A page that is loaded sends nothing, and loaded again sends nothing twice.
3. Whoever is signed in gets a new session, and the browser's earlier one ends.
"""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from urllib.parse import urlencode

from aiohttp import web

from bridge.pages import words
from bridge.pages.codes import Codes, Limits, NotRight, NotSent
from bridge.pages.cookies import Cookie, new_secret
from bridge.pages.entry import SIGN_IN, Entry, hidden, sent, token_of, way_back
from bridge.pages.paper import page
from bridge.pages.platforms import WITH
from bridge.pages.tickets import Tickets
from core.agents.model import Profile
from core.ids import DeskName

SEND = "/desk/sign-in/send"
CODE = "/desk/sign-in/code"
CODE_WAY = "code"
"""How somebody signed in, in the audit log."""
_NOT_SENT: Mapping[NotSent, words.Page] = MappingProxyType(
    {NotSent.BUSY: words.BUSY, NotSent.UNREACHABLE: words.UNDELIVERED, NotSent.MUTE: words.MUTE}
)
"""What is said where no code went out, and asking again may help."""


class SignInPage:
    """Shows the ways in, signs agents in by codes, and out."""

    def __init__(
        self, entry: Entry, codes: Codes, tickets: Tickets | None, suites: Mapping[DeskName, str], limits: Limits
    ) -> None:
        """Take the way in, what sends codes, what reads the links that agents are told, and the platforms beside."""
        self._entry = entry
        self._codes = codes
        self._tickets = tickets
        self._suites = suites
        self._limits = limits

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        return (
            web.get(SIGN_IN, self.look),
            web.post(SEND, self.send),
            web.get(CODE, self.ask),
            web.post(CODE, self.check),
            web.post("/desk/sign-out", self.sign_out),
        )

    async def look(self, request: web.Request) -> web.Response:
        """Show how one can sign in."""
        to, ticket = way_back(request.query.get("to", "")), request.query.get("for", "")
        who = await self._entry.who(request)
        if self._entry.is_enough(who, to):
            return self._entry.go(to)
        by_code = self._whose(ticket) is not None
        suites = {desk: suite for desk, suite in self._suites.items() if who is None or who.desk == desk}
        if not by_code and not suites:
            return self._entry.say(words.NO_WAY)
        secret = self._entry.cookies.read(request, Cookie.ATTEMPT) or new_secret()
        ways = "".join(self._way(desk, suite, to) for desk, suite in suites.items())
        if by_code:
            look = "plain" if ways else "primary"
            ways += f"<p>{words.BY_CODE}</p>{self._sending(secret, to, ticket, words.SEND, look)}"
        why = words.WHO_ARE_YOU if who is None else words.SIGN_IN_AGAIN_TO_END
        response = self._page(words.SIGN_IN, f'<div class="linked-words"><p>{why}</p>{ways}</div>')
        if by_code:
            self._entry.cookies.give(response, Cookie.ATTEMPT, secret)
        return response

    async def send(self, request: web.Request) -> web.Response:
        """Send a code."""
        given, secret = await sent(request), self._entry.cookies.read(request, Cookie.ATTEMPT)
        to, ticket = way_back(str(given.get("to", ""))), str(given.get("for", ""))
        if not self._entry.pressed(request, secret, given):
            return self._entry.say(words.NOT_OURS)
        named = self._whose(ticket)
        if named is None:
            return self._entry.say(words.NO_AGENT_ANY_MORE)
        done = await self._codes.send(*named, to, self._limits.digest(request.remote or ""))
        if done is NotSent.TOO_MANY:
            return self._entry.say(words.TOO_MANY)
        if isinstance(done, NotSent):
            return self._over(_NOT_SENT[done], secret, to, ticket)
        response = self._entry.go(f"{CODE}?{urlencode({'to': to, 'for': ticket})}")
        self._entry.cookies.give(response, Cookie.ATTEMPT, done.secret)
        return response

    async def ask(self, request: web.Request) -> web.Response:
        """Show where the code is written."""
        to, ticket = way_back(request.query.get("to", "")), request.query.get("for", "")
        secret = self._entry.cookies.read(request, Cookie.ATTEMPT)
        if not secret or self._entry.is_enough(await self._entry.who(request), to):
            return self._entry.go(f"{SIGN_IN}?{urlencode({'to': to, 'for': ticket})}")
        return self._asking(secret, to, ticket)

    async def check(self, request: web.Request) -> web.Response:
        """Take a code."""
        given, secret = await sent(request), self._entry.cookies.read(request, Cookie.ATTEMPT)
        if not self._entry.pressed(request, secret, given):
            return self._entry.say(words.NOT_OURS)
        found = await self._codes.take(secret, str(given.get("code", "")))
        to, ticket = way_back(str(given.get("to", ""))), str(given.get("for", ""))
        if found is NotRight.WRONG:
            return self._asking(secret, to, ticket, words.WRONG_CODE)
        if isinstance(found, NotRight) or found.agent is None:
            return self._over(words.CODE_OVER, secret, to, ticket)
        profile = self._entry.sessions.agent(found.agent, found.desk)
        if profile is None:
            return self._entry.say(words.NO_AGENT_ANY_MORE)
        return await self._entry.signed_in(request, profile, found.desk, CODE_WAY, found.path)

    async def sign_out(self, request: web.Request) -> web.Response:
        """Sign out."""
        who, given = await self._entry.who(request), await sent(request)
        if who is not None and not self._entry.pressed(request, who.secret, given):
            return self._entry.say(words.NOT_OURS)
        if who is not None:
            await self._entry.sessions.end(who)
        response = self._entry.say(words.SIGNED_OUT)
        self._entry.cookies.drop(response, Cookie.SESSION)
        return response

    def _whose(self, ticket: str) -> tuple[Profile, DeskName] | None:
        """Give the agent whom a link names, who is one still; none at a desk that has a sign-in of its own."""
        found = self._tickets.read(ticket) if self._tickets is not None else None
        if found is None or found[0] in self._suites:
            return None
        profile = self._entry.sessions.agent(found[1], found[0])
        return (profile, found[0]) if profile is not None else None

    def _way(self, desk: DeskName, suite: str, to: str) -> str:
        link = escape(f"{self._entry.base}{WITH}{desk}?{urlencode({'to': to})}")
        return f'<a class="primary linked-way" href="{link}">{escape(words.WITH.format(suite=suite))}</a>'

    def _asking(self, secret: str, to: str, ticket: str, wrong: str = "") -> web.Response:
        error = f'<p class="field-error" id="wrong" role="alert">{wrong}</p>' if wrong else ""
        marked = ' aria-invalid="true" aria-describedby="wrong"' if wrong else ""
        field = (
            f'<div class="form-field"><label for="code">{words.CODE}</label>'
            f'<input id="code" name="code" required autofocus maxlength="20" autocomplete="one-time-code" '
            f'autocapitalize="characters" spellcheck="false"{marked}>{error}'
            f'<span class="help">{words.CODE_HELP}</span></div>'
        )
        more = hidden(token=token_of(secret), to=to, **{"for": ticket})
        button = f'<button type="submit" class="primary">{words.SIGN_IN}</button>'
        body = (
            f'<div class="linked-words"><p>{words.CODE_SENT}</p>'
            f'<form class="linked-form" method="post" action="{self._entry.base}{CODE}">{more}{field}{button}</form>'
            f"{self._sending(secret, to, ticket, words.SEND_AGAIN, 'plain')}</div>"
        )
        return self._page(words.ENTER, body, status=403 if wrong else 200)

    def _over(self, over: words.Page, secret: str, to: str, ticket: str) -> web.Response:
        again = self._sending(secret, to, ticket, words.SEND_AGAIN, "primary")
        body = f'<div class="linked-words"><p>{over.text}</p>{again}</div>'
        return over.told(self._page(over.title, body, status=over.status))

    def _sending(self, secret: str, to: str, ticket: str, label: str, look: str) -> str:
        more = hidden(token=token_of(secret), to=to, **{"for": ticket})
        button = f'<button type="submit" class="{look}">{escape(label)}</button>'
        return f'<form class="linked-form" method="post" action="{self._entry.base}{SEND}">{more}{button}</form>'

    def _page(self, title: str, body: str, status: int = 200) -> web.Response:
        return page(self._entry.base, title, body, status=status)
