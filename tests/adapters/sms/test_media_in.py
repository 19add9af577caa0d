"""Files that customers send: fetched with credentials from Twilio alone, and from where it sends us on to."""

import base64

import pytest

from core.errors import Permanent
from core.ids import ExternalRef
from core.messages import Unfetched
from core.sentences import say
from tests.adapters.sms.world import World, a_world
from tests.adapters.twilio.at_twilio import ACCOUNT, MIA

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 400


async def a_file(world: World) -> Unfetched:
    """Let Mia send a picture, and give it as it is announced."""
    picture = {"name": "pot.png", "mimetype": "image/png", "base64": base64.b64encode(PICTURE).decode()}
    sent = await world.twilio.twilio.simulate.send(phone=MIA, files=[picture])
    (media,) = world.twilio.twilio.store.messages[sent["sid"]].media
    source = f"{world.twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/{sent['sid']}/Media/{media.sid}"
    return Unfetched(ExternalRef(source), "picture.png", "image/png", 0)


async def _bytes(world: World, file: Unfetched) -> bytes:
    return b"".join([piece async for piece in world.adapter.port.fetch(file)])


async def test_a_file_is_fetched_with_the_credentials_and_by_way_of_a_redirect() -> None:
    async with a_world() as world:
        assert await _bytes(world, await a_file(world)) == PICTURE


async def test_nothing_is_fetched_from_where_twilio_does_not_keep_files() -> None:
    async with a_world() as world:
        file = await a_file(world)
        world.twilio.twilio.base_url = "https://evil.example"  # where Twilio says that the bytes are
        with pytest.raises(Permanent) as caught:
            await _bytes(world, file)

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
