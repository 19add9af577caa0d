"""The words in which a wrong value is told."""

import pytest

from tests.config.conftest import GOOD, Folder

DOCS = "  See docs/configuration.md#"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("server: {port: many}", f"server -> port: must be a whole number, got 'many'.{DOCS}port"),
        ("server: {port: 1.5}", f"server -> port: must be a whole number, got '1.5'.{DOCS}port"),
        ("server: {port: -1}", f"server -> port: must be greater than or equal to 0, got '-1'.{DOCS}port"),
        ("server: {port: }", f"server -> port: must be a whole number, got nothing.{DOCS}port"),
        ("server: {port: [1]}", f"server -> port: must be a whole number, got a list.{DOCS}port"),
        ("server: {port: {a: 1}}", f"server -> port: must be a whole number, got keys and values.{DOCS}port"),
        ("server: {host: ''}", f"server -> host: must not be empty, got ''.{DOCS}host"),
        ("server: {host: 5}", f"server -> host: must be text, got '5'. Put it in quotes.{DOCS}host"),
        ("server: 5", f"server: must hold keys and values, got '5'.{DOCS}server"),
        ("server: some text", f"server: must hold keys and values, got text.{DOCS}server"),
        ("server: [a]", f"server: must hold keys and values, got a list.{DOCS}server"),
        (
            "server: {trusted_proxies: 10.0.0.1}",
            f"server -> trusted_proxies: must be a list, got '10.0.0.1'. Write it as [value].{DOCS}trusted_proxies",
        ),
        (
            "server: {trusted_proxies: {a: 1}}",
            f"server -> trusted_proxies: must be a list, got keys and values.{DOCS}trusted_proxies",
        ),
        (
            "log: {level: warn}",
            ("log -> level: must be one of: debug, info, warning, error, got 'warn'. "
            f"Did you mean 'warning'?{DOCS}level"),
        ),
        ("log: {level: x}", f"log -> level: must be one of: debug, info, warning, error, got 'x'.{DOCS}level"),
        ("log: {level: 5}", f"log -> level: must be one of: debug, info, warning, error, got '5'.{DOCS}level"),
        ("storage: {files: 5}", f"storage -> files: must be a file name, got '5'.{DOCS}storage-files"),
        ("storage: {url: 'x://y'}", ("storage -> url: must be sqlite:///path/to/file.db or "
         f"postgresql://user:password@host/name, got ***.{DOCS}storage-url")),
        ("redis: {url: 'x://y'}", ("redis -> url: must be redis://host:port/0, "
         "redis+sentinel://host:port,host:port/name or redis+cluster://host:port,host:port; "
         "rediss instead of redis is with TLS, got ***."
         f"{DOCS}redis-url")),
        ("extra: 1", ("extra: unknown key. Known here: agents, agents_from, bans, bots, brake, canned, "
         "channels, commands, desks, dispositions, experts, forms, ....  See docs/configuration.md")),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_plain_words(folder: Folder, written: str, message: str) -> None:
    assert folder.problems(more=written + "\n") == [f"bridge.yaml:18  {message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    title: Billing\n", "",
         f"2  queues -> billing -> title: this key is required and missing.{DOCS}queues-title"),
        ("title: Billing", "titl: Billing", ("3  queues -> billing -> titl: unknown key. "
         f"Did you mean 'title'?{DOCS}queues-title")),
        ("[C1]", "[]", f"5  queues -> billing -> places: must have at least one entry.{DOCS}places"),
        ("  billing:\n    title", "  Bil ling:\n    title", ("2  queues -> Bil ling: a name has only small letters, "
         f"digits, _ and -, and at most 64 of them.{DOCS}queues")),
        ("queue: billing", "weight: ten\n    queue: billing", ("13  channels -> web -> weight: must be a whole number, "
         f"got 'ten'.{DOCS}web-weight")),
        ("some-token", "x\n    posts_per_second: fast", ("18  desks -> slack -> posts_per_second: must be a number, "
         f"got 'fast'.{DOCS}slack-posts_per_second")),
        ("some-token", "x\n    mode: htp", ("18  desks -> slack -> mode: must be one of: http, socket, got 'htp'. "
         f"Did you mean 'http'?{DOCS}slack-mode")),
        ("some-secret", "x\n    rules:\n      - when: open\n      - limit: x", ("17  channels -> web -> rules -> "
         f"item 2 -> limit: must be a whole number, got 'x'.{DOCS}web-rules-limit")),
        ("    token_secret: some-secret\n", "", ("12  channels -> web -> token_secret: this key is required and "
         f"missing.{DOCS}web-token_secret")),
    ],
)  # fmt: skip
def test_a_mistake_in_its_surroundings_is_told(folder: Folder, old: str, new: str, message: str) -> None:
    lines = folder.problems(GOOD.replace(old, new, 1))

    assert f"bridge.yaml:{message}" in lines
    assert len(lines) <= 3


def test_a_section_with_nothing_in_it_is_told_what_it_needs(folder: Folder) -> None:
    text = GOOD.replace("    bot_token: some-token\n", "")

    assert folder.problems(text) == [
        f"bridge.yaml:16  desks -> slack -> bot_token: this key is required and missing.{DOCS}slack-bot_token"
    ]


def test_a_file_with_next_to_nothing_is_told_what_it_needs(folder: Folder) -> None:
    assert folder.problems("log: {level: info}\n") == [
        f"bridge.yaml:1  {key}: this key is required and missing.{DOCS}{key}" for key in ("channels", "desks", "queues")
    ]


def test_a_bad_section_is_not_also_told_as_a_missing_one(folder: Folder) -> None:
    assert len(folder.problems(GOOD.replace("some-token", "[x]"))) == 1
