"""What people's hands have done at Slack: which commands were clicked, and which were typed.

Rules:
1. It stands between a scenario and the playground, and passes everything on; what is told of a shift is what was done.
2. A click is known by the button's own action id, a form by its view, a shortcut by its callback id.
3. Looking is neither: opening the Home tab, reading, searching in an open form.
"""

import json
from collections.abc import Sequence
from typing import Any

from core.commands.catalog import ALL
from core.commands.model import Surface
from core.commands.parse import addressed, as_command
from core.commands.registry import Registry
from playground.slack.simulate import Simulate
from tests.scenarios.world import World

Json = dict[str, Any]

REGISTRY = Registry(ALL)
SHORTCUTS = {"my_chats": "list", "chat_actions": "actions", "chat_note": "note"}
FORM = "form:"


class Hands(Simulate):
    """The hands of everybody in a world, watched."""

    def __init__(self, world: World) -> None:
        """Take the place of the world's own."""
        super().__init__(world.playground.slack)
        self._watched = world.playground.slack
        world.playground.slack.simulate = self
        self.clicked: set[str] = set()
        self.typed: set[str] = set()

    async def click(
        self,
        *,
        user: str,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        **given: object,
    ) -> Json:
        """Note a click's command."""
        option = given.get("selected_option")
        value = str(option["value"] if isinstance(option, dict) else given.get("value") or "{}")
        in_action_id = str(given["action_id"]).removeprefix("cmd:").partition(":")[0]
        self._clicked(str(json.loads(value).get("command") or in_action_id))
        return await super().click(user=user, channel=channel, ts=ts, view_id=view_id, **given)

    async def submit_view(self, *, user: str, view_id: str, values: Json | None = None) -> Json:
        """Note a form's command."""
        views = self._watched.store.modals[user]
        callback = next(str(one.body.get("callback_id", "")) for one in views if one.id == view_id)
        self._clicked(callback.removeprefix(FORM))
        return await super().submit_view(user=user, view_id=view_id, values=values)

    async def shortcut(self, *, user: str, callback_id: str, channel: str | None = None, ts: str | None = None) -> Json:
        """Note a shortcut's command."""
        self._clicked(SHORTCUTS[callback_id])
        return await super().shortcut(user=user, callback_id=callback_id, channel=channel, ts=ts)

    async def react(self, *, user: str, channel: str, ts: str, name: str, add: bool = True) -> Json:
        """An emoji is a click, though no button."""
        self.clicked.add(f":{name}:")
        return await super().react(user=user, channel=channel, ts=ts, name=name, add=add)

    async def post(
        self,
        *,
        user: str,
        channel: str,
        text: str = "",
        thread_ts: str | None = None,
        broadcast: bool = False,
        files: Sequence[Json] = (),
    ) -> Json:
        """Note a typed command: with its sign, behind `/chat`, or as a bare word to the bot."""
        slash = text.removeprefix("/chat ") if text.startswith("/chat ") else None
        is_private = channel.startswith("D")
        found = addressed(slash if slash is not None else text) if slash or is_private else as_command(text)
        command = REGISTRY.get(found.word) if found else None
        if command is not None:
            self.typed.add(command.name)
        return await super().post(
            user=user, channel=channel, text=text, thread_ts=thread_ts, broadcast=broadcast, files=files
        )

    def _clicked(self, name: str) -> None:
        self.clicked.add(REGISTRY.find(name).name)


def given_by(surface: Surface) -> set[str]:
    """Give the names of all commands that have a surface."""
    return {command.name for command in ALL if surface in command.surfaces}
