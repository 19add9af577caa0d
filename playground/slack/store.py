"""Everything that one workspace holds, in memory.

Rules: plain dictionaries by id; look-ups refuse in Slack's words. It deliberately sends no events: `posting` and
`membership` change the store and tell the world.
"""

from dataclasses import dataclass, field

from playground.slack.errors import SlackError
from playground.slack.ids import Ids
from playground.slack.model import Channel, File, Grant, Json, Message, User, View


@dataclass(slots=True)
class Group:
    """A user group (https://docs.slack.dev/reference/objects/usergroup-object)."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Team:
    """The workspace and the one app installed in it."""

    id: str = "T0DEMO"
    name: str = "Northwind"
    domain: str = "northwind"
    app_id: str = "A0BRIDGE"
    bot_user: str = "U0BRIDGE"
    bot_id: str = "B0BRIDGE"


class Store:
    """The state of one workspace."""

    def __init__(self) -> None:
        """Begin empty."""
        self.ids = Ids()
        self.team = Team()
        self.base_url = ""  # where the playground itself answers
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.groups: dict[str, Group] = {}
        self.grants: dict[str, Grant] = {}
        self.homes: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.toasts: dict[str, list[Json]] = {}
        self.emoji: dict[str, str] = {}
        self.statuses: dict[tuple[str, str], Json] = {}  # (channel, thread) -> assistant status
        self.opened_home: set[str] = set()

    def channel(self, ref: str) -> Channel:
        """Find a channel by id.

        Raises SlackError channel_not_found.
        """
        channel = self.channels.get(ref)
        if channel is None:
            code = "channel_not_found"
            raise SlackError(code)
        return channel

    def user(self, ref: str) -> User:
        """Find a user by id.

        Raises SlackError user_not_found.
        """
        user = self.users.get(ref)
        if user is None:
            code = "user_not_found"
            raise SlackError(code)
        return user

    def im_of(self, user: str) -> Channel | None:
        """Find the direct message channel between the app and `user`."""
        return next((c for c in self.channels.values() if c.is_im and c.im_user == user), None)

    def message(self, channel: str, ts: str) -> Message | None:
        """Find a message that everybody in the channel can see."""
        found = self.channels.get(channel)
        return found.messages.get(ts) if found else None

    def ephemeral(self, channel: str, ts: str, user: str) -> Message | None:
        """Find an ephemeral message that `user` still has on screen."""
        found = self.channels.get(channel)
        return next((m for m in found.ephemerals if m.ts == ts and m.only_for == user), None) if found else None

    def view(self, view_id: str) -> View | None:
        """Find an open view by id."""
        everything = [view for stack in self.modals.values() for view in stack] + list(self.homes.values())
        return next((view for view in everything if view.id == view_id), None)

    def view_by_external_id(self, external_id: str) -> View | None:
        """Find an open view by the app's own id for it."""
        everything = [view for stack in self.modals.values() for view in stack] + list(self.homes.values())
        return next((view for view in everything if external_id and view.body.get("external_id") == external_id), None)

    def bot(self) -> User:
        """Find the app's bot user."""
        return self.users[self.team.bot_user]

    def toast(self, user: str, text: str) -> None:
        """Show `user` a short notice; the latest five stay."""
        shown = self.toasts.setdefault(user, [])
        shown.append({"id": self.ids.new("X"), "text": text})
        del shown[:-5]
