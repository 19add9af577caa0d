"""Buttons on Adaptive Cards, and the clicks that come back."""

import pytest

from adapters.teams.actions import EVERYTHING, action, button_from, data_of, rows, submission
from core.errors import Permanent
from core.ids import ConversationId
from core.views import Button

CHAT = ConversationId("c1")
PLAIN = Button("Accept", "accept", CHAT, {"which": "m1"}, style="primary")
ASKING = Button("Transfer", "transfer", CHAT, asks=True)
ENDING = Button("End", "end", CHAT, style="danger", confirm="End this chat?")


@pytest.mark.parametrize("button", [PLAIN, ASKING, ENDING, Button("Ready", "ready")], ids=lambda one: one.label)
def test_a_click_brings_the_button_back(button: Button) -> None:
    back = button_from(data_of(button))

    assert back is not None
    assert (back.command, back.conversation, back.values) == (button.command, button.conversation, dict(button.values))
    assert (back.asks, back.confirm) == (button.asks, button.confirm)


def test_a_question_before_a_click_keeps_the_label_and_the_look_of_its_button() -> None:
    back = button_from(data_of(ENDING))

    assert back == ENDING


@pytest.mark.parametrize(
    "data",
    [
        None,
        "accept",
        [],
        {},
        {"command": ""},
        {"command": 7},
        {"command": "accept", "values": ["which"]},
        {"command": "accept", "values": {"which": 7}},
    ],
)
def test_what_is_no_button_of_ours_is_none(data: object) -> None:
    assert button_from(data) is None


def test_a_chat_that_is_no_text_is_no_chat() -> None:
    back = button_from({"command": "accept", "conversation": {"id": "c1"}, "confirm": 3, "style": ["danger"]})

    assert back == Button("accept", "accept", None)


def test_a_plain_click_is_executed_under_its_command() -> None:
    made = action(PLAIN)

    assert (made["type"], made["verb"], made["style"]) == ("Action.Execute", "cmd:accept", "positive")


@pytest.mark.parametrize("button", [ASKING, ENDING], ids=lambda one: one.label)
def test_what_must_be_asked_first_opens_a_dialog(button: Button) -> None:
    made = action(button)

    assert made["type"] == "Action.Submit"
    assert made["data"]["msteams"] == {"type": "task/fetch"}


def test_the_list_of_all_that_can_be_done_opens_as_a_dialog() -> None:
    made = action(Button("More…", EVERYTHING, None))

    assert made["data"]["msteams"] == {"type": "task/fetch"}


@pytest.mark.parametrize("button", [PLAIN, ASKING, ENDING], ids=lambda one: one.label)
def test_in_a_dialog_every_click_is_a_submission(button: Button) -> None:
    made = submission(button)

    assert made["type"] == "Action.Submit"
    assert "msteams" not in made["data"]


def test_what_stands_behind_the_dots_keeps_its_place_behind_all_others() -> None:
    (row,) = rows([PLAIN, ENDING], [ASKING])

    assert [one["title"] for one in row["actions"]] == ["Accept", "End", "Transfer"]
    assert [one.get("mode") for one in row["actions"]] == [None, None, "secondary"]


def test_many_buttons_get_rows_of_their_own_and_none_is_lost() -> None:
    made = rows([Button(f"Queue {number}", "queue", values={"queue": str(number)}) for number in range(14)])

    assert [one["title"] for row in made for one in row["actions"]] == [f"Queue {number}" for number in range(14)]
    assert [len(row["actions"]) for row in made] == [5, 5, 4]
    assert rows([]) == []


def test_a_button_too_many_for_one_row_does_not_stand_alone() -> None:
    seven = rows([PLAIN] * 7, [ASKING])

    assert [len(row["actions"]) for row in seven] == [4, 4]
    assert seven[-1]["actions"][-1]["mode"] == "secondary"
    assert [len(row["actions"]) for row in rows([PLAIN] * 6)] == [6]


def test_a_label_that_somebody_chose_runs_nothing_and_stays_on_one_line() -> None:
    made = action(Button("{{DATE(2020-01-01T00:00:00Z)}}\n" + "x" * 100, "accept"))

    assert "{{" not in made["title"]
    assert "\n" not in made["title"]
    assert len(made["title"]) < 70


def test_values_beyond_what_a_card_carries_are_refused() -> None:
    with pytest.raises(Permanent, match="accept"):
        data_of(Button("Accept", "accept", CHAT, {"which": "x" * 5_000}))
