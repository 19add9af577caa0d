"""Variables in canned texts: filled in when an agent is shown the text, not before (T8).

`%AF` and `%AL` are the agent's first and last name, `%F` and `%L` the customer's, `%{order}` what the chat knows by
that name, `%{order|your order}` the same with words for when it knows nothing. The short ones may stand in braces too.

Rule: what is not known and has no words instead stays as it was written and is told, so that it is never sent unseen.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.agents.model import Profile
from core.conversation.model import Conversation
from core.routing.queues import Queue
from core.visitors import is_made

_VARIABLE = re.compile(r"%\{(?P<name>[^{}|]*)(?:\|(?P<instead>[^{}]*))?\}|%(?P<short>AF|AL|F|L)(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its variables filled in, and those that could not be, as they are written."""

    text: str
    missing: tuple[str, ...] = ()


def filled(text: str, known: Mapping[str, str]) -> Filled:
    """Fill in a text's variables."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        there = known.get(found["short"] or found["name"], "").strip()
        if there:
            return there
        if found["instead"] is not None:
            return found["instead"]
        missing[found[0]] = None
        return found[0]

    made = _VARIABLE.sub(value, text)
    return Filled(made, tuple(missing))


def left_open(text: str, original: str) -> tuple[str, ...]:
    """Give the variables of a canned text that still stand in what was made of it."""
    there = dict.fromkeys(found[0] for found in _VARIABLE.finditer(original))
    return tuple(name for name in there if name in text)


def known_of(
    profile: Profile | None, conversation: Conversation | None, queue: Queue | None, attributes: Mapping[str, str]
) -> Mapping[str, str]:
    """Give what variables can be filled with; what a bot or a form has asked for wins over nothing else's name."""
    agent = _shown(profile) if profile else ""
    customer = conversation.customer_name if conversation and not is_made(conversation.customer_name) else ""
    of_chat = (
        {
            "number": str(conversation.number),
            "customer": customer,
            "page": (conversation.page.title or conversation.page.url) if conversation.page else "",
        }
        if conversation
        else {}
    )
    return {
        **attributes,
        **of_chat,
        "queue": queue.title if queue else "",
        "agent": agent,
        "AF": _first(agent),
        "AL": _last(agent),
        "F": _first(customer),
        "L": _last(customer),
    }


def _shown(profile: Profile) -> str:
    """Give the name under which customers may know an agent: a nickname that was chosen hides the name."""
    return profile.name if profile.nickname == _first(profile.name) else profile.nickname


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else ""


def _last(name: str) -> str:
    return "".join(name.split(maxsplit=1)[1:])
