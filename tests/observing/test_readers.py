"""The figures are read by whoever has the token; without one by this machine alone, and only on a trial."""

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict
from pydantic import SecretStr

from bridge.observing.readers import Readers
from config.observing import Metrics

HERE = "http://127.0.0.1:8080"
PUBLISHED = "https://chat.example.com"
TOKEN = Metrics(token=SecretStr("a token for tests"))


def reads(readers: Readers, remote: str = "127.0.0.1", host: str = "127.0.0.1:8080", /, **headers: str) -> bool:
    """Ask for the figures from an address."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = make_mocked_request("GET", "/metrics", headers=CIMultiDict({"Host": host, **named}))
    return readers.may_read(request.clone(remote=remote))


@pytest.mark.parametrize(
    ("remote", "host"),
    [("127.0.0.1", "127.0.0.1:8080"), ("127.0.0.9", "localhost"), ("::1", "[::1]:8080")],
)
def test_on_a_trial_this_machine_reads_them(remote: str, host: str) -> None:
    assert reads(Readers(Metrics(), HERE), remote, host)


def test_another_machine_does_not_read_them() -> None:
    assert not reads(Readers(Metrics(), HERE), "203.0.113.7")


def test_once_published_this_machine_does_not_read_them_without_the_token_either() -> None:
    # A proxy on this machine need not leave a trace of itself: nginx leaves none unless it is told to.
    assert not reads(Readers(Metrics(), PUBLISHED))


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP", "Via", "CF_Connecting_IP"])
def test_what_came_through_a_proxy_is_not_this_machines_own(header: str) -> None:
    assert not reads(Readers(Metrics(), HERE), **{header: "127.0.0.1"})


@pytest.mark.parametrize("host", ["evil.example", "", "[", "chat.example.com:8080"])
def test_a_page_whose_name_was_pointed_here_does_not_read_them(host: str) -> None:
    assert not reads(Readers(Metrics(), HERE), "127.0.0.1", host)


def test_the_token_reads_them_from_everywhere() -> None:
    readers = Readers(TOKEN, PUBLISHED)

    assert reads(readers, "203.0.113.7", "chat.example.com", Authorization="Bearer a token for tests")
    assert reads(readers, "203.0.113.7", "chat.example.com", Authorization="bearer  a token for tests ")


@pytest.mark.parametrize(
    "shown", ["Bearer wrong", "Bearer", "Basic a token for tests", "", "Bearer a token for testsx"]
)
def test_anything_but_the_token_does_not(shown: str) -> None:
    assert not reads(Readers(TOKEN, PUBLISHED), "203.0.113.7", "chat.example.com", Authorization=shown)


def test_without_a_token_in_the_configuration_none_opens() -> None:
    assert not reads(Readers(Metrics(), PUBLISHED), "203.0.113.7", Authorization="Bearer ")
