"""views.*: modals and Home tabs (https://docs.slack.dev/reference/methods#views)."""

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import Json, View
from playground.slack.surfaces import open_modal, publish_home, push_modal, update_view
from playground.slack.views import accepted
from playground.slack.wire import view_json


def open_view(call: Call) -> Json:
    """views.open."""
    view = call.args.nested("view")
    accepted(view, "modal")  # a malformed view does not use the trigger up
    trigger = call.slack.triggers.exchange(call.args.text("trigger_id"), call.slack.clock.now())
    return _shown(call, open_modal(call.slack, trigger.user, view))


def push_view(call: Call) -> Json:
    """views.push: only with a trigger that came from a modal."""
    view = call.args.nested("view")
    accepted(view, "modal")
    trigger = call.slack.triggers.exchange(call.args.text("trigger_id"), call.slack.clock.now())
    if trigger.view_id is None:
        raise SlackError("not_found")
    return _shown(call, push_modal(call.slack, trigger.user, view))


def update(call: Call) -> Json:
    """views.update, by view_id or external_id."""
    store = call.slack.store
    view = store.view(call.args.text("view_id")) or store.view_by_external_id(call.args.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    return _shown(call, update_view(call.slack, view, call.args.nested("view"), call.args.text("hash") or None))


def publish(call: Call) -> Json:
    """views.publish."""
    user = call.slack.store.users.get(call.args.text("user_id"))
    if user is None or user.is_bot:
        raise SlackError("invalid_arguments", details=["invalid `user_id` [json-pointer:/user_id]"])
    return _shown(call, publish_home(call.slack, user.id, call.args.nested("view"), call.args.text("hash") or None))


def _shown(call: Call, view: View) -> Json:
    return {"view": view_json(call.slack.store, view)}
