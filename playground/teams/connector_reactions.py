"""The Connector's calls by which a bot reacts to a message, anybody's, and takes its reaction back.

https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions

Rules: both calls change nothing where nothing is to be changed, and say 200 nevertheless; a bot takes back its own
alone; adding and taking back count together, over all conversations. Where the preview has not come the answer is 403
`ApiNotEnabledException` (an earlier version of the page had the codes; https://github.com/microsoft/teams.py/issues/335
saw 405). What is said of a message that was deleted, or is for one person alone, is unverified.
"""

from typing import TYPE_CHECKING

from playground.teams.connector import Ask, Reply
from playground.teams.errors import ConnectorError, no_activity
from playground.teams.model import BOT, Message
from playground.teams.reachable import writable

if TYPE_CHECKING:
    from playground.teams.world import Teams


def add(teams: "Teams", ask: Ask) -> Reply:
    """PUT …/activities/{id}/reactions/{reaction}."""
    message = _message(teams, ask)
    who = message.reactions.setdefault(ask.ids["reaction"], [])
    if BOT not in who:
        who.append(BOT)
        teams.changes.ring()
    return Reply(200)


def remove(teams: "Teams", ask: Ask) -> Reply:
    """DELETE …/activities/{id}/reactions/{reaction}."""
    who = _message(teams, ask).reactions.get(ask.ids["reaction"], [])
    if BOT in who:
        who.remove(BOT)
        teams.changes.ring()
    return Reply(200)


def _message(teams: "Teams", ask: Ask) -> Message:
    if not teams.settings.reactions:
        raise ConnectorError(403, "ApiNotEnabledException", "The feature is not enabled.")
    teams.meter.react(teams.clock.now())
    if ask.conversation not in teams.store.channels:
        teams.store.conversation(ask.conversation)
    writable(teams, ask.conversation)
    message = teams.store.message(ask.conversation, ask.activity)
    if message is None or message.deleted or message.only_for:
        raise no_activity()
    return message
