"""Slack, as a scenario speaks of it: its people, and the threads of chats."""

from functools import partial
from typing import TYPE_CHECKING

from adapters.slack.ids import Thread, parse_thread
from adapters.web.ids import make_contact
from bridge.store import contacts, threads
from core.ids import ChannelName, DeskName
from playground.slack import posting
from playground.slack.model import Message
from tests.scenarios.finding import said
from tests.scenarios.person import Person
from tests.scenarios.place import Place
from tests.scenarios.settings import USERS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from playground.changes import Changes
    from tests.scenarios.customer import Customer
    from tests.scenarios.world import World

DESK, WEB = DeskName("slack"), ChannelName("web")


class SlackSide:
    """One world's Slack."""

    def __init__(self, world: "World") -> None:
        """Take the world."""
        self._world = world

    def agent(self, name: str) -> Person:
        """Give somebody of the workspace, by a short name or by Slack's id."""
        return Person(self._world, USERS.get(name, name))

    def place(self, channel: str) -> Place:
        """Give a channel, by its id."""
        return Place(self._world, channel)

    async def root(self, customer: "Customer | None" = None) -> Thread:
        """Wait until a customer's chat has its thread; the last customer's when none is named."""
        who = customer or self._world.customers[-1]
        changes = self._world.playground.changes
        while (thread := await self._world.read(lambda conn: _thread_of(conn, who.visitor))) is None:
            await self._world.until(partial(_is_after, changes, changes.rev), f"a thread for {who.visitor}")
        return thread

    async def thread(self, customer: "Customer | None" = None) -> list[Message]:
        """Give the messages of a chat's thread, root card first."""
        root = await self.root(customer)
        return self._world.playground.slack.messages(root.channel, thread=root.ts)

    async def shows(self, text: str, customer: "Customer | None" = None) -> Message:
        """Wait until a text stands in a chat's thread, and give its message."""
        root = await self.root(customer)
        slack = self._world.playground.slack

        def look() -> Message | None:
            rows = slack.messages(root.channel, thread=root.ts)[1:]
            return next((one for one in rows if text in said(one)), None)

        return await self._world.until(look, lambda: f"“{text}” in the thread; there is {self._lines(root)}")

    async def card_shows(self, text: str, customer: "Customer | None" = None) -> None:
        """Wait until a text stands on a chat's root card."""
        root = await self.root(customer)
        channel = self._world.playground.slack.store.channels[root.channel]
        await self._world.until(
            lambda: text in said(channel.messages[root.ts]),
            lambda: f"“{text}” on the card: {said(channel.messages[root.ts])}",
        )

    async def marked(self, ts: str, mark: str, customer: "Customer | None" = None) -> None:
        """Wait until a message carries a mark and no other."""
        root = await self.root(customer)
        message = self._world.playground.slack.store.channels[root.channel].messages[ts]
        await self._world.until(lambda: list(message.reactions) == [mark], f":{mark}: on {message.text}")

    async def files(self, customer: "Customer | None" = None) -> dict[str, bytes]:
        """Give the files that a chat's thread shows."""
        store = self._world.playground.slack.store
        shared = [store.files[file] for message in await self.thread(customer) for file in message.files]
        return {file.name: file.content for file in shared}

    async def another_app_posts(self, text: str, *, as_user: str | None = None) -> None:
        """Let another app of the workspace post in the last chat's thread."""
        root, slack = await self.root(), self._world.playground.slack
        subtype = None if as_user else "bot_message"
        posted = Message(root.channel, slack.ts(), text, user=as_user, bot_id="B0OTHER", app_id="A0OTHER")
        posted.subtype, posted.thread_ts = subtype, root.ts
        posting.post(slack, posted)
        await self.shows(text)

    async def lines(self, customer: "Customer | None" = None) -> list[str]:
        """Give the texts below a chat's root card, once everything is quiet."""
        await self._world.quiet()
        return [one.text for one in (await self.thread(customer))[1:]]

    def _lines(self, root: Thread) -> list[str]:
        return [one.text for one in self._world.playground.slack.messages(root.channel, thread=root.ts)]

    def refusals(self) -> list[str]:
        """Give the calls that Slack refused for coming too fast."""
        rows = self._world.playground.traffic.after(0)
        return [row["summary"] for row in rows if row["status"] == 429]


def _is_after(changes: "Changes", rev: int) -> bool:
    return changes.rev > rev


def _thread_of(conn: "Connection", visitor: str) -> Thread | None:
    known = contacts.get(conn, WEB, make_contact(visitor))
    chat = (known.open_conversation or known.last_conversation) if known else None
    row = threads.of(conn, chat, DESK) if chat else None
    return parse_thread(row.thread) if row else None
