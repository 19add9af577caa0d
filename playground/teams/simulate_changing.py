"""People change the tenant: who has the app, who is in a team, what channels there are, who is available.

Rules: each change causes the conversationUpdate and installationUpdate activities of
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events; blocking
causes none. A team is named by its id, its group's id or its name; who acts there is its owner.
"""

from playground.refusals import refuse
from playground.teams import activities
from playground.teams.model import Channel, Json, Person, Team
from playground.teams.reach import Reach
from playground.teams.reachable import chat_of, has_app
from playground.teams.seed import BOT_ID


class Changing(Reach):
    """What people change."""

    async def install(self, *, user: str) -> Json:
        """Add the app to the person's own scope."""
        person = self._person(user)
        if person.installed:
            return {"conversation": chat_of(self._teams, user).id}
        person.installed, person.removed = True, False
        place = chat_of(self._teams, user)
        self._teams.events.emit(activities.began(self._teams, person, place))
        self._teams.events.emit(activities.installation(self._teams, person, place, "add"))
        self._teams.changes.ring()
        return {"conversation": place.id}

    async def uninstall(self, *, user: str) -> Json:
        """Take the app out of the person's own scope."""
        person = self._person(user)
        if not has_app(self._teams, person):
            refuse("not_installed", "The app is not installed.")
        person.installed, person.removed = False, True
        place = chat_of(self._teams, user)
        self._teams.events.emit(activities.installation(self._teams, person, place, "remove"))
        self._teams.changes.ring()
        return {}

    async def block(self, *, user: str) -> Json:
        """Block the bot."""
        self._person(user).blocked = True
        self._teams.changes.ring()
        return {}

    async def unblock(self, *, user: str) -> Json:
        """Unblock the bot."""
        self._person(user).blocked = False
        self._teams.changes.ring()
        return {}

    async def add_bot(self, *, team: str) -> Json:
        """Install the app in a team."""
        found = self._team(team)
        found.installed = True
        selected = {"settings": {"selectedChannel": {"id": found.id}}}
        self._told(found, "teamMemberAdded", membersAdded=[{"id": BOT_ID}], about=selected)
        self._teams.events.emit(activities.installation(self._teams, self._owner(found), found, "add"))
        return {}

    async def remove_bot(self, *, team: str) -> Json:
        """Remove the app from a team."""
        found = self._team(team)
        self._told(found, "teamMemberRemoved", membersRemoved=[{"id": BOT_ID}])
        if found.installed:
            self._teams.events.emit(activities.installation(self._teams, self._owner(found), found, "remove"))
        found.installed = False
        return {}

    async def archive(self, *, team: str) -> Json:
        """Archive a team."""
        found = self._team(team)
        found.archived = True
        self._told(found, "teamArchived")
        return {}

    async def unarchive(self, *, team: str) -> Json:
        """Bring an archived team back."""
        found = self._team(team)
        found.archived = False
        self._told(found, "teamUnarchived")
        return {}

    async def rename_team(self, *, team: str, name: str) -> Json:
        """Give a team another name."""
        found = self._team(team)
        found.name = name
        self._told(found, "teamRenamed")
        return {}

    async def create_channel(self, *, team: str, name: str) -> Json:
        """Make a standard channel."""
        found = self._team(team)
        id = f"19:{self._teams.store.ids.unique().replace('-', '')}@thread.tacv2"
        self._teams.store.channels[id] = Channel(id, name, found.id)
        self._told(found, "channelCreated", about={"channel": {"id": id, "name": name}})
        return {"conversation": id}

    async def delete_channel(self, *, channel: str) -> Json:
        """Delete a channel; it can be restored."""
        place, team = self._of_team(channel)
        place.deleted = True
        self._told(team, "channelDeleted", about={"channel": {"id": place.id, "name": place.name}})
        return {}

    async def restore_channel(self, *, channel: str) -> Json:
        """Bring a deleted channel back."""
        place, team = self._of_team(channel)
        place.deleted = False
        self._told(team, "channelRestored", about={"channel": {"id": place.id, "name": place.name}})
        return {}

    async def rename_channel(self, *, channel: str, name: str) -> Json:
        """Give a channel another name."""
        place, team = self._of_team(channel)
        place.name = name
        self._told(team, "channelRenamed", about={"channel": {"id": place.id, "name": name}})
        return {}

    async def add_member(self, *, team: str, user: str) -> Json:
        """Add somebody to a team."""
        found, person = self._team(team), self._person(user)
        if user not in found.members:
            found.members.append(user)
            added = [{"id": person.member, "aadObjectId": person.aad}]
            self._told(found, "teamMemberAdded", membersAdded=added)
        return {}

    async def remove_member(self, *, team: str, user: str) -> Json:
        """Remove somebody from a team."""
        found, person = self._team(team), self._person(user)
        if user in found.members:
            found.members.remove(user)
            removed = [{"id": person.member, "aadObjectId": person.aad}]
            self._told(found, "teamMemberRemoved", membersRemoved=removed)
        return {}

    async def presence(self, *, user: str, availability: str, activity: str | None = None) -> Json:
        """Be Available, Busy, DoNotDisturb, Away, BeRightBack or Offline, as Graph names it."""
        person = self._person(user)
        person.availability, person.activity = availability, activity or availability
        self._teams.changes.ring()
        return {}

    def _told(self, team: Team, event: str, *, about: Json | None = None, **more: object) -> None:
        """Tell the bot of a change to a team that it is in."""
        self._teams.changes.ring()
        if team.installed:
            self._teams.events.emit(
                activities.of_team(self._teams, team, self._owner(team), event, about=about, **more)
            )

    def _owner(self, team: Team) -> Person:
        return self._teams.store.people[team.owner]

    def _of_team(self, channel: str) -> tuple[Channel, Team]:
        found = self._teams.store.channels.get(channel)
        if found is None:
            refuse("conversation_not_found", "That channel does not exist.")
        if found.id == found.team:
            refuse("general", "The General channel can't be changed.")
        return found, self._teams.store.teams[found.team]
