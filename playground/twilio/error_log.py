"""The page of Twilio's console that lists what went wrong with the app's webhooks and messages.

Rule: plain HTML, the newest first, everything escaped; nothing on it can be changed.
"""

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from aiohttp import web

from playground.twilio.model import Json, Problem

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .7rem .4rem 0;vertical-align:top;"
    "border-bottom:1px solid #8884;overflow-wrap:anywhere}"
)
_EMPTY = "<p>Nothing has gone wrong.</p>"
_HEAD = "<tr><th>Time (UTC)</th><th>Level</th><th>Code</th><th>What</th><th>Message</th><th>Address</th></tr>"


def rows(twilio: "Twilio") -> list[Json]:
    """List the log for programs, the newest first."""
    return [
        {"at": one.at, "code": one.code, "level": one.level, "words": one.words, "sid": one.sid, "url": one.url}
        for one in reversed(twilio.store.problems)
    ]


def page(twilio: "Twilio") -> web.Response:
    """Write the page."""
    every = "".join(_row(one) for one in reversed(twilio.store.problems))
    table = f"<table>{_HEAD}{every}</table>" if every else _EMPTY
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Error log</title><style>{_STYLE}</style><main><h1>Error log</h1>{table}</main></html>"
    )
    return web.Response(text=html, content_type="text/html")


def _row(one: Problem) -> str:
    at = datetime.fromtimestamp(one.at, UTC).strftime("%Y-%m-%d %H:%M:%S")
    link = f'<a href="https://www.twilio.com/docs/errors/{one.code}">{one.code}</a>'
    return (
        f"<tr><td>{at}</td><td>{escape(one.level)}</td><td>{link}</td><td>{escape(one.words)}</td>"
        f"<td>{escape(one.sid)}</td><td>{escape(one.url)}</td></tr>"
    )
