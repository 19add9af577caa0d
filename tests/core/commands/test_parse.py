"""From what was typed to what is meant; whatever looks like a command is never taken for talk."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.parse import Typed, addressed, arguments, as_command, as_note, take_number
from core.conversation.model import Status
from core.errors import ArgumentsInvalid
from core.ids import MessageId
from core.quoting import quoted
from core.sentences import say
from tests.build import ADA, BOB, a_context, a_conversation, a_held, a_profile
from tests.core.stepping import refusal


def run(_: Context, __: Values) -> Outcome:
    """Do nothing; the parser never runs a command."""
    return Outcome()


def a_command(*args: Arg) -> Command:
    """Make a command with these arguments."""
    return Command(name="try", summary="Try it.", run=run, section=Section.YOU, args=args)


def an_arg(kind: ArgKind, name: str = "what", *, required: bool = True) -> Arg:
    """Make an argument."""
    return Arg(name, kind, "the thing", required)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("!end", Typed("end", "")),
        ("!END", Typed("end", "")),
        ("  !note call back\ntomorrow ", Typed("note", "call back\ntomorrow")),
        ("/accept", Typed("accept", "")),
        ("! note secret", Typed("note", "secret")),
        ("!  note secret", Typed("note", "secret")),
        ("!!note secret", Typed("note", "secret")),
        ("!/note secret", Typed("note", "secret")),
        ("\uff01note secret", Typed("note", "secret")),
        ("\u200b!note secret", Typed("note", "secret")),
        ("\ufeff \u2060/note secret", Typed("note", "secret")),
        ("!note: secret", Typed("note", ": secret")),
        ("!nöte x", Typed("nöte", "x")),
        ("!end-now", Typed("end-now", "")),
        ("/etc/passwd is the file", Typed("etc", "/passwd is the file")),
    ],
)
def test_what_begins_with_a_sign_and_a_letter_is_a_command(text: str, typed: Typed) -> None:
    assert as_command(text) == typed


@pytest.mark.parametrize(
    "text", ["", "hello", "!", "!!!", "!?", "/", "! 42", "5 / 2", "that is great!", "and/or", ":-/"]
)
def test_everything_else_is_talk(text: str) -> None:
    assert as_command(text) is None


def test_configured_prefix_counts_beside_the_usual_signs() -> None:
    assert as_command("?note x", "?") == Typed("note", "x")
    assert as_command("!note x", "?") == Typed("note", "x")
    assert as_command("?note x") is None
    assert as_command("++note x", "++") == Typed("note", "x")


@given(
    before=st.text(alphabet=" \t\n\u200b\ufeff\u2060", max_size=3),
    signs=st.text(alphabet="!/\uff01\uff0f", min_size=1, max_size=3),
    space=st.text(alphabet=" \t\n", max_size=2),
    word=st.from_regex(r"[a-zA-Zäöüéñ][\w-]{0,8}", fullmatch=True),
    rest=st.text(max_size=20),
)
def test_no_way_of_typing_a_command_makes_it_talk(before: str, signs: str, space: str, word: str, rest: str) -> None:
    typed = as_command(f"{before}{signs}{space}{word} {rest}")

    assert typed is not None
    assert typed.word == word.casefold()


@given(st.text())
def test_a_command_always_has_a_sign_and_a_word(text: str) -> None:
    typed = as_command(text)

    if typed is not None:
        assert typed.word[0].isalpha()
        assert any(sign in text for sign in "!/\uff01\uff0f")


@given(st.text(alphabet=string.printable))
def test_talk_that_begins_with_a_letter_is_never_a_command(text: str) -> None:
    assert as_command("a" + text) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("accept", Typed("accept", "")),
        ("!accept", Typed("accept", "")),
        (" Note  call back ", Typed("note", "call back")),
        ("/end", Typed("end", "")),
        ("!", Typed("", "")),
        ("  ", None),
    ],
)
def test_what_is_addressed_to_the_bot_is_a_command_without_a_sign(text: str, typed: Typed | None) -> None:
    assert addressed(text) == typed


@pytest.mark.parametrize(
    "text",
    [
        "note: he is angry",
        "Note:he is angry",
        "NOTE : he is angry",
        "note\uff1a he is angry",
        "private: he is angry",
        ";; he is angry",
        "🔒 he is angry",
        "🔒\ufe0f he is angry",
        ":lock: he is angry",
        "  note:\nhe is angry  ",
        "\u200bnote: he is angry",
    ],
)
def test_note_marks_are_taken_off(text: str) -> None:
    assert as_note(text) == "he is angry"


@pytest.mark.parametrize("text", ["", "notes: none", "please note: closed", "a ;; b", "privately: x"])
def test_what_is_not_marked_is_no_note(text: str) -> None:
    assert as_note(text) is None


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("42", 42, ""),
        ("#42", 42, ""),
        ("42 urgent", 42, "urgent"),
        ("#42\nurgent", 42, "urgent"),
        ("urgent 42", None, "urgent 42"),
        ("42nd street", None, "42nd street"),
        ("", None, ""),
        ("9" * 5000, None, "9" * 5000),
        ("²", None, "²"),
    ],
)
def test_number_of_a_chat_is_taken_from_the_front(words: str, number: int | None, rest: str) -> None:
    assert take_number(words) == (number, rest)


# --- arguments


def test_words_and_the_rest_of_the_line() -> None:
    command = a_command(an_arg(ArgKind.WORD, "queue"), an_arg(ArgKind.REST, "why", required=False))

    assert arguments(command, "billing  very urgent", {}, a_context()) == {"queue": "billing", "why": "very urgent"}
    assert arguments(command, "billing\nurgent", {}, a_context()) == {"queue": "billing", "why": "urgent"}
    assert arguments(command, " billing ", {}, a_context()) == {"queue": "billing"}


def test_value_of_a_form_wins_and_an_empty_one_is_none() -> None:
    command = a_command(an_arg(ArgKind.WORD, "queue"))

    assert arguments(command, "", {"queue": " sales "}, a_context()) == {"queue": "sales"}
    assert arguments(command, "billing", {"queue": " "}, a_context()) == {"queue": "billing"}


def test_missing_argument_is_named_with_its_meaning_and_how_to_type_it() -> None:
    sentence = refusal(lambda: arguments(a_command(an_arg(ArgKind.WORD)), " ", {}, a_context()), ArgumentsInvalid)

    assert sentence == say("argument_missing", help="the thing", usage="!try <what>")


def test_words_left_over_are_shown() -> None:
    command = a_command(an_arg(ArgKind.WORD, required=False))

    sentence = refusal(lambda: arguments(command, "one two three", {}, a_context()), ArgumentsInvalid)

    assert sentence == say("argument_left_over", words="two …", usage="!try [what]")
    assert refusal(lambda: arguments(a_command(), "now", {}, a_context())).args["words"] == "now"


@pytest.mark.parametrize(
    ("words", "value"), [("on", True), ("YES", True), ("1", True), ("off", False), ("false", False)]
)
def test_switch_is_on_or_off(words: str, value: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert arguments(a_command(an_arg(ArgKind.ONOFF)), words, {}, a_context()) == {"what": value}


def test_switch_that_is_neither_says_so() -> None:
    command = a_command(an_arg(ArgKind.ONOFF))

    assert refusal(lambda: arguments(command, "maybe", {}, a_context())) == say("argument_on_off", words="maybe")


def test_agents_name_may_have_spaces_and_is_looked_up() -> None:
    command = a_command(an_arg(ArgKind.AGENT))

    assert arguments(command, "@bob", {}, a_context()) == {"what": a_profile(BOB)}
    assert refusal(lambda: arguments(command, "Zoe Z", {}, a_context())).key == "agent_unknown"


HOLDING = a_conversation(Status.ACTIVE, held=(a_held("m5", BOB), a_held("m6"), a_held("m7")))


@pytest.mark.parametrize(("words", "found"), [("1", "m6"), ("2", "m7"), ("m7", "m7")])
def test_held_text_is_meant_by_its_number_among_ones_own_or_its_id(words: str, found: str) -> None:
    context = a_context(conversation=HOLDING)

    assert arguments(a_command(an_arg(ArgKind.HELD)), words, {}, context) == {"what": MessageId(found)}


@pytest.mark.parametrize("words", ["0", "3", "-1", "m5", "²", "one", "9" * 5000])
def test_number_of_no_held_text_of_ones_own_says_how_many_there_are(words: str) -> None:
    command, context = a_command(an_arg(ArgKind.HELD)), a_context(conversation=HOLDING)

    sentence = refusal(lambda: arguments(command, words, {}, context), ArgumentsInvalid)

    assert sentence == say("held_number", words=quoted(words), count=2)


def test_outside_of_a_chat_no_held_text_can_be_meant() -> None:
    context = a_context(ADA, conversation=None)

    assert refusal(lambda: arguments(a_command(an_arg(ArgKind.HELD)), "1", {}, context)).args["count"] == "0"
