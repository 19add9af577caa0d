"""The leak guard, over everything that can come together: who wrote, in which status, marked how, with which doubt."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from core.conversation.guard import Fate, Verdict, judge
from core.conversation.model import HoldReason, Listening, Status
from tests.build import ADA, BOB, NOW, a_conversation, a_desk_text, a_seat, later

SEATED, MODE, SEATLESS, STRANGER = "seated", "in private mode", "agent without a seat", "no agent"
WRITERS = {SEATED: ADA, MODE: BOB, SEATLESS: "cleo", STRANGER: None}
DOUBTS = (None, *HoldReason)
EACH = len(DOUBTS) - 1
"""No doubt, and each doubt but an app's."""


@dataclass(frozen=True)
class Case:
    """One line of the truth table, with the guard's verdict."""

    status: Status
    writer: str
    doubt: HoldReason | None
    private: bool
    verdict: Verdict


def every_case() -> list[Case]:
    """Give the whole truth table: Ada and Bob have seats, Bob has private mode on."""
    cases = []
    for status, (writer, agent), doubt, private in product(Status, WRITERS.items(), DOUBTS, (False, True)):
        state = a_conversation(status, participants=(a_seat(ADA), a_seat(BOB)), private=frozenset({BOB}))
        event = a_desk_text(agent=agent, doubt=doubt, private=private)  # type: ignore[arg-type]
        cases.append(Case(status, writer, doubt, private, judge(state, event)))
    return cases


CASES = every_case()


def test_only_plain_text_of_an_attendee_in_a_running_chat_is_sent() -> None:
    sent = [case for case in CASES if case.verdict.fate is Fate.SEND]
    fit = [
        case
        for case in CASES
        if case.status is Status.ACTIVE and case.writer == SEATED and case.doubt is None and not case.private
    ]

    assert sent == fit
    assert len(sent) == 1


def test_another_apps_post_is_kept_whoever_seems_to_have_written_it() -> None:
    assert [case for case in CASES if case.verdict.fate is Fate.KEEP] == [
        case for case in CASES if case.doubt is HoldReason.BOT
    ]


def test_what_is_marked_private_or_typed_in_private_mode_is_a_note() -> None:
    assert [case for case in CASES if case.verdict == Verdict(Fate.NOTE)] == [
        case for case in CASES if case.doubt is not HoldReason.BOT and (case.private or case.writer == MODE)
    ]


HELD = [case for case in CASES if case.verdict.fate is Fate.HOLD]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.NEW, HoldReason.NOT_ACCEPTED),
        (Status.QUEUED, HoldReason.NOT_ACCEPTED),
        (Status.OFFERED, HoldReason.NOT_ACCEPTED),
        (Status.WRAP_UP, HoldReason.ENDED),
        (Status.HANDLED, HoldReason.ENDED),
    ],
)
def test_outside_of_a_running_chat_everything_else_is_held_for_that(status: Status, reason: HoldReason) -> None:
    held = [case for case in HELD if case.status is status]

    assert {case.verdict.reason for case in held} == {reason}
    assert len(held) == 3 * EACH  # three writers who aren't in private mode; no doubt, and each doubt but an app's


def test_in_a_running_chat_whoever_has_no_seat_is_held_for_that() -> None:
    held = [case for case in HELD if case.status is Status.ACTIVE and case.writer in (SEATLESS, STRANGER)]

    assert {case.verdict.reason for case in held} == {HoldReason.NOT_ATTENDEE}
    assert len(held) == 2 * EACH


def test_in_a_running_chat_an_attendees_doubtful_text_is_held_for_its_doubt() -> None:
    held = [case for case in HELD if case.status is Status.ACTIVE and case.writer == SEATED]

    assert [(case.doubt, case.verdict.reason) for case in held] == [
        (reason, reason) for reason in HoldReason if reason is not HoldReason.BOT
    ]


def test_what_only_a_template_could_replace_is_held_if_it_were_sent_and_a_note_stays_one() -> None:
    def fate(**changes: Any) -> Verdict:
        state = a_conversation(Status.ACTIVE, participants=(replace(a_seat(ADA), **changes),))
        return judge(state, a_desk_text(doubt=HoldReason.TEMPLATE_ONLY))

    assert fate() == Verdict(Fate.HOLD, HoldReason.TEMPLATE_ONLY)
    assert fate(masked=True) == Verdict(Fate.NOTE)
    assert fate(listening=Listening.COACH) == Verdict(Fate.NOTE)


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(-1, Verdict(Fate.HOLD, HoldReason.LATE)), (0, Verdict(Fate.HOLD, HoldReason.LATE)), (1, Verdict(Fate.SEND))],
)
def test_what_was_written_before_private_mode_was_turned_off_is_held_when_it_comes_after_that(
    seconds: int, verdict: Verdict
) -> None:
    state = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)), private_until={ADA: NOW})

    assert judge(state, a_desk_text(agent=ADA, at=NOW + timedelta(seconds=seconds))) == verdict
    assert judge(state, a_desk_text(agent=BOB, at=NOW)) == Verdict(Fate.SEND)


@pytest.mark.parametrize(
    ("wrote", "came", "verdict"),
    [
        (9, 11, Verdict(Fate.HOLD, HoldReason.LATE)),
        (9, None, Verdict(Fate.HOLD, HoldReason.LATE)),
        (10, 11, Verdict(Fate.SEND)),
        (9, 9, Verdict(Fate.SEND)),  # our clock was set back since: by it the seat is still to be taken
    ],
)
def test_what_was_written_before_its_author_had_a_seat_is_held_when_it_comes_after_that(
    wrote: float, came: float | None, verdict: Verdict
) -> None:
    seat = replace(a_seat(ADA), joined_at=later(10))
    state = a_conversation(Status.ACTIVE, participants=(seat,), owner=ADA)
    came_at = later(came) if came is not None else None

    assert judge(state, a_desk_text(agent=ADA, at=later(wrote), came_at=came_at)) == verdict
