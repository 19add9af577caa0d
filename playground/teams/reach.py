"""What one person can see and touch: the client's own refusals.

Rules: a place that the person may not look into does not exist for them; every refusal is a sentence that the client
could show (their words are unverified). It deliberately changes nothing: the `simulate_*` files act.
"""

from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.teams.ids import channel_of
from playground.teams.model import Channel, Conversation, Json, Message, Person, Team
from playground.teams.reachable import has_app
from playground.teams.targeted import is_seen_by

if TYPE_CHECKING:
    from playground.teams.world import Teams


class Reach:
    """What people can reach in one tenant."""

    def __init__(self, teams: "Teams") -> None:
        """Look at this tenant."""
        self._teams = teams

    def _person(self, user: str) -> Person:
        found = self._teams.store.people.get(user)
        if found is None:
            refuse("user_not_found", f"There is nobody called {user!r}.")
        return found

    def _channel(self, user: str, channel: str) -> Channel:
        found = self._teams.store.channels.get(channel_of(channel))
        if found is None or found.deleted or user not in self._teams.store.teams[found.team].members:
            refuse("conversation_not_found", "That channel does not exist, or you are not in its team.")
        return found

    def _place(self, user: str, conversation: str) -> Conversation:
        """Find a reply chain or the person's own chat with the bot."""
        self._person(user)
        found = self._teams.store.conversations.get(conversation)
        if found is None or (found.is_personal and found.user != user):
            refuse("conversation_not_found", "That conversation does not exist, or you cannot see it.")
        if not found.is_personal:
            self._channel(user, conversation)
        return found

    def _open(self, user: str, conversation: str) -> None:
        """Check that the person may write there."""
        person = self._person(user)
        if conversation in self._teams.store.conversations and self._place(user, conversation).is_personal:
            if person.blocked:
                refuse("blocked", f"You have blocked {self._teams.manifest.name}.")
            if not has_app(self._teams, person):
                refuse("app_not_installed", f"{self._teams.manifest.name} is not installed any more.")
            return
        team = self._teams.store.teams[self._channel(user, conversation).team]
        if team.archived:
            refuse("team_archived", f"{team.name} is archived.")

    def _message(self, user: str, conversation: str, id: str) -> Message:
        if conversation not in self._teams.store.channels:
            self._place(user, conversation)
        else:
            self._channel(user, conversation)
        found = self._teams.store.message(conversation, id)
        if found is None or not is_seen_by(self._teams, found, user):
            refuse("message_not_found", "That message does not exist.")
        return found

    def _there(self, user: str, conversation: str, id: str) -> Message:
        """Find a message that is not deleted."""
        found = self._message(user, conversation, id)
        if found.deleted:
            refuse("message_deleted", "This message has been deleted.")
        return found

    def _own(self, user: str, conversation: str, id: str) -> Message:
        found = self._message(user, conversation, id)
        if found.sender != user:
            refuse("not_yours", "You can change only your own messages.")
        return found

    def _card(self, user: str, conversation: str, id: str) -> tuple[Message, Json]:
        found = self._there(user, conversation, id)
        card = found.card(user)
        if card is None:
            refuse("no_card", "That message has no card.")
        return found, card

    def _team(self, ref: str) -> Team:
        teams = self._teams.store.teams.values()
        found = next((team for team in teams if ref in {team.id, team.group, team.name}), None)
        if found is None:
            refuse("team_not_found", f"There is no team {ref!r}.")
        return found
