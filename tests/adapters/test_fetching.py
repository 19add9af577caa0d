"""A customer's file is fetched from its vendor's own hosts: no redirect leads elsewhere or takes credentials along."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import ClientTimeout

from adapters.fetching import Fetching
from adapters.meta.media import MediaFetcher as OfMeta
from adapters.twilio.media import MediaFetcher as OfTwilio
from core.errors import Permanent, Transient
from core.ids import ExternalRef
from core.messages import Unfetched
from core.sentences import Sentence, say
from tests.adapters.vendors_files import FILE, Places, places

Fetches = Callable[[str], AsyncIterator[bytes]]
Vendor = Callable[[Places], Fetches]
TWILIO_SHOWS, META_SHOWS = "Basic QUM6czNjcmV0", "Bearer s3cret"


def why_not(host: str) -> Sentence:
    return say("sms_file_host", host=host)


def twilio(at: Places) -> Fetches:
    fetcher = OfTwilio(lambda: at.session, at.at_api(""), ("AC", "s3cret"), (at.listed.netloc,), why_not)
    return lambda address: fetcher.fetch(Unfetched(ExternalRef(address), "x", "image/png", 0))


def meta(at: Places) -> Fetches:
    fetcher = OfMeta(lambda: at.session, at.at_api(""), (at.listed.netloc,), why_not)
    return lambda address: fetcher.fetch(address, "s3cret")


BOTH = pytest.mark.parametrize("vendor", [twilio, meta])


async def got(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


@pytest.mark.parametrize(("vendor", "shown"), [(twilio, TWILIO_SHOWS), (meta, META_SHOWS)])
async def test_credentials_are_dropped_where_the_vendor_sends_us_on(vendor: Vendor, shown: str, tmp_path: Path) -> None:
    async with places(tmp_path) as at:
        at.api.send_on("/file", at.at_listed("/there"))
        at.listed.lay("/there")

        assert await got(vendor(at)(at.at_api("/file"))) == FILE
        assert at.api.shown() == [shown]
        assert at.listed.shown() == [None]


async def test_twilios_credentials_are_not_shown_to_a_host_that_only_keeps_files(tmp_path: Path) -> None:
    async with places(tmp_path) as at:
        at.listed.lay("/file")

        assert await got(twilio(at)(at.at_listed("/file"))) == FILE
        assert at.listed.shown() == [None]


async def test_metas_token_is_shown_once_however_meta_sends_us_around(tmp_path: Path) -> None:
    async with places(tmp_path) as at:
        at.listed.send_on(
            "/file", at.at_api("/back")
        )  # a file's own address lies on a listed host, and wants the token
        at.api.send_on("/back", "/again")
        at.api.lay("/again")

        assert await got(meta(at)(at.at_listed("/file"))) == FILE
        assert (at.listed.shown(), at.api.shown()) == ([META_SHOWS], [None, None])


@BOTH
@pytest.mark.parametrize(
    ("to", "host"),
    [
        ("https://evil.example/x", "evil.example"),
        ("//evil.example/x", "evil.example"),
        ("http://{listed}/x", "127.0.0.1"),
        ("https://{api}/x", "127.0.0.1"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254"),
        ("http://10.0.0.1/", "10.0.0.1"),
        ("http://localhost:6379/", "localhost"),
        ("http://[::1]/", "::1"),
        ("https://{listed}@evil.example/x", "?"),
        ("https://evil@{listed}/x", "?"),
        ("https://{listed}.evil.example/x", "?"),
        ("https://evil.example\\@{listed}/x", "?"),
        ("file:///etc/passwd", "?"),
        ("javascript:alert(1)", "?"),
    ],
)
async def test_a_redirect_to_a_host_that_is_not_the_vendors_is_refused_and_named(
    vendor: Vendor, to: str, host: str, tmp_path: Path
) -> None:
    async with places(tmp_path) as at:
        at.api.send_on("/file", to.format(api=at.api.netloc, listed=at.listed.netloc))
        with pytest.raises(Permanent) as caught:
            await got(vendor(at)(at.at_api("/file")))

        assert caught.value.reason == why_not(host)
        assert (len(at.api.asked), at.listed.asked) == (1, [])


@BOTH
@pytest.mark.parametrize("to", ["/file", "", "https://[x"])
async def test_redirects_without_end_or_without_an_address_are_given_up(
    vendor: Vendor, to: str, tmp_path: Path
) -> None:
    async with places(tmp_path) as at:
        at.api.send_on("/file", to)
        with pytest.raises(Permanent) as caught:
            await got(vendor(at)(at.at_api("/file")))

        assert caught.value.reason == say("fail_file_fetch")
        assert len(at.api.asked) == (1 if "[" in to else 4)


def a_fetching(at: Places, most_bytes: int) -> Fetches:
    fetching = Fetching(lambda: at.session, ClientTimeout(total=10), lambda _: Transient("429"), most_bytes=most_bytes)
    return lambda address: fetching.fetch(address, lambda *_: {})


@pytest.mark.parametrize("how", ["announced", "streamed"])
async def test_reading_stops_at_the_limit_whether_or_not_the_size_was_announced(how: str, tmp_path: Path) -> None:
    async with places(tmp_path) as at:
        at.api.lay("/announced")
        at.api.stream("/streamed", [FILE[:100], FILE[100:]])

        assert await got(a_fetching(at, len(FILE))(at.at_api(f"/{how}"))) == FILE
        with pytest.raises(Permanent) as caught:
            await got(a_fetching(at, len(FILE) - 1)(at.at_api(f"/{how}")))
        assert caught.value.detail == "file: too large"


@BOTH
@pytest.mark.parametrize("announced", [100, len(FILE) + 1])
async def test_a_file_that_is_not_as_long_as_was_said_is_fetched_again_later(
    vendor: Vendor, announced: int, tmp_path: Path
) -> None:
    async with places(tmp_path) as at:
        at.api.lay("/file", announced=announced)
        with pytest.raises(Transient):
            await got(vendor(at)(at.at_api("/file")))


async def test_a_vendor_that_never_sends_on_is_not_followed_at_all(tmp_path: Path) -> None:
    async with places(tmp_path) as at:
        at.api.send_on("/file", at.at_api("/there"))
        fetching = Fetching(lambda: at.session, ClientTimeout(total=10), lambda _: Transient("429"), most_hops=0)
        with pytest.raises(Permanent):
            await got(fetching.fetch(at.at_api("/file"), lambda *_: {}))

        assert len(at.api.asked) == 1
