"""The Connector's calls that make, change and delete messages.

Rules: threading follows the conversation's id; the id in a reply's address and `replyToId` change nothing (microsoft/
teams.py commit 25216adb); a bot changes only its own messages; text and attachments in one activity are split in two
and no id is told
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#send-a-message).
"""

import json
from typing import TYPE_CHECKING

from playground.teams import attachments, targeted
from playground.teams.connector import Ask, Reply
from playground.teams.errors import ConnectorError, bad_argument, no_activity, not_allowed
from playground.teams.ids import channel_of
from playground.teams.model import BOT, Conversation, Json, Message
from playground.teams.reachable import personal_with, writable

if TYPE_CHECKING:
    from playground.teams.world import Teams

# "The message size limit is 100 KB", in UTF-16, with mentions and cards, without images in base64
# (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages).
MAX_BYTES = 100 * 1024
# With everything in it; seen once (https://github.com/microsoft/botframework-sdk/issues/6669), not documented.
MAX_BODY = 262_144


def create(teams: "Teams", ask: Ask) -> Reply:
    """POST /v3/conversations: a new reply chain, or a chat with one person."""
    return _chain(teams, ask.body) if ask.body.get("isGroup") else _personal(teams, ask.body)


def send(teams: "Teams", ask: Ask) -> Reply:
    """POST …/activities and …/activities/{id}."""
    activity, now = ask.body, teams.clock.now()
    thread = channel_of(ask.conversation)
    teams.meter.send(thread, now, times=2 if is_split(activity) else 1)
    place = None if ask.conversation in teams.store.channels else teams.store.conversation(ask.conversation)
    writable(teams, ask.conversation)
    check(teams, activity, place)
    if activity["type"] == "typing":
        teams.store.typing[ask.conversation] = now
        teams.changes.ring()
        return Reply(201, {"id": teams.message_id()})
    only_for = targeted.recipient(teams, ask, place) if ask.is_targeted else None
    ids = [put(teams, place or new_chain(teams, thread), part, only_for) for part in parts(activity)]
    return Reply(201, {"id": ids[0].id}) if len(ids) == 1 else Reply(202, {})


def update(teams: "Teams", ask: Ask) -> Reply:
    """PUT …/activities/{id}."""
    message = _own(teams, ask)
    check(teams, ask.body, teams.store.conversations[message.conversation])
    if ask.body["type"] != "message":
        raise bad_argument("Only a message can be updated.")
    _fill(message, ask.body)
    message.edited = teams.clock.now()
    message.views.clear()  # everybody sees the new card until it refreshes for them
    teams.changes.ring()
    return Reply(200, {"id": message.id})


def delete(teams: "Teams", ask: Ask) -> Reply:
    """DELETE …/activities/{id}."""
    message = _own(teams, ask)
    message.deleted = True
    teams.changes.ring()
    return Reply(200)


def is_split(activity: Json) -> bool:
    """Tell whether Teams will make two messages of it."""
    return bool(activity.get("text") and activity.get("attachments"))


def parts(activity: Json) -> list[Json]:
    """Split an activity as Teams does: the text, then what is attached."""
    if not is_split(activity):
        return [activity]
    return [activity | {"attachments": []}, activity | {"text": ""}]


def check(teams: "Teams", activity: Json, place: Conversation | None) -> None:
    """Look at an activity before anything is kept.

    Raises ConnectorError BadArgument or MessageSizeTooBig.
    """
    kind = activity.get("type")
    if kind not in {"message", "typing"}:
        raise bad_argument(f"Activity type {kind!r} is not supported.")
    if not isinstance(activity.get("text") or "", str):
        raise bad_argument("text must be a string.")
    if kind == "message" and not activity.get("text") and not activity.get("attachments"):
        raise bad_argument("A message needs text or an attachment.")
    if activity.get("textFormat") not in {None, "plain", "markdown", "xml"}:
        raise bad_argument(f"textFormat {activity['textFormat']!r} is not known.")
    if attachments.size(activity) > MAX_BYTES or len(json.dumps(activity)) > MAX_BODY:
        raise ConnectorError(413, "MessageSizeTooBig", "Message size too large.")
    attachments.check(activity, is_personal=bool(place and place.is_personal), manifest=teams.manifest)


def put(teams: "Teams", place: Conversation, activity: Json, only_for: str | None = None) -> Message:
    """Keep a message of the bot's."""
    root = place.id.partition(";messageid=")[2]
    first = bool(root) and not place.messages
    message = Message(root if first else teams.message_id(), place.id, BOT, teams.clock.now(), only_for=only_for)
    _fill(message, activity)
    message.told = True
    place.messages[message.id] = message
    teams.store.typing.pop(place.id, None)
    teams.changes.ring()
    return message


def new_chain(teams: "Teams", channel: str) -> Conversation:
    """Begin a reply chain: its root is the next message put into it."""
    return teams.store_chain(channel, teams.message_id())


def _fill(message: Message, activity: Json) -> None:
    message.text = str(activity.get("text") or "")
    message.text_format = str(activity.get("textFormat") or "markdown")
    message.summary = str(activity.get("summary") or "")
    message.attachments = list(activity.get("attachments") or [])
    message.entities = list(activity.get("entities") or [])
    message.reply_to = str(activity.get("replyToId") or "")
    message.activity = activity


def _chain(teams: "Teams", body: Json) -> Reply:
    data = body.get("channelData") or {}
    channel = str((data.get("channel") or {}).get("id") or data.get("teamsChannelId") or "")
    activity = body.get("activity")
    teams.meter.send(channel_of(channel), teams.clock.now(), times=2 if is_split(activity or {}) else 1)
    if not channel or not isinstance(activity, dict):
        # A group chat or channel can't be made by this call (…/conversations/send-proactive-messages).
        raise ConnectorError(400, "BadSyntax", "Incorrect conversation creation parameters")
    teams.store.channel(channel)
    if channel != channel_of(channel):
        raise bad_argument(f"{channel!r} is a reply chain, not a channel.")
    writable(teams, channel)
    check(teams, activity, None)
    place = new_chain(teams, channel)
    put_in = [put(teams, place, part) for part in parts(activity)]
    # What is told of a root that was split is unverified; its id as an activity is not.
    return Reply(201, {"id": place.id} | ({"activityId": put_in[0].id} if len(put_in) == 1 else {}))


def _personal(teams: "Teams", body: Json) -> Reply:
    members = body.get("members") or []
    if len(members) != 1 or not isinstance(members[0], dict):
        raise ConnectorError(400, "BadSyntax", "Incorrect conversation creation parameters")
    wanted = str(members[0].get("id") or "")
    teams.meter.send(wanted, teams.clock.now())
    data = body.get("channelData") or {}
    teams.store.known_tenant(str(body.get("tenantId") or (data.get("tenant") or {}).get("id") or ""))
    place = personal_with(teams, wanted)
    if isinstance(body.get("activity"), dict):
        writable(teams, place.id)
        check(teams, body["activity"], place)
        sent = put(teams, place, body["activity"])
        return Reply(201, {"id": place.id, "activityId": sent.id})
    return Reply(201, {"id": place.id})


def _own(teams: "Teams", ask: Ask) -> Message:
    if ask.conversation not in teams.store.channels:
        teams.store.conversation(ask.conversation)
    writable(teams, ask.conversation)
    message = teams.store.message(ask.conversation, ask.activity)
    if message is None or message.deleted or targeted.is_gone(teams, message, ask):
        raise no_activity()
    if not message.is_bot:
        raise not_allowed("A bot can change only its own messages.")
    return message
