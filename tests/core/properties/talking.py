"""What is written at the desk: in threads, in private, by buttons; held, sent all the same, changed, deleted."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.conversation import events as on
from core.conversation.model import HoldReason, Status
from core.conversation.seats import is_seen
from core.messages import Text
from tests.build import a_desk_text, an_agents_message
from tests.core.properties.offices import FORBIDDEN
from tests.core.properties.walk import ANY, Walk, has_chats, has_running

WORDS = st.sampled_from(("Good day", "Good day", f"a {FORBIDDEN} word"))
ABOUT = st.sampled_from(("private", "send", "send", "discard", "private secret", "private @ secret"))


class Talking(Walk):
    """Rules of what is said on the agents' side."""

    @precondition(has_chats)
    @rule(
        pick=ANY,
        who=ANY,
        bystander=st.sampled_from((False, False, True)),
        doubt=st.one_of(st.none(), st.none(), st.sampled_from(HoldReason)),
        private=st.sampled_from((False, False, True)),
        words=WORDS,
    )
    def somebody_writes_in_the_thread(
        self,
        pick: int,
        who: int,
        bystander: bool,  # noqa: FBT001 - drawn by name
        doubt: HoldReason | None,
        private: bool,  # noqa: FBT001 - drawn by name
        words: str,
    ) -> None:
        chat = self.running(pick) if has_running(self) and who % 4 else self.chat(pick)
        agent = None if bystander else self.somebody(chat, who)
        event = a_desk_text(self.world.mint(), agent, words, at=self.world.now, doubt=doubt, private=private)
        self.world.advance(chat, replace(event, message=replace(event.message, conversation=chat.id)))

    @precondition(has_chats)
    @rule(pick=ANY, who=ANY, words=ABOUT)
    def agent_decides_what_goes_out(self, pick: int, who: int, words: str) -> None:
        asked = [chat for chat in self.world.chats.values() if chat.held or chat.status is Status.ACTIVE]
        chat = asked[pick % len(asked)] if asked else self.chat(pick)
        word, _, rest = words.partition(" ")
        done = self.tries(self.somebody(chat, who), chat, word, rest.replace("@", f"@{self.agent(pick)}"))
        assert done or not rest

    @precondition(has_running)
    @rule(pick=ANY, who=ANY, words=WORDS)
    def agent_asks_by_buttons(self, pick: int, who: int, words: str) -> None:
        chat = self.running(pick)
        agent = self.somebody(chat, who)
        message = replace(an_agents_message(self.world.mint(), words, agent), conversation=chat.id)
        event = on.CustomerAsked(self.world.now, message, agent)
        refused = self.world.attempt(lambda: self.world.advance(chat, event))
        assert refused is not None or is_seen(chat.participant(agent))

    @precondition(lambda self: self.world.messages)
    @rule(pick=ANY, doubt=st.one_of(st.none(), st.just(HoldReason.UNKNOWN_COMMAND)), deletes=st.booleans(), words=WORDS)
    def author_changes_a_message(self, pick: int, doubt: HoldReason | None, deletes: bool, words: str) -> None:  # noqa: FBT001 - drawn by name
        messages = list(self.world.messages.values())
        message = messages[pick % len(messages)]
        if not message.author.startswith(("agent:", "expert:", "person:")):
            return  # the web has no edits, and a bot makes none
        home = self.world.chats[message.conversation]
        if deletes:
            self.world.advance(home, on.MessageDeleted(self.world.now, message))
        else:
            changed = replace(message, parts=(Text(words),))
            self.world.advance(home, on.MessageEdited(self.world.now, changed, doubt))
