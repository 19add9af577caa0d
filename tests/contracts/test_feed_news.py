"""What wake-ups tell a window is what the log says, however the wake-ups come; and it spares looking at the log."""

from dataclasses import dataclass, field, replace
from random import Random

import pytest
from sqlalchemy import Connection

from bridge.hints.memory import MOST_NEWS, MemoryHints
from bridge.offered.feed import StoredFeed
from bridge.store import contacts, conversations, messages
from bridge.store.database import Database
from core.conversation.model import Conversation, Status
from core.ids import BOT, CUSTOMER, ConversationId
from core.messages import Message, Text, Visibility
from core.ports import FeedNews, Outbound
from tests.clock import FakeClock
from tests.contracts.store_builders import BILLING, WEB, a_conversation, a_message
from tests.contracts.windows import MIA, CountingFeed, UnreliableHints, a_window
from tests.standing import stands

TURNS = (Status.QUEUED, Status.ACTIVE, Status.WRAP_UP)


@dataclass
class Talk:
    """Mia's conversations, and everything that is ever said in them."""

    database: Database
    feed: StoredFeed
    chat: Conversation
    said: list[Message] = field(default_factory=list)
    number: int = 0

    def key(self) -> str:
        self.number += 1
        return f"k{self.number}"

    async def send(self, kind: str, message: Message | None = None, **turn: object) -> None:
        outbound = Outbound(self.key(), self.chat.id, MIA.contact, kind, message, **turn)  # type: ignore[arg-type]  # by its name
        await self.feed.append(outbound)

    async def says(self, text: str, visibility: Visibility = Visibility.EVERYONE) -> None:
        author = CUSTOMER if self.number % 2 else BOT
        message = a_message(self.key(), text, author, conversation=self.chat.id, visibility=visibility)
        self.said.append(message)
        await self.database.write(lambda conn: messages.add(conn, message))
        await self.send("message", message)

    async def changes(self, index: int, text: str | None) -> None:
        before = self.said[index]
        gone = replace(before, parts=(), deleted=True)
        after = gone if text is None or before.deleted else replace(before, parts=(Text(text),), edited=True)
        self.said[index] = after
        await self.database.write(lambda conn: messages.change(conn, after))
        await self.send("changed", after)

    async def turns(self, status: Status) -> None:
        await self.send("status", status=status, text=f"now {status}", agent_name="Ada")

    async def begins_anew(self) -> None:
        old, fresh = self.chat, a_chat(self.chat.number + 1)

        def work(conn: Connection) -> None:
            contacts.close(conn, WEB, MIA.contact, old.id)
            begin(conn, fresh)

        await self.database.write(work)
        self.chat, self.said = fresh, []
        await self.turns(Status.QUEUED)


def a_chat(number: int) -> Conversation:
    return replace(a_conversation(f"c{number}", number), contact=MIA.contact)


def begin(conn: Connection, chat: Conversation) -> None:
    contacts.resolve(conn, WEB, MIA.contact, BILLING, "", chat.id)
    conversations.put(conn, chat)


@pytest.fixture
def hints() -> MemoryHints:
    return MemoryHints()


@pytest.fixture
async def talk(database: Database, hints: MemoryHints) -> Talk:
    chat = a_chat(1)
    await database.write(lambda conn: begin(conn, chat))
    return Talk(database, StoredFeed(database, hints, FakeClock().bridge), chat)


async def something(talk: Talk, chance: Random) -> None:
    """Let one thing happen."""
    match chance.choice(("says", "says", "says", "hidden", "edits", "edits", "deletes", "turns", "anew")):
        case "says":
            await talk.says(f"words {chance.random()} 👍")
        case "hidden":
            await talk.says("for agents only", chance.choice((Visibility.AGENTS, Visibility.HELD)))
        case "edits" if talk.said:
            await talk.changes(chance.randrange(len(talk.said)), f"other words {chance.random()}")
        case "deletes" if talk.said:
            await talk.changes(chance.randrange(len(talk.said)), None)
        case "turns":
            await talk.turns(chance.choice(TURNS))
        case "anew" if chance.random() < 0.3:
            await talk.begins_anew()


@pytest.mark.parametrize("seed", range(12))
async def test_what_a_window_was_told_is_what_a_new_window_reads(database: Database, talk: Talk, seed: int) -> None:
    chance = Random(seed)
    talk.feed = StoredFeed(database, UnreliableHints(chance), FakeClock().bridge)
    window = await a_window(talk.feed)
    chats = [talk.chat.id]
    for _ in range(40):
        await something(talk, chance)
        chats += [talk.chat.id] if talk.chat.id not in chats else []
        if chance.random() < 0.6:
            await window.reader.show_news()
    window.reader.recheck()
    await window.reader.show_news()
    fresh = await a_window(talk.feed)

    assert window.view(talk.chat.id) == fresh.view(talk.chat.id)
    assert (window.reader.seq, window.reader.conversation) == (fresh.reader.seq, fresh.reader.conversation)
    for chat in chats:
        numbers = [line["seq"] for line in window.lines(chat)]
        assert numbers == sorted(set(numbers))
    assert "for agents only" not in repr(window.frames)


async def test_lines_that_come_with_the_wake_up_are_shown_without_looking_at_the_log(talk: Talk) -> None:
    feed = CountingFeed(talk.feed)
    await talk.turns(Status.QUEUED)
    window = await a_window(feed)
    looked = feed.looks
    await talk.says("Hello")
    await window.reader.show_news()
    await talk.changes(0, "Hello there")
    await talk.turns(Status.ACTIVE)
    await window.reader.show_news()

    assert [line["seq"] for line in window.lines(talk.chat.id)] == [1, 2, 3, 4]
    assert feed.looks == looked
    assert window.reader.state.status == "active"


async def test_a_line_that_the_customer_may_not_see_is_not_told(talk: Talk) -> None:
    told: list[FeedNews] = []
    follower = talk.feed.follow(WEB, MIA.contact, lambda: None)
    await talk.says("for agents only", Visibility.AGENTS)
    told += follower.take() or ()
    window = await a_window(talk.feed)
    await talk.says("Hello")
    await window.reader.show_news()

    assert told == [FeedNews(talk.chat.id)]
    assert [line["message"]["text"] for line in window.lines(talk.chat.id)] == ["Hello"]


async def test_a_message_is_told_as_it_stands_when_its_line_is_added(talk: Talk) -> None:
    window = await a_window(talk.feed)
    before = a_message("m1", "my card is 4111", conversation=talk.chat.id)
    after = replace(before, parts=(), deleted=True)
    await talk.database.write(lambda conn: messages.add(conn, after))
    await talk.send("message", before)
    await window.reader.show_news()

    assert not stands("4111", repr(window.frames))
    assert [line["message"]["deleted"] for line in window.lines(talk.chat.id)] == [True]


async def test_who_does_not_look_is_not_remembered_for_without_end(talk: Talk, hints: MemoryHints) -> None:
    follower = talk.feed.follow(WEB, MIA.contact, lambda: None)
    news = FeedNews(ConversationId("c1"))
    topic = f"contact:{WEB}:{MIA.contact}"
    hints.announce([(topic, news)] * MOST_NEWS)
    kept = follower.take()
    hints.announce([(topic, news)] * (MOST_NEWS + 1))

    assert kept == (news,) * MOST_NEWS
    assert follower.take() is None
    assert follower.take() == ()


async def test_a_wake_up_that_carries_nothing_means_look(talk: Talk, hints: MemoryHints) -> None:
    follower = talk.feed.follow(WEB, MIA.contact, lambda: None)
    await talk.says("Hello")
    hints.wake([f"contact:{WEB}:{MIA.contact}"])
    await talk.says("Are you there?")

    assert follower.take() is None


async def test_who_left_the_line_is_called_no_more(talk: Talk) -> None:
    calls: list[None] = []
    follower = talk.feed.follow(WEB, MIA.contact, lambda: calls.append(None))
    follower.close()
    await talk.says("Hello")

    assert calls == []
