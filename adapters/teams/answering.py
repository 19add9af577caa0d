"""The answers to what Teams waits for, as it wants them.

https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots

Rule: the status is 200 whatever is answered; what is refused is refused in words.
"""

from collections.abc import Sequence
from typing import Any

from adapters.teams.payload import Json

MESSAGE = "application/vnd.microsoft.activity.message"
SEARCHED = "application/vnd.microsoft.search.searchResponse"
LONGEST = 200
"""Characters of a message at a card, or in the place of a dialog: it stands in a corner."""

TAKING_LONGER = "This takes a moment. The answer follows in your chat with the bridge."
BUSY = "The bridge has too much to do at the moment, so this was not taken. Please try again in a moment."
DONE = "Done."
FORM_FOLLOWS = "A few more words are needed for that."
IN_PERSONAL_CHAT = "You find the answer in your chat with the bridge."
NOT_A_COMMAND = "That isn't set up here. Write help to the bridge to see what you can do."

Body = dict[str, Any]


def message(words: str) -> Body:
    """Answer a click by words at its card."""
    return {"statusCode": 200, "type": MESSAGE, "value": words}


def said(words: str) -> Body:
    """Answer in the place of a dialog by words alone."""
    return {"task": {"type": "message", "value": words}}


def shown(task: Json) -> Body:
    """Answer by a dialog."""
    return {"task": {"type": "continue", "value": task}}


def searched(results: Sequence[Json]) -> Body:
    """Answer by what fits a search."""
    return {"statusCode": 200, "type": SEARCHED, "value": {"results": list(results)}}


def is_short(words: str) -> bool:
    """Tell whether words can be said in a corner."""
    return len(words) <= LONGEST and "\n" not in words
