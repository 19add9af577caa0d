"""Files that customers send: fetched with credentials from Twilio alone, and from where it sends us on to."""

import pytest

from core.errors import Permanent
from core.ids import ExternalRef
from core.messages import Unfetched
from core.sentences import say
from tests.adapters.sms.twilio import ACCOUNT, PICTURE, FakeTwilio
from tests.adapters.sms.world import World, a_world


def a_file(twilio: FakeTwilio, name: str) -> Unfetched:
    source = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/{name}"
    return Unfetched(ExternalRef(source), "picture.png", "image/png", 0)


async def _bytes(world: World, file: Unfetched) -> bytes:
    return b"".join([piece async for piece in world.adapter.port.fetch(file)])


async def test_a_file_is_fetched_with_the_credentials_and_by_way_of_a_redirect() -> None:
    async with a_world() as world:
        assert await _bytes(world, a_file(world.twilio, "picture")) == PICTURE


async def test_nothing_is_fetched_from_where_twilio_does_not_keep_files() -> None:
    async with a_world() as world:
        with pytest.raises(Permanent) as caught:
            await _bytes(world, a_file(world.twilio, "away"))

        assert caught.value.reason == say("sms_file_host", host="evil.example")


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://[x",
        "",
        "//evil.example/",
    ],
)
async def test_credentials_are_shown_to_nobody_else(source: str) -> None:
    async with a_world() as world:
        with pytest.raises(Permanent):
            await _bytes(world, Unfetched(ExternalRef(source), "x", "image/png", 0))

        assert world.twilio.calls == []


async def test_a_host_that_only_begins_like_twilios_is_another() -> None:
    async with a_world() as world:
        source = world.twilio.url.replace("127.0.0.1", "127.0.0.1@evil.example")
        with pytest.raises(Permanent):
            await _bytes(world, Unfetched(ExternalRef(source), "x", "image/png", 0))
