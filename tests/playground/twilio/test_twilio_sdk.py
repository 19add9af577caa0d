"""Twilio's own library speaks with the playground as with Twilio."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from playground.clock import FakeClock
from playground.server import Playground
from playground.twilio.seed import ACCOUNT_SID, API_KEY, API_SECRET, AUTH_TOKEN, MIA, NUMBER, SECOND, SERVICE

# The library's own sign-in (twilio 9.13) uses what aiohttp 4 will not have.
pytestmark = pytest.mark.filterwarnings("ignore:.*BasicAuth.*:DeprecationWarning", "ignore:.*auth.*:DeprecationWarning")


class Redirected(AsyncTwilioHttpClient):  # type: ignore[misc] # the library is untyped here
    """Calls the playground where the library would call Twilio."""

    base = ""

    async def request(
        self, method: str, url: str, params: Any = None, data: Any = None, *args: Any, **more: Any
    ) -> Response:
        parts = urlsplit(url)
        if (more.get("headers") or {}).get("Content-Type") == "application/json":
            data = json.dumps(data)  # the library's asynchronous client (9.13) writes a form even then
        query = f"?{parts.query}" if parts.query else ""
        return await super().request(method, f"{self.base}{parts.path}{query}", params, data, *args, **more)


@pytest.fixture
async def client(pg: Playground) -> AsyncIterator[Client]:
    http = Redirected()
    http.base = pg.twilio.base_url
    yield Client(ACCOUNT_SID, AUTH_TOKEN, http_client=http)
    await http.close()


async def test_the_library_creates_and_fetches(client: Client, pg: Playground, clock: FakeClock) -> None:
    sent = await client.messages.create_async(to=MIA, from_=NUMBER, body="hello 👋")
    assert (sent.status, sent.num_segments, sent.direction) == ("queued", "1", "outbound-api")
    assert sent.date_created == datetime.fromtimestamp(clock.now(), UTC)
    await pg.twilio.settled()
    fetched = await client.messages(sent.sid).fetch_async()
    assert (fetched.status, fetched.error_code, fetched.body) == ("delivered", None, "hello 👋")
    assert fetched.date_sent == datetime.fromtimestamp(clock.now(), UTC)


async def test_the_library_writes_by_an_api_key_and_a_messaging_service(pg: Playground) -> None:
    pg.twilio.settings.service_numbers = [SECOND]
    http = Redirected()
    http.base = pg.twilio.base_url
    client = Client(API_KEY, API_SECRET, ACCOUNT_SID, http_client=http)
    sent = await client.messages.create_async(to=MIA, messaging_service_sid=SERVICE, body="hello")
    assert (sent.status, sent.from_) == ("accepted", None)
    await http.close()


async def test_the_library_reads_a_list_in_pages(client: Client, pg: Playground, clock: FakeClock) -> None:
    for number in range(5):
        await client.messages.create_async(to=MIA, from_=NUMBER, body=f"number {number}")
    await pg.twilio.settled()
    found = await client.messages.list_async(to=MIA, page_size=2)
    assert [one.body for one in found] == [f"number {number}" for number in (4, 3, 2, 1, 0)]
    now = datetime.fromtimestamp(clock.now(), UTC)
    assert len(await client.messages.list_async(date_sent=now)) == 5
    assert len(await client.messages.list_async(date_sent_after=now)) == 5
    assert len(await client.messages.list_async(date_sent_before=now.replace(hour=0))) == 0


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [({"to": "12"}, 400, 21211), ({"body": "a" * 1601}, 400, 21617), ({"from_": "+15550199999"}, 400, 21606)],
)
async def test_the_library_raises_what_is_refused(
    client: Client, wrong: dict[str, str], status: int, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await client.messages.create_async(**({"to": MIA, "from_": NUMBER, "body": "hello"} | wrong))
    assert (refused.value.status, refused.value.code) == (status, code)
    assert refused.value.msg


async def test_the_library_raises_a_rate_limit_and_an_error(client: Client, pg: Playground) -> None:
    for kind, status, code in [("429", 429, 20429), ("500", 500, 20500), ("outage", 503, 20503)]:
        pg.faults.add("create", kind, vendor="twilio")
        with pytest.raises(TwilioRestException) as refused:
            await client.messages.create_async(to=MIA, from_=NUMBER, body="hello")
        assert (refused.value.status, refused.value.code) == (status, code)
    assert not pg.twilio.store.messages


async def test_the_library_makes_a_content_and_finds_it_by_its_name(client: Client) -> None:
    buttons = {"twilio/quick-reply": {"body": "{{1}}", "actions": [{"title": "{{2}}", "id": "a"}]}}
    made = await client.content.v1.contents.create_async(
        ContentList.ContentCreateRequest({"friendly_name": "tea", "language": "en", "types": buttons})
    )
    (found,) = await client.content.v2.contents.list_async(content_name="tea", page_size=1)
    assert (found.sid, found.friendly_name) == (made.sid, "tea")
    assert found.types["twilio/quick-reply"]["body"] == "{{1}}"
    assert await client.content.v2.contents.list_async(content_name="coffee") == []


async def test_the_library_redacts_and_deletes(client: Client, pg: Playground) -> None:
    sent = await client.messages.create_async(to=MIA, from_=NUMBER, body="secret")
    await pg.twilio.settled()
    assert (await client.messages(sent.sid).update_async(body="")).body == ""
    assert await client.messages(sent.sid).delete_async()
    with pytest.raises(TwilioRestException) as refused:
        await client.messages(sent.sid).fetch_async()
    assert refused.value.code == 20404


async def test_the_library_lists_and_deletes_media(client: Client, pg: Playground) -> None:
    picture = {"name": "tea.png", "mimetype": "image/png", "base64": "iVBORw0KGgo="}
    sid = (await pg.twilio.simulate.send(phone=MIA, files=[picture]))["sid"]
    (media,) = await client.messages(sid).media.list_async()
    assert (media.content_type, media.parent_sid) == ("image/png", sid)
    assert await client.messages(sid).media(media.sid).delete_async()
    assert await client.messages(sid).media.list_async() == []
