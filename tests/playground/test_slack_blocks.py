"""Block Kit's limits, one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.slack import blocks, views
from playground.slack.errors import SlackError

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: object) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(n: int) -> Json:
    return {"text": plain(f"o{n}"), "value": str(n)}


def select(**more: object) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option(1)], **more}


def refusal(given: object) -> str:
    with pytest.raises(SlackError) as problem:
        blocks.accepted(given)
    assert problem.value.code == "invalid_blocks"
    return " ".join(problem.value.body["response_metadata"]["messages"])


TOO_MUCH: list[tuple[str, list[Json], str]] = [
    ("51 blocks", [{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (
        "section text",
        [{"type": "section", "text": mrkdwn("x" * 3001)}],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    ("empty text", [{"type": "section", "text": mrkdwn("")}], "must be more than 0 characters"),
    ("no text at all", [{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    ("11 fields", [{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
    ("field text", [{"type": "section", "fields": [plain("x" * 2001)]}], "less than 2001"),
    ("header", [{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    ("header in mrkdwn", [{"type": "header", "text": mrkdwn("x")}], "unsupported type: mrkdwn"),
    ("11 context elements", [{"type": "context", "elements": [mrkdwn("x")] * 11}], "no more than 10 items"),
    ("26 actions", [actions(*[button(action_id=str(n)) for n in range(26)])], "no more than 25 items"),
    ("no actions", [actions()], "no fewer than 1 items"),
    ("button text", [actions(button(text=plain("x" * 76)))], "less than 76"),
    ("button value", [actions(button(value="x" * 2001))], "less than 2001"),
    ("button url", [actions(button(url="x" * 3001))], "less than 3001"),
    ("button style", [actions(button(style="loud"))], "valid enum value"),
    ("action_id", [actions(button(action_id="x" * 256))], "less than 256"),
    ("block_id", [{"type": "divider", "block_id": "x" * 256}], "less than 256"),
    ("101 options", [actions(select(options=[option(n) for n in range(101)]))], "no more than 100 items"),
    ("option text", [actions(select(options=[{"text": plain("x" * 76), "value": "1"}]))], "less than 76"),
    ("option value", [actions(select(options=[{"text": plain("x"), "value": "x" * 151}]))], "less than 151"),
    ("placeholder", [actions(select(placeholder=plain("x" * 151)))], "less than 151"),
    (
        "select without options",
        [actions({"type": "static_select", "action_id": "s"})],
        "missing required field: options",
    ),
    (
        "6 in overflow",
        [actions({"type": "overflow", "action_id": "o", "options": [option(n) for n in range(6)]})],
        "no more than 5 items",
    ),
    (
        "confirm title",
        [
            actions(
                button(
                    confirm={"title": plain("x" * 101), "text": plain("x"), "confirm": plain("x"), "deny": plain("x")}
                )
            )
        ],
        "less than 101",
    ),
    ("unknown block", [{"type": "carousel"}], "unsupported type: carousel"),
    ("unknown field", [{"type": "divider", "colour": "red"}], "invalid additional property: colour"),
    (
        "input element in actions",
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "unsupported type: plain_text_input",
    ),
    (
        "same block_id",
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
        "block_id `a` already exists",
    ),
    ("same action_id in a block", [actions(button(), button())], "action_id `go` already exists"),
]


@pytest.mark.parametrize(("given", "sentence"), [row[1:] for row in TOO_MUCH], ids=[row[0] for row in TOO_MUCH])
def test_a_block_over_its_limit_is_refused_with_the_place(given: list[Json], sentence: str) -> None:
    assert sentence in refusal(given)


def test_what_is_just_within_the_limits_is_taken() -> None:
    given = [
        {"type": "header", "text": plain("x" * 150)},
        {"type": "section", "text": mrkdwn("x" * 3000), "accessory": button(value="x" * 2000)},
        actions(button(), select(options=[option(n) for n in range(100)])),
        actions(button()),  # the same action_id in another block is fine
        {"type": "markdown", "text": "**x**"},
        {"type": "input", "label": plain("Why"), "element": {"type": "plain_text_input"}},
    ]
    taken = blocks.accepted(given)
    assert len({block["block_id"] for block in taken}) == 6
    assert taken[5]["element"]["action_id"]


def test_too_much_text_in_all_is_msg_blocks_too_long() -> None:
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        blocks.accepted([{"type": "section", "text": mrkdwn("x" * 3000)} for _ in range(5)])


@pytest.mark.parametrize("given", ["{", {"type": "divider"}, ["divider"]])
def test_what_is_no_list_of_blocks_is_invalid_blocks_format(given: object) -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        blocks.accepted(given)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["type", "text", "elements", "block_id", "accessory"]),
            st.none() | st.integers() | st.text() | st.lists(st.text()),
        ),
        max_size=3,
    )
)
def test_no_nonsense_breaks_the_check(nonsense: list[Json]) -> None:
    problem = ""
    try:
        taken = blocks.accepted(nonsense)
    except SlackError as refused:
        taken, problem = [], refused.code
    assert problem in {"", "invalid_blocks", "msg_blocks_too_long"}
    assert all(block["type"] in {*blocks.EVERYWHERE, "markdown"} for block in taken)


def modal(**more: object) -> Json:
    return {"type": "modal", "title": plain("Form"), "blocks": [], **more}


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (modal(title=plain("x" * 25)), "less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), "less than 25"),
        (modal(close=plain("x" * 25)), "less than 25"),
        (modal(private_metadata="x" * 3001), "less than 3001"),
        (modal(callback_id="x" * 256), "less than 256"),
        (modal(external_id="x" * 256), "less than 256"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        (
            modal(blocks=[{"type": "input", "label": plain("a"), "element": {"type": "plain_text_input"}}]),
            "missing required field: submit",
        ),
        (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
        ({"type": "home", "blocks": []}, "view type must be modal"),
    ],
)
def test_a_view_over_its_limit_is_refused_with_the_place(view: Json, sentence: str) -> None:
    with pytest.raises(SlackError, match="invalid_arguments") as problem:
        views.accepted(view, "modal")
    assert sentence in " ".join(problem.value.body["response_metadata"]["messages"])


def test_a_home_view_has_no_title() -> None:
    with pytest.raises(SlackError, match="invalid_arguments"):
        views.accepted({"type": "home", "blocks": [], "title": plain("x")}, "home")
    assert views.accepted({"type": "home", "blocks": [{"type": "divider"}]}, "home")["blocks"][0]["block_id"]
