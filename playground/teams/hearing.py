"""Which of people's doings the bot hears of.

Rules: in a channel the app must be installed in the team, and be mentioned or have leave to read all
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents);
in a chat with it, installed and not blocked; reactions only on its own messages; what is edited or deleted only
where it heard the message itself (for channels whether at all is disputed: `settings.tells_edits`).
"""

from typing import TYPE_CHECKING

from playground.teams.model import Conversation, Message
from playground.teams.reachable import has_app

if TYPE_CHECKING:
    from playground.teams.world import Teams


def hears_of(teams: "Teams", place: Conversation) -> bool:
    """Tell whether the bot is there at all."""
    if place.is_personal:
        person = teams.store.people[place.user]
        return has_app(teams, person) and not person.blocked
    return teams.store.teams[teams.store.channels[place.channel].team].installed


def hears_message(teams: "Teams", place: Conversation, *, mentioned: bool) -> bool:
    """Tell whether the bot is told of a message."""
    return hears_of(teams, place) and (place.is_personal or mentioned or teams.settings.reads_all)


def hears_change(teams: "Teams", message: Message, *, mentioned: bool = False) -> bool:
    """Tell whether the bot is told that a message was edited, deleted or brought back."""
    place = teams.store.conversations[message.conversation]
    told = message.told or mentioned
    return told and hears_of(teams, place) and (place.is_personal or teams.settings.tells_edits)
