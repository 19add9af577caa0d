"""Targeted messages: one person in a channel sees them, for a day.

Rules: a preview, refused unless `settings.targeted`; not in chats with one person; the recipient must be a member;
update and delete carry the same query and no recipient; after 24 hours they are gone
(https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages).
"""

from typing import TYPE_CHECKING

from playground.teams.connector import Ask
from playground.teams.errors import ConnectorError, bad_argument, not_allowed
from playground.teams.model import Conversation, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams

LIFE_SECONDS = 24 * 3600.0


def recipient(teams: "Teams", ask: Ask, place: Conversation | None) -> str:
    """Find whom the message is for.

    Raises ConnectorError.
    """
    if not teams.settings.targeted:
        raise not_allowed("Targeted messages are not available to this app.")  # code and words are unverified
    if place is None or place.is_personal:
        raise bad_argument("Targeted messages are sent into an existing chain of a channel.")
    person = teams.store.person(str((ask.body.get("recipient") or {}).get("id") or ""))
    if person is None:
        raise bad_argument("A targeted message needs a recipient.")
    if person not in teams.store.members(place.id):
        raise ConnectorError(404, "MemberNotFoundInConversation", "Member not found in conversation.")
    return person.user


def is_gone(teams: "Teams", message: Message, ask: Ask) -> bool:
    """Tell whether a request does not find the message: it is too old, or named without (or with) the query."""
    if ask.is_targeted != bool(message.only_for):
        return True
    if message.only_for and ask.body.get("recipient"):
        raise bad_argument("A targeted message keeps its recipient: leave it out.")
    return bool(message.only_for) and teams.clock.now() >= message.at + LIFE_SECONDS


def is_seen_by(teams: "Teams", message: Message, user: str) -> bool:
    """Tell whether a person has the message on screen."""
    if message.only_for is None:
        return True
    return message.only_for == user and teams.clock.now() < message.at + LIFE_SECONDS
