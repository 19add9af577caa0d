"""What each failure of Slack's means for what was to be sent."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from string import Formatter

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer, unused_port

from adapters.slack.client import SlackClient, proxy_for
from adapters.slack.failures import _SAYING, from_answer, is_error
from adapters.slack.sentences import TEMPLATES
from core.errors import DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ExternalRef
from core.sentences import Sentence
from core.texts import TEMPLATES as CORE_TEMPLATES
from tests.adapters.slack.outbound.desks import CARD, PLACE, Workplace, a_post, section

Handler = Callable[[web.Request], web.StreamResponse]


async def failing(work: Workplace, thread: ExternalRef, key: str = "key-9") -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as caught:
        await work.desk.post(thread, a_post(key=key))
    return caught.value


def sentence(failure: DeliveryFailed) -> Sentence:
    assert failure.reason is not None
    return failure.reason


async def test_429_waits_as_long_as_slack_says(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", "429", retry_after=7)

    failure = await failing(work, thread)

    assert isinstance(failure, Transient)
    assert failure.retry_after == 7
    assert work.replies(thread) == []


@pytest.mark.parametrize("kind", ["500", "outage"])
async def test_a_server_that_refuses_has_not_posted(work: Workplace, kind: str) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", kind)

    assert isinstance(await failing(work, thread), Transient)


@pytest.mark.parametrize("kind", ["reset", "reset_after_accept", "timeout_after_accept"])
async def test_a_lost_answer_leaves_it_uncertain_and_nothing_is_sent_twice_by_itself(
    kind: str, work: Workplace
) -> None:
    thread = await work.another_desk().open_thread(PLACE, CARD, "open-1")
    work.seconds = 0.3
    work.desk = work.another_desk()
    work.pg.faults.add("chat.postMessage", kind)

    failure = await failing(work, thread.thread)

    assert isinstance(failure, Uncertain)
    assert not failure.certain
    assert len(work.replies(thread.thread)) == (0 if kind == "reset" else 1)


@pytest.mark.parametrize("kind", ["reset_after_accept", "500"])
async def test_what_may_be_repeated_is_never_uncertain(work: Workplace, kind: str) -> None:
    opened = await work.desk.open_thread(PLACE, CARD, "open-1")
    work.pg.faults.add("chat.update", kind)

    with pytest.raises(Transient):
        await work.desk.update_card(opened.card, CARD, "update-1")


async def test_nobody_listening_means_not_sent() -> None:
    async with ClientSession() as session:
        client = SlackClient(section(api_url=f"http://127.0.0.1:{unused_port()}/api"), lambda: session)

        with pytest.raises(Transient):
            await client.call("chat.postMessage", channel="C0SUPPORT", text="x")


async def test_a_closed_session_means_not_sent() -> None:
    session = ClientSession()
    await session.close()
    client = SlackClient(section(), lambda: session)

    with pytest.raises(Transient):
        await client.call("chat.postMessage", channel="C0SUPPORT", text="x")


async def test_a_revoked_token_says_what_to_do(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.slack.store.grants["xoxb-playground"].revoked = True

    failure = await failing(work, thread)

    assert isinstance(failure, Permanent)
    assert sentence(failure).key == "slack_auth"


async def test_an_archived_channel_says_so(work: Workplace) -> None:
    thread = await work.thread()
    await work.pg.slack.simulate.archive(user="U0ADA", channel="C0SUPPORT")

    assert sentence(await failing(work, thread)).key == "slack_archived"


async def test_a_channel_without_the_app_says_how_to_bring_it_back(work: Workplace) -> None:
    thread = await work.thread()
    await work.pg.slack.simulate.kick(user="U0ADA", channel="C0SUPPORT", who="U0BRIDGE")

    failure = await failing(work, thread)

    assert sentence(failure).key == "slack_not_in_channel"
    assert "/invite" in TEMPLATES["slack_not_in_channel"]


async def test_a_missing_permission_is_named(work: Workplace) -> None:
    thread = await work.thread()
    grant = work.pg.slack.store.grants["xoxb-playground"]
    grant.scopes -= {"chat:write.customize"}

    assert sentence(await failing(work, thread)) == Sentence("slack_scope", {"scope": "chat:write.customize"})


async def test_a_deleted_thread_says_so(work: Workplace) -> None:
    assert sentence(await failing(work, ExternalRef("T0DEMO/C0SUPPORT/1.000001"))).key == "slack_thread_gone"


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, "internal_error", Uncertain),
        (200, "fatal_error", Uncertain),
        (200, "service_unavailable", Transient),
        (200, "ratelimited", Transient),
        (502, "", Uncertain),
        (504, "", Uncertain),
        (503, "", Transient),
        (200, "", Uncertain),
        (302, "", Permanent),
        (404, "", Permanent),
        (200, "msg_too_long", Permanent),
        (200, "something_new", Permanent),
    ],
)
def test_an_answer_is_judged_by_what_slack_may_have_done(status: int, error: str, expected: type[Exception]) -> None:
    data = {"ok": False, "error": error} if error else "text"

    failure = from_answer("chat.postMessage", status, {}, data)

    assert type(failure) is expected or isinstance(failure, expected)
    assert isinstance(failure, Uncertain) == (expected is Uncertain)


@pytest.mark.parametrize(
    ("header", "expected"), [("3", 3.0), ("-1", 0.0), ("nan", None), ("soon", 1.0), ("99999", 3_600.0), ("", 1.0)]
)
def test_retry_after_is_read_with_care(header: str, expected: float | None) -> None:
    failure = from_answer("chat.update", 429, {"Retry-After": header}, None)

    assert isinstance(failure, Transient)
    assert failure.retry_after == expected


def test_every_sentence_has_its_words_and_its_values() -> None:
    for code, key in _SAYING.items():
        failure = from_answer("chat.postMessage", 200, {}, {"ok": False, "error": code})
        wanted = {name for _, name, _, _ in Formatter().parse(TEMPLATES[key]) if name}

        assert is_error(failure, code)
        assert wanted <= set(sentence(failure).args)


def test_no_key_is_also_a_key_of_the_core() -> None:
    assert {key for key in TEMPLATES if not key.startswith("slack_")} == set()
    assert {key for key in CORE_TEMPLATES if key.startswith("slack_")} <= set(TEMPLATES)


def test_the_local_machine_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "intern.example")

    assert proxy_for("http://127.0.0.1:8090/slack/api/") is None
    assert proxy_for("https://intern.example/") is None
    assert proxy_for("https://slack.com/api/") == "http://proxy.example:3128"


@dataclass
class OddServer:
    """A server that answers a Web API call with whatever a test wants."""

    answer: Handler | None = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        assert self.answer is not None
        return self.answer(request)


@pytest.fixture
async def odd() -> AsyncIterator[tuple[OddServer, SlackClient]]:
    handler = OddServer()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler.serve)
    server = TestServer(app)
    await server.start_server()
    async with ClientSession() as session:
        client = SlackClient(section(api_url=str(server.make_url("/api"))), lambda: session, ClientTimeout(total=5))
        yield handler, client
    await server.close()


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: web.Response(text="<html>", content_type="text/html"),
        lambda _: web.Response(text="ok"),
        lambda _: web.Response(text="{broken", content_type="application/json"),
        lambda _: web.Response(text="[1]", content_type="application/json"),
        lambda _: web.Response(body=b"\xff\xfe", content_type="application/json"),
    ],
)
async def test_ok_that_is_no_answer_leaves_a_post_uncertain(
    odd: tuple[OddServer, SlackClient], answer: Handler
) -> None:
    server, client = odd
    server.answer = answer

    with pytest.raises(Uncertain):
        await client.call("chat.postMessage", channel="C0SUPPORT", text="x")
    with pytest.raises(Transient):
        await client.call("chat.update", channel="C0SUPPORT", ts="1.2", text="x")


async def test_a_redirect_is_not_followed(odd: tuple[OddServer, SlackClient]) -> None:
    server, client = odd
    server.answer = lambda _: web.Response(status=302, headers={"Location": "https://elsewhere.example/"})

    with pytest.raises(Permanent):
        await client.call("chat.postMessage", channel="C0SUPPORT", text="x")


async def test_no_message_gets_into_a_failures_words(work: Workplace) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        await work.desk.post(ExternalRef("T0DEMO/C0NOWHERE/1.1"), a_post("my secret words"))

    assert "secret" not in f"{caught.value} {caught.value.detail} {caught.value.reason}"
    assert caught.value.__cause__ is None


async def test_an_address_for_answers_must_be_https_or_the_playgrounds(work: Workplace) -> None:
    client = SlackClient(section(), lambda: work.session)

    with pytest.raises(Permanent):
        await client.respond(f"{work.pg.url}/slack/response/x", {})


def test_an_error_that_is_no_code_is_not_passed_on() -> None:
    failure = from_answer("chat.postMessage", 200, {}, {"ok": False, "error": "no_text: my card is 4111"})

    assert failure.detail == "chat.postMessage: unknown_code"
