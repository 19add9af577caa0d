"""Ways that single steps hardly ever go by chance: a few steps of one chat in a row, among all the others.

Each step is one of the others' and may be refused; what holds is checked after the story, and in it with every step.
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.conversation.model import Conversation, Status
from core.ids import AgentId, ConversationId
from tests.core.properties.clock import pass_time, see
from tests.core.properties.customers import Customers
from tests.core.properties.routing import settle
from tests.core.properties.walk import ANY, has_running

LONG = timedelta(seconds=125)


class Stories(Customers):
    """Rules of several steps."""

    def has_chat(self, id: ConversationId) -> tuple[Conversation, AgentId | None]:
        """Give a chat as it is by now, and whose it is."""
        chat = self.world.chats[id]
        return chat, chat.owner if chat.status is Status.ACTIVE else None

    @precondition(has_running)
    @rule(pick=ANY)
    def owner_goes_away_for_good(self, pick: int) -> None:
        cares = [one for one in self.with_status(Status.ACTIVE) if self.world.queue(one).gone is not None]
        chat = cares[pick % len(cares)] if cares else self.running(pick)
        assert chat.owner is not None
        see(self.world, chat.owner, self.world.now, away=True)
        pass_time(self.world, LONG)

    @precondition(has_running)
    @rule(pick=ANY, answers=st.sampled_from((False, False, True)))
    def chat_comes_back_to_a_full_desk(self, pick: int, answers: bool) -> None:  # noqa: FBT001 - drawn by name
        chat = self.running(pick)
        assert chat.owner is not None
        self.tries(chat.owner, chat, "hold")
        for waiting in self.with_status(Status.QUEUED, Status.OFFERED):
            self.tries(chat.owner, waiting, "pick")
        self.says(self.world.chats[chat.id], "Hello")
        if answers:
            settle(self.world)
        pass_time(self.world, LONG)

    @precondition(lambda self: self.with_status(Status.BOT))
    @rule(pick=ANY, who=ANY)
    def chat_is_taken_from_the_bot_and_passed_on(self, pick: int, who: int) -> None:
        talking = self.with_status(Status.BOT)
        chat = talking[pick % len(talking)]
        able = [one.id for one in self.world.directory.profiles.values() if chat.queue in one.queues]
        if able and self.tries(able[who % len(able)], chat, "takeover"):
            taken, owner = self.has_chat(chat.id)
            assert owner is not None
            self.tries(owner, taken, "transfer", f"queue:{taken.queue}")

    @precondition(lambda self: self.with_status(Status.OFFERED))
    @rule(pick=ANY, who=ANY)
    def rejecter_is_ready_again(self, pick: int, who: int) -> None:
        offered = self.with_status(Status.OFFERED)
        chat = offered[pick % len(offered)]
        assert chat.offer is not None
        agent = chat.offer.agents[who % len(chat.offer.agents)]
        self.tries(agent, chat, "reject")
        self.tries(agent, None, "ready")
        self.tries(self.agent(who), None, "ready")
        settle(self.world)
