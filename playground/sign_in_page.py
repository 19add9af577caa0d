"""The pages on which people say who they are: one that asks, one that says why not, and one that posts itself.

Rules: whatever comes from the address is escaped; the question is posted to the address that asked, which is looked at
anew. A person is chosen, not proved: the playground asks for no password. The one whose window it is on the
playground's page comes first to mind: `sign-in.js` chooses them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from aiohttp import web

CONTINUE, CANCEL = "continue", "cancel"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may say that this is them."""

    user: str
    name: str
    address: str
    picture: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the page asks, in the vendor's words."""

    vendor: str  # slack or teams: its colours, and whose choice of a person the browser remembers
    title: str
    lead: str
    people: Sequence[Choice]
    asks_for: Sequence[str]
    chosen: str = ""  # the request says who; otherwise the window does


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said."""

    user: str
    goes_on: bool


def asking(question: Question) -> web.Response:
    """Ask who it is."""
    chosen = question.chosen or next((one.user for one in question.people), "")
    rows = "".join(_row(one, checked=one.user == chosen) for one in question.people)
    reads = "".join(f"<li>{escape(line)}</li>" for line in question.asks_for)
    body = f"""<p class="signin-lead">{escape(question.lead)}</p>
<form method="post" data-chosen="{"" if not question.chosen else "1"}">
<fieldset class="signin-people"><legend>Who are you?</legend>{rows}</fieldset>
<h2>It will see</h2><ul class="signin-reads">{reads}</ul>
<div class="signin-buttons"><button class="button primary" name="answer" value="{CONTINUE}">Continue</button>
<button class="button" name="answer" value="{CANCEL}" formnovalidate>Cancel</button></div></form>
<p class="signin-note">The playground asks for no password.</p>"""
    return _page(question.vendor, question.title, body)


def refusing(vendor: str, title: str, words: str, status: int = 400) -> web.Response:
    """Say why nobody can sign in this way: where to go back to isn't known, or isn't trusted."""
    return _page(vendor, title, f'<p class="signin-problem">{escape(words)}</p>', status)


def posting(vendor: str, target: str, fields: Mapping[str, str]) -> web.Response:
    """Hand the answer over by a form that posts itself (https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html)."""
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
    body = f"""<form method="post" action="{escape(target)}" data-posts-itself>{hidden}
<p class="signin-lead">You are on your way back.</p><button class="button primary">Go on</button></form>"""
    return _page(vendor, "Signed in", body)


async def answer(request: web.Request) -> Answer:
    """Read what the person said.

    Raises HTTPForbidden when another web page says it: browsers name the page's origin, other clients none.
    """
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="Only this page may answer.")
    form = await request.post()
    return Answer(str(form.get("user", "")), goes_on=form.get("answer") == CONTINUE)


def _row(one: Choice, *, checked: bool) -> str:
    face = f'<img src="{escape(one.picture)}" alt="">' if one.picture else escape(_initials(one.name))
    note = f'<span class="signin-badge">{escape(one.note)}</span>' if one.note else ""
    return (
        f'<label class="signin-person"><input type="radio" name="user" value="{escape(one.user)}" required'
        f'{" checked" if checked else ""}><span class="signin-face" aria-hidden="true">{face}</span>'
        f'<span class="signin-name">{escape(one.name)}{note}<small>{escape(one.address)}</small></span></label>'
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper() or "?"


def _page(vendor: str, title: str, body: str, status: int = 200) -> web.Response:
    html = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{escape(title)}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/static/app.css">
<script src="/static/sign-in.js"></script></head>
<body class="signin" data-vendor="{vendor}"><main class="signin-card"><h1>{escape(title)}</h1>
{body}</main></body></html>"""
    return web.Response(text=html, status=status, content_type="text/html", headers={"Cache-Control": "no-store"})
