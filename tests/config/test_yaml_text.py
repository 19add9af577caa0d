"""How YAML is read: what counts as text, which lines are named, what is refused."""

from pathlib import Path

import pytest

from config.problems import ConfigInvalid
from config.yaml_text import parse
from tests.config.conftest import GOOD, Folder

EXAMPLE = Path(__file__).parents[2] / "config" / "example.yaml"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("no", "no"),
        ("off", "off"),
        ("010", "010"),
        ("+15551234567", "+15551234567"),
        ("1:30", "1:30"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("2026-01-31", "2026-01-31"),
        ("<<", "<<"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12.0),
        ("!!bool true", True),
        ("!!null x", None),
        ("1234567890123456789012", "1234567890123456789012"),
    ],
)
def test_scalars_are_read_as_yaml_1_2_reads_them(written: str, read: object) -> None:
    document, problems = parse(f"key: {written}", "a.yaml")

    assert (document.data, problems) == ({"key": read}, [])
    assert type(document.data["key"]) is type(read)


def test_keys_are_always_text() -> None:
    document, _ = parse("{1: a, no: b, true: c, ~: d}", "a.yaml")

    assert list(document.data) == ["1", "no", "true", "~"]


def test_every_key_and_value_knows_its_line() -> None:
    document, _ = parse("a:\n  b:\n    - x\n    -\n      y\n  c: |\n    text\n", "a.yaml")

    lines = {path: (place.key_line, place.line) for path, place in document.places.items()}
    assert lines == {
        (): (1, 1),
        ("a",): (1, 2),
        ("a", "b"): (2, 3),
        ("a", "b", 0): (3, 3),
        ("a", "b", 1): (5, 5),
        ("a", "c"): (6, 6),
    }


def test_anchors_aliases_and_merge_keys_work() -> None:
    text = """\
base: &base {a: 1, b: 1}
more: &more
  <<: *base
  c: 3
one: {<<: *base, b: 2}
two: {<<: [*more, *base], b: 5}
same: *base
"""
    document, problems = parse(text, "a.yaml")

    assert problems == []
    assert document.data["one"] == {"b": 2, "a": 1}
    assert document.data["two"] == {"b": 5, "c": 3, "a": 1}
    assert document.data["same"] == {"a": 1, "b": 1}
    assert document.places["two", "c"].line == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "a.yaml:2  a: this key is written twice, first in line 1. Keep one of the two."),
        ("? [x]\n: 1\n", "a.yaml:1  has a key that isn't plain text. Write 'key: value'."),
        ("a: &a\n  b: *a\n", "a.yaml:1  a -> b: contains itself. Remove the alias (*name)."),
        ("a: &a\n  <<: *a\n", "a.yaml:1  a: contains itself. Remove the alias (*name)."),
        ("a:\n  <<: 5\n", "a.yaml:2  a -> <<: only mappings can be merged. Write '<<: *name'."),
        ("a: !thing x\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Put the value in quotes."),
        ("a: !!int x\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Put the value in quotes."),
        ("a: !!float x\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Put the value in quotes."),
        ("a: !!bool x\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Put the value in quotes."),
        ("a: !!set {x}\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Remove the tag."),
        ("a: !!python/tuple [x]\n", "a.yaml:1  a: has a tag (!...), which isn't used here. Remove the tag."),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_told_with_its_line(text: str, message: str) -> None:
    _, problems = parse(text, "a.yaml")

    assert [str(problem) for problem in problems] == [message]


FATAL = [
    ("", 1, "the file is empty. Start from config/example.yaml."),
    ("# nothing\n", 1, "the file is empty. Start from config/example.yaml."),
    ("- a\n", 1, "the file must hold keys and values. Start with a line such as 'queues:', see config/example.yaml."),
    ("a:\n\tb: 1\n", 2, "a tab stands where YAML wants spaces. Indent with spaces."),
    ("a: 1\nb: c: d\n", 2, "a colon stands where no key can be. Check the indent, or quote the value."),
    ("a: 1\nb\nc: 1\n", 3, "a key has no colon. Write 'key: value', with a space after the colon."),
    ("a: 1\nb: 'hidden\nc: 1\n", 2, "a quote is opened here and never closed. Close the quote."),
    (
        "a: 1\nb: {c: ${D}}\n",
        2,
        (
            "a { or [ is not closed, or a comma is missing. "
            'Close every { and [, put commas between the entries, and quote "${NAME}" inside them.'
        ),
    ),
    ("a:\n  - b\n  c: 1\n", 3, "the indent doesn't fit the lines above. Line it up with its neighbours."),
    ("a: *hidden\n", 1, "an alias (*name) has no anchor (&name). Quote a value that begins with *."),
    ("a: &x 1\nb: &x 2\n", 2, "an anchor (&name) is defined twice. Quote a value that begins with &."),
    ("a: 1\n---\nb: 1\n", 2, "a second document begins here (---). Keep one document a file."),
    ('a: "\\y"\n', 1, "a backslash in double quotes starts no known escape. Use single quotes."),
    ("a: @hidden\n", 1, "this is not valid YAML. Quote values that hold special characters."),
    ("a: 1\nb: \x07\n", 2, "a control character stands in the text. Remove it."),
    ("[" * 5000, 1, "the brackets or indents are nested too deep."),
]


@pytest.mark.parametrize(("text", "line", "message"), FATAL, ids=range(len(FATAL)))
def test_text_that_is_not_yaml_is_told_in_plain_words_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigInvalid) as caught:
        parse(text, "a.yaml")

    assert str(caught.value) == f"a.yaml:{line}  {message}"
    assert caught.value.__context__ is None


def test_aliases_that_grow_without_end_are_refused_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    _, problems = parse("\n".join(lines), "a.yaml")

    assert [problem.message for problem in problems] == ["is too large or nested too deep"]


def test_text_that_is_not_utf8_is_told_with_its_line(folder: Folder) -> None:
    assert folder.problems(b"a: 1\nb: \xff\n") == ["bridge.yaml:2  the text is not UTF-8. Save the file as UTF-8."]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder: Folder) -> None:
    loaded = folder.load(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert loaded.queues["billing"].title == "Billing"


@pytest.mark.parametrize(
    "text", [GOOD, EXAMPLE.read_text(encoding="utf-8"), "a: &x {b: [1, yes, '2']}\nc:\n  <<: *x\n  é: |\n    d\n"]
)
def test_lines_and_values_are_the_same_whichever_parser_reads(text: str) -> None:
    usual, with_own_parser = parse(text, "a.yaml"), parse(text + "# a tab\tis left to PyYAML's own parser\n", "a.yaml")

    assert usual == with_own_parser
