"""The workspace as one person sees it, for the page and for tests.

Rules: private channels and direct messages only for their members; an ephemeral message only for its person; never a
token.
"""

from typing import TYPE_CHECKING

from playground.slack import pictures
from playground.slack.model import Channel, Json, Message
from playground.slack.wire import channel_json, message_json, view_json

if TYPE_CHECKING:
    from playground.slack.world import Slack


def state(slack: "Slack", user: str) -> Json:
    """Write everything that `user` can see."""
    store = slack.store
    store.user(user)
    mine = [channel for channel in store.channels.values() if may_see(channel, user)]
    home = store.homes.get(user)
    return {
        "team": {"id": store.team.id, "name": store.team.name, "domain": store.team.domain},
        "users": [_person(slack, u.id) for u in store.users.values() if not u.deleted],
        "me": user,
        "channels": [_channel(slack, channel, user) for channel in mine],
        "messages": {channel.id: _messages(slack, channel, user) for channel in mine},
        "home": view_json(store, home) if home else None,
        "modals": [view_json(store, view) for view in store.modals.get(user, [])],
        "toasts": list(store.toasts.get(user, [])),
        "statuses": [
            {"channel": c, "thread_ts": t, **s}
            for (c, t), s in store.statuses.items()
            if may_see(store.channels[c], user)
        ],
        "bot_user": store.team.bot_user,
        "app": app(slack),
    }


def app(slack: "Slack") -> Json:
    """Describe the installed app as the client shows it."""
    return {
        "id": slack.store.team.app_id,
        "name": slack.manifest.name,
        "installed": not slack.uninstalled,
        "commands": [
            {k: c.get(k, "") for k in ("command", "description", "usage_hint")} for c in slack.manifest.commands
        ],
        "shortcuts": [
            {k: s.get(k, "") for k in ("name", "type", "callback_id", "description")} for s in slack.manifest.shortcuts
        ],
    }


def may_see(channel: Channel, user: str) -> bool:
    """Tell whether `user` may look into the channel."""
    return user in channel.members or not (channel.is_private or channel.is_im)


def _person(slack: "Slack", user: str) -> Json:
    u = slack.store.users[user]
    keys = ("id", "name", "real_name", "presence", "is_bot", "is_admin", "dnd")
    return {key: getattr(u, key) for key in keys} | {"image": u.picture("")}


def _channel(slack: "Slack", channel: Channel, user: str) -> Json:
    unread = (
        [m for m in channel.messages.values() if m.ts > channel.read.get(user, "0") and m.user != user]
        if user in channel.members
        else []
    )
    shown = [m for m in unread if m.in_channel_view]
    mentions = shown if channel.is_im else [m for m in unread if _mentions(slack, m, user)]
    return channel_json(slack.store, channel, viewer=user) | {
        "name": channel.name or slack.manifest.name,
        "is_private": channel.is_private,
        "is_member": user in channel.members,
        "user": channel.im_user,
        "topic": channel.topic,
        "unread": len(shown),
        "mentions": len(mentions),
        "members": list(channel.members),
    }


def _mentions(slack: "Slack", message: Message, user: str) -> bool:
    groups = (f"<!subteam^{group.id}" for group in slack.store.groups.values() if user in group.users)
    return any(
        token in message.text for token in (f"<@{user}>", f"<@{user}|", "<!here", "<!channel", "<!everyone", *groups)
    )


def _messages(slack: "Slack", channel: Channel, user: str) -> list[Json]:
    everyone = [message_json(slack.store, m) for m in channel.messages.values()]
    private = [message_json(slack.store, m) | {"ephemeral": True} for m in channel.ephemerals if m.only_for == user]
    rows = [
        row
        | {
            "reply_count": row.get("reply_count", 0),
            "blocks": pictures.addressed(slack, row.get("blocks", []), user),
            "files": row.get("files", []),
            "reactions": row.get("reactions", []),
        }
        for row in [*everyone, *private]
    ]
    return sorted(rows, key=lambda row: str(row["ts"]))
