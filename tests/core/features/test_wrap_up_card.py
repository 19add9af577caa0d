"""The wrap-up card: what it tells of the chat as it stands."""

from dataclasses import replace

import pytest

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Status, Timer
from core.features.activity_form import Filled
from core.features.scene import Scene
from core.features.wrap_up_card import COMMANDS, WrapUpScene, wrap_up_card
from core.ids import DispositionId
from core.policy.dispositions import Disposition, Dispositions
from core.routing.queues import Queue
from core.sentences import say
from core.texts import render
from core.views import Card, Fact, Tone
from tests.build import ADA, NOW, a_conversation, a_directory, a_profile, a_queue, later
from tests.build_policy import a_form

ENDS = render(say("card_wrap_up_until"), {})
SOLVED = DispositionId("solved")
QUEUE = a_queue(dispositions=Dispositions((Disposition(SOLVED, "Solved"),), required=True))


def _ends(chat: Conversation) -> list[object]:
    card = wrap_up_card(WrapUpScene(Scene(chat, QUEUE, a_directory(), Registry(ALL))))
    return [fact.moment for fact in card.facts if fact.label == ENDS]


def test_when_it_ends_by_itself_is_told_only_where_nothing_is_missing() -> None:
    lacking = a_conversation(Status.WRAP_UP, timers={Timer.WRAP_UP: later(60)})

    assert _ends(lacking) == []
    assert _ends(replace(lacking, disposition=SOLVED)) == [later(60)]


def _card(chat: Conversation, queue: Queue = QUEUE, filled: Filled | None = None) -> Card:
    people = a_directory(a_profile(ADA, "Ada Lovelace"))
    return wrap_up_card(WrapUpScene(Scene(chat, queue, people, Registry(ALL)), filled, notes=2))


@pytest.mark.parametrize(
    ("chat", "status", "tone", "clickable"),
    [
        (a_conversation(Status.WRAP_UP), "Still missing: a disposition, Report", Tone.WARN, COMMANDS),
        (
            a_conversation(Status.WRAP_UP, disposition=SOLVED, activity="report"),
            "Nothing is missing",
            Tone.GOOD,
            COMMANDS,
        ),
        (a_conversation(Status.HANDLED), "Done: the chat is handled", Tone.QUIET, ()),
        (a_conversation(Status.ACTIVE), "The chat goes on", Tone.QUIET, ()),
    ],
)
def test_it_says_what_is_left_and_is_clicked_only_in_the_wrap_up(
    chat: Conversation, status: str, tone: Tone, clickable: tuple[str, ...]
) -> None:
    card = _card(chat, replace(QUEUE, activity=a_form()))

    assert (card.status, card.tone, tuple(one.command for one in card.buttons)) == (status, tone, clickable)


@pytest.mark.parametrize(
    ("filled", "activity", "told"),
    [
        (None, None, "Not filled in yet"),
        (Filled("another", ADA, NOW), None, "Not filled in yet"),
        (Filled("report", ADA, NOW), None, "Begun by Ada Lovelace"),
        (Filled("report", ADA, NOW), "report", "Filled in by Ada Lovelace"),
    ],
)
def test_how_far_the_form_is_and_by_whom_is_told(filled: Filled | None, activity: str | None, told: str) -> None:
    chat = a_conversation(Status.WRAP_UP, activity=activity)

    assert Fact("Report", told) in _card(chat, a_queue(activity=a_form()), filled).facts


def test_a_queue_that_asks_for_nothing_has_only_its_notes_told() -> None:
    chat = a_conversation(Status.WRAP_UP, timers={})

    assert _card(chat, a_queue()).facts == (Fact("Notes", "2"),)
