"""One call of the Web API: who asks, for what, in which channel.

Rules: scopes and membership are checked where a method needs them, in Slack's words. A private channel that the
caller is not in does not exist for it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.slack.arguments import Arguments
from playground.slack.errors import SlackError
from playground.slack.model import Channel, Grant, Message

if TYPE_CHECKING:
    from playground.slack.world import Slack

_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_MANAGE = {"channel": ("channels:manage",), "group": ("groups:write",), "im": ("im:write",)}


@dataclass(frozen=True, slots=True)
class Call:
    """A call with a token that is good."""

    slack: "Slack"
    args: Arguments
    grant: Grant

    @property
    def user(self) -> str:
        """The user on whose behalf the token speaks: the bot user."""
        return self.grant.user

    def need(self, *scopes: str) -> None:
        """Refuse unless the token has one of the scopes.

        Raises SlackError missing_scope with needed and provided.
        """
        if scopes and not self.grant.scopes.intersection(scopes):
            raise SlackError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(self.grant.scopes)))

    def need_history(self, channel: Channel) -> None:
        """Refuse unless the token may read messages of such a conversation."""
        self.need(_HISTORY[channel.kind])

    def need_read(self, channel: Channel) -> None:
        """Refuse unless the token may see such conversations."""
        self.need(_READ[channel.kind])

    def need_manage(self, channel: Channel) -> None:
        """Refuse unless the token may manage such conversations."""
        self.need(*_MANAGE[channel.kind])

    def channel(self, name: str = "channel", *, member: bool = False, alive: bool = False) -> Channel:
        """Find the conversation that an argument names, by id.

        Raises SlackError channel_not_found, not_in_channel or is_archived.
        """
        channel = self.slack.store.channel(self.args.text(name))
        inside = self.user in channel.members
        if not inside and (channel.is_private or channel.is_im):
            raise SlackError("channel_not_found")
        if alive and channel.is_archived:
            raise SlackError("is_archived")
        if member and not inside:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """Find the message that an argument names.

        Raises SlackError message_not_found.
        """
        message = channel.messages.get(self.args.text(name))
        if message is None or message.subtype == "tombstone":
            raise SlackError("message_not_found")
        return message
