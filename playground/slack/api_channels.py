"""conversations.*: making and managing channels (https://docs.slack.dev/reference/methods#conversations)."""

import re

from playground.slack import membership
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import Channel, Json
from playground.slack.wire import channel_json

MAX_NAME = 80  # https://docs.slack.dev/reference/methods/conversations.create#naming
MAX_TOPIC = 250  # https://docs.slack.dev/reference/methods/conversations.setTopic
MAX_INVITED = 1000  # https://docs.slack.dev/reference/methods/conversations.invite


def create(call: Call) -> Json:
    """conversations.create."""
    private = call.args.flag("is_private")
    call.need("groups:write" if private else "channels:manage")
    name = _free_name(call)
    return _described(call, membership.create_channel(call.slack, name, call.user, private=private))


def open_direct(call: Call) -> Json:
    """conversations.open, for one person."""
    call.need("im:write")
    if call.args.given("channel"):
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = call.args.names("users")
    if len(users) != 1:
        raise SlackError("not_enough_users" if not users else "too_many_users")
    person = call.slack.store.user(users[0])
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    already = call.slack.store.im_of(person.id) is not None
    channel = membership.open_im(call.slack, person.id)
    shown = (
        channel_json(call.slack.store, channel, viewer=call.user) if call.args.flag("return_im") else {"id": channel.id}
    )
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def join(call: Call) -> Json:
    """conversations.join: public channels only."""
    channel = call.channel()
    if channel.is_private or channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    call.need("channels:join")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.user in channel.members:
        return _described(call, channel) | {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    membership.join(call.slack, channel, call.user)
    return _described(call, channel)


def leave(call: Call) -> Json:
    """conversations.leave."""
    channel = call.channel()
    call.need_manage(channel)
    if call.user not in channel.members:
        return {"not_in_channel": True}
    membership.leave(call.slack, channel, call.user)
    return {}


def invite(call: Call) -> Json:
    """conversations.invite; with `force` those who can be invited are, when there are any."""
    channel = call.channel(member=True, alive=True)
    call.need("groups:write" if channel.is_private else "channels:manage", "channels:write.invites")
    users = call.args.names("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > MAX_INVITED:
        raise SlackError("too_many_users")
    errors = [
        {"user": user, "ok": False, "error": problem}
        for user in users
        if (problem := _cannot_invite(call, channel, user))
    ]
    wrong = {error["user"] for error in errors}
    welcome = [user for user in users if user not in wrong]
    if errors and not (call.args.flag("force") and welcome):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    for user in welcome:
        membership.join(call.slack, channel, user, inviter=call.user)
    return _described(call, channel) | ({"errors": errors} if errors else {})


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = call.channel(member=True, alive=True)
    call.need_manage(channel)
    user = call.slack.store.user(call.args.needed("user")).id
    if user == call.user:
        raise SlackError("cant_kick_self")
    if user not in channel.members:
        raise SlackError("not_in_channel")
    membership.leave(call.slack, channel, user)
    return {}


def archive(call: Call) -> Json:
    """conversations.archive."""
    channel = call.channel()
    call.need_manage(channel)
    if channel.is_archived:
        raise SlackError("already_archived")
    if call.user not in channel.members:
        raise SlackError("not_in_channel")
    membership.set_archived(call.slack, channel, call.user, archived=True)
    return {}


def rename(call: Call) -> Json:
    """conversations.rename: only by the channel's creator, for a bot."""
    channel = call.channel(member=True, alive=True)
    call.need_manage(channel)
    if channel.creator != call.user:
        raise SlackError("not_authorized")  # "Caller cannot rename this channel": bots may rename only what they made
    membership.rename(call.slack, channel, _free_name(call), call.user)
    return _described(call, channel)


def set_topic(call: Call) -> Json:
    """conversations.setTopic."""
    channel = call.channel(member=True, alive=True)
    call.need_manage(channel)
    topic = call.args.text("topic")
    if len(topic) > MAX_TOPIC:
        raise SlackError("too_long")
    membership.set_topic(call.slack, channel, topic, call.user)
    return _described(call, channel)


def _described(call: Call, channel: Channel) -> Json:
    return {"channel": channel_json(call.slack.store, channel, viewer=call.user)}


def _free_name(call: Call) -> str:
    name = call.args.text("name")
    code = ""
    if not name:
        code = "invalid_name_required"
    elif len(name) > MAX_NAME:
        code = "invalid_name_maxlength"
    elif not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        code = "invalid_name_specials"
    elif not any(character.isalnum() for character in name):
        code = "invalid_name_punctuation"
    elif any(c.name == name for c in call.slack.store.channels.values()):
        code = "name_taken"
    if code:
        raise SlackError(code)
    return name


def _cannot_invite(call: Call, channel: Channel, user: str) -> str:
    if user == call.user:
        return "cant_invite_self"
    if user not in call.slack.store.users:
        return "user_not_found"
    return "already_in_channel" if user in channel.members else ""
