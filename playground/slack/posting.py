"""Messages come, change and go: the store and the events, together.

Rules: the API and the people of the simulation both come through here, so both cause the same events. Events are
queued before the call returns and delivered in the background. Who may do it is checked by the caller.
"""

from typing import TYPE_CHECKING

from playground.slack.model import Channel, Json, Message
from playground.slack.wire import message_json

if TYPE_CHECKING:
    from playground.slack.world import Slack

MESSAGE_EVENT = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def post(slack: "Slack", message: Message) -> Message:
    """Store a new message and tell the app: its own posts come back to it too."""
    channel = slack.store.channels[message.channel]
    root = channel.messages.get(message.thread_ts or "")
    if message.is_reply and root:
        root.replies.append(message.ts)
        message.parent_user = root.user
    channel.messages[message.ts] = message
    if message.user:
        channel.read[message.user] = message.ts
    _emit_posted(slack, channel, message)
    if message.is_reply and root:
        # The parent "changes" too, without a change of text (https://docs.slack.dev/reference/events/message/message_replied:
        # the events API sends it without that subtype, as a no-op message_changed).
        _emit_changed(slack, channel, root, message_json(slack.store, root))
        slack.store.statuses.pop((channel.id, str(message.thread_ts)), None)
    slack.changes.ring()
    return message


def post_ephemeral(slack: "Slack", message: Message) -> Message:
    """Show a message to one person: no history, no event."""
    slack.store.channels[message.channel].ephemerals.append(message)
    slack.changes.ring()
    return message


def edit(slack: "Slack", message: Message, *, by: str | None, **changed: object) -> None:
    """Change a message; `by` marks it as edited by that user (None: Slack's own change, such as an unfurl)."""
    channel = slack.store.channels[message.channel]
    before = message_json(slack.store, message)
    for name, value in changed.items():
        setattr(message, name, value)
    if by:
        message.edited = {"user": by, "ts": slack.ts()}
    _emit_changed(slack, channel, message, before)
    slack.changes.ring()


def delete(slack: "Slack", message: Message) -> None:
    """Remove a message; a root with replies becomes a tombstone instead."""
    channel = slack.store.channels[message.channel]
    before = message_json(slack.store, message)
    if message.replies:
        message.subtype, message.text, message.blocks, message.files, message.attachments = (
            "tombstone",
            "This message was deleted.",
            [],
            [],
            [],
        )
        message.user, message.bot_id, message.username, message.icons, message.metadata = (
            "USLACKBOT",
            None,
            None,
            None,
            None,
        )
        message.extra["hidden"] = True
        _emit_changed(slack, channel, message, before)
        slack.changes.ring()
        return
    del channel.messages[message.ts]
    root = channel.messages.get(message.thread_ts or "")
    if root and message.ts in root.replies:
        root.replies.remove(message.ts)
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": before,
    }
    _emit_message(slack, channel, event | ({"thread_ts": message.thread_ts} if message.is_reply else {}))
    _drop_empty_tombstone(channel, root)
    slack.changes.ring()


def _drop_empty_tombstone(channel: Channel, root: Message | None) -> None:
    if root and root.subtype == "tombstone" and not root.replies:
        del channel.messages[root.ts]


def react(slack: "Slack", message: Message, name: str, user: str, *, add: bool) -> bool:
    """Add or remove a reaction; False when there was nothing to do."""
    users = message.reactions.get(name, [])
    if (user in users) == add:
        return False
    users = [*users, user] if add else [u for u in users if u != user]
    message.reactions[name] = users
    if not users:
        del message.reactions[name]
    event: Json = {
        "type": "reaction_added" if add else "reaction_removed",
        "user": user,
        "reaction": name,
        "event_ts": slack.ts(),
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
    }
    if message.user:
        event["item_user"] = message.user
    slack.events.emit(event, channel=slack.store.channels[message.channel])
    slack.changes.ring()
    return True


def _emit_posted(slack: "Slack", channel: Channel, message: Message) -> None:
    body = message_json(slack.store, message, counts=False)
    body["event_ts"] = message.ts
    _emit_message(slack, channel, body)
    if (
        slack.store.team.bot_user in _mentioned(message)
        and message.user != slack.store.team.bot_user
        and not channel.is_im
    ):
        # A mention arrives twice, as app_mention and as message, with one ts.
        keep = (
            "user",
            "ts",
            "text",
            "thread_ts",
            "parent_user_id",
            "blocks",
            "client_msg_id",
            "team",
            "files",
            "bot_id",
            "subtype",
            "username",
        )
        slack.events.emit(
            {
                "type": "app_mention",
                "channel": channel.id,
                **{k: body[k] for k in keep if k in body},
                "event_ts": message.ts,
            },
            channel=channel,
        )


def _mentioned(message: Message) -> set[str]:
    return {piece.partition(">")[0].partition("|")[0] for piece in message.text.split("<@")[1:]}


def _emit_changed(slack: "Slack", channel: Channel, message: Message, before: Json) -> None:
    """Tell a change: the outer ts is new, the message's own is inside.

    https://docs.slack.dev/reference/events/message/message_changed
    """
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_json(slack.store, message),
        "previous_message": before,
    }
    _emit_message(slack, channel, event)


def _emit_message(slack: "Slack", channel: Channel, event: Json) -> None:
    event.setdefault("ts", slack.ts())
    event.setdefault("event_ts", event["ts"])
    slack.events.emit(
        {**event, "channel": channel.id, "channel_type": channel.kind},
        name=MESSAGE_EVENT[channel.kind],
        channel=channel,
    )
