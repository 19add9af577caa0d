"""Addresses of Redis: one server, behind Sentinel, a cluster; with TLS and with an account."""

import pytest

from config.redis import Kind, RedisAddress, parse
from tests.config.conftest import Folder


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://cache", RedisAddress(Kind.SINGLE, (("cache", 6379),))),
        ("redis://cache:7000/2", RedisAddress(Kind.SINGLE, (("cache", 7000),), database=2)),
        ("redis://[::1]:7000", RedisAddress(Kind.SINGLE, (("::1", 7000),))),
        ("rediss://cache", RedisAddress(Kind.SINGLE, (("cache", 6379),), tls=True)),
        ("redis://me:p%40ss@cache", RedisAddress(Kind.SINGLE, (("cache", 6379),), user="me", password="p@ss")),
        ("redis://:pass@cache", RedisAddress(Kind.SINGLE, (("cache", 6379),), password="pass")),
        (
            "redis+sentinel://one,two:27000/main",
            RedisAddress(Kind.SENTINEL, (("one", 26379), ("two", 27000)), master="main"),
        ),
        (
            "rediss+cluster://:pass@one:7000,two:7001",
            RedisAddress(Kind.CLUSTER, (("one", 7000), ("two", 7001)), tls=True, password="pass"),
        ),
    ],
)
def test_an_address_is_taken_apart(url: str, address: RedisAddress) -> None:
    assert parse(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "http://cache",
        "redis://",
        "redis://one,two",
        "redis://cache/main",
        "redis://cache:none",
        "redis://ca che",
        "redis+sentinel://one",
        "redis+cluster://one,",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be redis://"):
        parse(url)


def test_a_password_is_never_printed() -> None:
    assert "hush" not in repr(parse("redis://me:hush@cache"))


def test_an_address_in_the_file_is_kept_as_written_and_told_when_it_is_none(folder: Folder) -> None:
    url = folder.load(more="redis: {url: 'redis://me:hush@cache'}\n").redis.url

    assert url is not None
    assert url.get_secret_value() == "redis://me:hush@cache"
    [problem] = folder.problems(more="redis: {url: 'http://me:hush@cache'}\n")
    assert problem.startswith("bridge.yaml:18  redis -> url: must be redis://")
    assert "hush" not in problem
