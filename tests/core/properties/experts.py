"""Experts, from outside or from among the agents: they are asked, come, write, decide, go, and can't be reached.

What an agent says about them is taken as its command's event; what they do comes from their talk, by its invitation.
"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from core.conversation import events as on
from core.conversation.events import Event
from core.conversation.expert import Expert, ExpertMode
from core.conversation.model import Conversation, HoldReason, Status
from core.ids import AgentId, DeskName, InvitationId, MessageId, PersonRef, expert_participant
from core.messages import Text
from tests.build import an_experts_text
from tests.core.properties.asides import known
from tests.core.properties.offices import FORBIDDEN
from tests.core.properties.walk import ANY, Walk, has_running

DESK = DeskName("slack")
OUTSIDE = (AgentId("noor"), AgentId("sam"))
"""Experts who are no agents."""
PATIENCE = timedelta(minutes=15)
MODE = st.sampled_from(ExpertMode)
WORDS = st.sampled_from(("It is oolong", f"a {FORBIDDEN} word"))
DOUBT = st.one_of(st.none(), st.none(), st.sampled_from(HoldReason))


def has_asked(walk: Walk) -> bool:
    """Tell whether an expert is asked somewhere."""
    return bool(asked(walk))


def has_expert(walk: Walk) -> bool:
    """Tell whether an expert takes part somewhere."""
    return any(chat.experts for chat in walk.world.chats.values())


def asked(walk: Walk) -> list[Conversation]:
    """Give the chats in which an expert is asked."""
    chats = walk.world.chats.values()
    return [chat for chat in chats if chat.invitation is not None and chat.invitation.call is not None]


def seats(walk: Walk) -> list[tuple[Conversation, Expert]]:
    """Give the experts who take part."""
    return [(chat, one) for chat in walk.world.chats.values() for one in chat.experts]


class Experts(Walk):
    """Rules of experts."""

    def takes(self, chat: Conversation, event: Event) -> bool:
        """Let something happen that may be refused; tell whether it did."""
        return self.world.attempt(lambda: self.world.advance(chat, event)) is None

    @precondition(has_running)
    @rule(pick=ANY, who=ANY, guest=ANY, mode=MODE, joins=st.sampled_from((True, True, False)))
    def expert_is_asked(self, pick: int, who: int, guest: int, mode: ExpertMode, joins: bool) -> None:  # noqa: FBT001 - drawn by name
        chat, now = self.running(pick), self.world.now
        anybody = (*OUTSIDE, *self.world.agents)
        expert = anybody[guest % len(anybody)]
        id = InvitationId(self.world.mint())
        until = now + PATIENCE
        by, person = self.somebody(chat, who), PersonRef(f"U{expert}")
        if self.takes(chat, on.ExpertInvited(now, id, expert, by, until, DESK, person, mode)) and joins:
            assert self.takes(self.world.chats[chat.id], on.ExpertJoined(now, id, mode))

    @precondition(has_asked)
    @rule(pick=ANY, answer=st.sampled_from(("joins", "joins", "joins knowing", "declines", "is lost")), shown=MODE)
    def expert_answers(self, pick: int, answer: str, shown: ExpertMode) -> None:
        chats = asked(self)
        chat, now = chats[pick % len(chats)], self.world.now
        assert chat.invitation is not None
        assert chat.invitation.call is not None
        id, holds = chat.invitation.id, chat.invitation.call.mode
        happens: dict[str, Event] = {
            "joins": on.ExpertJoined(now, id, shown),
            "joins knowing": on.ExpertJoined(now, id, holds),
            "declines": on.ExpertDeclined(now, id),
            "is lost": on.ExpertLost(now, id, "gone"),
        }
        self.takes(chat, happens[answer])

    @precondition(has_expert)
    @rule(pick=ANY, what=st.sampled_from(("is told", "is told", "is told late", "leaves", "is lost")), mode=MODE)
    def expert_hears_or_goes(self, pick: int, what: str, mode: ExpertMode) -> None:
        chat, one = seats(self)[pick % len(seats(self))]
        now = self.world.now
        happens: dict[str, Event] = {
            "is told": on.ExpertTold(now, one.id, one.mode),
            "is told late": on.ExpertTold(now, one.id, mode),
            "leaves": on.ExpertLeft(now, one.id),
            "is lost": on.ExpertLost(now, one.id, "gone"),
        }
        assert self.takes(chat, happens[what])

    @precondition(lambda self: has_expert(self) or has_asked(self))
    @rule(pick=ANY, who=ANY, mode=st.one_of(st.none(), MODE))
    def agent_decides_about_an_expert(self, pick: int, who: int, mode: ExpertMode | None) -> None:
        chats = [*(chat for chat, _ in seats(self)), *asked(self)]
        chat, now = chats[pick % len(chats)], self.world.now
        experts = [*(one.agent for one in chat.experts), *((chat.invitation.agent,) if chat.invitation else ())]
        expert, by = experts[who % len(experts)], self.somebody(chat, who)
        goes = on.ExpertDismissed(now, expert, by)
        self.takes(chat, goes if mode is None else on.ExpertModeSet(now, expert, by, mode))

    @precondition(has_expert)
    @rule(pick=ANY, doubt=DOUBT, private=st.sampled_from((False, False, True)), words=WORDS, gone=st.booleans())
    def expert_writes(self, pick: int, doubt: HoldReason | None, private: bool, words: str, gone: bool) -> None:  # noqa: FBT001 - drawn by name
        chat, one = seats(self)[pick % len(seats(self))]
        author = expert_participant(one.agent)
        message = replace(an_experts_text().message, id=MessageId(self.world.mint()), conversation=chat.id)
        message = replace(message, author=author, at=self.world.now, parts=(Text(words),))
        id = InvitationId("gone") if gone and pick % 3 == 0 else one.id
        taken = self.takes(chat, on.ExpertWrote(self.world.now, message, id, doubt, private))
        assert taken == (id == one.id)

    @precondition(lambda self: any(held.expert for chat in self.world.chats.values() for held in chat.held))
    @rule(pick=ANY, goes_out=st.booleans())
    def expert_decides_what_goes_out(self, pick: int, goes_out: bool) -> None:  # noqa: FBT001 - drawn by name
        waits = [(chat, one) for chat in self.world.chats.values() for one in chat.held if one.expert]
        chat, held = waits[pick % len(waits)]
        message = self.world.messages[held.message]
        event = on.ExpertDecided(self.world.now, message, held.desk, held.author, goes_out)
        if self.takes(chat, event):
            assert any(one.agent == held.expert for one in chat.experts), "who has gone decides nothing"

    @precondition(has_expert)
    @rule(pick=ANY, to_all=st.booleans(), words=WORDS)
    def agent_asks_the_experts(self, pick: int, to_all: bool, words: str) -> None:  # noqa: FBT001 - drawn by name
        chat, one = seats(self)[pick % len(seats(self))]
        self.tries(self.somebody(chat, pick), chat, "ask", words if to_all else f"@{one.agent} {words}")

    @invariant()
    def every_talk_with_an_expert_has_its_place_and_no_other_is_open(self) -> None:
        for chat in self.world.chats.values():
            assert known(chat) == self.world.asides.get(chat.id, set()), chat.id

    @invariant()
    def experts_are_there_while_the_chat_runs_and_have_no_seat_in_it(self) -> None:
        for chat in self.world.chats.values():
            here = [one.agent for one in chat.experts]
            assert not here or chat.status is Status.ACTIVE
            assert len(set(here)) == len(here)
            assert not set(here) & {seat.agent for seat in chat.participants}
