"""What customers do: open chats, in their language, with a bot or by a form; write, leave, return, end."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.conversation import events as on
from core.conversation.model import Conversation, Status
from core.ids import AgentId, ConversationId, ExternalRef, QueueId
from tests.build import WEB, a_message
from tests.core.properties.bots import answer_from_outside, hear
from tests.core.properties.routing import settle
from tests.core.properties.walk import ANY, MOST_CHATS, Walk, has_chats

WORDS = st.sampled_from(("Hello", "order", "42", "human", "there", "What?"))
SELDOM = st.sampled_from((False, False, True))
ACTS = st.sampled_from((on.CustomerEnded, on.CustomerLeft, on.CustomerReturned))
LANGUAGES = st.sampled_from(("", "de", "fr-CA"))


class Customers(Walk):
    """Rules of the customers' side."""

    @precondition(lambda self: len(self.world.chats) < MOST_CHATS)
    @rule(line=ANY, words=WORDS, language=LANGUAGES, request=SELDOM, again=ANY, waits=SELDOM)
    def customer_opens(self, line: int, words: str, language: str, request: bool, again: int, waits: bool) -> None:  # noqa: FBT001 - drawn by name
        before = [chat for chat in self.world.chats.values() if not self.has_another_open(chat)]
        last = before[again % len(before)] if before and again % 2 else None
        if last is not None and last.is_open():
            last = None
        chat = self.a_new_chat(self.line(line), language, last)
        self.says(chat, words, request=request)
        if not waits:
            settle(self.world)

    def opens(self, queue: QueueId) -> None:
        """Let a new customer write the first words, and routing look."""
        self.says(self.a_new_chat(queue, "", None), "Hello")
        settle(self.world)

    def has_another_open(self, chat: Conversation) -> bool:
        """Tell whether the customer of a chat has opened another one since."""
        return any(one.contact == chat.contact and one.number > chat.number for one in self.world.chats.values())

    def a_new_chat(self, queue: QueueId, language: str, last: Conversation | None) -> Conversation:
        """Make a chat that is not stored yet; of a customer who comes back when `last` is given."""
        number = len(self.world.chats) + 1
        return Conversation(
            id=ConversationId(f"c{number}"),
            number=number,
            queue=queue,
            channel=WEB,
            contact=last.contact if last is not None else ExternalRef(f"visitor-{number}"),
            customer_name="Grace",
            opened_at=self.world.now,
            language=language,
            preferred=self.last_agent(queue, last),
        )

    def last_agent(self, queue: QueueId, last: Conversation | None) -> AgentId | None:
        """Give who is asked first, as bridge/handlers/sticky.py does."""
        sticky = self.world.directory.queues[queue].choosing.sticky
        if sticky is None or last is None or last.ended_at is None or last.ended_at + sticky < self.world.now:
            return None
        return last.owner

    @precondition(has_chats)
    @rule(pick=ANY, words=WORDS)
    def customer_writes(self, pick: int, words: str) -> None:
        aside = [chat for chat in self.world.chats.values() if chat.hold is not None]
        chat = aside[pick % len(aside)] if aside and pick % 2 else self.chat(pick)
        if not chat.is_open() and self.has_another_open(chat):
            chat = [one for one in self.world.chats.values() if one.contact == chat.contact][-1]
        self.says(chat, words)

    def says(self, chat: Conversation, words: str, *, request: bool = False) -> None:
        """Let a customer write, and their bot answer."""
        message = a_message(self.world.mint(), words, conversation=chat.id)
        after = self.world.advance(chat, on.CustomerWrote(self.world.now, message, request=request))
        if after.status is Status.BOT:
            hear(self.world, after, message)

    @precondition(lambda self: self.world.asked)
    @rule(line=ANY, over=st.booleans(), failed=st.sampled_from((False, False, True)))
    def bot_of_somebody_elses_answers(self, line: int, over: bool, failed: bool) -> None:  # noqa: FBT001 - drawn by name
        asked = self.world.asked.pop(0)
        to = self.line(line) if line % 2 else None
        answer_from_outside(self.world, asked, to, over=over, failed=failed)

    @precondition(has_chats)
    @rule(pick=ANY, did=ACTS)
    def customer_does(self, pick: int, did: Any) -> None:
        self.world.advance(self.chat(pick), did(self.world.now))
