"""Slack, as a desk on which agents work.

It can: threads for chats, the customer's name and picture on posts, private answers inside a thread, buttons, forms,
a home page, edits and deletions both ways, files both ways, one settled mark on a message.

It cannot: run slash commands inside threads (Slack refuses them; agents type `!word` there), see that somebody types,
change what an agent typed, take `/invite` (Slack's own), or post faster than about once a second in a channel.
"""

from adapters.slack.adapter import build, place
from adapters.slack.config import SlackSection
from adapters.slack.sentences import TEMPLATES
from adapters.spec import AdapterSpec

ADAPTER = AdapterSpec("slack", "desk", SlackSection, build, TEMPLATES, place)
