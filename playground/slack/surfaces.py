"""Modals and Home views as people have them open.

Rules: a stack of three (https://docs.slack.dev/surfaces/modals); external_id unique in the team; a hash guards
against lost updates. What a view may contain is checked by `views`.
"""

from typing import TYPE_CHECKING

from playground.slack.errors import SlackError
from playground.slack.model import Json, View
from playground.slack.views import accepted

if TYPE_CHECKING:
    from playground.slack.world import Slack

MAX_STACK = 3


def open_modal(slack: "Slack", user: str, body: Json) -> View:
    """Show a modal to `user`, in place of whatever they had open."""
    view = _new(slack, user, accepted(body, "modal"))
    slack.store.modals[user] = [view]
    slack.changes.ring()
    return view


def push_modal(slack: "Slack", user: str, body: Json) -> View:
    """Put a modal on top of the ones that `user` has open.

    Raises SlackError push_limit_reached at three, not_found when none is open.
    """
    stack = slack.store.modals.get(user) or []
    code = "not_found" if not stack else "push_limit_reached" if len(stack) >= MAX_STACK else ""
    if code:
        raise SlackError(code)
    view = _new(slack, user, accepted(body, "modal"), below=stack[-1])
    stack.append(view)
    slack.changes.ring()
    return view


def update_view(slack: "Slack", view: View, body: Json, given_hash: str | None) -> View:
    """Replace what an open view shows.

    Raises SlackError hash_conflict when somebody else was faster.
    """
    code = "hash_conflict"
    if given_hash and given_hash != view.hash:
        raise SlackError(code)
    new = accepted(body, view.kind)
    _external_id_is_free(slack, new, view)
    view.body, view.hash = new, slack.store.ids.hash(slack.clock.now())
    kept = {block["block_id"]: {element["action_id"] for element in elements_of(block)} for block in new["blocks"]}
    view.values = {
        b: {a: v for a, v in actions.items() if a in kept[b]} for b, actions in view.values.items() if b in kept
    }
    slack.changes.ring()
    return view


def publish_home(slack: "Slack", user: str, body: Json, given_hash: str | None) -> View:
    """Set the Home tab of `user`."""
    shown = slack.store.homes.get(user)
    if shown:
        return update_view(slack, shown, body, given_hash)
    view = _new(slack, user, accepted(body, "home"))
    slack.store.homes[user] = view
    slack.changes.ring()
    return view


def elements_of(block: Json) -> list[Json]:
    """List the elements of a block that have an action_id."""
    candidates = [*block.get("elements", []), block.get("accessory"), block.get("element")]
    return [e for e in candidates if isinstance(e, dict) and e.get("action_id")]


def _new(slack: "Slack", user: str, body: Json, below: View | None = None) -> View:
    _external_id_is_free(slack, body, None)
    view_id = slack.store.ids.new("V")
    root = below.root_view_id if below else view_id
    return View(view_id, user, body, slack.store.ids.hash(slack.clock.now()), root, below.id if below else None)


def _external_id_is_free(slack: "Slack", body: Json, view: View | None) -> None:
    taken = slack.store.view_by_external_id(body.get("external_id", ""))
    if taken and taken is not view:
        code = "duplicate_external_id"
        raise SlackError(code)
