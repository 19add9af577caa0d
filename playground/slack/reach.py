"""What one person can see and touch: the client's own refusals.

Rules: a place that the person may not look into does not exist for them; every refusal is the sentence that the
client shows. It deliberately changes nothing but what it attaches: `simulate` acts.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from playground.slack import membership
from playground.slack.errors import HumanError
from playground.slack.files import new_file
from playground.slack.model import Channel, Json, Message, User, View
from playground.slack.visible import may_see
from playground.slack.wire import view_json

if TYPE_CHECKING:
    from playground.slack.world import Slack


def refuse(code: str, words: str) -> NoReturn:
    """Say no as the client does."""
    raise HumanError(code, words)


class Reach:
    """What people can reach in one workspace."""

    def __init__(self, slack: "Slack") -> None:
        """Look at this workspace."""
        self._slack = slack

    def _person(self, user: str) -> User:
        return self._slack.store.user(user)

    def _channel(self, user: str, channel: str) -> Channel:
        self._person(user)
        place = self._slack.store.channel(channel)
        if not may_see(place, user):
            refuse("channel_not_found", "That channel does not exist, or you cannot see it.")
        return place

    def _open_channel(self, user: str, channel: str) -> Channel:
        place = self._channel(user, channel)
        if place.is_archived:
            refuse("is_archived", f"#{place.name} is archived.")
        return place

    def _name_is_free(self, name: str) -> None:
        if not name or name != name.lower() or not name.replace("-", "").replace("_", "").isalnum():
            refuse("invalid_name", "Channel names are lower-case letters, digits, hyphens and underscores.")
        if any(place.name == name for place in self._slack.store.channels.values()):
            refuse("name_taken", "That name is already taken by a channel.")

    def _message(self, user: str, channel: str, ts: str) -> Message:
        place = self._channel(user, channel)
        message = place.messages.get(ts) or self._slack.store.ephemeral(channel, ts, user)
        if message is None:
            code = "message_not_found"
            raise HumanError(code, "That message does not exist any more.")
        return message

    def _own(self, user: str, channel: str, ts: str, code: str, words: str) -> Message:
        message = self._message(user, channel, ts)
        if message.user != user or message.bot_id or message.only_for:
            raise HumanError(code, words)
        return message

    def _view(self, user: str, view_id: str) -> View:
        view = self._slack.store.view(view_id)
        if view is None or view.user != user:
            code = "view_not_found"
            raise HumanError(code, "That view is not open any more.")
        return view

    def _drop_ephemeral(self, message: Message) -> None:
        place = self._slack.store.channels[message.channel]
        place.ephemerals = [m for m in place.ephemerals if m is not message]
        self._slack.changes.ring()

    def _look(self, user: str, tab: str) -> Json:
        self._person(user)
        im = membership.open_im(self._slack, user)
        home = self._slack.store.homes.get(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": im.id,
            "tab": tab,
            "event_ts": self._slack.ts(),
        }
        if home and tab == "home":
            event["view"] = view_json(self._slack.store, home)
        self._slack.events.emit(event)
        return {"home": view_json(self._slack.store, home) if home else None}

    def _attach(self, message: Message, files: "Sequence[Json]", contents: list[bytes]) -> None:
        for given, content in zip(files, contents, strict=True):
            file = new_file(self._slack, str(given.get("name") or "file"), len(content), str(message.user))
            file.content, file.uploaded, file.completed = content, True, True
            file.mimetype = str(given.get("mimetype") or file.mimetype)
            share = {"ts": message.ts} | ({"thread_ts": message.thread_ts} if message.thread_ts else {})
            file.shares.setdefault(message.channel, []).append(share)
            message.files.append(file.id)
            message.subtype = "file_share"


def decoded(files: "Sequence[Json]") -> list[bytes]:
    """Read the contents of files, before anything is kept.

    Raises HumanError bad_file.
    """
    out = []
    for given in files:
        try:
            out.append(base64.b64decode(str(given.get("base64", "")), validate=True))
        except (binascii.Error, ValueError):
            refuse("bad_file", f"The content of {given.get('name')!r} is not base64.")
    return out
