"""A message as a message extension gets it: `messagePayload`.

Rule: the shape is that of
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
and of Graph's chatMessage, which it follows.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from playground.teams.activities import stamps
from playground.teams.ids import channel_of, root_of
from playground.teams.model import BOT, HTML, Json, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams


def payload(teams: "Teams", said: Message) -> Json:
    """Write a message."""
    root = root_of(said.conversation)
    created = stamps(said.at)["timestamp"]
    mentions = [
        {"id": place, "mentionText": one["mentioned"]["name"], "mentioned": {"user": {"id": one["mentioned"]["id"]}}}
        for place, one in enumerate(one for one in said.entities if one.get("type") == "mention")
    ]
    return {
        "id": said.id,
        "replyToId": root if root and root != said.id else None,
        "createdDateTime": created,
        "lastModifiedDateTime": stamps(said.edited)["timestamp"] if said.edited else None,
        "deleted": said.deleted,
        "importance": "normal",
        "locale": "en-gb",
        "subject": None,
        "from": _writer(teams, said),
        "body": {"contentType": "html", "content": said.html or said.text},
        "attachmentLayout": None,
        "attachments": [_attachment(one) for one in said.attachments if one.get("contentType") != HTML],
        "mentions": mentions,
        "reactions": [
            {"reactionType": kind, "createdDateTime": created, "user": _reacting(teams, user)}
            for kind, users in said.reactions.items()
            for user in users
        ],
        "linkToMessage": link(teams, said),
    }


def _reacting(teams: "Teams", who: str) -> Json:
    if who == BOT:
        return {"application": {"id": teams.settings.app_id}, "user": None}
    return {"user": {"id": teams.store.people[who].aad}}


def link(teams: "Teams", said: Message) -> str:
    """Tell a message's address for people."""
    channel, root = channel_of(said.conversation), root_of(said.conversation)
    where = f"?tenantId={teams.settings.tenant}&parentMessageId={root}" if root else "?context=%7B%7D"
    return f"https://teams.microsoft.com/l/message/{quote(channel, safe='')}/{said.id}{where}"


def _writer(teams: "Teams", said: Message) -> Json:
    if said.is_bot:
        app = {"applicationIdentityType": "bot", "id": teams.settings.app_id, "displayName": teams.manifest.name}
        return {"application": app, "user": None}
    person = teams.store.people[said.sender]
    return {"application": None, "user": {"userIdentityType": "aadUser", "id": person.aad, "displayName": person.name}}


def _attachment(one: Json) -> Json:
    return {"contentType": one.get("contentType"), "content": one.get("content"), "name": one.get("name")}
