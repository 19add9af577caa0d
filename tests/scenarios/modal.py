"""The form that somebody has open: read, clicked in, searched in, filled in and submitted, in people's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.views import FieldKind
from tests.scenarios.shown import Control, Field, Given, Option, Refused, Screen

if TYPE_CHECKING:
    from tests.scenarios.world import World

AT_ONCE = 0.0
"""How far the clock may move on while a form is awaited: not at all, for what opens it expires."""


class Modal:
    """The topmost form of one person."""

    def __init__(self, world: "World", user: str) -> None:
        """Take the world and the platform's id of the person."""
        self._world = world
        self._platform = world.desk.platform
        self._user = user

    def _top(self) -> Screen | None:
        return self._platform.form(self._user)

    async def screen(self) -> Screen:
        """Wait until one is open."""
        return await self._world.until(self._top, "a form")

    def words(self) -> str:
        """Give what it says, its title first; nothing when none is open."""
        screen = self._top()
        return screen.words if screen else ""

    async def shows(self, *texts: str) -> None:
        """Wait until these words stand in it."""
        await self._world.until(
            lambda: all(text in self.words() for text in texts), lambda: f"{texts} in the form: {self.words()}"
        )

    async def heads(self, *texts: str) -> None:
        """Wait until these are its head lines, and no others."""

        def look() -> bool:
            screen = self._top()
            return screen is not None and tuple(screen.heads) == texts

        await self._world.until(look, lambda: f"the heads {texts} in the form: {self.words()}")

    async def is_closed(self) -> None:
        """Wait until none is open any more."""
        await self._world.until(lambda: self._top() is None, lambda: f"a closed form; it says {self.words()}")

    async def closes(self) -> None:
        """Close it by its X."""
        await self._platform.close(self._user, await self.screen())

    async def clicks(self, label: str) -> None:
        """Click a button, or a line of a menu, in it."""
        control = await self._world.until(lambda: self._control(label), f"a button {label} in the form", AT_ONCE)
        self._world.hands.click(control.command)
        await self._platform.click_on(self._user, await self.screen(), control)

    def _control(self, label: str) -> Control | None:
        screen = self._top()
        return next((one for one in screen.controls if one.label == label), None) if screen else None

    async def asks(self, field: str) -> FieldKind:
        """Give how a field is filled in."""
        return (await self._field(field)).kind

    async def offers(self, field: str) -> list[str]:
        """Give the choices of a menu, by their labels."""
        return [one.label for one in (await self._field(field)).options]

    async def begins_with(self, field: str) -> str:
        """Give what stands in a field before anybody fills it in."""
        begins = (await self._field(field)).begins
        assert begins is None or isinstance(begins, str), begins
        return begins or ""

    async def has_chosen(self, field: str) -> list[str]:
        """Give what is chosen in a field before anybody fills it in, by labels."""
        begins = (await self._field(field)).begins
        return [begins] if isinstance(begins, str) else list(begins or ())

    async def finds(self, field: str, typed: str) -> list[str]:
        """Type into a field that searches, and give what it finds, by labels."""
        return [one.label for one in await self._found(await self._field(field), typed)]

    async def fills_in(self, values: Mapping[str, Given]) -> None:
        """Fill in its fields and submit it: texts, dates, and choices by their labels or values."""
        await self._submits(values)

    async def _submits(self, values: Mapping[str, Given]) -> str:
        given = {name: await self._picked(await self._field(name), value) for name, value in values.items()}
        screen = await self.screen()
        self._world.hands.click(screen.command)
        return await self._platform.submit(self._user, screen, given)

    async def counts(self, values: Mapping[str, str], field: str) -> None:
        """Fill texts in, and let one of them be counted."""
        await self._field(field)
        await self._platform.count(self._user, await self.screen(), values, field)

    async def refuses(self, values: Mapping[str, Given], **errors: str) -> None:
        """Submit it, and see that it stays open with these words under these fields.

        What is about no field may stand above them all, or in place of a form that is not offered any more.
        """
        try:
            found = {"": await self._submits(values)}
        except Refused as refused:
            found = refused.errors
        assert found in (errors, {"": next(iter(errors.values()))})

    async def _field(self, name: str) -> Field:
        """Wait for a field: a form may open upon another."""

        def look() -> Field | None:
            screen = self._top()
            return screen.field(name) if screen else None

        return await self._world.until(look, lambda: f"a field {name} in the form: {self.words()}", AT_ONCE)

    async def _picked(self, field: Field, value: Given) -> Given | Sequence[Option]:
        """Find what is meant among a field's choices."""
        if isinstance(value, date):
            return value
        wanted = [value] if isinstance(value, str) else list(value)
        if field.kind is FieldKind.SEARCH:
            return [_option(await self._found(field, one), one) for one in wanted]
        return [_option(field.options, one) for one in wanted] if field.options and value else value

    async def _found(self, field: Field, typed: str) -> Sequence[Option]:
        return await self._platform.search(self._user, await self.screen(), field, typed)


def _option(options: Sequence[Option], wanted: str) -> Option:
    """Give the option of this label, of the name before its “ · ”, or of this value; of what was found the only one."""
    exact = [one for one in options if wanted in (one.label, one.label.partition(" · ")[0], one.value)]
    found = exact or (list(options) if len(options) == 1 else [])
    assert found, f"there is no “{wanted}”; there is {[one.label for one in options]}"
    return found[0]
