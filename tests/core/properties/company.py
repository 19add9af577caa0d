"""Several agents in one chat: invitations, transfers, flags, supervisors, masks, leaving."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.conversation.model import Conversation, Status
from tests.core.properties.walk import ANY, Walk, has_chats, has_running

SUPERVISING = st.sampled_from(("monitor", "coach", "coach secret", "barge", "leave", "end", "masked on", "masked off"))
THEN = st.sampled_from(("", " and stay", " and leave", " masked"))


class Company(Walk):
    """Rules of agents together."""

    def target(self, pick: int) -> str:
        """Choose an agent or a queue, as it is typed."""
        return f"agent:{self.agent(pick // 2)}" if pick % 2 else f"queue:{self.line(pick // 2)}"

    def invited(self) -> list[Conversation]:
        """Give the chats into which an agent is invited; experts answer in their own way."""
        return [one for one in self.world.chats.values() if one.invitation and one.invitation.call is None]

    @precondition(has_running)
    @rule(pick=ANY, to=ANY, note=st.sampled_from(("", " with care")))
    def owner_hands_over(self, pick: int, to: int, note: str) -> None:
        chat, target = self.running(pick), self.target(to)
        assert chat.owner is not None
        if not self.tries(chat.owner, chat, "transfer", target + note):
            return
        after = self.world.chats[chat.id]
        assert chat.id not in self.world.agents[chat.owner].chats
        if target.startswith("agent:"):
            assert after.status is Status.OFFERED
            assert after.offer is not None
            assert after.offer.agents == (target.removeprefix("agent:"),)
            assert after.queue == chat.queue
        else:
            assert after.status is Status.QUEUED
            assert after.queue == target.removeprefix("queue:")

    @precondition(has_running)
    @rule(pick=ANY, guest=ANY, then=THEN, joins=st.sampled_from((True, True, False)))
    def guest_is_invited(self, pick: int, guest: int, then: str, joins: bool) -> None:  # noqa: FBT001 - drawn by name
        chat = self.running(pick)
        host = chat.participants[pick % len(chat.participants)].agent
        if self.tries(host, chat, "invite", self.target(guest) + then) and joins:
            joining = self.world.chats[chat.id]
            assert joining.invitation is not None
            self.tries(joining.invitation.agent, joining, "accept")

    @precondition(lambda self: bool(self.invited()))
    @rule(pick=ANY, word=st.sampled_from(("accept", "reject", "uninvite")))
    def invitation_is_answered(self, pick: int, word: str) -> None:
        chat = self.invited()[pick % len(self.invited())]
        assert chat.invitation is not None
        agent = chat.invitation.by if word == "uninvite" else chat.invitation.agent
        self.tries(agent, chat, word)

    @precondition(has_running)
    @rule(pick=ANY, who=ANY, words=SUPERVISING)
    def somebody_supervises(self, pick: int, who: int, words: str) -> None:
        word, _, rest = words.partition(" ")
        self.tries(self.supervisor(who) if who % 4 else self.agent(who), self.running(pick), word, rest)

    @precondition(has_chats)
    @rule(pick=ANY, who=ANY, words=st.sampled_from(("flag", "flag please look", "unflag", "leave", "masked", "hold")))
    def somebody_asks_for_help_or_goes(self, pick: int, who: int, words: str) -> None:
        chat = self.running(pick) if has_running(self) else self.chat(pick)
        word, _, rest = words.partition(" ")
        self.tries(self.somebody(chat, who), chat, word, rest)
