"""What is told to whoever waits for an answer in a moment in which the bridge takes nothing: from the bytes alone.

https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots

Rules:
1. Teams shows an error of its own for an invoke that is refused, and doesn't bring it again: so it comes in as long as
   there is room at all. When there is none, it is answered in words, and nothing is stored or done.
2. Nobody has vouched for these bytes: the answer says nothing but that the bridge is busy.
3. A form that was filled in is not answered so: that would close it. What Teams says itself leaves it open, with all
   that was written.
4. Anything else is an event, and comes again. What isn't surely an invoke is one.
"""

import re

import orjson

from adapters.spec import Waiting
from adapters.teams.answering import BUSY, Body, message, said, searched
from adapters.teams.home import REFRESH_VERB
from adapters.teams.payload import Json, mapping, part, text

_INVOKE = re.compile(rb'"type"[ \t\r\n]*:[ \t\r\n]*"invoke"')
_LARGEST = 64 * 1024


def waits(body: bytes) -> bool:
    """Tell whether this may be somebody who waits."""
    return len(body) <= _LARGEST and _INVOKE.search(body) is not None


def apology(body: bytes) -> bytes | None:
    """Give the answer to an invoke that isn't taken; None where there is none, and for all else."""
    if not waits(body):
        return None
    try:
        answer = _answer(mapping(orjson.loads(body)))
    except ValueError:
        return None
    return None if answer is None else orjson.dumps(answer)


def _answer(activity: Json) -> Body | None:
    if text(activity, "type") != "invoke":
        return None
    match text(activity, "name"):
        case "adaptiveCard/action":
            is_looking = text(part(activity, "value", "action"), "verb") == REFRESH_VERB
            return message("" if is_looking else BUSY)
        case "task/fetch" | "composeExtension/fetchTask":
            return said(BUSY)
        case "application/search":
            return searched(())
        case _:
            return None


WAITING = Waiting(waits, apology)
