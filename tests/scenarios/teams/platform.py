"""The playground's Teams as a scenario's platform: looks, hands, and what goes wrong in it."""

from typing import Any

from playground.teams.seed import APP_SECRET, OUTSIDE
from tests.scenarios.platform import Call, Platform
from tests.scenarios.teams.wire import TeamsWire

TARGETS = {
    Call.ANY: "*",
    Call.ROOT: "create",
    Call.POST: "send",
    Call.TALK: "create",
    Call.PRESENCE: "graph",
    Call.TOKEN: "token",
    Call.HISTORY: "history",
    Call.FILES: "files",
    Call.EVENTS: "events",
}


class TeamsPlatform(TeamsWire):
    """All of Teams."""

    def fails(self, call: Call, kind: str, **how: Any) -> int:
        """Let a call of the Connector's, or what Teams does by itself, go wrong."""
        return self._playground.faults.add(TARGETS[call], kind, vendor="teams", **how).id

    def deafen(self) -> None:
        """Forget where activities go."""
        self._teams.settings.messages_url = ""

    async def archive(self, place: str) -> None:
        """Delete a channel: a single one can't be archived by people's hands."""
        await self._teams.simulate.delete_channel(channel=place)

    async def unarchive(self, place: str) -> None:
        """Restore it."""
        await self._teams.simulate.restore_channel(channel=place)

    async def expel(self, place: str) -> None:
        """Remove the app from a channel's team."""
        await self._teams.simulate.remove_bot(team=self._teams.store.channels[place].team)

    async def invite(self, place: str) -> None:
        """Install the app in a channel's team."""
        await self._teams.simulate.add_bot(team=self._teams.store.channels[place].team)

    async def revoke(self) -> str:
        """Let the app's secret end, and its tokens."""
        self._teams.settings.app_secret = "another one"
        self._teams.tokens.revoke()
        return "SignInRefused"

    async def install(self) -> None:
        """Let its secret be good again."""
        self._teams.settings.app_secret = APP_SECRET

    async def make_guest(self, user: str) -> None:
        """Let somebody be a guest of the tenant."""
        self._teams.store.people[user].is_guest = True

    async def part(self, user: str, *, blocked: bool = False) -> None:
        """Block the bot, or remove the app."""
        if blocked:
            await self._teams.simulate.block(user=user)
        else:
            await self._teams.simulate.uninstall(user=user)

    async def regroup(self, *users: str) -> None:
        """Let these be the members of a team with the app, and nobody else."""
        team = self._teams.store.teams[OUTSIDE]
        if not team.installed:
            await self._teams.simulate.add_bot(team=OUTSIDE)
        for one in [*team.members, *users]:
            change = self._teams.simulate.add_member if one in users else self._teams.simulate.remove_member
            await change(team=OUTSIDE, user=one)

    async def ungroup(self) -> None:
        """Remove the app from that team: its roster can't be read any more."""
        await self._teams.simulate.remove_bot(team=OUTSIDE)


_: type[Platform] = TeamsPlatform
