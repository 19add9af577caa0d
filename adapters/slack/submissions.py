"""Filled-in forms of Slack's, and what is typed into their searched fields, read into plain values. Pure.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload

Rules:
1. A submission is known by its view, its form and its contents: one view may show several forms, one after the other.
2. One block a field, one element a block. Several choices come back one a line.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.slack.asked import Asked, read_person, unpack
from adapters.slack.forms import CALLBACK
from adapters.slack.inbound import Install
from adapters.slack.payload import Json, mapping, objects, part, text
from core.ids import ConversationId, PersonRef
from core.ports import Search


def read_submission(payload: Json, install: Install) -> Asked | None:
    """Read `view_submission`."""
    person, view = read_person(payload, install), part(payload, "view")
    packed = unpack(text(view, "private_metadata"))
    command = packed.command or text(view, "callback_id").removeprefix(CALLBACK)
    if person is None or not text(view, "callback_id").startswith(CALLBACK) or not command:
        return None
    state = part(view, "state", "values")
    form = (text(view, "callback_id"), text(view, "private_metadata"), state)
    contents = json.dumps(form, sort_keys=True, ensure_ascii=True, default=str)
    digest = hashlib.sha256(contents.encode()).hexdigest()[:32]
    return Asked(
        person=person,
        command=command,
        where=packed.where,
        dedupe=f"view:{text(view, 'id')}:{digest}",
        trigger=text(payload, "trigger_id"),
        values={**packed.values, **filled_in(state)},
        view=text(view, "id"),
    )


@dataclass(frozen=True, slots=True)
class Searched:
    """Words that a person types into a field of a form."""

    person: PersonRef
    command: str
    conversation: ConversationId | None
    search: Search


def read_search(payload: Json, install: Install) -> Searched | None:
    """Read `block_suggestion`; None when it is no form of ours."""
    person, view = read_person(payload, install), part(payload, "view")
    packed = unpack(text(view, "private_metadata"))
    command = packed.command or text(view, "callback_id").removeprefix(CALLBACK)
    name = text(payload, "block_id")
    if person is None or not text(view, "callback_id").startswith(CALLBACK) or not command or not name:
        return None
    return Searched(person, command, packed.where.conversation, Search(name, text(payload, "value"), packed.values))


def filled_in(state: Json) -> Mapping[str, str]:
    """Read a form's inputs: one element a block, the block named after the field."""
    found: dict[str, str] = {}
    for block in state:
        element = next((one for one in part(state, block).values() if isinstance(one, dict)), mapping(None))
        found[block] = _value_of(element)
    return found


_SINGLE = (
    *("value", "selected_date", "selected_time"),
    *("selected_user", "selected_conversation", "selected_channel"),
)
_SEVERAL = ("selected_users", "selected_conversations", "selected_channels")


def _value_of(element: Json) -> str:
    """Give what an element holds, of whatever kind it is."""
    several = element.get("selected_options")
    if isinstance(several, list):
        return "\n".join(text(one, "value") for one in objects(element, "selected_options"))
    names = next((element[key] for key in _SEVERAL if isinstance(element.get(key), list)), None)
    if names is not None:
        return "\n".join(one for one in names if isinstance(one, str))
    moment = element.get("selected_date_time")
    if isinstance(moment, int):
        return str(moment)
    single = next((text(element, key) for key in _SINGLE if text(element, key)), "")
    return single or text(part(element, "selected_option"), "value")
