"""What people do with buttons, menus, modals and shortcuts, told to the app.

Rules: payloads as in https://docs.slack.dev/reference/interaction-payloads; the app must acknowledge within three
seconds, else the person sees that it did not respond; an interaction is never retried. The client's own checks (a
required field, a menu's options) happen here, before the app hears anything.
"""

from typing import TYPE_CHECKING, Any

from playground.slack import elements, submissions
from playground.slack.attempt import Answer, Attempt
from playground.slack.errors import HumanError
from playground.slack.model import Channel, Json, Message, View
from playground.slack.surfaces import elements_of
from playground.slack.wire import message_json, view_json

if TYPE_CHECKING:
    from playground.slack.world import Slack

TROUBLE = "We had some trouble connecting. Try again?"


async def click_in_message(slack: "Slack", user: str, message: Message, given: Json) -> Json:
    """Use an element of a message: block_actions (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload)."""
    channel = slack.store.channels[message.channel]
    ephemeral = message.only_for is not None
    action = elements.action(element_in(message.blocks, given), given, slack.ts())
    if _is_silent(message.blocks, action["block_id"]):
        return {}
    payload = base(slack, user, "block_actions") | {
        **place_of(slack, message),
        "state": {"values": given.get("state") or {}},
        "response_url": slack.responses.issue(user, channel.id, message),
        "actions": [action],
    }
    if not ephemeral:  # an ephemeral message is not stored, so Slack cannot send it along
        payload["message"] = message_json(slack.store, message)
    return _told(slack, user, await slack.send(Attempt("interactive", payload)))


async def click_in_view(slack: "Slack", view: View, given: Json) -> Json:
    """Use an element of a modal or of the Home tab: an input tells the app only if its block asks for that.

    `state` is what stands in the other inputs, of which the app hears with it (`view.state.values`,
    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload).
    """
    element = element_in(view.body["blocks"], given)
    action = elements.action(element, given, slack.ts())
    value = elements.state_value(action)
    view.values = submissions.merged(view, given.get("state") or {}, strict=False)
    if value is not None:
        view.values.setdefault(action["block_id"], {})[action["action_id"]] = value
    slack.changes.ring()
    if _is_silent(view.body["blocks"], action["block_id"]):
        return {}
    payload = base(slack, view.user, "block_actions", view_id=view.id) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(slack.store, view),
        "actions": [action],
    }
    return _told(slack, view.user, await slack.send(Attempt("interactive", payload)))


def _is_silent(blocks: list[Json], block_id: str) -> bool:
    """Tell whether the block is an input without dispatch_action (reference/block-kit/blocks/input-block)."""
    block = next(row for row in blocks if row["block_id"] == block_id)
    return block["type"] == "input" and not block.get("dispatch_action")


async def submit(slack: "Slack", view: View, values: Json) -> Json:
    """Submit a modal: the client's checks, view_submission, and the app's response_action."""
    stack = slack.store.modals.get(view.user, [])
    if not stack or stack[-1] is not view:
        code = "not_on_top"
        raise HumanError(code, "Only the modal on top can be submitted.")
    view.values = submissions.merged(view, values)
    problems = submissions.problems(view)
    if problems:
        code = "validation"
        raise HumanError(code, "Please check the marked fields.", errors=problems)
    payload = base(slack, view.user, "view_submission", view_id=view.id) | {
        "view": view_json(slack.store, view),
        "response_urls": [],
    }
    answer = await slack.send(Attempt("interactive", payload))
    if answer.failure:
        code = "operation_timeout" if answer.failure == "http_timeout" else "dispatch_failed"
        slack.store.toast(view.user, TROUBLE)
        slack.changes.ring()
        raise HumanError(code, TROUBLE)
    return submissions.respond(slack, view, answer.body)


async def close(slack: "Slack", view: View, *, whole_stack: bool) -> None:
    """Close a modal, or all of them with the X: view_closed for those that asked for it."""
    stack = slack.store.modals.get(view.user, [])
    if view not in stack:
        return
    gone = stack if whole_stack else [view]
    slack.store.modals[view.user] = [] if whole_stack else [v for v in stack if v is not view]
    slack.changes.ring()
    for closed in reversed(gone):
        if closed.body.get("notify_on_close"):
            payload = base(slack, view.user, "view_closed") | {
                "view": view_json(slack.store, closed),
                "is_cleared": whole_stack,
            }
            payload.pop("trigger_id")
            await slack.send(Attempt("interactive", payload))


async def shortcut(slack: "Slack", user: str, callback_id: str, message: Message | None) -> Json:
    """Use a shortcut (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload)."""
    known = slack.manifest.shortcut(callback_id)
    wanted = "message" if message else "global"
    if known is None or known["type"] != wanted:
        code = "unknown_shortcut"
        raise HumanError(code, f"The app has no {wanted} shortcut {callback_id!r}.")
    payload = base(slack, user, "message_action" if message else "shortcut") | {
        "callback_id": callback_id,
        "action_ts": slack.ts(),
    }
    if message:
        if message.only_for:
            code = "no_shortcuts_on_ephemeral"
            raise HumanError(code, "Message shortcuts are not offered on messages that only you can see.")
        channel = slack.store.channels[message.channel]
        payload |= {
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": message.ts,
            "message": message_json(slack.store, message),
            "response_url": slack.responses.issue(user, channel.id, message),
        }
    return _told(slack, user, await slack.send(Attempt("interactive", payload)))


def base(slack: "Slack", user: str, kind: str, *, view_id: str | None = None) -> Json:
    """Make what every interaction payload has."""
    person, team = slack.store.user(user), slack.store.team
    return {
        "type": kind,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": person.team_id},
        "api_app_id": team.app_id,
        "token": "verification-token",
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.issue(user, slack.clock.now(), view_id),
    }


def place_of(slack: "Slack", message: Message) -> Json:
    """Say in which message and channel an element stands."""
    channel, ephemeral = slack.store.channels[message.channel], message.only_for is not None
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": ephemeral}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}


def channel_name(channel: Channel) -> str:
    """Name a channel as interaction payloads do: private places keep their names to themselves."""
    return "directmessage" if channel.is_im else "privategroup" if channel.is_private else channel.name


def failure_words(slack: "Slack", answer: Answer) -> tuple[str, str]:
    """Say what the person sees when the app fails: Slack's code and a sentence."""
    code = "operation_timeout" if answer.failure == "http_timeout" else "dispatch_failed"
    if answer.status:
        return code, f"{slack.manifest.name} responded with status code {answer.status} ({code})."
    return code, f"{slack.manifest.name} didn't respond ({code})."


def _told(slack: "Slack", user: str, answer: Answer) -> Json:
    """Show the person what went wrong, if anything."""
    if not answer.failure:
        return {}
    code, words = failure_words(slack, answer)
    slack.store.toast(user, words)
    slack.changes.ring()
    raise HumanError(code, words)


def element_in(blocks: list[Json], given: dict[str, Any]) -> Json:
    """Find the element that a person uses.

    Raises HumanError no_such_element when it is not there any more.
    """
    found = [
        {**element, "block_id": block.get("block_id")}
        for block in blocks
        for element in elements_of(block)
        if element["action_id"] == given.get("action_id")
    ]
    # A person may press what an update under way has drawn anew: the same button, in a block of another name.
    exact = [one for one in found if one["block_id"] == given.get("block_id")]
    if exact or found:
        return (exact or found)[0]
    code = "no_such_element"
    raise HumanError(code, f"There is no element {given.get('action_id')!r} there any more.")
