"""Graph: what stands in a channel, page by page.

Rules: by the permission ChannelMessage.Read.Group, in teams where the app is; 20 on a page, 50 at the most, the next
one at the address that `@odata.nextLink` names (https://learn.microsoft.com/graph/api/channel-list-messages,
https://learn.microsoft.com/graph/api/chatmessage-list-replies); changes are filtered by `lastModifiedDateTime gt` alone
and count for the whole chain (https://learn.microsoft.com/graph/api/chatmessage-delta); four requests a second for a
team (https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits). A card's content is JSON in a
string (https://learn.microsoft.com/graph/api/resources/chatmessageattachment). How late something is listed is a
setting: no page says.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from playground.teams.activities import stamps
from playground.teams.connector import Ask, Reply
from playground.teams.errors import ConnectorError
from playground.teams.graph_files import channel_at
from playground.teams.ids import chain
from playground.teams.message_payload import payload
from playground.teams.model import HTML, Channel, Conversation, Json, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams

PAGE, LARGEST_PAGE = 20, 50
_AFTER = re.compile(r"lastModifiedDateTime gt (\S+)")
_LIST, _DELTA = frozenset({"$top", "$skiptoken"}), frozenset({"$top", "$skiptoken", "$filter"})


def roots(teams: "Teams", ask: Ask) -> Reply:
    """GET /teams/{group}/channels/{channel}/messages: what begins chains."""
    channel = _admitted(teams, ask, _LIST)
    return _page(teams, ask, [_written(teams, channel, one) for _, one in _begun(teams, channel)], "messages")


def delta(teams: "Teams", ask: Ask) -> Reply:
    """GET …/messages/delta: of chains in which something was written or changed after a time."""
    channel = _admitted(teams, ask, _DELTA)
    after = _after(ask.query)
    found = [one for place, one in _begun(teams, channel) if _changed(place) > after]
    return _page(teams, ask, [_written(teams, channel, one) for one in found], "messages/delta")


def replies(teams: "Teams", ask: Ask) -> Reply:
    """GET …/messages/{root}/replies: what stands below the first one."""
    channel = _admitted(teams, ask, _LIST)
    root = ask.ids["root"]
    place = teams.store.conversations.get(chain(channel.id, root))
    if place is None:
        raise ConnectorError(404, "NotFound", "The message was not found.")
    found = [one for one in reversed(place.messages.values()) if one.id != root and _is_listed(teams, one)]
    return _page(teams, ask, [_written(teams, channel, one) for one in found], f"messages/{root}/replies")


def _admitted(teams: "Teams", ask: Ask, allowed: frozenset[str]) -> Channel:
    """Find the channel, and see that the app may read it, asks for what there is, and not too often."""
    channel = channel_at(teams, ask)
    if not (teams.settings.reads_all and teams.store.teams[channel.team].installed):
        words = "Missing role permissions on the request. API requires one of 'ChannelMessage.Read.All, "
        raise ConnectorError(403, "Forbidden", f"{words}ChannelMessage.Read.Group'.")
    unknown = set(ask.query) - allowed
    if unknown:
        raise ConnectorError(400, "BadRequest", f"Query option '{min(unknown)}' is not allowed.")
    teams.meter.history(channel.team, teams.clock.now())
    return channel


def _begun(teams: "Teams", channel: Channel) -> Iterator[tuple[Conversation, Message]]:
    """Give each chain with its first message, the newest first."""
    for id in reversed(channel.chains):
        place = teams.store.conversations[id]
        first = next(iter(place.messages.values()), None)
        if first is not None and _is_listed(teams, first):
            yield place, first


def _is_listed(teams: "Teams", said: Message) -> bool:
    is_late = teams.settings.listed_after > 0 and said.at + teams.settings.listed_after > teams.clock.now()
    return said.only_for is None and not is_late


def _changed(place: Conversation) -> float:
    return max(one.edited or one.at for one in place.messages.values())


def _after(query: Mapping[str, str]) -> float:
    written = query.get("$filter")
    if written is None:
        return 0.0
    found = _AFTER.fullmatch(written)
    try:
        return datetime.fromisoformat(found[1]).timestamp() if found else _refuse("Invalid filter clause.")
    except ValueError:
        return _refuse("Invalid filter clause.")


def _page(teams: "Teams", ask: Ask, found: list[Json], path: str) -> Reply:
    size, skip = ask.query.get("$top", str(PAGE)), ask.query.get("$skiptoken", "0")
    if not (size.isdecimal() and 0 < int(size) <= LARGEST_PAGE and skip.isdecimal()):
        _refuse(f"The value of $top must be from 1 to {LARGEST_PAGE}.")
    end = int(skip) + int(size)
    page = found[int(skip) : end]
    body: Json = {"@odata.count": len(page), "value": page}
    if end < len(found):
        group, channel = ask.ids["group"], ask.ids["channel"]
        kept = "".join(f"&{key}={quote(ask.query[key])}" for key in ("$top", "$filter") if key in ask.query)
        address = f"{teams.graph_url}/teams/{group}/channels/{channel}/{path}"
        body["@odata.nextLink"] = f"{address}?$skiptoken={end}{kept}"
    return Reply(200, body)


def _written(teams: "Teams", channel: Channel, said: Message) -> Json:
    """Write a message as Graph does."""
    made = payload(teams, said)
    team = teams.store.teams[channel.team]
    cards = [
        {"id": f"{said.id}-{number}", "contentType": one["contentType"], "content": json.dumps(one["content"])}
        for number, one in enumerate(said.attachments)
        if one.get("contentType") != HTML
    ]
    tags = "".join(f'<attachment id="{one["id"]}"></attachment>' for one in cards)
    words = f"<div>{said.html or said.text}{tags}</div>"
    created, edited = made["createdDateTime"], made.pop("lastModifiedDateTime")
    del made["deleted"], made["attachmentLayout"], made["linkToMessage"]
    return {
        **made,
        "messageType": "message",
        "lastModifiedDateTime": edited or created,
        "lastEditedDateTime": edited,
        "deletedDateTime": stamps(teams.clock.now())["timestamp"] if said.deleted else None,
        "summary": said.summary or None,
        "body": {"contentType": "html", "content": "" if said.deleted else words},
        "attachments": [] if said.deleted else cards,
        "channelIdentity": {"teamId": team.group, "channelId": channel.id},
    }


def _refuse(words: str) -> float:
    raise ConnectorError(400, "BadRequest", words)
