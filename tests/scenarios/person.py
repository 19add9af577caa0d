"""Somebody at the desk: types, clicks, and sees what the bridge says to them alone."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.scenarios.aside import all_is_known
from tests.scenarios.modal import Modal
from tests.scenarios.place import control_of
from tests.scenarios.platform import Platform
from tests.scenarios.shown import Given, Line, Root
from tests.scenarios.signing_in import Browser, Page

if TYPE_CHECKING:
    from tests.scenarios.customer import Customer
    from tests.scenarios.world import World

LOBBY = "support"


class Person:
    """One person on the platform."""

    def __init__(self, world: "World", user: str) -> None:
        """Take the world and the platform's id of the person."""
        self._world = world
        self.user = user

    @property
    def _platform(self) -> Platform:
        return self._world.desk.platform

    @property
    def browser(self) -> Browser:
        """Their browser, which keeps its cookies as long as the world lasts."""
        return self._world.browser_of(self.user)

    async def signs_in(self, url: str) -> Page:
        """Open an address and say on the platform's sign-in page who they are; give the page that this leads to."""
        return await self.browser.signs_in(url)

    async def says(self, text: str) -> None:
        """Write to the bot directly."""
        self._world.hands.give(text)
        await self._platform.direct(self.user, text)

    async def command(self, typed: str, place: str = LOBBY) -> None:
        """Give a command in the platform's own way, in a place where it has one."""
        self._world.hands.give(typed)
        await self._platform.command(self.user, typed, self._world.desk.place(place).id)

    async def types(self, line: str, place: str = LOBBY) -> None:
        """Type a line as it is, in a place where that can be done."""
        self._world.hands.write(line)
        await self._platform.type(self.user, line, self._world.desk.place(place).id)

    async def writes(
        self,
        text: str,
        customer: "Customer | None" = None,
        *,
        broadcast: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """Write in a chat's thread, the last customer's when none is named; give the message's reference."""
        return await self.writes_below(await self._world.desk.root(customer), text, broadcast=broadcast, files=files)

    async def writes_below(
        self, root: Root, text: str, *, broadcast: bool = False, files: Mapping[str, bytes] | None = None
    ) -> str:
        """Write in a thread, whether the bridge knows it or not; give the message's reference."""
        self._world.hands.write(text)
        ref = await self._platform.post(self.user, root, text, broadcast=broadcast, files=files)
        await self._world.handed_over()
        return ref

    async def begins(self, text: str, place: str = LOBBY) -> Root:
        """Write in a place, outside of any thread."""
        self._world.hands.write(text)
        return await self._platform.begin(self.user, self._world.desk.place(place).id, text)

    async def edits(self, ref: str, text: str) -> None:
        """Edit a message of their own."""
        await self._platform.edit(self.user, ref, text)

    async def deletes(self, ref: str) -> None:
        """Delete a message of their own, or as an administrator somebody else's."""
        await self._platform.delete(self.user, ref)

    async def is_rung(self) -> Line:
        """Wait until an offer rings at them."""
        return await self._finds(lambda one: "A chat for you" in one.whole and control_of(one, "Accept"), "an offer")

    def rings(self) -> int:
        """Tell how many offers ring at them now."""
        mine = self._platform.private(self.user)
        return sum("A chat for you" in one.whole and control_of(one, "Accept") is not None for one in mine)

    async def accepts(self, customer: "Customer | None" = None) -> None:
        """Click Accept on the offer that rings, and wait until the thread tells it."""
        await self.is_rung()
        await self.clicks("Accept")
        await self._world.desk.shows("has accepted the chat", customer)

    async def clicks(self, label: str, beside: str = "") -> None:
        """Click a button that only they see: the newest, on a message with these words."""
        line = await self._finds(lambda one: beside in one.whole and control_of(one, label), f"a button {label}")
        await self.clicks_on(line, label)

    async def clicks_on(self, line: Line, label: str) -> None:
        """Click what stands on a message now."""
        await self.clicking(line, label)()

    def clicking(self, line: Line, label: str) -> Callable[[], Any]:
        """Give the click on what stands on a message now, to be done later or more than once."""
        control = control_of(line, label)
        assert control is not None, f"there is no {label} on {line.whole}"
        self._world.hands.click(control.command)
        return lambda: self._platform.click(self.user, line, control)

    async def clicks_on_card(self, label: str, customer: "Customer | None" = None) -> None:
        """Click a button or a menu's line on a chat's root card."""
        card = await self._world.desk.card(customer)
        await self._world.until(lambda: control_of(card, label), lambda: f"a button {label} on the card: {card.whole}")
        await self.clicks_on(card, label)

    async def opens_home(self) -> None:
        """Look at the bridge's page."""
        await self._platform.open_home(self.user)
        await self._world.until(lambda: self._platform.home(self.user) is not None, "the Home page")

    def home(self) -> str:
        """Give the words on their Home page."""
        screen = self._platform.home(self.user)
        return screen.words if screen else ""

    async def home_shows(self, *texts: str) -> None:
        """Wait until these words stand on their Home page."""
        await self._world.until(
            lambda: all(text in self.home() for text in texts), lambda: f"{texts} on the Home page: {self.home()}"
        )

    async def home_links(self, root: Root) -> None:
        """Wait until their Home page leads to a chat's place."""
        link = self._platform.link_of(root)

        def leads() -> bool:
            screen = self._platform.home(self.user)
            return screen is not None and any(link in one for one in screen.leads)

        await self._world.until(leads, lambda: f"{link} on the Home page: {self.home()}")

    async def home_no_longer_shows(self, text: str) -> None:
        """Wait until a text has gone from their Home page."""
        await self._world.until(lambda: text not in self.home(), f"“{text}” is still on the Home page")

    async def clicks_at_home(self, label: str) -> None:
        """Click a button on their Home page."""
        await self._world.until(
            lambda: label in self.home(), lambda: f"a button {label} on the Home page: {self.home()}"
        )
        screen = self._platform.home(self.user)
        assert screen is not None
        button = next(one for one in screen.controls if one.label == label)
        self._world.hands.click(button.command)
        await self._platform.click_on(self.user, screen, button)

    async def shortcut(self, command: str) -> None:
        """Use what the platform's client itself offers for a command."""
        self._world.hands.click(command)
        await self._platform.shortcut(self.user, command)

    async def chooses(self, command: str, line: Line) -> None:
        """Choose a command in a message's own menu."""
        self._world.hands.click(command)
        await self._platform.at_message(self.user, line.ref, command)

    async def is_told(self, text: str) -> Line:
        """Wait until the bridge has said something to them alone."""
        return await self._finds(
            lambda one: text in one.whole, lambda: f"“{text}” for {self.user}; there is {self.heard()}"
        )

    async def is_answered_in_form(self, text: str) -> None:
        """Wait for the short answer to a click in a form: in it, or in its place."""
        if self._platform.answers_in_forms:
            await self.modal.shows(text)
        else:
            await self.is_told(text)

    def heard(self) -> list[str]:
        """Give what the bridge has said to them alone."""
        return [one.text for one in self._platform.private(self.user)]

    async def reloads(self) -> None:
        """Load the platform's client anew."""
        await self._platform.reload(self.user)

    @property
    def modal(self) -> Modal:
        """The form that they have open."""
        return Modal(self._world, self.user)

    async def fills_in(self, **values: Given) -> None:
        """Fill in the form that is open, and submit it."""
        await self.modal.fills_in(values)

    async def is_answered(self, text: str, then: str = "") -> None:
        """Wait until what they asked in a form is answered, in its place or in private; click there, or put it away."""

        def look() -> bool:
            return text in self.modal.words() or any(text in one for one in self.heard())

        await self._world.until(look, lambda: f"“{text}” for {self.user}: {self.modal.words()} {self.heard()}")
        if text in self.modal.words():
            await (self.modal.clicks(then) if then else self.modal.closes())
        elif then:
            await self.clicks(then, beside=text)

    async def reacts(self, ref: str, name: str, *, add: bool = True) -> None:
        """Put an emoji under a message, or take it back."""
        self._world.hands.react(name)
        await self._world.comes(all_is_known, "all that is shown, known as such: what is reacted to may be new")
        await self._platform.react(self.user, ref, name, add=add)

    async def goes_away(self) -> None:
        """Be shown as away; apps are not told."""
        await self._platform.present(self.user, is_there=False)

    async def comes_back(self) -> None:
        """Be shown as there."""
        await self._platform.present(self.user, is_there=True)

    async def pauses_notifications(self, *, on: bool = True) -> None:
        """Want no notifications, or want them again."""
        await self._platform.silent(self.user, on=on)

    async def _finds(self, fits: Callable[[Line], Any], what: str | Callable[[], str]) -> Line:
        def look() -> Line | None:
            return next((one for one in reversed(self._platform.private(self.user)) if fits(one)), None)

        return await self._world.until(look, what)
