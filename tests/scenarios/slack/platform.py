"""The playground's Slack as a scenario's platform: looks, hands, and what goes wrong in it."""

from typing import Any

from playground.slack import admin
from tests.scenarios.platform import Call, Platform
from tests.scenarios.slack.wire import SlackWire

LIN, BOT = "U0LIN", "U0BRIDGE"
"""Who administers the workspace, and who is administered."""

GROUP = "S0SUPPORT"
"""A user group."""

METHODS = {
    Call.ANY: "*",
    Call.ROOT: "chat.postMessage",
    Call.POST: "chat.postMessage",
    Call.TALK: "conversations.open",
    Call.PRESENCE: "users.getPresence",
    Call.TOKEN: "openid.connect.token",
    Call.HISTORY: "conversations.replies",
    Call.FORM: "views.open",
    Call.FILES: "files",
    Call.EVENTS: "events",
}


class SlackPlatform(SlackWire):
    """All of Slack."""

    def fails(self, call: Call, kind: str, **how: Any) -> int:
        """Let a method, or what Slack does by itself, go wrong."""
        return self._playground.faults.add(METHODS[call], kind, **how).id

    def deafen(self) -> None:
        """Forget where events go."""
        self._slack.settings.events_url = ""

    async def archive(self, place: str) -> None:
        """Archive a channel."""
        await self._slack.simulate.archive(user=LIN, channel=place)

    async def unarchive(self, place: str) -> None:
        """Unarchive it."""
        await self._slack.simulate.unarchive(user=LIN, channel=place)

    async def expel(self, place: str) -> None:
        """Kick the bot out of a channel."""
        await self._slack.simulate.kick(user=LIN, channel=place, who=BOT)

    async def invite(self, place: str) -> None:
        """Invite the bot into a channel."""
        await self._slack.simulate.invite(user=LIN, channel=place, who=BOT)

    async def revoke(self) -> str:
        """Revoke the app's token."""
        await admin.revoke_token(self._slack)
        return "token_revoked"

    async def install(self) -> None:
        """Install the app anew."""
        await admin.install(self._slack)

    async def make_guest(self, user: str) -> None:
        """Restrict an account."""
        self._slack.store.users[user].is_guest = True

    async def part(self, user: str, *, blocked: bool = False) -> None:
        """Let the next direct message not be opened: for want of a scope, as Slack knows no blocking of an app."""
        self.fails(Call.TALK, "missing_scope", times=1)

    async def regroup(self, *users: str) -> None:
        """Fill a user group."""
        there = {one.name: one.id for one in self._slack.store.users.values()}
        self._slack.store.groups[GROUP].users = [there[one] for one in users]

    async def ungroup(self) -> None:
        """Delete the user group."""
        self._slack.store.groups.pop(GROUP)


_: type[Platform] = SlackPlatform
