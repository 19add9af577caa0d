"""Activities as Teams writes them to a bot.

Rules: the shapes are those of the pages on messages and on conversation events
(https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability,
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events); a
message has text (not escaped: unverified) and the same as HTML; `replyToId` is left out of people's
messages, because it is not reliably there.
It deliberately sends nothing.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from playground.teams import file_attachments
from playground.teams.ids import channel_of
from playground.teams.model import BOT, HTML, Conversation, Json, Message, Person, Team
from playground.teams.seed import BOT_ID

if TYPE_CHECKING:
    from playground.teams.world import Teams

LOCALE, ZONE = "en-GB", "Europe/London"


def message(teams: "Teams", said: Message) -> Json:
    """Write a person's message."""
    person = teams.store.people[said.sender]
    words: Json = {"text": said.text, "textFormat": "plain", "attachmentLayout": "list"}
    attached = [{"contentType": HTML, "content": said.html}] if said.html else []
    return {
        **about(teams, "message", person, teams.store.conversations[said.conversation], id=said.id, at=said.at),
        **words,
        "attachments": [*attached, *file_attachments.written(teams, said)],
        "entities": [*said.entities, client_info()],
    }


def edited(teams: "Teams", said: Message, event: str) -> Json:
    """Write that a message was edited (editMessage) or brought back (undeleteMessage): the same id, a later moment."""
    activity = message(teams, said) | {"type": "messageUpdate"}
    return _eventful(activity, event) | stamps(said.edited or said.at)


def deleted(teams: "Teams", said: Message, person: Person) -> Json:
    """Write that a message was deleted: without its words."""
    place = teams.store.conversations[said.conversation]
    activity = about(teams, "messageDelete", person, place, id=said.id, at=teams.clock.now())
    return _eventful(activity, "softDeleteMessage")


def reaction(teams: "Teams", said: Message, person: Person, kind: str, *, add: bool) -> Json:
    """Write that somebody reacted to a message of the bot's: without its words."""
    place = teams.store.conversations[said.conversation]
    which = "reactionsAdded" if add else "reactionsRemoved"
    base = about(teams, "messageReaction", person, place, at=teams.moment())
    return base | {which: [{"type": kind}], "replyToId": said.id}


def submitted(teams: "Teams", person: Person, place: Conversation, value: Any, reply_to: str, text: str = "") -> Json:
    """Write what Action.Submit makes: a message with a value, without text and HTML."""
    base = about(teams, "message", person, place, id=teams.message_id())
    words = {"text": text, "textFormat": "plain"} if text else {}
    return {**base, **words, "value": value, "replyToId": reply_to, "entities": [client_info()]}


def invoke(teams: "Teams", person: Person, place: Conversation, name: str, value: Json, reply_to: str = "") -> Json:
    """Write an invoke: a question that the bot answers at once."""
    reply = {"replyToId": reply_to} if reply_to else {}
    activity = about(teams, "invoke", person, place) | {"name": name, "value": value, **reply}
    activity["channelData"] = activity["channelData"] | {"source": {"name": "message"}}
    return activity | {"entities": [client_info()]}


def began(teams: "Teams", person: Person, place: Conversation) -> Json:
    """Write that a chat with the bot has begun: both were added to it."""
    added = [{"id": BOT_ID}, {"id": person.member, "aadObjectId": person.aad}]
    return about(teams, "conversationUpdate", person, place) | {"membersAdded": added}


def of_team(
    teams: "Teams", team: Team, person: Person, event: str, *, about: Json | None = None, **more: object
) -> Json:
    """Write a conversationUpdate about a team or one of its channels: its conversation is the team itself.

    Whoever did it comes without a name. `about` is what its channelData says more.
    """
    data: Json = {
        "team": {"id": team.id, "name": team.name, "aadGroupId": team.group},
        "eventType": event,
        "tenant": {"id": teams.settings.tenant},
    }
    data |= about or {}
    conversation = {"isGroup": True, "conversationType": "channel", "tenantId": teams.settings.tenant, "id": team.id}
    base = _base(teams, "conversationUpdate", person, teams.store.ids.event(), teams.clock.now())
    by = {"id": person.member, "aadObjectId": person.aad}
    return {**base, "from": by, "conversation": conversation, "channelData": data, **more}


def installation(teams: "Teams", person: Person, place: Conversation | Team, action: str) -> Json:
    """Write that the app was installed (add) or removed (remove)."""
    if isinstance(place, Team):
        activity = of_team(teams, place, person, "") | {"type": "installationUpdate"}
        activity["channelData"].pop("eventType")
        activity["channelData"] |= {"channel": {"id": place.id}, "settings": {"selectedChannel": {"id": place.id}}}
    else:
        activity = about(teams, "installationUpdate", person, place)
    activity["channelData"] |= {"source": {"name": "message"}}
    return activity | {"action": action, "locale": LOCALE, "entities": [{"type": "clientInfo", "locale": LOCALE}]}


def about(
    teams: "Teams", kind: str, person: Person, place: Conversation, *, id: str = "", at: float | None = None
) -> Json:
    """Write what every activity of a conversation has."""
    moment = teams.clock.now() if at is None else at
    base = _base(teams, kind, person, id or teams.store.ids.event(), moment)
    tenant = teams.settings.tenant
    if place.is_personal:
        conversation: Json = {"conversationType": "personal", "tenantId": tenant, "id": place.id}
        return {**base, "conversation": conversation, "channelData": {"tenant": {"id": tenant}}}
    channel = channel_of(place.id)
    team = teams.store.channels[channel].team
    data = {
        "teamsChannelId": channel,
        "teamsTeamId": team,
        "channel": {"id": channel},
        "team": {"id": team},
        "tenant": {"id": tenant},
    }
    conversation = {"isGroup": True, "conversationType": "channel", "tenantId": tenant, "id": place.id}
    return {**base, "conversation": conversation, "channelData": data}


def client_info() -> Json:
    """Write the entity that tells of the person's client."""
    return {"type": "clientInfo", "locale": LOCALE, "country": "GB", "platform": "Web", "timezone": ZONE}


def stamps(at: float) -> Json:
    """Write a moment as `timestamp` and `localTimestamp`."""
    words = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return {"timestamp": words.replace("+00:00", "Z"), "localTimestamp": words}


def account_of(teams: "Teams", sender: str) -> Json:
    """Write whoever wrote a message."""
    return {"id": BOT_ID, "name": teams.manifest.name} if sender == BOT else teams.store.people[sender].account


def _base(teams: "Teams", kind: str, person: Person, id: str, at: float) -> Json:
    return {
        "type": kind,
        "id": id,
        **stamps(at),
        "localTimezone": ZONE,
        "serviceUrl": teams.service_url,
        "channelId": "msteams",
        "from": person.account,
        "recipient": account_of(teams, BOT),
        "locale": LOCALE,
    }


def _eventful(activity: Json, event: str) -> Json:
    return activity | {"channelData": activity["channelData"] | {"eventType": event}}
