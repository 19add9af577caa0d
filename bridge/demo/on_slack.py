"""The demo's story at Slack."""

import base64

from bridge.demo.side import ADA, NOOR, SAM, Side, marked, tells
from playground.server import Playground
from playground.slack.emoji import drawn
from playground.slack.model import Message

CHANNEL = "C0SUPPORT"
USERS = {ADA: "U0ADA", SAM: "U0BYSTANDR", NOOR: "U0NOOR"}


class SlackSide:
    """A thread in Slack."""

    title = "The Slack thread"

    def __init__(self, playground: Playground) -> None:
        """Take the playground."""
        self._slack = playground.slack
        self._root = ""

    async def is_ready(self) -> None:
        """Let Ada say that she takes chats."""
        await self._slack.simulate.post(user=USERS[ADA], channel=CHANNEL, text="/chat ready")

    async def comes(self) -> None:
        """Wait for the chat's root card."""
        await self._slack.until(lambda _: bool(self._cards()), what="the root card")
        self._root = self._cards()[0].ts

    def _cards(self) -> list[Message]:
        return [one for one in self._slack.messages(CHANNEL) if one.blocks and "Support" in one.text]

    async def accept(self) -> None:
        """Press Accept on the offer that rings in the agent's direct messages."""
        await self._slack.until(lambda one: one.find("A chat for you") is not None, what="the offer")
        offer = self._slack.find("A chat for you")
        assert offer is not None  # noqa: S101 - it was waited for
        await self._clicks(ADA, offer, "Accept")

    async def _clicks(self, who: str, card: Message, label: str) -> None:
        rows = [one for one in card.blocks or [] if one["type"] == "actions"]
        row, button = next((row, one) for row in rows for one in row["elements"] if one["text"]["text"] == label)
        await self._slack.simulate.click(
            user=USERS[who],
            channel=card.channel,
            ts=card.ts,
            block_id=row["block_id"],
            action_id=button["action_id"],
            value=button["value"],
        )

    async def writes(self, who: str, text: str, picture: bytes = b"") -> None:
        """Write in the thread, with a picture."""
        file = {"name": "label.png", "mimetype": "image/png", "base64": base64.b64encode(picture).decode()}
        files = [file] if picture else []
        await self._slack.simulate.post(user=USERS[who], channel=CHANNEL, thread_ts=self._root, text=text, files=files)

    async def is_asked(self, who: str) -> None:
        """Wait until somebody is asked, in private, what to do with what they wrote."""

        def is_so() -> bool:
            return any(one.only_for == USERS[who] and "not sent" in one.text for one in self._ephemerals())

        await self._slack.until(lambda _: is_so(), what="the question to the bystander")

    async def shows(self, text: str) -> None:
        """Wait until a text stands in the thread."""
        await self._slack.until(lambda one: one.find(text, channel=CHANNEL) is not None, what=f"“{text}” in Slack")

    async def marks(self, text: str, *, arrived: bool = False) -> None:
        """Wait until a text in the thread bears a mark."""

        def is_so() -> bool:
            found = self._slack.find(text, channel=CHANNEL)
            return found is not None and tells(_drawn(found), arrived=arrived)

        await self._slack.until(lambda _: is_so(), what=f"a mark on “{text}” in Slack")

    async def is_joined(self) -> None:
        """Press Join where Noor is asked for help, and wait until she takes part."""
        await self._slack.until(lambda _: bool(self._asking()), what="the question to the expert")
        await self._clicks(NOOR, self._asking()[-1], "Join")
        await self.reads("You take part")

    async def reads(self, text: str) -> None:
        """Wait until Noor reads a text, in her chat with the bot."""
        await self._slack.until(lambda _: any(text in _whole(one) for one in self._talk()), what=f"“{text}” at Noor's")

    async def answers(self, text: str) -> None:
        """Let Noor write in the thread of the chat, among her direct messages."""
        card = next(one for one in self._talk() if "You take part" in _whole(one))
        await self._slack.simulate.post(user=USERS[NOOR], channel=card.channel, thread_ts=card.ts, text=text)

    def talk(self) -> list[str]:
        """Give what stands in Noor's chat with the bot, line by line."""
        return [self._line(one).replace("\n", " ") for one in self._talk()]

    def _talk(self) -> list[Message]:
        channels = self._slack.store.channels.values()
        return [
            one for place in channels if USERS[NOOR] in place.members and place.is_im for one in place.messages.values()
        ]

    def _asking(self) -> list[Message]:
        return [one for one in self._talk() if '"Join"' in str(one.blocks).replace("'", '"')]

    def lines(self) -> list[str]:
        """Give what stands in the thread, line by line."""
        return [self._line(one) for one in self._slack.messages(CHANNEL, thread=self._root)]

    def whispers(self) -> list[str]:
        """Give what only one person sees."""
        return [f"(only {self._name(one.only_for or '')} sees) {drawn(one.text)}" for one in self._ephemerals()]

    def _ephemerals(self) -> list[Message]:
        return list(self._slack.store.channels[CHANNEL].ephemerals)

    def _line(self, message: Message) -> str:
        who = message.username or self._name(message.user or "")
        marks = marked(_drawn(message))
        files = " ".join(f"[{self._slack.store.files[file].name}]" for file in message.files)
        return " ".join(part for part in (f"{who}: {drawn(message.text)}".rstrip(), files, marks) if part)

    def _name(self, user: str) -> str:
        known = self._slack.store.users.get(user)
        return known.real_name if known else user


def _drawn(message: Message) -> list[str]:
    """Give the marks on a message as people see them."""
    return [drawn(f":{name}:") for name in message.reactions]


def _whole(message: Message) -> str:
    """Give all that can be read in a message."""
    return f"{message.text}\n{message.blocks or ''}"


_: type[Side] = SlackSide
