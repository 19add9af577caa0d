"""reactions.* (https://docs.slack.dev/reference/methods#reactions)."""

from playground.slack.call import Call
from playground.slack.emoji import known
from playground.slack.errors import SlackError
from playground.slack.ids import is_ts
from playground.slack.model import Json, Message
from playground.slack.posting import react
from playground.slack.wire import message_json

MAX_EMOJI = 23  # different reactions on one message (https://docs.slack.dev/reference/methods/reactions.add)


def add(call: Call) -> Json:
    """reactions.add."""
    name, message = _name(call), _message(call)
    if name not in message.reactions and len(message.reactions) >= MAX_EMOJI:
        raise SlackError("too_many_emoji")
    if not react(call.slack, message, name, call.user, add=True):
        raise SlackError("already_reacted")
    return {}


def remove(call: Call) -> Json:
    """reactions.remove."""
    name, message = _name(call), _message(call)
    if not react(call.slack, message, name, call.user, add=False):
        raise SlackError("no_reaction")
    return {}


def get(call: Call) -> Json:
    """reactions.get."""
    message = _message(call)
    return {"type": "message", "channel": message.channel, "message": message_json(call.slack.store, message)}


def _name(call: Call) -> str:
    name = call.args.text("name")
    if not known(name, call.slack.store.emoji):  # colons around the name are refused too
        raise SlackError("invalid_name")
    return name


def _message(call: Call) -> Message:
    if not call.args.given("timestamp"):
        raise SlackError("no_item_specified")
    if not is_ts(call.args.text("timestamp")):
        raise SlackError("bad_timestamp")
    channel = call.channel(alive=True)
    if call.user not in channel.members:
        raise SlackError("not_in_channel")
    return call.message(channel, "timestamp")
