"""What our bot has posted in a channel, read by Graph: all that Teams gives of it later, for a bot hears no echo.

https://learn.microsoft.com/graph/api/chatmessage-list-replies
https://learn.microsoft.com/graph/api/chatmessage-delta
https://learn.microsoft.com/graph/api/resources/chatmessage

Rules:
1. It needs the permission by which messages reach us without a mention, ChannelMessage.Read.Group, and the team's
   group id: as it is configured, or as Teams has named it in passing.
2. What is ours is told by the application that wrote it. A card has its key in it; of a post there are its words.
3. All pages are read, or it is said that there are more. No order is promised, so none is relied on.
4. Where we may not look it is `Uncertain`; where it can't be said now, `Transient`.

Four requests a second and team: https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from adapters.teams.cards import CONTENT_TYPE, KEY_PREFIX
from adapters.teams.graph import Graph
from adapters.teams.ids import Thread
from adapters.teams.known import Known
from adapters.teams.payload import Json, mapping, moment, objects, part, text
from adapters.teams.seen_words import seen_words
from adapters.teams.wire import Answer, NoAnswer
from core.errors import Transient, Uncertain

_PAGE = "$top=50"
"""The most that there are on a page."""
_MOST_PAGES = 10
_CLOCKS = timedelta(minutes=5)
"""Between Microsoft's clock and ours."""
_TOO_MANY, _SERVER = 429, 500


@dataclass(frozen=True, slots=True)
class Own:
    """A message of ours: when it came, the words that people see in it, and the keys of its cards."""

    id: str
    at: datetime
    words: str
    keys: frozenset[str]
    has_card: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, the oldest first, and whether that is all."""

    own: tuple[Own, ...]
    whole: bool


class History:
    """Reads channels. Everything raises `Uncertain` and `Transient`."""

    def __init__(self, graph: Graph, known: Known, app: str, team: str | None) -> None:
        self._graph = graph
        self._known = known
        self._app = app
        self._team = team

    async def roots(self, channel: str, since: datetime) -> Looked:
        """Give what of ours begins a chain in a channel and was posted, changed or answered after a time."""
        after = (since - _CLOCKS).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        query = f"{_PAGE}&$filter={quote(f'lastModifiedDateTime gt {after}')}"
        return await self._read(f"{await self._channel(channel)}/messages/delta?{query}")

    async def replies(self, chain: Thread) -> Looked:
        """Give what of ours stands in a chain below its root."""
        root = quote(chain.root or "", safe="")
        return await self._read(f"{await self._channel(chain.channel)}/messages/{root}/replies?{_PAGE}")

    async def _channel(self, channel: str) -> str:
        team = await self._known.group(channel) or self._team
        if not team:
            raise Uncertain("look: the team's group id is not known")
        return f"/teams/{quote(team, safe='')}/channels/{quote(channel, safe='')}"

    async def _read(self, path: str) -> Looked:
        found: dict[str, Own] = {}
        for _ in range(_MOST_PAGES):
            answer = await self._page(path)
            found |= {one.id: one for one in self._owned(answer.body)}
            following = text(answer.body, "@odata.nextLink")
            if not following:
                return _looked(found, whole=True)
            path = self._graph.path_of(following)
            if not path:
                break
        return _looked(found, whole=False)

    async def _page(self, path: str) -> Answer:
        try:
            answer = await self._graph.ask("GET", path)
        except NoAnswer:
            raise Transient("look: no answer of Graph's") from None
        if answer.status == _TOO_MANY or answer.status >= _SERVER:
            raise Transient(f"look: {answer.status} of Graph's", retry_after=answer.retry_after)
        if not answer.ok:
            raise Uncertain(f"look: {answer.status} of Graph's")
        if not answer.whole or "value" not in answer.body:
            raise Transient("look: Graph's answer broke off")
        return answer

    def _owned(self, page: Json) -> Iterator[Own]:
        for one in objects(page, "value"):
            at = moment(text(one, "createdDateTime"))
            is_ours = text(part(one, "from", "application"), "id") == self._app
            if is_ours and at is not None and text(one, "id") and not one.get("deletedDateTime"):
                yield _own(one, at)


def _own(message: Json, at: datetime) -> Own:
    body = part(message, "body")
    words = seen_words(text(body, "content"), is_html=text(body, "contentType") != "text")
    cards = [_content(one) for one in objects(message, "attachments") if text(one, "contentType") == CONTENT_TYPE]
    ids = (text(element, "id") for card in cards for element in objects(card, "body"))
    keys = frozenset(one.removeprefix(KEY_PREFIX) for one in ids if one.startswith(KEY_PREFIX))
    return Own(text(message, "id"), at, words, keys, bool(cards))


def _content(attachment: Json) -> Json:
    """Read a card, which stands there as JSON in a string."""
    written = attachment.get("content")
    if not isinstance(written, str):
        return mapping(written)
    try:
        return mapping(json.loads(written))
    except (ValueError, RecursionError):
        return {}


def _looked(found: dict[str, Own], *, whole: bool) -> Looked:
    return Looked(tuple(sorted(found.values(), key=lambda one: (one.at, one.id))), whole)
