"""The page on which an agent opens what was filled into a secure form (S8).

Rules:
1. Who opens it is whoever is signed in, and nothing in the address: a link that is passed on opens nothing for anybody.
2. To look opens nothing: previews and prefetches see the sign-in, or a page with a button.
3. The values are on the one answer to the press, and in nothing that is kept; after `shown_for` the page hides them.
4. Every refusal is in the audit log: of a known form also that somebody came who was not signed in.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from aiohttp import web

from bridge.forms.links import AGENTS
from bridge.forms.opening import FormValues, NotOpened, Opened, Refusal, Waiting
from bridge.forms.sealing import OpenedValue
from bridge.pages import words
from bridge.pages.entry import Entry, hidden, sent, token_of
from bridge.pages.sessions import SignedIn
from core.ids import FormId
from core.policy.secure_forms import Mask

_BUSY = 503
_RETRY = "5"
_SHOWN = 4
"""How many of the last signs are shown of a value that is masked but for these."""


class AgentsPage:
    """Answers agents who want to open a form."""

    def __init__(self, values: FormValues, entry: Entry) -> None:
        """Take what opens forms, and the way in."""
        self._values = values
        self._entry = entry

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        return (web.get(AGENTS + "{form}", self.look), web.post(AGENTS + "{form}", self.open))

    async def look(self, request: web.Request) -> web.Response:
        """Show what can be opened; nothing is opened by it."""
        form, who = FormId(request.match_info["form"]), await self._entry.who(request)
        if who is None:
            await self._values.turned_away(form)
            return self._entry.to_sign_in(request)
        found = await self._values.look(form, who.agent)
        if isinstance(found, Refusal):
            return self._no(who, found)
        return self._ask(who, found)

    async def open(self, request: web.Request) -> web.Response:
        """Open it."""
        form, who = FormId(request.match_info["form"]), await self._entry.who(request)
        if who is None:
            await self._values.turned_away(form)
            return self._entry.to_sign_in(request)
        if not self._entry.pressed(request, who.secret, await sent(request)):
            await self._values.turned_away(form, who.agent, "not_our_page")
            return self._entry.say(words.NOT_OURS)
        found = await self._values.open(form, who.agent)
        return self._no(who, found) if isinstance(found, Refusal) else self._show(who, found)

    def _ask(self, who: SignedIn, form: Waiting) -> web.Response:
        minutes = max(1, round(form.shown_for.total_seconds() / 60))
        customer = f", {form.customer}" if form.customer else ""
        body = (
            f'<div class="linked-words"><p>{escape(words.FROM.format(number=form.number, customer=customer))}</p>'
            f"<p>{words.ONE_TIME.format(minutes=minutes)}</p>"
            f'<form class="linked-form" method="post">{hidden(token=token_of(who.secret))}'
            f'<button type="submit" class="primary">{words.OPEN_ONCE}</button></form></div>'
        )
        return self._entry.page(who, form.title, body)

    def _show(self, who: SignedIn, opened: Opened) -> web.Response:
        rows = "".join(_row(one) for one in opened.values)
        seconds, (first, rest) = int(opened.shown_for.total_seconds()), words.GONE_IN
        chat = words.OF_CHAT.format(number=opened.number) + (f" · {opened.customer}" if opened.customer else "")
        body = (
            f'<div class="linked-words" id="values" data-seconds="{seconds}"><p class="help">{escape(chat)}. '
            f'{first}<span id="left">{seconds}</span>{rest}</p><dl class="values">{rows}</dl></div>'
            f'<div class="linked-words" id="over" hidden><p>{words.HIDDEN}</p></div>'
        )
        return self._entry.page(who, opened.title, body, script="view.js")

    def _no(self, who: SignedIn, refusal: Refusal) -> web.Response:
        page, named = words.NOT_OPENED[refusal.why], {}
        if refusal.why is NotOpened.OPENED:
            when = f"{refusal.at:%Y-%m-%d %H:%M}" if refusal.at is not None else ""
            named = {"by": self._entry.sessions.name(refusal.by), "when": when}
        is_later = page.status == _BUSY
        again = f'<a class="primary linked-way" href="">{words.TRY_AGAIN}</a>' if is_later else ""
        body = f'<div class="linked-words"><p>{escape(page.text.format(**named))}</p>{again}</div>'
        answer = self._entry.page(who, page.title, body, status=page.status)
        if is_later:
            answer.headers["Retry-After"] = _RETRY
        return answer


def _row(value: OpenedValue) -> str:
    """Write a value: masked ones behind a click, each with a button that copies it."""
    label, text = escape(value.label), escape(value.text)
    brand = f' <span class="optional">{escape(value.brand)}</span>' if value.brand else ""
    if value.file is not None:
        kind = escape(value.file.mime, quote=True)
        data = b64encode(value.file.data).decode()
        link = f'<a download="{text}" href="data:{kind};base64,{data}">{text}</a>'
        return f"<dt>{label}</dt><dd>{link}</dd>"
    shown = f'<span class="value" dir="auto">{text}</span>'
    if value.mask is not Mask.NONE:
        last = text[-_SHOWN:] if value.mask is Mask.LAST4 and len(value.text) > 2 * _SHOWN else ""
        shown = f"<details><summary>•••• {last}</summary>{shown}</details>"
    copy = '<button type="button" class="plain small copy">' + words.COPY + "</button>"
    return f"<dt>{label}{brand}</dt><dd>{shown}{copy}</dd>"
