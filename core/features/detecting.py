"""The place where sensitive data is found and masked, before anything is stored.

Every inbound passes through `screened` between its translation and its first INSERT, so that what a detector masks is
in no table, no log and no desk. A detector is a pure function from a text to the spans that must not be kept. With no
detectors nothing is changed; the rules for cards, account numbers and an admin's own patterns plug in here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from core.features.answering import Answer
from core.inbound import (
    Body,
    BotAnswered,
    CustomerMessage,
    CustomerRating,
    DeskEdited,
    DeskMessage,
    Inbound,
    Invocation,
    OfflineRequest,
)
from core.messages import Media, Part, Span, Text, Unfetched

Detector = Callable[[str], Iterable[Span]]

MASK = "*"


def screened(inbound: Inbound, detectors: Sequence[Detector]) -> Inbound:
    """Give the inbound with everything masked that a detector finds."""
    if not detectors:
        return inbound
    return replace(inbound, body=_body(inbound.body, detectors))


def _body(body: Body, detectors: Sequence[Detector]) -> Body:
    match body:
        case CustomerMessage() | DeskMessage():
            return replace(body, parts=_parts(body.parts, detectors))
        case DeskEdited(parts=parts) if parts is not None:
            return replace(body, parts=_parts(parts, detectors))
        case CustomerRating():
            return replace(body, comment=masked(body.comment, detectors))
        case OfflineRequest(answers=answers):
            return replace(body, answers=_answers(answers, detectors))
        case BotAnswered(texts=texts, learnt=learnt):
            said = tuple(replace(one, text=masked(one.text, detectors)) for one in texts)
            return replace(body, texts=said, learnt=_answers(learnt, detectors))
        case Invocation():
            values = {key: masked(value, detectors) for key, value in body.values.items()}
            return replace(body, words=masked(body.words, detectors), values=values)
        case _:
            return body


def _parts(parts: tuple[Part, ...], detectors: Sequence[Detector]) -> tuple[Part, ...]:
    return tuple(_part(part, detectors) for part in parts)


def _answers(answers: tuple[Answer, ...], detectors: Sequence[Detector]) -> tuple[Answer, ...]:
    return tuple(replace(one, values=tuple(masked(value, detectors) for value in one.values)) for one in answers)


def _part(part: Part, detectors: Sequence[Detector]) -> Part:
    match part:
        case Text(text=text):
            return replace(part, text=masked(text, detectors))
        case Media(name=name) | Unfetched(name=name):
            return replace(part, name=masked(name, detectors))
        case _:
            assert_never(part)


def masked(text: str, detectors: Sequence[Detector]) -> str:
    """Give the text with each found span as asterisks; its length, and so every mark's offset, stays."""
    letters = list(text)
    for detector in detectors:
        for span in detector(text):
            for index in range(max(0, span.start), min(len(letters), span.end)):
                letters[index] = letters[index] if letters[index].isspace() else MASK
    return "".join(letters)
