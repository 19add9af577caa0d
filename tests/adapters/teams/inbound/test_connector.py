"""The connector: what goes out, what comes back, and that nothing is lost of an error."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientTimeout, web

from adapters.teams.connector import NoAnswer, TeamsRefused
from core.ids import PersonRef
from tests.adapters.teams.inbound.microsoft import Wired, wired

CHAIN = "19:support@thread.tacv2;messageid=17"
SAID = {"type": "message", "text": "hi"}
ADA = PersonRef("contoso/ada-object-id")


@pytest.fixture
async def wire() -> AsyncIterator[Wired]:
    async with wired() as made:
        yield made


async def refused(wire: Wired) -> TeamsRefused:
    with pytest.raises(TeamsRefused) as told:
        await wire.connector.send(CHAIN, SAID)
    return told.value


async def test_a_post_goes_to_its_chain_under_our_token(wire: Wired) -> None:
    assert await wire.connector.send(CHAIN, SAID) == "17"

    (asked,) = wire.microsoft.asked
    assert asked.method == "POST"
    assert asked.path == "/amer/v3/conversations/19%3Asupport%40thread.tacv2%3Bmessageid%3D17/activities"
    assert asked.headers["Authorization"] == "Bearer token-1"
    assert asked.body == '{"type":"message","text":"hi"}'


async def test_a_post_without_an_id_in_the_answer_has_none(wire: Wired) -> None:
    wire.microsoft.says(202, {})

    assert await wire.connector.send(CHAIN, SAID) == ""


async def test_a_chain_begins_with_its_first_message(wire: Wired) -> None:
    wire.microsoft.says(201, {"id": CHAIN, "activityId": "17"})

    made = await wire.connector.create_chain("19:support@thread.tacv2", SAID)

    assert (made.conversation, made.activity) == (CHAIN, "17")
    assert '"isGroup":true' in wire.microsoft.asked[0].body
    assert '"channel":{"id":"19:support@thread.tacv2"}' in wire.microsoft.asked[0].body


async def test_a_chain_of_which_nothing_is_said_may_have_begun(wire: Wired) -> None:
    wire.microsoft.says(201, {})

    with pytest.raises(NoAnswer) as told:
        await wire.connector.create_chain("19:support@thread.tacv2", SAID)
    assert told.value.sent


async def test_a_personal_chat_is_opened_once(wire: Wired) -> None:
    wire.microsoft.says(201, {"id": "a:ada"})

    assert [await wire.connector.open_personal(ADA) for _ in range(2)] == ["a:ada", "a:ada"]
    assert len(wire.microsoft.asked) == 1
    assert '"members":[{"id":"ada-object-id"}]' in wire.microsoft.asked[0].body
    assert await wire.memory.recall(f"personal:{ADA}") == "a:ada"


async def test_somebody_who_is_known_is_written_to_by_the_id_for_our_bot(wire: Wired) -> None:
    await wire.known.learn_member(ADA, "29:ada")
    await wire.connector.open_personal(ADA)

    assert '"members":[{"id":"29:ada"}]' in wire.microsoft.asked[0].body


async def test_a_change_and_a_deletion_name_the_message(wire: Wired) -> None:
    await wire.connector.update(CHAIN, "18", SAID)
    await wire.connector.delete(CHAIN, "18")

    assert [(one.method, one.path.rpartition("/")[2]) for one in wire.microsoft.asked] == [
        ("PUT", "18"),
        ("DELETE", "18"),
    ]


async def test_a_roster_is_read_page_by_page(wire: Wired) -> None:
    wire.microsoft.says(200, {"members": [{"id": "29:a"}], "continuationToken": "x&y"})
    wire.microsoft.says(200, {"members": [{"id": "29:b"}]})

    assert [one["id"] async for one in wire.connector.members(CHAIN)] == ["29:a", "29:b"]
    assert [one.query for one in wire.microsoft.asked] == ["pageSize=500", "pageSize=500&continuationToken=x%26y"]


@pytest.mark.parametrize("told", [{}, {"members": None}, {"message": "gateway"}])
async def test_a_page_that_says_nothing_of_members_is_no_roster_without_them(wire: Wired, told: dict[str, str]) -> None:
    wire.microsoft.says(200, {"members": [{"id": "29:a"}], "continuationToken": "x"})
    wire.microsoft.says(200, told)

    with pytest.raises(NoAnswer):
        assert [one["id"] async for one in wire.connector.members(CHAIN)]


async def test_a_roster_without_an_end_is_none(wire: Wired) -> None:
    for _ in range(50):
        wire.microsoft.says(200, {"members": [{"id": "29:a"}], "continuationToken": "again"})

    with pytest.raises(NoAnswer):
        assert [one["id"] async for one in wire.connector.members(CHAIN)]


async def test_an_error_keeps_its_status_its_code_and_its_pause(wire: Wired) -> None:
    wire.microsoft.says(429, {"error": {"code": "TooManyRequests", "message": "slow"}}, **{"Retry-After": "7"})

    trouble = await refused(wire)

    assert (trouble.status, trouble.code, trouble.message, trouble.retry_after) == (429, "TooManyRequests", "slow", 7.0)
    assert len(wire.microsoft.asked) == 1


async def test_an_error_of_a_proxy_keeps_its_status_and_its_pause(wire: Wired) -> None:
    wire.microsoft.says(502, text="<html>Bad Gateway</html>", **{"Retry-After": "3"})

    trouble = await refused(wire)

    assert (trouble.status, trouble.code, trouble.retry_after) == (502, "http_502", 3.0)


async def test_a_pause_may_be_a_moment(wire: Wired) -> None:
    wire.microsoft.says(
        503, {}, **{"Retry-After": "Sat, 21 Nov 2026 10:00:10 GMT", "Date": "Sat, 21 Nov 2026 10:00:00 GMT"}
    )

    assert (await refused(wire)).retry_after == 10.0


@pytest.mark.parametrize("written", ["soon", "", "nan", "1e400", "-5"])
async def test_a_pause_that_is_none_is_none_or_short(wire: Wired, written: str) -> None:
    wire.microsoft.says(503, {}, **{"Retry-After": written})

    pause = (await refused(wire)).retry_after
    assert pause is None or 0 <= pause <= 3600


async def test_the_inner_code_of_an_error_is_found(wire: Wired) -> None:
    wire.microsoft.says(403, {"errorCode": 209, "message": '{"subCode":"MessageWritesBlocked","details":"x"}'})

    assert (await refused(wire)).code == "MessageWritesBlocked"


async def test_what_is_no_code_is_not_passed_on(wire: Wired) -> None:
    wire.microsoft.says(400, {"error": {"code": "said: hi\nthere", "message": "x"}})

    assert (await refused(wire)).code == "http_400"


async def test_a_token_that_is_not_taken_is_replaced_once(wire: Wired) -> None:
    wire.microsoft.says(401, {})

    assert await wire.connector.send(CHAIN, SAID) == "17"
    assert [one.headers["Authorization"] for one in wire.microsoft.asked] == ["Bearer token-1", "Bearer token-2"]


async def test_a_second_no_is_no(wire: Wired) -> None:
    wire.microsoft.says(401, {})
    wire.microsoft.says(401, {})

    assert (await refused(wire)).status == 401
    assert len(wire.microsoft.asked) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_redirect_is_followed_with_our_token(wire: Wired, status: int) -> None:
    wire.microsoft.says(status, {}, Location="https://evil.example/")

    assert (await refused(wire)).status == status


async def test_an_answer_that_breaks_off_keeps_its_status(wire: Wired) -> None:
    async def breaks(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=502, headers={"Content-Length": "1000", "Retry-After": "4"})
        await response.prepare(request)
        await response.write(b"<html>")
        assert request.transport is not None
        request.transport.close()
        return response

    wire.microsoft.answers.append(breaks)

    trouble = await refused(wire)
    assert (trouble.status, trouble.retry_after) == (502, 4.0)


async def test_a_success_that_breaks_off_may_have_been_one(wire: Wired) -> None:
    async def breaks(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=201, headers={"Content-Length": "1000"})
        await response.prepare(request)
        assert request.transport is not None
        request.transport.close()
        return response

    wire.microsoft.answers.append(breaks)

    with pytest.raises(NoAnswer) as told:
        await wire.connector.send(CHAIN, SAID)
    assert told.value.sent


async def test_no_connection_means_that_nothing_was_sent() -> None:
    async with wired(service_url="http://127.0.0.1:9/amer") as wire:
        with pytest.raises(NoAnswer) as told:
            await wire.connector.send(CHAIN, SAID)
        assert not told.value.sent


async def test_silence_means_that_it_may_have_been_sent() -> None:
    async with wired() as wire:
        wire.connector._limits = ClientTimeout(sock_read=0.05)  # noqa: SLF001 - a test has no twenty seconds

        async def silent(request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(5)
            return web.Response()

        wire.microsoft.answers.append(silent)
        with pytest.raises(NoAnswer) as told:
            await wire.connector.send(CHAIN, SAID)
        assert told.value.sent


async def test_where_nobody_knows_the_service_nothing_is_sent() -> None:
    async with wired(cloud="china", service_url=None) as wire:
        assert (await refused(wire)).code == "NoServiceUrl"
        assert wire.microsoft.tokens == 0


async def test_a_service_that_is_not_listed_any_more_is_not_used(wire: Wired) -> None:
    await wire.memory.keep("service:contoso", "https://evil.example/amer/")

    assert await wire.connector.send(CHAIN, SAID) == "17"
    assert len(wire.microsoft.asked) == 1


async def test_a_file_is_fetched_with_our_token_from_the_service_alone() -> None:
    async with wired(files_hosts=("localhost:1",)) as wire:
        limits = ClientTimeout(total=5)
        async with await wire.connector.get(f"{wire.microsoft.url}/amer/v3/attachments/1", limits) as response:
            assert response.status == 201
        assert wire.microsoft.asked[0].headers["Authorization"] == "Bearer token-1"
        for url in (f"{wire.microsoft.url}/elsewhere", "https://evil.example/x", "file:///etc/passwd"):
            with pytest.raises(TeamsRefused, match="HostNotAllowed"):
                await wire.connector.get(url, limits)


async def test_a_file_of_sharepoint_is_fetched_without_our_token() -> None:
    async with wired(service_urls=("smba.example",), service_url=None) as wire:
        host = wire.microsoft.url.removeprefix("http://")
        wire.connector._files = (host,)  # noqa: SLF001 - its address is known only now
        async with await wire.connector.get(f"{wire.microsoft.url}/x", ClientTimeout(total=5)) as response:
            assert response.status == 201
        assert "Authorization" not in wire.microsoft.asked[0].headers
