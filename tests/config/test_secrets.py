"""Secrets come from three places and are shown in none."""

import traceback

import pytest

from config.hiding import show
from config.load import load
from config.problems import ConfigInvalid
from config.secret import LARGEST
from tests.config.conftest import GOOD, Folder
from tests.config.sections import SMALL, SlackSection, WebSection

HIDDEN = "hidden-7f3a9"


def test_a_secret_is_read_from_a_file_beside_the_one_that_names_it(folder: Folder) -> None:
    folder.write("of the file\n", "deep/token.txt")
    folder.write("desks:\n  slack: {bot_token: {file: token.txt}}\n", "deep/desks.yaml")

    loaded = folder.load(GOOD.partition("desks:")[0] + "include: [deep/desks.yaml]\n")

    assert isinstance(loaded.desks["slack"], SlackSection)
    assert loaded.desks["slack"].bot_token.get_secret_value() == "of the file"


def test_the_name_of_a_secret_file_may_come_from_the_environment(folder: Folder) -> None:
    file = folder.write("of the file\r\n", "token.txt")

    loaded = folder.load(GOOD.replace("some-token", '{file: "${TOKEN_FILE}"}'), {"TOKEN_FILE": str(file)})

    assert isinstance(loaded.desks["slack"], SlackSection)
    assert loaded.desks["slack"].bot_token.get_secret_value() == "of the file"


def test_secrets_in_a_list_may_be_files(folder: Folder) -> None:
    folder.write("first", "one.txt")

    loaded = folder.load(GOOD.replace("some-secret", "x\n    old_secrets: [{file: one.txt}, second]"))

    assert isinstance(loaded.channels["web"], WebSection)
    assert [one.get_secret_value() for one in loaded.channels["web"].old_secrets] == ["first", "second"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "can't be read (no such file or directory)"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff", "is not UTF-8 text"),
        (b"x" * (LARGEST + 1), "is larger than 64 kB"),
    ],
)
def test_a_secret_file_that_cannot_be_used_is_told(folder: Folder, content: bytes | None, reason: str) -> None:
    if content is not None:
        folder.write(content, "token.txt")

    assert folder.problems(GOOD.replace("some-token", "{file: token.txt}")) == [
        f"bridge.yaml:17  desks -> slack -> bot_token: the file 'token.txt' {reason}. Check the name and the rights."
    ]


def test_a_secret_file_with_an_impossible_name_is_told(folder: Folder) -> None:
    problems = folder.problems(GOOD.replace("some-token", '{file: "a\\0b"}'))

    assert "can't be read (not a file name)" in problems[0]


@pytest.mark.parametrize("written", ["{file: 5}", "{file: x, other: y}", "{}", "[x]"])
def test_what_only_looks_like_a_secret_file_is_refused_as_no_text(folder: Folder, written: str) -> None:
    problems = folder.problems(GOOD.replace("some-token", written))

    assert "bridge.yaml:17  desks -> slack -> bot_token: must be text, got ***.  See" in problems[-1]


def test_a_file_in_the_place_of_plain_text_is_refused(folder: Folder) -> None:
    assert folder.problems(GOOD.replace("title: Billing", "title: {file: x}")) == [
        (
            "bridge.yaml:3  queues -> billing -> title: must be text, got keys and values.  "
            "See docs/configuration.md#queues-title"
        )
    ]


PLACES_OF_A_SECRET = [
    GOOD.replace("some-token", "''"),
    GOOD.replace("bot_token: some-token", f"bot_tokn: {HIDDEN}"),
    GOOD.replace("bot_token: some-token", HIDDEN),
    GOOD.replace("some-token", f"wrong-{HIDDEN}"),
    GOOD.replace("some-token", f"[{HIDDEN}]"),
    GOOD.replace("some-token", f"{{{HIDDEN}: x}}"),
    GOOD.replace("some-token", f"@{HIDDEN}"),
    GOOD.replace("some-token", f"*{HIDDEN}"),
    GOOD.replace("some-token", f"!{HIDDEN} x"),
    GOOD.replace("some-token", f"'{HIDDEN}"),
    GOOD.replace("some-token", f"{HIDDEN}: {HIDDEN}"),
    GOOD.replace("some-token", f"\n  - {HIDDEN}"),
    GOOD.replace("some-token", "${TOKEN}") + "server: {port: '${TOKEN}', public_url: '${TOKEN}'}\n",
    GOOD.replace("some-token", "wrong-${TOKEN}"),
    GOOD.replace("some-token", "{file: token.txt}") + f"storage: {{url: {HIDDEN}}}\n",
    GOOD + f"storage: {{url: 'postgresql+x://u:{HIDDEN}@host/db'}}\n",
    GOOD + f"server: {{public_url: 'https://u:{HIDDEN}@host'}}\n",
    GOOD + f"server: {{port: xoxb-{HIDDEN}}}\n",
    GOOD + f"server: {HIDDEN}\n",
    GOOD.replace("some-token", "{file: '${TOKEN}'}"),
    GOOD.replace("some-token", f"{{file: xoxb-{HIDDEN}}}"),
    GOOD + "include: ['${TOKEN}']\n",
]


@pytest.mark.parametrize("text", PLACES_OF_A_SECRET, ids=range(len(PLACES_OF_A_SECRET)))
def test_a_secret_is_in_no_message_and_no_traceback(folder: Folder, text: str) -> None:
    folder.write(text)
    folder.write(f"wrong-{HIDDEN}", "token.txt")

    with pytest.raises(ConfigInvalid) as caught:
        load(["bridge.yaml"], {"TOKEN": HIDDEN}, SMALL)

    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caught.value.detail
    assert HIDDEN not in shown.replace(
        f"-> {HIDDEN}:", ""
    )  # a key's name is told; nobody can know that it was meant as more
    assert caught.value.__context__ is None


def test_a_key_that_is_a_token_or_breaks_the_line_is_shown_safely(folder: Folder) -> None:
    text = f'xoxb-{HIDDEN}: 1\n"a\\nb\\e[31m": 2\n{"k" * 50}: 3\n'

    assert [line.partition(": ")[0] for line in folder.problems(more=text)] == [
        "bridge.yaml:18  ***",
        "bridge.yaml:19  a b [31m",
        "bridge.yaml:20  " + "k" * 39 + "…",
    ]


def test_a_secret_in_an_adapters_own_sentence_becomes_stars(folder: Folder) -> None:
    assert folder.problems(GOOD.replace("some-token", f"wrong-{HIDDEN}")) == [
        "bridge.yaml:16  desks -> slack: the token *** is for another bot.  See docs/configuration.md#slack"
    ]


def test_a_loaded_configuration_shows_no_secret(folder: Folder) -> None:
    text = GOOD.replace("some-token", "${TOKEN}").replace("some-secret", "{file: token.txt}")
    folder.write(HIDDEN, "token.txt")

    loaded = folder.load(text, {"TOKEN": HIDDEN}, f"storage: {{url: 'postgresql://u:{HIDDEN}@host/db'}}\n")

    assert HIDDEN not in f"{loaded!r}{loaded}{loaded.model_dump()}{loaded.model_dump_json()}"
    assert HIDDEN in loaded.storage.url.get_secret_value()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("short", "'short'"),
        ("two\nlines", "'two lines'"),
        ("a\0b", "'a b'"),
        ("x" * 41, "'" + "x" * 39 + "…'"),
        ("${NAME}", "the value of '${NAME}'"),
        ("xoxb-1-2", "***"),
        ("-----BEGIN KEY", "***"),
        ("https://me:word@host", "***"),
    ],
)
def test_values_are_shown_short_and_never_when_they_look_secret(written: str, shown: str) -> None:
    assert show(written) == shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("server: {link_secret: too short}", "server -> link_secret"),
        (
            "bots: {b: {title: B, webhook: {url: 'https://b.example', secret: too short}}}",
            "bots -> b -> webhook -> secret",
        ),
    ],
)
def test_a_secret_that_signs_is_no_short_one(folder: Folder, text: str, key: str) -> None:
    [told] = folder.problems(more=f"{text}\n")

    assert f"{key}: must have at least 16 characters, or what it signs could be forged" in told
