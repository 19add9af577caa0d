"""What is found in a customer's words is masked in all that comes in, before it is stored."""

from dataclasses import replace

import pytest

from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.detecting import masked, parts_without, screened
from core.features.overwriting import overwritten, starred
from core.features.sensitive.finding import card_detector
from core.ids import BotId, ExternalRef, FileId, MessageId
from core.inbound import (
    Body,
    BotAnswered,
    ContactSubject,
    CustomerChose,
    CustomerDid,
    CustomerMessage,
    CustomerRating,
    DeskMessage,
    HomeOpened,
    Inbound,
    OfflineRequest,
)
from core.inbound_customers import AnsweredElsewhere
from core.messages import Choices, FromTemplate, Mark, MarkKind, Media, PageOffer, Span, Text, Unfetched
from core.policy.masking import Masking, Sensitive
from tests.build import ADA, BILLING, NOW, SLACK, WEB, account

REF = ExternalRef("1.1")
SUBJECT = ContactSubject(WEB, ExternalRef("visitor"), BILLING)
RULES = Masking(frozenset(Sensitive))
CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"
BARE, ROW = "4111111111111111", "*" * 16
IBAN = "DE89370400440532013000"
PAY, PAID = Text(f"pay {CARD}"), Text(f"pay {STARS}")


def inbound(body: Body, name: str = "") -> Inbound:
    """Hand something in."""
    return Inbound("test", "d1", ContactSubject(WEB, ExternalRef("visitor"), BILLING, name), body, NOW)


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        (CustomerMessage((PAY,)), CustomerMessage((PAID,), masked=True)),
        (
            CustomerMessage((Media(FileId("f1"), f"{BARE}.png", "image/png", 1),)),
            CustomerMessage((Media(FileId("f1"), f"{ROW}.png", "image/png", 1),), masked=True),
        ),
        (
            CustomerMessage((Unfetched(REF, f"{BARE}.pdf", "application/pdf", 1),)),
            CustomerMessage((Unfetched(REF, f"{ROW}.pdf", "application/pdf", 1),), masked=True),
        ),
        (
            CustomerMessage((Text("hi"),), CARD, page=Page(f"https://a.b/{BARE}", CARD), facts=Facts(zone=f"A{BARE}")),
            CustomerMessage((Text("hi"),), STARS, page=Page(f"https://a.b/{ROW}", STARS), facts=Facts(zone=f"A{ROW}")),
        ),
        (
            OfflineRequest((Answer("q", "Question", (CARD, "tea")),)),
            OfflineRequest((Answer("q", "Question", (STARS, "tea")),), masked=True),
        ),
        (
            BotAnswered(BotId("b"), (Text(f"{CARD} to {IBAN}"),), (Answer("n", "Number", (IBAN,)),)),
            BotAnswered(BotId("b"), (Text(f"{STARS} to {IBAN}"),), (Answer("n", "Number", ("*" * 22,)),)),
        ),
        (
            BotAnswered(BotId("b"), (Text(f"1. {BARE}\n2. none", asks=Choices((BARE, "none"))),)),
            BotAnswered(BotId("b"), (Text(f"1. {ROW}\n2. none", asks=Choices((ROW, "none"))),)),
        ),
        (
            BotAnswered(BotId("b"), (Text("see", asks=PageOffer(f"https://a.b/{BARE}", BARE)),)),
            BotAnswered(BotId("b"), (Text("see", asks=PageOffer(f"https://a.b/{ROW}", ROW)),)),
        ),
        (CustomerRating(4, CARD, CARD), CustomerRating(4, STARS, STARS)),
        (CustomerDid("moved", Page("https://a.b/", BARE)), CustomerDid("moved", Page("https://a.b/", ROW))),
        (
            CustomerChose(MessageId("m1"), 1, CARD, page=Page("https://a.b/", BARE)),
            CustomerChose(MessageId("m1"), 1, STARS, page=Page("https://a.b/", ROW)),
        ),
    ],
)
def test_what_comes_from_customers_is_masked(body: Body, clean: Body) -> None:
    assert screened(inbound(body), RULES) == inbound(clean)


def test_a_template_with_a_cards_number_in_its_values_together_is_no_template_any_more() -> None:
    made = FromTemplate("hello_again", "en_US", (("1", "4111 1111"), ("2", "1111 1111")))
    parts = (Text(f"pay {CARD}", asks=made), Text("Hi Mia", asks=made))

    assert parts_without(parts, card_detector(RULES)) == (Text(f"pay {STARS}"), parts[1])


def test_what_is_answered_past_the_desks_is_masked_as_agents_words_are() -> None:
    given = inbound(AnsweredElsewhere((Text(f"from {CARD} to {IBAN}"),)))

    left = inbound(AnsweredElsewhere((Text(f"from {STARS} to {IBAN}"),), masked=True))
    assert screened(given, replace(RULES, agents=True)) == left
    assert screened(given, RULES) is given


def test_a_customers_name_is_masked_wherever_it_stands() -> None:
    given = inbound(CustomerMessage((Text("hi"),)), name=CARD)

    assert screened(given, RULES) == inbound(CustomerMessage((Text("hi"),)), name=STARS)


@pytest.mark.parametrize("body", [DeskMessage(SLACK, account(ADA), REF, (PAY,)), HomeOpened(SLACK, account(ADA))])
def test_what_comes_from_a_desk_is_for_the_chats_step(body: Body) -> None:
    given = inbound(body)

    assert screened(given, RULES) is given


def test_what_holds_nothing_stays_the_same() -> None:
    given = inbound(CustomerMessage((Text("4111"), Text("table for 2"))))

    assert screened(given, RULES) is given
    assert screened(inbound(CustomerMessage((PAY,))), Masking()) == inbound(CustomerMessage((PAY,)))


def test_a_link_loses_an_address_that_must_not_be_kept() -> None:
    kept = Mark(MarkKind.LINK, 0, 4, "https://a.b/")
    bold = Mark(MarkKind.BOLD, 0, 4)
    there = Mark(MarkKind.LINK, 5, 9, f"https://a.b/{BARE}")
    given = inbound(CustomerMessage((Text("here and there", (kept, bold, there)),)))

    body = screened(given, RULES).body
    assert isinstance(body, CustomerMessage)
    assert body.parts == (Text("here and there", (kept, bold)),)


def test_a_link_over_a_masked_stretch_is_none_any_more() -> None:
    link, bold = Mark(MarkKind.LINK, 0, 8, "https://a.b/"), Mark(MarkKind.BOLD, 0, 8)

    (part,) = overwritten((Text(PAY.text, (link, bold)),), (Span(4, 23),))
    assert part == Text(PAID.text, (bold,))


def test_stretches_are_counted_through_all_texts_of_a_message() -> None:
    file = Media(FileId("f1"), "a.png", "image/png", 1)

    assert overwritten((Text("ab"), file, Text("cd")), (Span(1, 4),)) == (Text("a*"), file, Text("*d"))
    assert overwritten((Text("ab"),), ()) == (Text("ab"),)


def test_stretches_that_overlap_or_go_too_far_mask_what_there_is() -> None:
    assert starred("abc def", (Span(-3, 2), Span(1, 5), Span(6, 99))) == "*** *e*"
    assert masked("abc", lambda _: [Span(0, 2)]) == "**c"
    assert masked("abc", lambda _: []) == "abc"
