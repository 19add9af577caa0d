"""conversations.*: looking into channels (https://docs.slack.dev/reference/methods#conversations).

Managing them is in `api_channels`.
"""

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.ids import is_ts
from playground.slack.model import Channel, Json, Message
from playground.slack.paging import page
from playground.slack.wire import channel_json, message_json

KINDS = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def list_all(call: Call) -> Json:
    """conversations.list."""
    kinds = call.args.names("types") or ["public_channel"]
    if not set(kinds) <= set(KINDS):
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need(KINDS[kind])
    hide = call.args.flag("exclude_archived")
    rows = [
        c
        for c in call.slack.store.channels.values()
        if _type_of(c) in kinds and _seen(call, c) and not (hide and c.is_archived)
    ]
    found, more = page(rows, call.args)
    return {"channels": [channel_json(call.slack.store, channel, viewer=call.user) for channel in found]} | more


def list_mine(call: Call) -> Json:
    """users.conversations: only those that the caller, or `user`, is in."""
    kinds = call.args.names("types") or ["public_channel"]
    if not set(kinds) <= set(KINDS):
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need(KINDS[kind])
    who = call.slack.store.user(call.args.text("user")).id if call.args.given("user") else call.user
    hide = call.args.flag("exclude_archived")
    rows = [
        c
        for c in call.slack.store.channels.values()
        if _type_of(c) in kinds and who in c.members and _seen(call, c) and not (hide and c.is_archived)
    ]
    found, more = page(rows, call.args)
    return {"channels": [channel_json(call.slack.store, channel, viewer=call.user) for channel in found]} | more


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.need_read(channel)
    return {"channel": channel_json(call.slack.store, channel, viewer=call.user)}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    call.need_read(channel)
    found, more = page(channel.members, call.args)
    return {"members": list(found)} | more


def history(call: Call) -> Json:
    """conversations.history: newest first, replies only where they were also sent to the channel."""
    channel = call.channel(member=True)
    call.need_history(channel)
    rows = [m for m in channel.messages.values() if m.in_channel_view]
    return _messages(call, list(reversed(_between(call, rows)))) | {"pin_count": 0}


def replies(call: Call) -> Json:
    """conversations.replies: the root first, then its replies, oldest first."""
    channel = call.channel(member=True)
    call.need_history(channel)
    asked = channel.messages.get(call.args.text("ts"))
    root = channel.messages.get((asked.thread_ts or asked.ts) if asked else "")
    if root is None:
        raise SlackError("thread_not_found")
    kept = {m.ts for m in _between(call, [channel.messages[ts] for ts in root.replies])}
    rows = [root, *(channel.messages[ts] for ts in root.replies if ts in kept)]
    return _messages(call, rows, default=1000)


def _messages(call: Call, rows: list[Message], *, default: int = 100) -> Json:
    found, more = page(rows, call.args, default=default)
    metadata = call.args.flag("include_all_metadata")
    has_more = bool(more["response_metadata"]["next_cursor"])
    out: Json = {
        "messages": [message_json(call.slack.store, m, metadata=metadata) for m in found],
        "has_more": has_more,
    }
    return out | (more if has_more else {})


def _between(call: Call, rows: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    inclusive = call.args.flag("inclusive")

    def keep(ts: float) -> bool:
        if inclusive and ts in {oldest, latest}:
            return True
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return [m for m in rows if keep(float(m.ts))]


def _moment(call: Call, name: str) -> float | None:
    given = call.args.text(name)
    if not given or given == "now":
        return None
    if not (is_ts(given) or given.isdigit()):
        raise SlackError(f"invalid_ts_{name}")
    return float(given)


def _type_of(channel: Channel) -> str:
    return "im" if channel.is_im else "private_channel" if channel.is_private else "public_channel"


def _seen(call: Call, channel: Channel) -> bool:
    return call.user in channel.members or not (channel.is_private or channel.is_im)
