"""`menu` and `push`: what they send, what they refuse, what their forms ask for."""

from typing import Any

import pytest

from core.commands.asking import MENU, PUSH, has_pages
from core.commands.forms import form_of
from core.conversation.events import CustomerAsked
from core.conversation.model import Status
from core.errors import ArgumentsInvalid, Refused
from core.messages import Choices, PageOffer, Text
from core.policy.pushing import Consent, Pushing, PushPage
from core.routing.queues import Queue
from core.views import FieldKind
from tests.build import a_context, a_conversation, a_queue
from tests.build_policy import a_brake
from tests.core.commands.giving import give

LIST = (PushPage("tea", "About tea", "https://shop.example/tea", ("Tea",)),)


def pushing(**changes: Any) -> Queue:
    given: dict[str, Any] = {"consent": Consent.EACH_TIME, "pages": LIST, "origins": ("https://shop.example",)}
    return a_queue(pushing=Pushing(**(given | changes)))


def sent(typed: str, queue: Queue | None = None, **values: str) -> Text:
    (event,) = give(typed, a_context(queue=queue or a_queue()), **values).events
    assert isinstance(event, CustomerAsked)
    (part,) = event.message.parts
    assert isinstance(part, Text)
    return part


def test_a_menu_comes_from_words_or_from_the_form() -> None:
    typed = sent("menu Which? | A | B")

    assert typed.asks == Choices(("A", "B"))
    assert sent("menu", question="Which?", choices="A\nB") == typed


def test_a_menu_with_what_must_not_go_out_is_refused() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        sent("menu Which darn tea? | A | B", a_queue(brake=a_brake("darn")))

    assert refused.value.sentence.args == {"what": "the word darn"}


def test_a_page_comes_by_its_name_or_its_address() -> None:
    assert sent("push about tea", pushing()).asks == PageOffer("https://shop.example/tea", "About tea")
    assert sent("push", pushing(), page="tea").asks == PageOffer("https://shop.example/tea", "About tea")
    assert sent("push", pushing(), url="https://shop.example/x").asks == PageOffer(
        "https://shop.example/x", "shop.example/x"
    )


def test_consent_given_once_is_not_asked_for_again() -> None:
    chat = a_conversation(Status.ACTIVE, push_allowed=True)
    for consent, ask in ((Consent.ONCE, False), (Consent.EACH_TIME, True)):
        (event,) = give("push tea", a_context(conversation=chat, queue=pushing(consent=consent))).events
        assert isinstance(event, CustomerAsked)
        assert event.message.parts[0].asks.ask is ask  # type: ignore[union-attr]


def test_without_a_page_or_without_the_setting_it_is_refused() -> None:
    with pytest.raises(ArgumentsInvalid) as nothing:
        sent("push", pushing())
    with pytest.raises(Refused) as off:
        sent("push tea")

    assert (nothing.value.sentence.key, off.value.sentence.key) == ("page_missing", "page_off")
    assert has_pages(pushing())
    assert not has_pages(a_queue())


def test_the_form_of_a_page_asks_for_what_there_is() -> None:
    def names(**changes: Any) -> list[tuple[str, FieldKind, bool]]:
        fields = form_of(PUSH, a_context(queue=pushing(**changes)), {}).fields
        return [(one.name, one.kind, one.required) for one in fields]

    assert names() == [("page", FieldKind.CHOICE, False), ("url", FieldKind.TEXT, False)]
    assert names(origins=()) == [("page", FieldKind.CHOICE, True)]
    assert names(pages=()) == [("url", FieldKind.TEXT, True)]


def test_the_form_of_a_menu_asks_for_the_question_and_the_answers() -> None:
    fields = form_of(MENU, a_context(), {}).fields

    assert [(one.name, one.kind) for one in fields] == [("question", FieldKind.TEXT), ("choices", FieldKind.LONG)]
