"""One trace shows a message's whole way, over a restart too; who is not sampled costs and shows nothing."""

import re
import subprocess
import sys
from time import monotonic

import pytest

from bridge.observing.spans import LAST
from bridge.observing.tracing import TracingUnavailable, tracing_of
from config.observing import Traces
from tests.observing.collector import Collected, Spanned, collecting
from tests.observing.inbounds import a_message
from tests.scenarios.scenes import talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import a_world
from tests.servers import free_port
from tests.standing import stands

PLANTED = "Assam, and my card is 4111 1111 1111 1112"


def traced(collected: Collected, sample: float = 1.0) -> Settings:
    """Give the settings that send traces there."""
    return {"observing": {"traces": {"endpoint": collected.url, "sample": sample}}}


def accepted(collected: Collected, kind: str) -> Spanned:
    """Give the newest acceptance of a kind."""
    return [one for one in collected.spans if one.name == "accept" and one["kind"] == kind][-1]


def way(collected: Collected, trace: str, job: str) -> list[str]:
    """Give the names of a send's spans, from the send up to the acceptance."""
    span = next(one for one in collected.of(trace) if one.name == "send" and one["job"] == job)
    names = [span.name]
    while span.parent:
        span = collected.parent(span)
        names.append(span.name)
    return names


async def test_a_customers_message_is_one_trace_from_its_arrival_to_slacks_answer() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected)) as world:
            _, customer = await talking(world)
            await customer.says(PLANTED)
            await world.desk.shows(PLANTED)
            await world.quiet()

        trace = accepted(collected, "customer_message").trace
        assert way(collected, trace, "post") == ["send", "handle", "accept"]
        post = next(one for one in collected.of(trace) if one.name == "send" and one["job"] == "post")
        call = next(one for one in collected.of(trace) if one.parent == post.id)
        assert post["outcome"] == "sent"
        assert call.name == "POST chat.postMessage"
        assert not any(one.failed for one in collected.of(trace))


async def test_an_agents_message_is_one_trace_down_to_the_step_that_writes_it_into_the_customers_log() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected)) as world:
            ada, customer = await talking(world)
            await ada.writes("a small tin")
            await customer.hears("a small tin")

        accept = accepted(collected, "desk_message")
        handle = next(one for one in collected.of(accept.trace) if one.name == "handle")
        assert collected.parent(handle) == accept
        assert accept["source"] == "slack"


async def test_a_send_that_waits_over_a_restart_stands_in_the_same_trace() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected)) as world:
            _, customer = await talking(world)
            await world.running.freeze("OutboxWorker")
            await customer.says("still there?")
            await world.crash()
            await world.start()
            await world.desk.shows("still there?")
            await world.quiet()

        trace = accepted(collected, "customer_message").trace
        assert way(collected, trace, "post") == ["send", "handle", "accept"]


async def test_a_refusal_of_slacks_is_told_on_the_send_that_met_it() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected)) as world:
            _, customer = await talking(world)
            world.playground.faults.add("chat.postMessage", "429", times=1, retry_after=1)
            await customer.says("still there?")
            await world.desk.shows("still there?")
            await world.quiet()

        trace = accepted(collected, "customer_message").trace
        outcomes = [one["outcome"] for one in collected.of(trace) if one["job"] == "post"]
        assert outcomes == ["throttled", "sent"]


async def test_what_is_not_sampled_leaves_no_trace() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected, sample=0)) as world:
            _, customer = await talking(world)
            await customer.says("still there?")
            await world.desk.shows("still there?")

        assert collected.spans == []


async def test_a_trace_holds_nothing_that_people_wrote() -> None:
    async with collecting() as collected:
        async with a_world(traced(collected)) as world:
            ada, customer = await talking(world)
            file = await customer.uploads("my passport.txt", b"number 1234567")
            await customer.says(PLANTED, file)
            await world.desk.shows(PLANTED)
            await ada.writes("a private answer")
            await customer.hears("a private answer")
            await world.quiet()

        assert collected.spans
        planted = (PLANTED, "passport", "1234567", "private answer", "Ada Lovelace", "xoxb-")
        assert [text for text in planted if text.encode() in collected.raw] == []
        assert not stands("4111", collected.raw.decode(errors="replace"))


async def test_a_collector_that_does_not_answer_holds_up_no_stop() -> None:
    tracing = tracing_of(Traces(endpoint=f"http://127.0.0.1:{free_port()}"), "w1")
    assert tracing is not None
    with tracing.accept(a_message()):
        pass
    began = monotonic()
    await tracing.stop()

    assert monotonic() - began < LAST + 1


def test_without_the_packages_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bridge.observing.exporting", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.resources", None)

    with pytest.raises(TracingUnavailable, match=re.escape("Install deskbridge[otel].")):
        tracing_of(Traces(endpoint="http://127.0.0.1:4318"), "w1")


def test_without_an_endpoint_nothing_of_it_is_loaded() -> None:
    look = "import sys, bridge.bootstrap; print([one for one in sys.modules if one.startswith('opentelemetry.sdk')])"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)

    assert said.stdout.strip() == "[]"
    assert tracing_of(Traces(), "w1") is None
