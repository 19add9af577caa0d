"""Trigger ids: the right to open one modal, for three seconds, once.

Source: https://docs.slack.dev/interactivity/handling-user-interaction#trigger_id ; the error codes are those of
https://docs.slack.dev/reference/methods/views.open.
"""

from dataclasses import dataclass

from playground.slack.errors import SlackError
from playground.slack.ids import Ids

LIFE_SECONDS = 3.0
KEEP_SECONDS = 600.0


@dataclass(slots=True)
class Trigger:
    """What a person did that lets the app open a modal for them."""

    user: str
    expires: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """The trigger ids given out."""

    def __init__(self, ids: Ids) -> None:
        """Begin with none."""
        self._ids = ids
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, now: float, view_id: str | None = None) -> str:
        """Make a trigger id for what `user` has just done (in the modal `view_id`, if any)."""
        self._issued = {key: t for key, t in self._issued.items() if t.expires > now - KEEP_SECONDS}
        trigger_id = self._ids.trigger()
        self._issued[trigger_id] = Trigger(user, now + LIFE_SECONDS, view_id)
        return trigger_id

    def exchange(self, trigger_id: str, now: float) -> Trigger:
        """Use a trigger id up.

        Raises SlackError invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._issued.get(trigger_id)
        code = ""
        if trigger is None:
            code = "invalid_trigger_id"
        elif trigger.used:
            code = "exchanged_trigger_id"
        elif now > trigger.expires:
            code = "expired_trigger_id"
        if trigger is None or code:
            raise SlackError(code)
        trigger.used = True
        return trigger
