"""The page on which an agent opens what was filled into a secure form (S8).

Rules:
1. The address is told in private to the agent who has the chat, and is signed for this agent and this form: who has it
   opens the form as this agent, while the chat is theirs, once. Passed on to somebody else it opens for nobody twice.
2. To look opens nothing: previews and prefetches show a page with a button.
3. The values are on the one answer to the press, and in nothing that is kept; after `shown_for` the page hides them.
"""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import assert_never

from aiohttp import web

from bridge.forms.links import AGENTS, FormLinks
from bridge.forms.opening import FormValues, NotOpened, Opened, Refusal, Waiting
from bridge.forms.paper import page, pressing, said
from bridge.forms.sealing import OpenedValue
from core.ids import AgentId, FormId
from core.policy.secure_forms import Mask

_SHOWN = 4
"""How many of the last signs are shown of a value that is masked but for these."""


class AgentsPage:
    """Answers whoever has an agent's address of a form."""

    def __init__(self, values: FormValues, links: FormLinks, base: str) -> None:
        """Take what opens forms, what signed the addresses, and the path of the bridge's public address."""
        self._values = values
        self._links = links
        self._base = base

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        path = AGENTS + "{form}/{agent}/{ticket}"
        return (web.get(path, self.look), web.post(path, self.open))

    async def look(self, request: web.Request) -> web.Response:
        """Show what can be opened; nothing is opened by it."""
        whose = self._whose(request)
        if whose is None:
            return self._no(Refusal(NotOpened.UNKNOWN))
        found = await self._values.look(*whose)
        if isinstance(found, Refusal):
            return self._no(found)
        return self._ask(found)

    async def open(self, request: web.Request) -> web.Response:
        """Open it."""
        whose = self._whose(request)
        if whose is None:
            return self._no(Refusal(NotOpened.UNKNOWN))
        found = await self._values.open(*whose)
        return self._no(found) if isinstance(found, Refusal) else self._show(found)

    def _whose(self, request: web.Request) -> tuple[FormId, AgentId] | None:
        form, agent = FormId(request.match_info["form"]), AgentId(request.match_info["agent"])
        given = request.match_info["ticket"].encode("utf-8", "replace")
        good = any(hmac.compare_digest(given, one.encode()) for one in self._links.tickets(form, agent))
        return (form, agent) if good else None

    def _ask(self, form: Waiting) -> web.Response:
        minutes = max(1, round(form.shown_for.total_seconds() / 60))
        return pressing(
            self._base,
            form.title,
            "Open once",
            f"From the customer of chat #{form.number}{f', {form.customer}' if form.customer else ''}.",
            f"You can open it one time. It is shown for {minutes} min. and is gone then; that you open it is noted.",
        )

    def _show(self, opened: Opened) -> web.Response:
        rows = "".join(_row(one) for one in opened.values)
        seconds = int(opened.shown_for.total_seconds())
        body = (
            f'<div class="linked-words" id="values" data-seconds="{seconds}">'
            f'<p class="help">Chat #{opened.number}{escape(f" · {opened.customer}" if opened.customer else "")}. '
            f'Gone in <span id="left">{seconds}</span> s, and when you close this page. '
            "Nothing of it can be opened again.</p>"
            f'<dl class="values">{rows}</dl></div>'
            '<div class="linked-words" id="over" hidden><p>The values are hidden. Ask the customer again by !form, '
            "if you still need them.</p></div>"
        )
        return page(self._base, opened.title, body, script="view.js")

    def _no(self, refusal: Refusal) -> web.Response:
        status, title, words = self._words(refusal)
        return said(self._base, title, words, status=status)

    def _words(self, refusal: Refusal) -> tuple[int, str, str]:
        match refusal.why:
            case NotOpened.UNKNOWN:
                return 404, "There is nothing here", "This link is not complete, or too old. Look for it in the chat."
            case NotOpened.NOT_YOURS:
                return 403, "This is not yours to open", "Only the agent who has the chat can open it."
            case NotOpened.NOT_IN:
                return 409, "Not filled in yet", "The customer has not sent this form yet."
            case NotOpened.OPENED:
                when = f"{refusal.at:%Y-%m-%d %H:%M} UTC" if refusal.at is not None else ""
                return 410, "Opened already", f"It was opened by {refusal.by} at {when}. It can't be opened again."
            case NotOpened.EXPIRED:
                return 410, "Expired", "It was not opened in time and is deleted. Ask the customer again by !form."
            case NotOpened.OVER:
                return 410, "Not there any more", "It was declined, taken back, or deleted at the end of the chat."
            case NotOpened.BUSY:
                return 503, "Not now", "It could not be opened in time, and nothing was opened. Try again."
            case _:
                assert_never(refusal.why)


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
    copy = '<button type="button" class="plain small copy">Copy</button>'
    return f"<dt>{label}{brand}</dt><dd>{shown}{copy}</dd>"
