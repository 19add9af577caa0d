"""People and the bot come into conversations and leave them; conversations open, close and change name.

Rules: store and events together, as in `posting`; a join is told twice, as member_joined_channel and as a
channel_join message. Who may do it is checked by the caller.
"""

from typing import TYPE_CHECKING

from playground.slack.model import Channel, Json, Message
from playground.slack.posting import post

if TYPE_CHECKING:
    from playground.slack.world import Slack


def create_channel(slack: "Slack", name: str, creator: str, *, private: bool) -> Channel:
    """Make a channel with its creator in it."""
    channel = Channel(
        slack.store.ids.new("C"), name, int(slack.clock.now()), creator, is_private=private, members=[creator]
    )
    slack.store.channels[channel.id] = channel
    if not private:
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
        slack.events.emit({"type": "channel_created", "channel": about}, channel=channel)
    join(slack, channel, creator, announce_only=True)
    return channel


def open_im(slack: "Slack", user: str) -> Channel:
    """Find or make the direct message channel between the app and `user`."""
    found = slack.store.im_of(user)
    if found:
        return found
    bot = slack.store.team.bot_user
    channel = Channel(
        slack.store.ids.new("D"), "", int(slack.clock.now()), bot, is_im=True, im_user=user, members=[user, bot]
    )
    slack.store.channels[channel.id] = channel
    slack.changes.ring()
    return channel


def join(
    slack: "Slack", channel: Channel, user: str, *, inviter: str | None = None, announce_only: bool = False
) -> None:
    """Put `user` into the channel and say so."""
    if not announce_only:
        channel.members.append(user)
    event: Json = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": _letter(channel),
        "team": slack.store.team.id,
    }
    slack.events.emit(event | ({"inviter": inviter} if inviter else {}), channel=channel)
    _announce(
        slack, channel, user, "join", f"<@{user}> has joined the channel", {"inviter": inviter} if inviter else {}
    )


def leave(slack: "Slack", channel: Channel, user: str) -> None:
    """Take `user` out of the channel and say so; the bot still hears of its own leaving."""
    event = {
        "type": "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": _letter(channel),
        "team": slack.store.team.id,
    }
    slack.events.emit(event, channel=channel)
    channel.members.remove(user)
    _announce(slack, channel, user, "leave", f"<@{user}> has left the channel", {})


def set_archived(slack: "Slack", channel: Channel, by: str, *, archived: bool) -> None:
    """Archive the channel or bring it back."""
    word = "archive" if archived else "unarchive"
    channel.is_archived = archived
    slack.events.emit({"type": f"{channel.kind}_{word}", "channel": channel.id, "user": by}, channel=channel)
    _announce(slack, channel, by, word, f"<@{by}> {word}d the channel", {})


def rename(slack: "Slack", channel: Channel, name: str, by: str) -> None:
    """Give the channel another name."""
    old, channel.name = channel.name, name
    channel.previous_names.insert(0, old)
    slack.events.emit(
        {"type": f"{channel.kind}_rename", "channel": {"id": channel.id, "name": name, "created": channel.created}},
        channel=channel,
    )
    _announce(
        slack, channel, by, "name", f'has renamed the channel from "{old}" to "{name}"', {"old_name": old, "name": name}
    )


def set_topic(slack: "Slack", channel: Channel, topic: str, by: str) -> None:
    """Set the channel's topic."""
    channel.topic, channel.topic_by = topic, by
    _announce(slack, channel, by, "topic", f"set the channel topic: {topic}", {"topic": topic})


def _announce(slack: "Slack", channel: Channel, user: str, what: str, text: str, extra: Json) -> None:
    subtype = f"{channel.kind}_{what}"
    post(slack, Message(channel.id, slack.ts(), text, user=user, subtype=subtype, extra=extra))


def _letter(channel: Channel) -> str:
    return "G" if channel.is_private else "C"
