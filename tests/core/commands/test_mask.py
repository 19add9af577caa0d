"""Masking as a command: what is meant by words, a number, nothing or a chosen message, and what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest

from core.agents.rights import Right
from core.commands.forms import form_of
from core.commands.mask import ORIGINALS, SAID
from core.commands.model import Context
from core.conversation.events import Cut, MessagesMasked, MessagesUnmasked, ParticularsMasked, ParticularsUnmasked
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, Refused
from core.features.bans import REASONS, ReasonsMasked
from core.features.masked import counted, hide_all
from core.features.particulars import PARTICULARS, VEIL, Particulars, veiled
from core.messages import Message, Span, Visibility
from core.sentences import say
from tests.build import BOB, a_context, a_conversation, a_message, a_profile, an_agents_message
from tests.core.commands.giving import REGISTRY, give
from tests.core.stepping import refusal

FIRST, SECOND = a_message("m1", "my pin is 4711"), a_message("m2", "yes, 4711")
ANSWER, WHISPER = an_agents_message("m3", "noted"), an_agents_message("m4", "psst", BOB, Visibility.ONLY)
SAID_HERE = (FIRST, SECOND, ANSWER, WHISPER)


def around(said: tuple[Message, ...] = SAID_HERE, chat: Conversation | None = None, **changes: Any) -> Context:
    given: Mapping[Any, object] = {
        SAID: said,
        ORIGINALS: changes.pop("originals", ()),
        REASONS: changes.pop("reasons", ()),
        PARTICULARS: changes.pop("known", Particulars()),
        VEIL: changes.pop("veil", None),
    }
    return a_context(conversation=chat or a_conversation(Status.ACTIVE), given=given, **changes)


def cuts(context: Context, words: str = "") -> tuple[Cut, ...]:
    (event,) = give(f"mask {words}", context).events
    assert isinstance(event, MessagesMasked)
    return event.cuts


def test_nothing_means_the_customers_last_message_and_a_number_so_many() -> None:
    assert cuts(around()) == (Cut(SECOND, (Span(0, 9),), files=True),)
    assert [one.message for one in cuts(around(), "2")] == [FIRST, SECOND]


def test_who_has_masked_is_told_who_can_show_it_again() -> None:
    helper = a_profile(rights=frozenset({Right.MASK}))
    keeper = a_profile(rights=frozenset({Right.MASK, Right.UNMASK}))

    assert give("mask", around(profile=helper)).reply == say("mask_done_for_others", count=counted(1))
    assert give("mask", around(profile=keeper)).reply == say("mask_done", count=counted(1))


def test_words_are_masked_wherever_they_stand() -> None:
    assert cuts(around(), "4711") == (Cut(FIRST, (Span(10, 14),)), Cut(SECOND, (Span(5, 9),)))


def test_a_message_that_was_pointed_at_is_masked_as_a_whole_or_in_part() -> None:
    pointed = around(about=FIRST, is_about_something=True)

    assert cuts(pointed) == (Cut(FIRST, (Span(0, 14),), files=True),)
    assert cuts(pointed, "4711") == (Cut(FIRST, (Span(10, 14),)),)
    assert cuts(around(filled={"message": "m3"}))[0].message == ANSWER


def test_given_words_are_masked_in_the_reasons_of_bans_too_and_a_number_of_messages_is_none_of_them() -> None:
    reasons = (("b1", "pin  4711, 2 lies"), ("b2", "said Nothing"))

    both = give("mask 4711", around(reasons=reasons))
    assert len(both.events) == 1
    assert both.changes == (ReasonsMasked((("b1", "pin  ****, 2 lies"),)),)
    alone = give("mask nothing", around(reasons=reasons))
    assert (alone.events, alone.changes) == ((), (ReasonsMasked((("b2", "said *******"),)),))
    assert alone.reply == say("mask_reason")
    assert give("mask 2", around(reasons=reasons)).changes == ()


@pytest.mark.parametrize("words", ["x", "nowhere to be found"])
def test_words_that_are_too_short_or_nowhere_are_refused(words: str) -> None:
    refusal(lambda: give(f"mask {words}", around()), ArgumentsInvalid)


def test_what_is_no_message_of_the_chat_or_for_others_alone_is_refused() -> None:
    assert refusal(lambda: give("mask", around(is_about_something=True)), Refused) == say("mask_no_message")
    assert refusal(lambda: give("mask", around(filled={"message": "m4"})), Refused) == say("mask_no_message")


def test_what_is_masked_already_is_refused() -> None:
    assert refusal(lambda: give("mask", around((hide_all(FIRST),))), Refused) == say("mask_nothing")


def test_the_form_lists_what_its_reader_may_see_and_the_customers_last_message_first() -> None:
    form = form_of(REGISTRY.find("mask"), around(), {})

    assert [value for value, _ in form.fields[0].options] == ["m3", "m2", "m1"]
    assert form.fields[0].initial == "m2"
    assert refusal(lambda: form_of(REGISTRY.find("mask"), around(()), {}), Refused) == say("mask_nothing")


def test_the_form_at_a_message_shows_its_words() -> None:
    form = form_of(REGISTRY.find("mask"), around(about=FIRST, is_about_something=True), {})

    assert [(row.label, row.value) for row in form.rows] == [("Grace", "my pin is 4711")]
    assert [one.name for one in form.fields] == ["words"]


def test_unmasking_means_the_newest_all_or_the_one_that_was_pointed_at() -> None:
    chat = a_conversation(Status.ACTIVE, masked=frozenset({"m1", "m2"}))

    def shown(words: str = "", **changes: Any) -> list[Message]:
        (event,) = give(f"unmask {words}", around(chat=chat, originals=(FIRST, SECOND), **changes)).events
        assert isinstance(event, MessagesUnmasked)
        return list(event.messages)

    assert shown() == [SECOND]
    assert shown("all") == [FIRST, SECOND]
    assert shown(about=FIRST, is_about_something=True) == [FIRST]
    assert refusal(lambda: shown(about=ANSWER, is_about_something=True), Refused) == say("unmask_which")


def test_nothing_is_shown_again_where_nothing_is_masked_or_all_is_over() -> None:
    over = around(chat=a_conversation(Status.WRAP_UP))

    assert refusal(lambda: give("unmask", around()), Refused) == say("unmask_nothing")
    assert refusal(lambda: give("unmask", over), Refused) == say("unmask_too_late")
    assert refusal(lambda: form_of(REGISTRY.find("unmask"), over, {}), Refused) == say("unmask_too_late")


def test_the_form_to_unmask_lists_what_is_masked() -> None:
    chat = a_conversation(Status.ACTIVE, masked=frozenset({"m1"}))

    form = form_of(REGISTRY.find("unmask"), around((hide_all(FIRST), SECOND), chat), {})

    assert [value for value, _ in form.fields[0].options] == ["m1"]
    assert refusal(lambda: form_of(REGISTRY.find("unmask"), around(), {}), Refused) == say("unmask_nothing")


def test_given_words_are_masked_in_what_is_known_beside_the_messages_and_shown_again() -> None:
    known = Particulars(name="Maya 4711")
    both = give("mask 4711", around(known=known))
    assert isinstance(both.events[1], ParticularsMasked)
    assert both.reply == say("mask_done_for_others", count="2 messages, details of the chat")
    alone = give("mask maya", around(known=known))
    assert alone.events == (ParticularsMasked(both.events[1].at, both.events[1].agent, "maya"),)
    assert give("mask 2", around(known=known)).events[1:] == ()

    chat = a_conversation(Status.ACTIVE, veiled=True, masked=frozenset({"m1"}))
    hidden = Particulars(name="**** 4711")
    veil = veiled(None, known, hidden, ("maya",))

    def shown(words: str, **changes: Any) -> list[object]:
        given = around(chat=chat, originals=(FIRST,), known=hidden, veil=veil, **changes)
        return [
            type(one) if isinstance(one, MessagesUnmasked) else one for one in give(f"unmask {words}", given).events
        ]

    details = ParticularsUnmasked(both.events[1].at, both.events[1].agent, "Maya 4711", None)
    assert shown("") == [MessagesUnmasked]
    assert shown("details") == [details]
    assert shown("all") == [MessagesUnmasked, details]
    assert shown("", filled={"message": "details"}) == [details]
    form = form_of(REGISTRY.find("unmask"), around(chat=chat, known=hidden, veil=veil), {})
    assert form.fields[0].options[-1] == ("details", "Details of the chat")
