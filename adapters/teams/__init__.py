"""Microsoft Teams, as a desk on which agents work.

It can: reply chains for chats, the author's name at the head of posts, cards with buttons and dialogs, private answers
in the personal chat with the bot, a home page there, edits and deletions both ways, files in, and out by link.

It cannot: show one person something inside a channel, mark messages, change what an agent typed, promise to hear of
edits in channels, or post faster than about twice a second in one channel.
"""

from adapters.spec import AdapterSpec
from adapters.teams.adapter import build
from adapters.teams.config import TeamsSection
from adapters.teams.sentences import TEMPLATES

ADAPTER = AdapterSpec("teams", "desk", TeamsSection, build, TEMPLATES)
