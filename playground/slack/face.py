"""The picture of a person: drawn for the demo's people, initials on a colour of their own for everybody else.

Rule: it is an SVG of this playground's, whatever the person's `image` says; nobody's picture is fetched from elsewhere.
"""

import hashlib
import html
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from playground.slack.model import User

if TYPE_CHECKING:
    from playground.slack.world import Slack

_DRAWN = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "faces").glob("*.svg")}
_INITIALS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72">'
    '<rect width="72" height="72" rx="14" fill="hsl({hue} 42% 42%)"/>'
    '<text x="36" y="46" font-family="system-ui,sans-serif" font-size="28" font-weight="600" fill="#fff"'
    ' text-anchor="middle">{initials}</text></svg>'
)


def serve(slack: "Slack", user: str) -> web.Response:
    """Answer with the picture; nobody's is 404."""
    person = slack.store.users.get(user)
    if person is None:
        raise web.HTTPNotFound
    svg = _DRAWN.get(user) or _initials(person)
    return web.Response(text=svg, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


def _initials(person: User) -> str:
    initials = html.escape("".join(word[0] for word in person.real_name.split()[:2]).upper() or "?")
    hue = int(hashlib.sha256(person.id.encode()).hexdigest(), 16) % 360
    return _INITIALS.format(hue=hue, initials=initials)
