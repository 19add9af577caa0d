"""What people's hands do in the playground's Slack."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from playground.slack.elements import options_of
from playground.slack.errors import HumanError
from tests.scenarios.shown import Control, Field, Given, Json, Line, Option, Refused, Root, Screen
from tests.scenarios.slack.looks import SlackLooks
from tests.scenarios.slack.reading import SHORTCUTS, options


def _at(ref: str) -> dict[str, str]:
    """Give a message's address as `simulate` takes it."""
    channel, _, ts = ref.partition("/")
    return {"channel": channel, "ts": ts}


class SlackHands(SlackLooks):
    """The hands of everybody in the workspace."""

    async def post(
        self, user: str, root: Root, text: str, *, broadcast: bool = False, files: Mapping[str, bytes] | None = None
    ) -> str:
        """Write in a thread; `broadcast` sends it to the channel too."""
        given = [{"name": name, "base64": base64.b64encode(data).decode()} for name, data in (files or {}).items()]
        ts = _at(root.ref)["ts"]
        try:
            posted = await self._slack.simulate.post(
                user=user, channel=root.place, thread_ts=ts, text=text, broadcast=broadcast, files=given
            )
        except HumanError as refused:
            raise Refused(str(refused)) from refused
        return f"{root.place}/{posted['ts']}"

    async def begin(self, user: str, place: str, text: str) -> Root:
        """Write in a channel."""
        posted = await self._slack.simulate.post(user=user, channel=place, text=text)
        return Root(place, f"{place}/{posted['ts']}")

    async def direct(self, user: str, text: str) -> None:
        """Write in the direct message with the bot."""
        place = await self._slack.simulate.open_im(user=user)
        await self._slack.simulate.post(user=user, channel=place["channel"], text=text)

    async def answer(self, user: str, card: Line, text: str, files: Mapping[str, bytes] | None = None) -> str:
        """Reply in the thread under the card."""
        return await self.post(user, Root(card.ref.partition("/")[0], card.ref), text, files=files)

    async def take_files(self, user: str, card: Line) -> None:
        """Do nothing: what is shared is there."""

    async def command(self, user: str, typed: str, place: str) -> None:
        """Type `/chat …` in a channel."""
        await self._slack.simulate.post(user=user, channel=place, text=f"/chat {typed}")

    async def type(self, user: str, line: str, place: str) -> None:
        """Type a slash command."""
        await self._slack.simulate.post(user=user, channel=place, text=line)

    async def edit(self, user: str, ref: str, text: str) -> None:
        """Edit one's own message."""
        await self._slack.simulate.edit(user=user, text=text, **_at(ref))

    async def delete(self, user: str, ref: str) -> None:
        """Delete one's own message; an administrator deletes any."""
        await self._slack.simulate.delete(user=user, **_at(ref))

    async def react(self, user: str, ref: str, name: str, *, add: bool = True) -> None:
        """Add a reaction or take it back."""
        await self._slack.simulate.react(user=user, name=name, add=add, **_at(ref))

    async def click(self, user: str, line: Line, control: Control) -> None:
        """Click a button or a menu's line."""
        await self._slack.simulate.click(user=user, **_at(line.ref), **control.given)

    async def open_home(self, user: str) -> None:
        """Look at the Home tab."""
        await self._slack.simulate.open_home(user=user)

    async def click_on(self, user: str, screen: Screen, control: Control) -> None:
        """Click in a modal or on the Home tab."""
        await self._slack.simulate.click(user=user, view_id=screen.id, **control.given)

    async def at_message(self, user: str, ref: str, command: str) -> None:
        """Use a message shortcut of the app's."""
        await self._slack.simulate.shortcut(user=user, callback_id=f"chat_{command}", **_at(ref))

    async def shortcut(self, user: str, command: str) -> None:
        """Use a global shortcut of the app's."""
        callback = next(callback for callback, name in SHORTCUTS.items() if name == command)
        await self._slack.simulate.shortcut(user=user, callback_id=callback)

    async def submit(self, user: str, form: Screen, values: Mapping[str, Given | Sequence[Option]]) -> str:
        """Submit a modal, which says nothing when it closes."""
        given = {name: self._filled(form, name, value) for name, value in values.items()}
        try:
            await self._slack.simulate.submit_view(user=user, view_id=form.id, values=given)
        except HumanError as refused:
            raise Refused(str(refused), refused.body.get("errors")) from refused
        return ""

    def _filled(self, form: Screen, name: str, value: Given | Sequence[Option]) -> Json:
        """Give a field's state as Slack's client sends it."""
        field = form.field(name)
        assert field is not None
        return {field.given["action_id"]: {"value": _as_slack(field.given, value)}}

    async def search(self, user: str, form: Screen, field: Field, typed: str) -> Sequence[Option]:
        """Type into a menu of which the app gives the options."""
        where = {"block_id": field.name, "action_id": field.given["action_id"]}
        found = await self._slack.simulate.suggest(user=user, view_id=form.id, value=typed, **where)
        return options(options_of(found))

    async def count(self, user: str, form: Screen, values: Mapping[str, str], field: str) -> None:
        """Type into fields, of which the app is told where it wants to be."""
        for name in (*(one for one in values if one != field), field):
            typed = form.field(name)
            assert typed is not None
            where = {"block_id": name, "action_id": typed.given["action_id"]}
            await self._slack.simulate.click(user=user, view_id=form.id, value=values[name], **where)

    async def close(self, user: str, form: Screen) -> None:
        """Close a modal by its X."""
        await self._slack.simulate.close_view(user=user, view_id=form.id, all=True)

    async def reload(self, user: str) -> None:
        """Reload Slack: what only they saw in channels is gone."""
        await self._slack.simulate.reload(user=user)

    async def present(self, user: str, *, is_there: bool) -> None:
        """Become active or away; apps are not told."""
        await self._slack.simulate.presence(user=user, presence="active" if is_there else "away")

    async def silent(self, user: str, *, on: bool) -> None:
        """Turn “do not disturb” on or off."""
        await self._slack.simulate.dnd(user=user, on=on)


def _as_slack(element: Json, value: Given | Sequence[Option]) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    given = [one.given if isinstance(one, Option) else one for one in value]
    return given if element["type"].startswith("multi") or element["type"] == "checkboxes" else given[0]
