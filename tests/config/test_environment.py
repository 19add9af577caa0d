"""`${NAME}` in values."""

import pytest

from tests.config.conftest import GOOD, Folder


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("${TITLE}", "Bills"),
        ("${TITLE:-other}", "Bills"),
        ("${UNSET:-other}", "other"),
        ("${EMPTY:-other}", "other"),
        ("'All ${TITLE}, ${UNSET:-and} more${EMPTY}'", "All Bills, and more"),
        ("$${TITLE} and $TITLE", "${TITLE} and $TITLE"),
        ('"${QUOTES}"', "a: 'b' # {c"),
    ],
)
def test_variables_are_replaced_inside_values(folder: Folder, written: str, title: str) -> None:
    env = {"TITLE": "Bills", "EMPTY": "", "QUOTES": "a: 'b' # {c"}

    loaded = folder.load(GOOD.replace("title: Billing", f"title: {written}"), env)

    assert loaded.queues["billing"].title == title


def test_a_variable_can_stand_for_a_number_and_in_a_list(folder: Folder) -> None:
    text = GOOD.replace("places: [C1]", 'places: ["${PLACE}"]') + "server: {port: '${PORT}'}\n"

    loaded = folder.load(text, {"PORT": "9000", "PLACE": "C9"})

    assert (loaded.server.port, loaded.queues["billing"].places) == (9000, ("C9",))


def test_a_value_that_comes_out_empty_counts_as_left_empty(folder: Folder) -> None:
    loaded = folder.load(more='    app_token: "${UNSET:-}"\n')

    assert loaded.desks["slack"].app_token is None  # type: ignore[attr-defined]


def test_a_missing_variable_is_one_problem_with_its_line(folder: Folder) -> None:
    text = GOOD.replace("some-secret", "${WEB_SECRET}").replace("queue: billing", "queue: ${QUEUE}")

    assert folder.problems(text, {"WEB_SECRETS": "x"}) == [
        (
            "bridge.yaml:13  channels -> web -> queue: the environment variable QUEUE is not set. "
            "Set it, or write ${QUEUE:-default}."
        ),
        (
            "bridge.yaml:14  channels -> web -> token_secret: the environment variable WEB_SECRET is not set. "
            "Did you mean 'WEB_SECRETS'?"
        ),
    ]


@pytest.mark.parametrize("written", ["${", "${}", "${A B}", "${1A}", "${A:-${B}}", "${A-b}"])
def test_a_variable_that_is_written_wrongly_is_told(folder: Folder, written: str) -> None:
    problems = folder.problems(GOOD.replace("title: Billing", f'title: "{written}"'))

    assert problems[0].startswith(
        "bridge.yaml:3  queues -> billing -> title: a variable is not written as it should be."
    )


def test_what_a_variable_holds_is_never_told(folder: Folder) -> None:
    text = GOOD + "server: {port: '${PORT}'}\n"

    assert folder.problems(text, {"PORT": "hidden-value"}) == [
        (
            "bridge.yaml:18  server -> port: must be a whole number, got the value of '${PORT}'.  "
            "See docs/configuration.md#port"
        )
    ]
