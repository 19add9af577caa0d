"""What a detector finds is masked in everything that people wrote, before it is stored."""

import re

import pytest

from core.features.answering import Answer
from core.features.detecting import masked, screened
from core.ids import BotId, ExternalRef, FileId
from core.inbound import (
    Body,
    BotAnswered,
    ContactSubject,
    CustomerMessage,
    CustomerRating,
    DeskEdited,
    DeskMessage,
    HomeOpened,
    Inbound,
    Invocation,
    OfflineRequest,
)
from core.messages import Media, Span, Text, Unfetched
from tests.build import ADA, BILLING, NOW, SLACK, WEB, account

REF = ExternalRef("1.1")
SUBJECT = ContactSubject(WEB, ExternalRef("visitor"), BILLING)


def digits(text: str) -> list[Span]:
    """Find groups of digits."""
    return [Span(found.start(), found.end()) for found in re.finditer(r"\d[\d ]+\d", text)]


def inbound(body: Body) -> Inbound:
    """Hand something in."""
    return Inbound("test", "d1", SUBJECT, body, NOW)


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        (CustomerMessage((Text("pay 41 11"),)), CustomerMessage((Text("pay ** **"),))),
        (
            OfflineRequest((Answer("q", "Question", ("pay 41 11", "tea")),)),
            OfflineRequest((Answer("q", "Question", ("pay ** **", "tea")),)),
        ),
        (
            BotAnswered(BotId("b"), (Text("4111"),), (Answer("n", "Number", ("4711",)),)),
            BotAnswered(BotId("b"), (Text("****"),), (Answer("n", "Number", ("****",)),)),
        ),
        (
            Invocation(SLACK, account(ADA), "note", "pay 41 11", {"text": "41 11 tea"}),
            Invocation(SLACK, account(ADA), "note", "pay ** **", {"text": "** ** tea"}),
        ),
        (CustomerRating(4, "pay 41 11"), CustomerRating(4, "pay ** **")),
        (
            DeskMessage(SLACK, account(ADA), REF, (Text("4111"), Unfetched(REF, "4111.pdf", "application/pdf", 1))),
            DeskMessage(SLACK, account(ADA), REF, (Text("****"), Unfetched(REF, "****.pdf", "application/pdf", 1))),
        ),
        (
            DeskEdited(SLACK, account(ADA), REF, (Media(FileId("f1"), "4111.png", "image/png", 1),)),
            DeskEdited(SLACK, account(ADA), REF, (Media(FileId("f1"), "****.png", "image/png", 1),)),
        ),
        (DeskEdited(SLACK, account(ADA), REF, None), DeskEdited(SLACK, account(ADA), REF, None)),
        (HomeOpened(SLACK, account(ADA)), HomeOpened(SLACK, account(ADA))),
    ],
)
def test_what_people_wrote_is_masked(body: Body, clean: Body) -> None:
    assert screened(inbound(body), (digits,)) == inbound(clean)


def test_without_detectors_nothing_is_changed() -> None:
    given = inbound(CustomerMessage((Text("4111"),)))

    assert screened(given, ()) is given


def test_spans_that_overlap_or_go_too_far_mask_what_there_is() -> None:
    assert masked("abc def", (lambda _: [Span(-3, 2)], lambda _: [Span(1, 5), Span(6, 99)])) == "*** *e*"
