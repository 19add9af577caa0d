"""Where the bot may write, and to whom.

Rules: the app must be installed in the team, or for the person or in a team of theirs
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages); Entra's object
id names a person only where the app is in their personal scope (learn.microsoft.com answers 1513375), an address never.
"""

from typing import TYPE_CHECKING

from playground.teams.errors import WritesBlockedError, blocked_by_user, not_in_roster
from playground.teams.model import Conversation, Person

if TYPE_CHECKING:
    from playground.teams.world import Teams


def writable(teams: "Teams", conversation: str) -> None:
    """Check that the bot may write there.

    Raises ConnectorError BotNotInConversationRoster, ConversationBlockedByUser or MessageWritesBlocked.
    """
    found = teams.store.conversations.get(conversation)
    if found and found.is_personal:
        _chat_open(teams, teams.store.people[found.user])
        return
    team = teams.store.teams[teams.store.channel(conversation).team]
    if not team.installed:
        raise not_in_roster()
    if team.archived:
        raise WritesBlockedError  # which refusal an archived team gives is unverified


def present(teams: "Teams", conversation: str) -> None:
    """Check that the bot may look at the roster there.

    Raises ConnectorError BotNotInConversationRoster or ConversationNotFound.
    """
    found = teams.store.conversations.get(conversation)
    if found and found.is_personal:
        if not has_app(teams, teams.store.people[found.user]):
            raise not_in_roster()
        return
    if not teams.store.teams[teams.store.channel(conversation).team].installed:
        raise not_in_roster()


def has_app(teams: "Teams", person: Person) -> bool:
    """Tell whether the app is installed for the person, or in a team of theirs.

    Who took it out of their own scope is out of reach, whatever their teams have (that this holds is unverified).
    """
    by_team = (team.installed and person.user in team.members for team in teams.store.teams.values())
    return person.installed or (not person.removed and any(by_team))


def personal_with(teams: "Teams", member: str) -> Conversation:
    """Find or make the chat with a person, named by the bot's id for them or by Entra's.

    Raises ConnectorError BotNotInConversationRoster.
    """
    person = teams.store.person(member)
    by_bot = person is not None and member == person.member
    if person is None or not (has_app(teams, person) if by_bot else member == person.aad and person.installed):
        raise not_in_roster()  # 403 is documented, its code here is unverified
    return chat_of(teams, person.user)


def chat_of(teams: "Teams", user: str) -> Conversation:
    """Find or make the chat of a person with the bot."""
    found = teams.store.personal(user)
    if found is None:
        found = Conversation(teams.store.ids.personal(), user=user, began=teams.clock.now())
        teams.store.conversations[found.id] = found
        teams.changes.ring()
    return found


def _chat_open(teams: "Teams", person: Person) -> None:
    gone = not has_app(teams, person)
    if not gone and not person.blocked:
        return
    if teams.settings.block_code == "code":  # as seen in learn.microsoft.com answers 1513369
        raise not_in_roster() if gone else blocked_by_user()
    raise WritesBlockedError
