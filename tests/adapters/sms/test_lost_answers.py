"""Answers of Twilio's that were lost: looked up among what went to the number, and nothing sent twice."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.sms.ids import Line
from core.errors import Transient, Uncertain
from core.ids import ExternalRef
from core.ports import Outbound, Receipt, SoughtSending
from playground.twilio.seed import SERVICE
from tests.adapters.around import outbound
from tests.adapters.sms.world import World, a_world
from tests.adapters.twilio.at_twilio import MIA, OURS

MIAS = Line(MIA, OURS).contact


async def _in_doubt(world: World, message: Outbound, fault: str) -> None:
    world.twilio.fails(fault)
    with pytest.raises(Uncertain):
        await world.adapter.port.send(message)


def _sought(world: World, message: Outbound, *known: str) -> SoughtSending:
    return SoughtSending(
        message, datetime.fromtimestamp(world.clock.seconds, UTC), frozenset(ExternalRef(one) for one in known)
    )


async def test_an_answer_that_was_lost_is_found_and_never_sent_twice() -> None:
    async with a_world() as world:
        message = outbound(MIAS, "hello")
        await _in_doubt(world, message, "reset_after_accept")

        found = await world.adapter.port.find(_sought(world, message))

        assert found == Receipt(ExternalRef(world.twilio.taken[0].sid))
        assert await world.adapter.port.send(message) == found
        assert world.twilio.texts() == ["hello"]


@pytest.mark.parametrize("fault", ["502", "500"])
async def test_what_was_taken_behind_a_broken_answer_is_found_and_never_sent_twice(fault: str) -> None:
    async with a_world() as world:
        message = outbound(MIAS, "hello")
        await _in_doubt(world, message, fault)
        sid = world.twilio.takes(MIA, "hello")

        found = await world.adapter.port.find(_sought(world, message))

        assert found == Receipt(ExternalRef(sid))
        assert await world.adapter.port.send(message) == found
        assert world.twilio.taken == []


async def test_of_a_sending_that_says_nothing_nothing_is_missing() -> None:
    async with a_world() as world:
        assert await world.adapter.port.find(_sought(world, outbound(MIAS))) == Receipt()
        assert world.twilio.calls == []


async def test_what_was_not_taken_is_absent_only_after_a_second_look() -> None:
    async with a_world() as world:
        message = outbound(MIAS, "hello")
        await _in_doubt(world, message, "502")

        with pytest.raises(Transient) as caught:
            await world.adapter.port.find(_sought(world, message))
        assert caught.value.retry_after == 30.0
        world.clock.jump(30)
        assert await world.adapter.port.find(_sought(world, message)) is None
        await world.adapter.port.send(message)
        assert world.twilio.texts() == ["hello"]


async def test_a_message_that_is_listed_late_is_found_by_the_second_look() -> None:
    async with a_world() as world:
        message = outbound(MIAS, "hello")
        await _in_doubt(world, message, "reset_after_accept")
        there = world.twilio.twilio.store.messages
        listed_later = dict(there)
        there.clear()
        with pytest.raises(Transient):
            await world.adapter.port.find(_sought(world, message))
        there |= listed_later
        world.clock.jump(31)

        assert await world.adapter.port.find(_sought(world, message)) == Receipt(ExternalRef(world.twilio.taken[0].sid))


async def test_the_same_words_that_were_sent_before_are_not_taken_for_it() -> None:
    async with a_world() as world:
        first = await world.adapter.port.send(outbound(MIAS, "hm", key="k1"))
        later = outbound(MIAS, "hm", key="k2")
        await _in_doubt(world, later, "502")

        with pytest.raises(Transient):
            await world.adapter.port.find(_sought(world, later, str(first.ref)))


@pytest.mark.parametrize(("other", "ours"), [(SERVICE, OURS), (OURS, SERVICE)])
async def test_the_same_words_by_another_number_of_ours_are_not_taken_for_it(other: str, ours: str) -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(Line(MIA, other).contact, "hm", key="k1"))
        later = outbound(Line(MIA, ours).contact, "hm", key="k2")
        await _in_doubt(world, later, "502")

        with pytest.raises(Transient):
            await world.adapter.port.find(_sought(world, later))


async def test_what_a_service_took_without_an_answer_is_found_whichever_number_it_went_from() -> None:
    async with a_world() as world:
        message = outbound(Line(MIA, SERVICE).contact, "hello")
        await _in_doubt(world, message, "reset_after_accept")

        found = await world.adapter.port.find(_sought(world, message))

        assert found == Receipt(ExternalRef(world.twilio.taken[0].sid))


async def test_words_from_long_ago_are_not_taken_for_it() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(MIAS, "hm", key="k1"))
        world.clock.jump(timedelta(hours=2).total_seconds())
        later = outbound(MIAS, "hm", key="k2")
        await _in_doubt(world, later, "502")

        with pytest.raises(Transient):
            await world.adapter.port.find(_sought(world, later))


async def test_of_a_long_message_in_doubt_only_what_is_missing_is_sent() -> None:
    async with a_world() as world:
        text = " ".join(f"word{number}" for number in range(700))
        message = outbound(MIAS, text)
        await _in_doubt(world, message, "reset_after_accept")
        with pytest.raises(Transient):
            await world.adapter.port.find(_sought(world, message))
        world.clock.jump(30)
        assert await world.adapter.port.find(_sought(world, message)) is None

        receipt = await world.adapter.port.send(message)

        assert "".join("".join(world.twilio.texts()).split()) == "".join(text.split())
        assert [receipt.ref, *receipt.more] == [one.sid for one in world.twilio.taken]
