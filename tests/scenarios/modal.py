"""The modal that somebody has open: read, clicked in, searched in, filled in and submitted, in people's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from playground.slack.elements import options_of
from playground.slack.errors import HumanError
from playground.slack.model import View
from playground.slack.surfaces import elements_of
from tests.scenarios.finding import Control, controls, words

if TYPE_CHECKING:
    from tests.scenarios.world import World

Json = dict[str, Any]
Given = str | date | Sequence[str]

AT_ONCE = 0.0
"""How far the clock may move on while a modal is awaited: not at all, for what opens it expires."""


class Modal:
    """The topmost modal of one person."""

    def __init__(self, world: "World", user: str) -> None:
        """Take the world and Slack's id of the person."""
        self._world = world
        self._slack = world.playground.slack
        self._user = user

    def _top(self) -> View | None:
        stack = self._slack.store.modals.get(self._user)
        return stack[-1] if stack else None

    async def view(self) -> View:
        """Wait until one is open."""
        return await self._world.until(self._top, "a modal")

    def words(self) -> str:
        """Give what it says, its title first; nothing when none is open."""
        view = self._top()
        return f"{words(view.body['title'])}\n{words(view.body['blocks'])}" if view else ""

    async def shows(self, *texts: str) -> None:
        """Wait until these words stand in it."""
        await self._world.until(
            lambda: all(text in self.words() for text in texts), lambda: f"{texts} in the modal: {self.words()}"
        )

    async def is_closed(self) -> None:
        """Wait until none is open any more."""
        await self._world.until(lambda: self._top() is None, lambda: f"a closed modal; it says {self.words()}")

    async def closes(self) -> None:
        """Close it by its X."""
        view = await self.view()
        await self._slack.simulate.close_view(user=self._user, view_id=view.id, all=True)

    async def clicks(self, label: str) -> None:
        """Click a button, or a line of a menu, in it."""
        what = f"a button {label} in the modal"
        button = await self._world.until(lambda: self._control(label), what, AT_ONCE)
        view = await self.view()
        await self._slack.simulate.click(user=self._user, view_id=view.id, **button.given)

    def _control(self, label: str) -> Control | None:
        view = self._top()
        return next((one for one in controls(view.body["blocks"]) if one.label == label), None) if view else None

    async def offers(self, field: str) -> list[str]:
        """Give the choices of a menu, by their labels."""
        return [option["text"]["text"] for option in options_of(await self._element(field))]

    async def begins_with(self, field: str) -> Any:
        """Give what stands in a field before anybody fills it in."""
        element = await self._element(field)
        return next((value for key, value in element.items() if key.startswith("initial_")), None)

    async def finds(self, field: str, typed: str) -> list[str]:
        """Type into a field that searches, and give what it finds, by labels."""
        return [option["text"]["text"] for option in await self._found(field, typed)]

    async def fills_in(self, values: Mapping[str, Given]) -> None:
        """Fill in its fields and submit it: texts, dates, and choices by their labels or values."""
        given = {name: await self._filled(name, value) for name, value in values.items()}
        view = await self.view()
        await self._slack.simulate.submit_view(user=self._user, view_id=view.id, values=given)

    async def refuses(self, values: Mapping[str, Given], **errors: str) -> None:
        """Submit it, and see that it stays open with these words under these fields."""
        with pytest.raises(HumanError) as refused:
            await self.fills_in(values)
        assert refused.value.body["errors"] == errors

    async def _element(self, field: str) -> Json:
        """Wait for a field: a form may open upon another modal."""

        def look() -> Json | None:
            view = self._top()
            blocks = view.body["blocks"] if view else ()
            return next((one for block in blocks if block.get("block_id") == field for one in elements_of(block)), None)

        return await self._world.until(look, lambda: f"a field {field} in the modal: {self.words()}", AT_ONCE)

    async def _filled(self, field: str, value: Given) -> Json:
        """Give a field's state as Slack's client sends it."""
        element = await self._element(field)
        return {element["action_id"]: {"value": await self._picked(field, element, value)}}

    async def _picked(self, field: str, element: Json, value: Given) -> object:
        if isinstance(value, date):
            return value.isoformat()
        if element["type"].endswith("external_select"):
            wanted = [value] if isinstance(value, str) else list(value)
            options = [_option(await self._found(field, one), one) for one in wanted]
            return options if element["type"].startswith("multi") else options[0]
        options = options_of(element)
        if not options or not value:
            return value
        if isinstance(value, str):
            return _option(options, value)
        return [_option(options, one) for one in value]

    async def _found(self, field: str, typed: str) -> list[Json]:
        element, view = await self._element(field), await self.view()
        found = await self._slack.simulate.suggest(
            user=self._user, view_id=view.id, block_id=field, action_id=element["action_id"], value=typed
        )
        return options_of(found)


def _option(options: Sequence[Json], wanted: str) -> Json:
    """Give the option of this label or value; of what a search has found the only one will do."""
    exact = [one for one in options if wanted in (one["text"]["text"], one["value"])]
    found = exact or (list(options) if len(options) == 1 else [])
    assert found, f"there is no “{wanted}”; there is {[one['text']['text'] for one in options]}"
    return found[0]
