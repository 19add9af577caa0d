"""The demo's story at Teams."""

import base64
import html

from bridge.demo.side import ADA, NOOR, Side, marked, tells
from playground.server import Playground
from playground.teams.model import BOT, Message

CHANNEL = "19:support@thread.tacv2"


class TeamsSide:
    """A reply chain in a channel of Teams."""

    title = "The Teams channel"

    def __init__(self, playground: Playground) -> None:
        """Take the playground."""
        self._teams = playground.teams
        self._chain = ""

    async def is_ready(self) -> None:
        """Let Ada say to the bot that she takes chats."""
        chat = await self._teams.simulate.open_personal(user=ADA)
        await self._teams.simulate.post(user=ADA, conversation=chat["conversation"], text="ready")

    async def comes(self) -> None:
        """Wait for the chat's root card."""
        await self._teams.until(lambda _: bool(self._cards()), what="the root card")
        self._chain = self._cards()[0].conversation

    def _cards(self) -> list[Message]:
        return [one for one in self._teams.messages(CHANNEL) if one.is_bot and one.cards and "Support" in one.plain]

    async def accept(self) -> None:
        """Press Accept on the offer that rings in the agent's chat with the bot."""
        offer = await self._teams.until(lambda _: self._offer(), what="the offer")
        assert offer is not None  # noqa: S101 - it was waited for
        await self._teams.simulate.click(user=ADA, conversation=offer.conversation, id=offer.id, title="Accept")

    def _offer(self) -> Message | None:
        found = [one for one in self._personal(ADA) if one.cards and "A chat for you" in one.plain]
        return found[-1] if found else None

    async def writes(self, who: str, text: str, picture: bytes = b"") -> None:
        """Write in the chain, with a picture among the words: other files of a channel can't be read by a bot."""
        content = base64.b64encode(picture).decode()
        file = {"name": "label.png", "mimetype": "image/png", "base64": content, "inline": True}
        await self._teams.simulate.post(user=who, conversation=self._chain, text=text, files=[file] if picture else [])

    async def is_asked(self, who: str) -> None:
        """Wait until somebody is asked, in private, what to do with what they wrote."""
        await self._teams.until(
            lambda _: any("not sent" in one.plain for one in self._personal(who)), what="the question to the bystander"
        )

    async def shows(self, text: str) -> None:
        """Wait until a text stands in the chain."""
        await self._teams.until(
            lambda one: one.find(text, conversation=self._chain) is not None, what=f"“{text}” in Teams"
        )

    async def marks(self, text: str, *, arrived: bool = False) -> None:
        """Wait until a text in the chain bears a mark."""

        def is_so() -> bool:
            found = self._teams.find(text, conversation=self._chain)
            return found is not None and tells(_drawn(found), arrived=arrived)

        await self._teams.until(lambda _: is_so(), what=f"a mark on “{text}” in Teams")

    async def is_joined(self) -> None:
        """Press Join where Noor is asked for help, and wait until she takes part."""
        await self.reads("asks for your help")
        card = next(one for one in reversed(self._personal(NOOR)) if "asks for your help" in one.plain)
        await self._teams.simulate.click(user=NOOR, conversation=card.conversation, id=card.id, title="Join")
        await self.reads("You take part")

    async def reads(self, text: str) -> None:
        """Wait until Noor reads a text, in her chat with the bot."""
        await self._teams.until(
            lambda _: any(text in html.unescape(one.plain) for one in self._personal(NOOR)), what=f"“{text}” at Noor's"
        )

    async def answers(self, text: str) -> None:
        """Let Noor write in her chat with the bot."""
        chat = await self._teams.simulate.open_personal(user=NOOR)
        await self._teams.simulate.post(user=NOOR, conversation=chat["conversation"], text=text)

    def talk(self) -> list[str]:
        """Give what stands in Noor's chat with the bot, line by line."""
        return [self._line(one) for one in self._personal(NOOR) if not one.deleted]

    def lines(self) -> list[str]:
        """Give what stands in the chain, line by line."""
        return [self._line(one) for one in self._teams.messages(self._chain) if not one.deleted]

    def whispers(self) -> list[str]:
        """Give what stands in each person's chat with the bot."""
        return [
            f"(only {person.name} sees) {_words(one)}"
            for person in self._teams.store.people.values()
            for one in self._personal(person.user)
            if one.is_bot and not one.deleted
        ]

    def _personal(self, user: str) -> list[Message]:
        place = self._teams.store.personal(user)
        return list(place.messages.values()) if place else []

    def _line(self, message: Message) -> str:
        name = self._teams.manifest.name if message.sender == BOT else self._teams.store.people[message.sender].name
        files = " ".join(f"[{self._teams.store.files[file].name}]" for file in message.files)
        marks = marked(_drawn(message))
        return " ".join(part for part in (f"{name}: {_words(message)}", files, marks) if part)


def _drawn(message: Message) -> list[str]:
    """Give the marks on a message as people see them; one that was taken back has nobody left."""
    return [_emoji(reaction) for reaction, people in message.reactions.items() if people]


def _emoji(reaction: str) -> str:
    """Give the emoji of a mark: Teams calls it by its code points before a name, as in 1f440_eyes."""
    return "".join(chr(int(point, 16)) for point in reaction.partition("_")[0].split("-"))


def _words(message: Message) -> str:
    """Give a message on one line; of a card its head."""
    lines = html.unescape(message.plain).splitlines()
    return " ".join(lines[:2] if message.cards else lines).strip()


_: type[Side] = TeamsSide
