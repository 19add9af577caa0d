"""Cards' numbers in agents' words are covered before they are stored, and a customer's pieces afterwards (S5)."""

from dataclasses import replace
from typing import Any

from core.conversation import effects as do
from core.conversation import events as on
from core.conversation.covering import answers_at_rest, at_rest
from core.conversation.machine import step
from core.conversation.model import Conversation, Status
from core.features.answering import Answer
from core.ids import MessageId, agent_participant
from core.messages import Visibility, plain_text
from core.policy.brake import Brake, BrakeRule
from core.policy.masking import MaskAction, Masking, QueueMasking, Sensitive
from core.routing.queues import Queue
from core.sentences import say
from tests.build import ADA, a_conversation, a_desk_text, a_message, a_queue, an_agents_message, later

CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"
RULES = Masking(frozenset(Sensitive))
TOLD = do.TellAgent(ADA, say("number_covered"))
AT = later(10)


def a_masking_queue(action: MaskAction = MaskAction.MASK, *, agents: bool = True, **changes: Any) -> Queue:
    """Make a queue that masks."""
    rules = replace(RULES, agents=agents)
    return a_queue(masking=QueueMasking(action, rules=rules), **changes)


def stored(effects: tuple[do.Effect, ...]) -> list[str]:
    """Give the texts that are stored."""
    return [plain_text(one.message.parts) for one in effects if isinstance(one, do.StoreMessage | do.ChangeMessage)]


def wrote(queue: Queue, text: str = f"it is {CARD}", state: Conversation | None = None) -> tuple[do.Effect, ...]:
    """Let Ada write."""
    event = a_desk_text(text=text)
    return step(state or a_conversation(Status.ACTIVE), event, queue).effects


def test_an_agents_card_number_is_covered_and_the_agent_told() -> None:
    effects = wrote(a_masking_queue())

    assert stored(effects) == [f"it is {STARS}"]
    assert effects[-2:] == (TOLD, do.Audit(do.AuditAct.MASKED, do.SYSTEM, "m1"))


def test_an_account_number_of_an_agents_goes_out() -> None:
    assert stored(wrote(a_masking_queue(), "to DE89370400440532013000")) == ["to DE89370400440532013000"]


def test_what_is_left_by_the_settings_goes_out() -> None:
    for queue in (a_masking_queue(MaskAction.LEAVE), a_masking_queue(agents=False), a_queue()):
        effects = wrote(queue)
        assert stored(effects) == [f"it is {CARD}"]
        assert TOLD not in effects


def test_what_the_brake_stops_is_its_authors_to_decide() -> None:
    queue = a_masking_queue(brake=Brake((BrakeRule("cards", "a card number", cards=True),)))
    held = step(a_conversation(Status.ACTIVE), a_desk_text(text=CARD), queue)
    message = next(one.message for one in held.effects if isinstance(one, do.StoreMessage))
    assert stored(held.effects) == [CARD]

    anyway = step(held.state, on.HeldSent(AT, message, ADA), queue)
    assert stored(anyway.effects) == [CARD]

    author = held.state.held[0].author
    kept = step(held.state, on.HeldDiscarded(AT, message, author), queue)
    assert stored(kept.effects) == [STARS]
    assert TOLD in kept.effects


def test_a_reaction_leaves_the_words_that_went_out_anyway() -> None:
    message = an_agents_message(text=CARD)

    effects = step(a_conversation(Status.ACTIVE), on.MessageReacted(AT, message, ADA, "👍", on=True), a_masking_queue())

    assert stored(effects.effects) == [CARD]


def test_a_customers_words_are_none_of_this() -> None:
    message = a_message(text=CARD)

    assert at_rest(message, a_masking_queue()) is message
    held = a_message(author=agent_participant(ADA), text=CARD, visibility=Visibility.HELD)
    assert at_rest(held, a_masking_queue()) is held


def test_the_customer_is_told_where_the_queue_tells() -> None:
    for action, tells in ((MaskAction.TELL, 1), (MaskAction.MASK, 0)):
        event = on.CustomerWrote(AT, a_message(text=STARS), masked=True)
        effects = step(a_conversation(Status.ACTIVE), event, a_masking_queue(action)).effects
        assert effects.count(do.TellCustomer(do.CustomerTurn.MASKED)) == tells


def test_what_an_agent_fills_in_about_a_chat_is_covered() -> None:
    answers = (Answer("a", "Note", (CARD, "tea")),)

    assert answers_at_rest(answers, a_masking_queue()) == (Answer("a", "Note", (STARS, "tea")),)
    assert answers_at_rest(answers, a_queue()) is answers


def test_pieces_are_overwritten_in_every_copy_and_in_the_first_words() -> None:
    before, after = a_message(text="my card 4111 1111"), a_message(text="my card **** ****")
    chat = a_conversation(Status.ACTIVE, first_words="my card 4111 1111")

    found = step(chat, on.PiecesFound(AT, ((before, after),)), a_masking_queue())

    assert found.state.first_words == "my card **** ****"
    assert found.effects[:3] == (
        do.ChangeMessage(after),
        do.ChangeInThread(MessageId("m1")),
        do.ChangeAtCustomer(MessageId("m1")),
    )


def test_an_answer_in_a_channels_own_inbox_is_noted_as_masked_by_itself() -> None:
    message = an_agents_message(text=STARS)

    for was_masked in (True, False):
        event = on.AnsweredElsewhere(AT, message, masked=was_masked)
        effects = step(a_conversation(Status.ACTIVE), event, a_masking_queue()).effects
        assert stored(effects) == [STARS]
        assert (do.Audit(do.AuditAct.MASKED, do.SYSTEM, "m1") in effects) is was_masked
