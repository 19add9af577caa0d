"""Somebody at Slack: types, clicks, and sees what the bridge says to them alone."""

import base64
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playground.slack.model import Message, View
from tests.scenarios.finding import button_of, controls, private_messages, said, words
from tests.scenarios.modal import Given, Modal

if TYPE_CHECKING:
    from playground.slack.world import Slack
    from tests.scenarios.customer import Customer
    from tests.scenarios.world import World

LOBBY = "C0SUPPORT"


class Person:
    """One member of the workspace."""

    def __init__(self, world: "World", user: str) -> None:
        """Take the world and Slack's id of the person."""
        self._world = world
        self.user = user

    @property
    def _slack(self) -> "Slack":
        return self._world.playground.slack

    async def says(self, text: str) -> None:
        """Write to the bot directly."""
        place = await self._slack.simulate.open_im(user=self.user)
        await self._slack.simulate.post(user=self.user, channel=place["channel"], text=text)

    async def command(self, typed: str, channel: str = LOBBY) -> None:
        """Type `/chat …` in a channel."""
        await self._slack.simulate.post(user=self.user, channel=channel, text=f"/chat {typed}")

    async def slash(self, typed: str, channel: str = LOBBY) -> None:
        """Type a slash command as it is."""
        await self._slack.simulate.post(user=self.user, channel=channel, text=typed)

    async def writes(
        self,
        text: str,
        customer: "Customer | None" = None,
        *,
        broadcast: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> str:
        """Write in a chat's thread, the last customer's when none is named; give the message's timestamp."""
        root = await self._world.slack.root(customer)
        given = [{"name": name, "base64": base64.b64encode(data).decode()} for name, data in (files or {}).items()]
        posted = await self._slack.simulate.post(
            user=self.user, channel=root.channel, thread_ts=root.ts, text=text, broadcast=broadcast, files=given
        )
        ts: str = posted["ts"]
        return ts

    async def edits(self, ts: str, text: str, customer: "Customer | None" = None) -> None:
        """Edit a message of their own."""
        root = await self._world.slack.root(customer)
        await self._slack.simulate.edit(user=self.user, channel=root.channel, ts=ts, text=text)

    async def deletes(self, ts: str, customer: "Customer | None" = None) -> None:
        """Delete a message of their own."""
        root = await self._world.slack.root(customer)
        await self._slack.simulate.delete(user=self.user, channel=root.channel, ts=ts)

    async def is_rung(self) -> Message:
        """Wait until an offer rings in their direct messages."""
        return await self._finds(lambda one: "A chat for you" in said(one) and button_of(one, "Accept"), "an offer")

    def rings(self) -> int:
        """Tell how many offers ring at them now."""
        mine = private_messages(self._slack, self.user)
        return sum("A chat for you" in said(one) and button_of(one, "Accept") is not None for one in mine)

    async def accepts(self, customer: "Customer | None" = None) -> None:
        """Click Accept on the offer that rings, and wait until the thread tells it."""
        await self.is_rung()
        await self.clicks("Accept")
        await self._world.slack.shows("has accepted the chat", customer)

    async def clicks(self, label: str, beside: str = "") -> None:
        """Click a button that only they see: the newest, on a message with these words."""
        message = await self._finds(lambda one: beside in said(one) and button_of(one, label), f"a button {label}")
        button = button_of(message, label)
        assert button is not None
        await self._slack.simulate.click(user=self.user, channel=message.channel, ts=message.ts, **button.given)

    async def clicks_on_card(self, label: str, customer: "Customer | None" = None) -> None:
        """Click a button or a menu's line on a chat's root card."""
        root = await self._world.slack.root(customer)
        card = self._slack.store.channels[root.channel].messages[root.ts]
        await self._world.until(lambda: button_of(card, label), lambda: f"a button {label} on the card: {said(card)}")
        button = button_of(card, label)
        assert button is not None
        await self._slack.simulate.click(user=self.user, channel=root.channel, ts=root.ts, **button.given)

    async def opens_home(self) -> None:
        """Look at the bridge's Home tab."""
        await self._slack.simulate.open_home(user=self.user)
        await self._world.until(lambda: self._home() is not None, "the Home tab")

    def _home(self) -> View | None:
        return self._slack.store.homes.get(self.user)

    def home(self) -> str:
        """Give the words on their Home tab."""
        view = self._home()
        return words(view.body["blocks"]) if view else ""

    async def home_shows(self, *texts: str) -> None:
        """Wait until these words stand on their Home tab."""
        await self._world.until(
            lambda: all(text in self.home() for text in texts), lambda: f"{texts} on the Home tab: {self.home()}"
        )

    async def home_no_longer_shows(self, text: str) -> None:
        """Wait until a text has gone from their Home tab."""
        await self._world.until(lambda: text not in self.home(), f"“{text}” is still on the Home tab")

    async def clicks_at_home(self, label: str) -> None:
        """Click a button on their Home tab."""
        await self._world.until(
            lambda: label in self.home(), lambda: f"a button {label} on the Home tab: {self.home()}"
        )
        view = self._home()
        assert view is not None
        button = next(one for one in controls(view.body["blocks"]) if one.label == label)
        await self._slack.simulate.click(user=self.user, view_id=view.id, **button.given)

    async def is_told(self, text: str) -> Message:
        """Wait until the bridge has said something to them alone."""
        return await self._finds(
            lambda one: text in said(one), lambda: f"“{text}” for {self.user}; there is {self.heard()}"
        )

    def heard(self) -> list[str]:
        """Give what the bridge has said to them alone."""
        return [one.text for one in private_messages(self._slack, self.user)]

    async def reloads(self) -> None:
        """Reload Slack: what only they saw in channels is gone."""
        await self._slack.simulate.reload(user=self.user)

    @property
    def modal(self) -> Modal:
        """The modal that they have open."""
        return Modal(self._world, self.user)

    async def fills_in(self, **values: Given) -> None:
        """Fill in the form that is open, and submit it."""
        await self.modal.fills_in(values)

    async def reacts(self, ts: str, name: str, customer: "Customer | None" = None, *, add: bool = True) -> None:
        """Put a reaction to a message of a chat's thread, or take it back."""
        root = await self._world.slack.root(customer)
        await self._slack.simulate.react(user=self.user, channel=root.channel, ts=ts, name=name, add=add)

    async def goes_away(self) -> None:
        """Become away at Slack; apps are not told."""
        await self._slack.simulate.presence(user=self.user, presence="away")

    async def comes_back(self) -> None:
        """Become active at Slack."""
        await self._slack.simulate.presence(user=self.user, presence="active")

    async def pauses_notifications(self, *, on: bool = True) -> None:
        """Turn “do not disturb” on or off."""
        await self._slack.simulate.dnd(user=self.user, on=on)

    async def _finds(self, fits: Callable[[Message], Any], what: str | Callable[[], str]) -> Message:
        def look() -> Message | None:
            mine = reversed(private_messages(self._slack, self.user))
            return next((one for one in mine if fits(one)), None)

        return await self._world.until(look, what)
