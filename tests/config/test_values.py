"""Lengths of time, amounts of data, addresses and names: what is read, what is refused and in which words."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from config.addresses import check_base_url, check_network, check_origin, check_url
from config.durations import read_duration, read_duration_or_off, show_duration
from config.folders import folder_parts
from config.names import check_name
from config.sizes import read_size, show_size
from config.storage import Storage, check_database


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("30s", 30), ("5m", 300), ("1h30m", 5400), ("7d", 604_800), ("1d1h1m1s", 90_061), (45, 45), ("45", 45)],
)
def test_a_length_of_time_is_read(written: object, seconds: int) -> None:
    assert read_duration(written) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", " ", "soon", "1.5h", "-5s", "5 m", "30m1h", "5ms", -5, 1.5, True, None, [1]])
def test_what_is_no_length_of_time_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="must be a length of time such as 30s, 5m or 1h30m"):
        read_duration(written)


@pytest.mark.parametrize("written", [0, "0s", "0h0m"])
def test_no_time_at_all_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="must be longer than nothing"):
        read_duration(written)


@pytest.mark.parametrize("written", [None, "", 0, "0", "0s", "0h0m"])
def test_no_time_at_all_is_off_where_it_may_be(written: object) -> None:
    assert read_duration_or_off(written) is None


def test_a_length_of_time_is_read_where_it_may_be_off() -> None:
    assert read_duration_or_off("90s") == timedelta(seconds=90)


@pytest.mark.parametrize("written", ["soon", -1, True, 1.5])
def test_what_is_no_length_of_time_is_refused_where_it_may_be_off(written: object) -> None:
    with pytest.raises(ValueError, match="must be a length of time such as 30s, 5m or 1h30m"):
        read_duration_or_off(written)


@given(st.integers(1, 10**9))
def test_a_length_of_time_is_written_as_it_is_read(seconds: int) -> None:
    length = timedelta(seconds=seconds)

    assert read_duration(show_duration(length)) == length


def test_no_time_is_written_as_zero_seconds() -> None:
    assert show_duration(timedelta(0)) == "0s"


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("20MB", 20_000_000),
        ("500 kB", 500_000),
        ("1.5gb", 1_500_000_000),
        ("7", 7),
        (7, 7),
        ("7b", 7),
        ("1.001kB", 1_001),
    ],
)
def test_an_amount_of_data_is_read(written: object, size: int) -> None:
    assert read_size(written) == size


@pytest.mark.parametrize("written", ["", "much", "20 MiB", "-1MB", "20m", "1,5MB", True, None, 1.5, -1])
def test_what_is_no_amount_of_data_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="must be an amount of data such as 500kB or 20MB"):
        read_size(written)


@pytest.mark.parametrize("written", [0, "0MB", "0.1b"])
def test_no_data_at_all_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="must be at least one byte"):
        read_size(written)


@given(st.integers(1, 10**12))
def test_an_amount_of_data_is_written_as_it_is_read(size: int) -> None:
    assert read_size(show_size(size)) == size


@pytest.mark.parametrize("written", ["https://a.example/b?c#d", "http://127.0.0.1:8080", "https://[::1]/x"])
def test_a_web_address_is_kept_as_written(written: str) -> None:
    assert check_url(written) == written


@pytest.mark.parametrize(
    "written",
    ["", "a.example", "ftp://a.example", "https://", "https://a:x", "https://a:0", "https://a b", "http://[::1"],
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="must be a web address such as"):
        check_url(written)


def test_a_web_address_with_a_password_is_refused() -> None:
    with pytest.raises(ValueError, match="without a user and password"):
        check_url("https://me:word@a.example")


def test_a_base_address_loses_its_last_slash_and_has_no_query() -> None:
    assert check_base_url("https://slack.com/api/") == "https://slack.com/api"
    with pytest.raises(ValueError, match=r"without \? and #"):
        check_base_url("https://slack.com/api?x=1")


def test_an_origin_is_scheme_host_and_port() -> None:
    assert check_origin("https://Shop.Example:8443/") == "https://shop.example:8443"
    with pytest.raises(ValueError, match="without a path"):
        check_origin("https://shop.example/cart")


def test_a_network_may_be_one_address() -> None:
    assert [check_network("10.1.2.3/8"), check_network("::1")] == ["10.0.0.0/8", "::1/128"]
    with pytest.raises(ValueError, match="must be an IP address or a network"):
        check_network("proxy.example")


def test_a_name_has_small_letters_digits_and_two_signs() -> None:
    assert check_name("a_b-1") == "a_b-1"
    for wrong in ("", "A", "a b", "ä", "x" * 65, "a\n"):
        with pytest.raises(ValueError, match="small letters"):
            check_name(wrong)


def test_a_database_is_sqlite_or_postgresql() -> None:
    for right in ("sqlite:///data/x.db", "postgresql://u:p@h/db"):
        assert check_database(SecretStr(right)).get_secret_value() == right
    with pytest.raises(ValueError, match="must be sqlite"):
        check_database(SecretStr("mysql://h/db"))


@pytest.mark.parametrize(
    ("written", "parts"), [("", ()), ("Billing", ("Billing",)), ("Billing / Old", ("Billing", "Old"))]
)
def test_a_folder_is_its_names_outermost_first(written: str, parts: tuple[str, ...]) -> None:
    assert folder_parts(written) == parts


def test_another_process_that_has_the_file_is_waited_for_a_minute_at_most() -> None:
    assert Storage.model_validate({"lock_timeout": "0s"}).lock_timeout is None
    assert Storage.model_validate({"lock_timeout": "60s"}).lock_timeout == timedelta(seconds=60)
    with pytest.raises(ValueError, match="must be at most 1m"):
        Storage.model_validate({"lock_timeout": "61s"})
