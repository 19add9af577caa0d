"""Clicks and shortcuts of Slack's, read into plain values. Pure.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload

Rules:
1. A click names its command in `action_id` (`cmd:<command>`, and what makes it unique on its message behind another
   colon); its `value` is JSON with the chat, the values, and whether a form is to be opened first.
2. A shortcut's command is what stands behind `chat_` or `my_` in its callback id.
"""

import json

from adapters.slack.asked import (
    Asked,
    Where,
    at_head,
    dedupe_of,
    in_private,
    in_thread,
    read_person,
    reply_to,
    strings_in,
    thread_of,
    unpack,
)
from adapters.slack.ids import is_id, is_ts, make_message
from adapters.slack.inbound import Install
from adapters.slack.payload import Json, mapping, moment, objects, part, text
from core.ids import ConversationId

COMMAND = "cmd:"


def read_click(payload: Json, install: Install) -> Asked | None:
    """Read `block_actions`; None when it is no command of ours."""
    action = next(iter(objects(payload, "actions")), mapping(None))
    person, given = read_person(payload, install), _given(action)
    command = text(given, "command") or text(action, "action_id").removeprefix(COMMAND).partition(":")[0]
    if person is None or not text(action, "action_id").startswith(COMMAND) or not command:
        return None
    view = part(payload, "view")
    outer = unpack(text(view, "private_metadata"))
    conversation = text(given, "conversation")
    where = Where(
        conversation=ConversationId(conversation) if conversation else outer.where.conversation,
        thread=thread_of(payload, install) or outer.where.thread,
        reply_to=reply_to(payload, install),
        about=outer.where.about,
    )
    return Asked(
        person=person,
        command=command,
        where=where,
        dedupe=dedupe_of(payload, text(action, "action_ts")),
        trigger=text(payload, "trigger_id"),
        values=strings_in(part(given, "values")),
        asks=given.get("asks") is True,
        at=moment(text(action, "action_ts")),
        view=text(view, "id") if text(view, "type") == "modal" else "",
        at_home=text(view, "type") == "home",
        in_private=in_private(payload),
        in_thread=in_thread(payload),
        at_head=at_head(payload),
    )


def read_shortcut(payload: Json, install: Install) -> Asked | None:
    """Read a shortcut; the command is what stands behind `chat_` or `my_` in its callback id."""
    person, callback = read_person(payload, install), text(payload, "callback_id")
    if person is None or not callback:
        return None
    channel, message = text(part(payload, "channel"), "id"), part(payload, "message")
    ts = text(message, "ts")
    about = make_message(install.team, channel, ts) if is_id(channel) and is_ts(ts) else None
    where = Where(thread=thread_of(payload, install), reply_to=reply_to(payload, install), about=about)
    dedupe, trigger = dedupe_of(payload, text(payload, "action_ts")), text(payload, "trigger_id")
    command = callback.partition("_")[2]
    return Asked(person, command, where, dedupe, trigger=trigger, at_head=at_head(payload))


def _given(action: Json) -> Json:
    """Read the value of a button, or of the chosen line of a menu."""
    value = text(action, "value") or text(part(action, "selected_option"), "value")
    try:
        return mapping(json.loads(value))
    except (ValueError, RecursionError):
        return mapping(None)
