"""What single agents do: ready, queues, accept, reject, pick, take over, hold, write down, end, finish."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.conversation.model import Conversation, Status
from core.errors import OfferGone
from core.sentences import say
from tests.core.properties.commands import give
from tests.core.properties.routing import settle
from tests.core.properties.walk import ANY, Walk, has_chats

OFFERED = (Status.QUEUED, Status.OFFERED)
IN_HAND = (Status.ACTIVE, Status.WRAP_UP)
ABOUT_OWN = st.sampled_from(
    ("hold", "hold", "resume", "end", "end", "complete", "disposition solved", "activity topic taxes")
)


class Taking(Walk):
    """Rules of single agents."""

    @rule(who=ANY, word=st.sampled_from(("ready", "ready", "notready", "queues")), line=ANY)
    def agent_says(self, who: int, word: str, line: int) -> None:
        agent = self.agent(who)
        allowed = self.world.directory.profiles[agent].queues
        chosen = {allowed[line % len(allowed)], allowed[line // 2 % len(allowed)]}
        assert self.tries(agent, None, word, "\n".join(sorted(chosen)) if word == "queues" else "")

    @precondition(has_chats)
    @rule(pick=ANY, who=ANY, word=st.sampled_from(("accept", "reject", "pick", "takeover")))
    def anybody_takes_anything(self, pick: int, who: int, word: str) -> None:
        chat = self.chat(pick)
        agent = self.somebody(chat, who)
        invited = chat.invitation is not None and chat.invitation.agent == agent
        serves = {chat.queue, *chat.overflow} & set(self.world.directory.profiles[agent].queues)
        refused = self.world.attempt(lambda: give(self.world, agent, chat, word))

        taken = chat.status is Status.ACTIVE and chat.participant(agent) is None
        if taken and not invited and serves and word != "takeover":
            assert isinstance(refused, OfferGone)
            assert refused.sentence == say("offer_gone", winner=chat.owner)

    @precondition(lambda self: self.with_status(*OFFERED))
    @rule(pick=ANY, who=ANY, word=st.sampled_from(("accept", "accept", "reject")))
    def agent_answers_an_offer(self, pick: int, who: int, word: str) -> None:
        waiting = self.with_status(Status.OFFERED) or self.with_status(*OFFERED)
        chat = waiting[pick % len(waiting)]
        asked = chat.offer.agents if chat.offer else tuple(self.world.agents)
        self.tries(asked[who % len(asked)], chat, word if chat.offer else "pick")

    @precondition(lambda self: self.with_status(Status.BOT))
    @rule(pick=ANY, who=ANY, words=st.sampled_from(("", "1")))
    def agent_takes_over_from_the_bot(self, pick: int, who: int, words: str) -> None:
        talking = self.with_status(Status.BOT)
        chat = talking[pick % len(talking)]
        self.tries(self.somebody(chat, who), chat, "takeover", words)

    @precondition(lambda self: self.with_status(*IN_HAND))
    @rule(pick=ANY, who=ANY, words=ABOUT_OWN)
    def agent_works_on_a_chat(self, pick: int, who: int, words: str) -> None:
        chats = self.with_status(*IN_HAND)
        chat = chats[pick % len(chats)]
        agent = chat.participants[who % len(chat.participants)].agent
        word, _, rest = words.partition(" ")
        if self.tries(agent, chat, word, rest) and word == "end":
            self.has_no_part_in(agent, chat)
        if word == "hold" and who % 2:
            settle(self.world)  # so that others are offered in its stead

    def has_no_part_in(self, agent: str, chat: Conversation) -> None:
        """See that whoever ended a chat has left it, or that it has ended."""
        after = self.world.chats[chat.id]
        assert after.status is not Status.ACTIVE or agent not in {seat.agent for seat in after.participants}
