"""Sending again what was not delivered: once, and never what has arrived."""

import pytest

from core.commands.audited import Audited
from core.commands.model import Context
from core.commands.resending import MISSED, RESEND, Fate, Missed, SentAgain
from core.conversation.effects import Audit, AuditAct
from core.conversation.model import Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted
from core.ids import AgentId, MessageId
from core.quoting import quoted
from core.sentences import say
from tests.build import ADA, BOB, a_context, a_conversation, a_queue
from tests.core.commands.giving import give
from tests.core.stepping import refusal

M1, M2, M3 = (MessageId(f"m{number}") for number in (1, 2, 3))


def around(*missed: Missed, status: Status = Status.ACTIVE, agent: AgentId = ADA) -> Context:
    """Give an agent's context in Ada's chat."""
    return a_context(agent, conversation=a_conversation(status), queue=a_queue(), given={MISSED: missed})


def failed(message: MessageId) -> Missed:
    return Missed(message, Fate.FAILED)


def test_without_a_number_it_is_the_last_one_and_with_one_it_counts_from_there() -> None:
    context = around(failed(M1), Missed(M2, Fate.AGAIN), failed(M3))

    for typed, meant in (("resend", M3), ("resend 1", M3), ("resend 2", M1)):
        outcome = give(typed, context)
        assert outcome.reply == say("resent")
        assert outcome.changes == (SentAgain(meant, ADA), Audited(Audit(AuditAct.RESENT, ADA, meant)))


@pytest.mark.parametrize(
    ("fate", "told"),
    [(Fate.AGAIN, "resend_already"), (Fate.ARRIVED, "resend_arrived"), (Fate.IN_PART, "resend_in_part")],
)
def test_a_click_that_comes_too_late_sends_nothing_and_says_why(fate: Fate, told: str) -> None:
    context = around(Missed(M1, fate), failed(M2))
    assert refusal(lambda: RESEND.run(context, {"which": M1})) == say(told)


def test_what_no_number_means_is_refused_with_how_many_there_are() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        give("resend 3", around(failed(M1)))
    assert refused.value.sentence == say("resend_number", words=quoted("3"), count=1)


def test_nothing_is_sent_again_where_nothing_failed_or_the_chat_is_over_or_somebody_elses() -> None:
    assert refusal(lambda: give("resend", around())) == say("resend_none")
    ended = around(failed(M1), status=Status.WRAP_UP)
    assert refusal(lambda: give("resend", ended), ConversationClosed) == say("chat_not_active")
    assert refusal(lambda: give("resend", around(failed(M1), agent=BOB)), NotPermitted) == say("not_attendee")


def test_its_button_is_offered_only_while_something_has_failed_as_a_whole() -> None:
    others = [Missed(M2, fate) for fate in (Fate.AGAIN, Fate.ARRIVED, Fate.IN_PART)]
    assert RESEND.useful({MISSED: (*others, failed(M1))})
    assert not RESEND.useful({MISSED: others})
    assert not RESEND.useful({MISSED: ()})
