"""`template`: what it lists, asks for, shows before it goes, sends and refuses."""

from typing import Any

import pytest

from core.commands.canned import SAY
from core.commands.forms import form_of
from core.commands.model import Context, NextForm
from core.commands.templates import TEMPLATE
from core.conversation.events import CustomerAsked
from core.conversation.model import HoldReason, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.features.canned import CANNED, Canned, Offered
from core.features.templates import TEMPLATES, Approved, Template
from core.ids import MessageId
from core.messages import FromTemplate, Text, Visibility
from core.policy.masking import Masking, QueueMasking
from core.sentences import say
from core.views import FieldKind
from tests.build import ADA, BOB, a_context, a_conversation, a_held, a_queue, an_agents_message
from tests.build_policy import a_brake
from tests.core.commands.giving import give
from tests.core.stepping import refusal

AGAIN = Template("hello_again", "en_US", "Hi {{1}}, about {{2}}.", labels=("First name", "Order"))
NEWS = Template("news", "en_US", "Spring has come.")
CHOSEN = {"which": AGAIN.id}
FILLED = {**CHOSEN, "value1": "Mia", "value2": "4711"}
CARD = "4111 1111 1111 1111"


def around(*templates: Template, only: bool = False, **changes: Any) -> Context:
    """Give Ada's context with these templates."""
    return a_context(changes.pop("agent", ADA), given={TEMPLATES: Approved(templates, only)}, **changes)


def filled_in(values: dict[str, str], **changes: Any) -> Any:
    """Submit the form."""
    return give("template", around(AGAIN, NEWS, filled=values, **changes), **values)


def test_without_a_name_all_are_listed_each_with_a_button_that_opens_its_form() -> None:
    led = give("template", around(AGAIN, NEWS))

    assert led.prompt is not None
    lines = "• hello_again (en_US): Hi {First name}, about {Order}.\n• news (en_US): Spring has come."
    assert led.prompt.sentence == say("templates_listed", templates=lines)
    assert [(one.label, one.values, one.asks) for one in led.prompt.buttons] == [
        ("hello_again (en_US)…", {"which": "hello_again:en_US"}, True),
        ("news (en_US)…", {"which": "news:en_US"}, True),
    ]
    closed = give("templates", around(NEWS, only=True)).prompt
    assert closed is not None
    assert closed.sentence == say("templates_only", templates="• news (en_US): Spring has come.")


def test_of_many_the_rest_is_behind_one_button() -> None:
    many = tuple(Template(f"t{number}", "en", "x " * 200) for number in range(9))
    prompt = give("template", around(*many)).prompt

    assert prompt is not None
    assert [one.label for one in prompt.buttons] == ["t0 (en)…", "t1 (en)…", "t2 (en)…", "t3 (en)…", "All…"]
    assert all(len(line) < 220 for line in str(prompt.sentence.args["templates"]).splitlines())


def test_typed_with_its_values_it_goes_out_as_a_message_of_its_own() -> None:
    [event] = give("template hello_again | Mia | 4711", around(AGAIN, NEWS)).events

    assert isinstance(event, CustomerAsked)
    assert event.message.parts == (
        Text("Hi Mia, about 4711.", asks=FromTemplate("hello_again", "en_US", (("1", "Mia"), ("2", "4711")))),
    )
    assert (event.agent, event.message.id) == (ADA, "new-2")  # what was typed is not what the customer sees
    assert give("template news", around(AGAIN, NEWS)).events


def test_typed_without_its_values_it_opens_the_form_and_with_too_few_it_is_refused() -> None:
    assert give("template hello_again", around(AGAIN)).form == NextForm("template", CHOSEN)
    assert refusal(lambda: give("template hello_again | Mia", around(AGAIN)), ArgumentsInvalid) == say(
        "template_count", count=2, given=1, names="First name | Order"
    )


def test_a_form_asks_for_the_values_shows_the_whole_and_sends_what_was_shown() -> None:
    chosen = filled_in(CHOSEN)
    assert chosen.form == NextForm("template", CHOSEN)
    asks = form_of(TEMPLATE, around(AGAIN), chosen.form.values)
    assert [(one.name, one.label) for one in asks.fields] == [("value1", "First name"), ("value2", "Order")]
    assert (asks.submit, asks.intro.splitlines()[-1]) == ("Preview", "Hi {First name}, about {Order}.")

    shown = form_of(TEMPLATE, around(AGAIN), filled_in(FILLED).form.values)
    assert (shown.submit, shown.intro) == ("Send", "The customer will see:\n\nHi Mia, about 4711.")
    assert [one.initial for one in shown.fields] == ["Mia", "4711"]
    assert filled_in({**shown.values, **FILLED}).events


def test_what_was_changed_after_it_was_shown_is_shown_again() -> None:
    shown = form_of(TEMPLATE, around(AGAIN), filled_in(FILLED).form.values)
    again = filled_in({**shown.values, "value2": "4712"})

    assert not again.events
    assert "4712" in form_of(TEMPLATE, around(AGAIN), again.form.values).intro


def test_one_without_places_is_shown_before_it_goes_too() -> None:
    shown = form_of(TEMPLATE, around(NEWS), filled_in({"which": NEWS.id}).form.values)

    assert (shown.fields, shown.submit) == ((), "Send")
    assert shown.intro == "The customer will see:\n\nSpring has come."
    assert filled_in({"which": NEWS.id, **shown.values}).events


def test_the_form_lists_all_with_their_words_and_searches_among_many() -> None:
    form = form_of(TEMPLATE, around(AGAIN, NEWS), {})
    many = tuple(Template(f"t{number}", "en", "x") for number in range(101))

    assert [(one.kind, one.options) for one in form.fields] == [
        (FieldKind.CHOICE, ((AGAIN.id, "hello_again (en_US)"), (NEWS.id, "news (en_US)")))
    ]
    assert [(one.label, one.value) for one in form.rows] == [
        ("hello_again (en_US)", "Hi {First name}, about {Order}."),
        ("news (en_US)", "Spring has come."),
    ]
    assert form_of(TEMPLATE, around(*many), {}).fields[0].kind is FieldKind.SEARCH


def test_what_the_brake_finds_goes_nowhere_and_is_told_at_a_field() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        filled_in({**FILLED, "value2": "darn"}, queue=a_queue(brake=a_brake("darn")))

    assert (refused.value.sentence, refused.value.arg) == (
        say("template_braked", what="the word darn"),
        "value1",
    )


def test_a_cards_number_goes_nowhere_also_over_two_values_unless_nothing_is_masked() -> None:
    masked = a_queue(masking=QueueMasking(rules=Masking(agents=True)))
    beside = Template("beside", "en", "{{1}} {{2}}")
    for typed in (f"template hello_again | Mia | {CARD}", "template beside | 4111 1111 | 1111 1111"):
        with pytest.raises(ArgumentsInvalid) as refused:
            give(typed, around(AGAIN, beside, queue=masked))
        assert refused.value.sentence == say("template_card")
    assert give(f"template hello_again | Mia | {CARD}", around(AGAIN)).events


def test_who_can_t_write_to_the_customer_is_told_so() -> None:
    over = around(NEWS, conversation=a_conversation(Status.WRAP_UP))

    with pytest.raises(ConversationClosed):
        give("template news", over)
    with pytest.raises(NotPermitted):
        give("template news", around(NEWS, agent=BOB))


@pytest.mark.parametrize("typed", ["say hello", "canned ty now", "canned ty", "edit m1 hello", "send m1"])
def test_an_agents_own_words_are_refused_while_only_a_template_reaches_the_customer(typed: str) -> None:
    held = a_held("m1", reason=HoldReason.TEMPLATE_ONLY)
    chat = a_conversation(Status.ACTIVE, held=(held,))
    mine = Offered((Canned("c1", "Thanks", "Thank you.", owner=ADA, shortcut="ty"),))
    stopped = an_agents_message(visibility=Visibility.HELD)

    def led(*, only: bool) -> Any:
        given = {TEMPLATES: Approved((NEWS,), only), CANNED: mine}
        return give(typed, a_context(ADA, conversation=chat, held={MessageId("m1"): stopped}, given=given))

    assert refusal(lambda: led(only=True)) == say("template_only")
    assert led(only=False).events or led(only=False).form


def test_the_form_to_write_in_is_refused_while_only_a_template_reaches_the_customer() -> None:
    given = {TEMPLATES: Approved((NEWS,), only=True), CANNED: Offered()}

    assert refusal(lambda: form_of(SAY, a_context(ADA, given=given), {})) == say("template_only")


def test_without_any_and_with_one_that_is_gone_it_says_so() -> None:
    assert refusal(lambda: give("template", around()), Refused) == say("template_none")
    assert refusal(lambda: form_of(TEMPLATE, around(), {}), Refused) == say("template_none")
    assert refusal(lambda: form_of(TEMPLATE, around(AGAIN), {"which": NEWS.id}), Refused) == say("template_gone")


def test_a_chat_whose_queue_is_gone_has_no_brake_and_no_masking_of_its_own() -> None:
    assert give(f"template hello_again | Mia | {CARD}", around(AGAIN, queue=None)).events
