"""What is lost of a message by WhatsApp by Twilio, told whichever way it is known that it arrived."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.whatsapp_twilio.menus import PAUSE
from core.errors import Transient, Uncertain
from core.features.menus import menu
from core.ports import Outbound, SoughtSending
from core.sentences import Sentence, say
from tests.adapters.around import outbound
from tests.adapters.twilio.at_twilio import a_report
from tests.adapters.whatsapp_twilio.world import MIAS, World, a_world

REFUSED = say("whatsapp_twilio_menu_refused", why="twilio 500/20500")
TOO_LONG = say("whatsapp_twilio_menu_long")


def asked(question: str = "Which tea?", *options: str) -> Outbound:
    return outbound(MIAS, menu(question, options or ("Green", "Black")))


async def report(world: World, at: int = -1) -> Any:
    """Let Twilio report that a message was delivered; give what the inbox was given."""
    taken = world.twilio.taken[at]
    assert await world.twilio.calls_us(taken.one("StatusCallback"), a_report(taken.sid, "delivered")) == 200
    return world.bodies[-1]


@pytest.mark.parametrize(
    ("message", "fault", "losses"),
    [
        (asked(), "500", (REFUSED,)),
        (asked("Which tea?", "x" * 73, "Black"), "", (TOO_LONG,)),
        (asked(), "", ()),
    ],
)
async def test_a_report_tells_what_the_answer_tells(
    message: Outbound, fault: str, losses: tuple[Sentence, ...]
) -> None:
    async with a_world() as world:
        if fault:
            world.twilio.fails(fault, "content_create")
        receipt = await world.adapter.port.send(message)

        assert receipt.losses == losses
        assert (await report(world)).losses == losses


async def test_a_report_tells_what_was_lost_of_a_message_whose_answer_was_lost_also_to_another_process() -> None:
    async with a_world() as world:
        world.twilio.fails("500", "content_create")
        world.twilio.fails("reset_after_accept")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(asked())

        assert (await report(world)).losses == (REFUSED,)
        found = await world.another().port.find(
            SoughtSending(asked(), datetime.fromtimestamp(world.clock.seconds, UTC))
        )
        assert found is not None
        assert found.losses == (REFUSED,)


async def test_what_was_lost_of_the_first_message_is_told_though_the_second_went_at_another_try() -> None:
    async with a_world() as world:
        message = asked("Which tea?", "x" * 73, *("y" * 1000 for _ in range(2)))
        world.twilio.fails_after(1, "429")
        with pytest.raises(Transient):
            await world.adapter.port.send(message)
        receipt = await world.adapter.port.send(message)

        assert len(world.twilio.taken) > 1
        assert receipt.losses == (TOO_LONG,)


async def test_a_menu_that_goes_with_buttons_at_another_try_takes_back_what_was_noted_of_the_first() -> None:
    async with a_world() as world:
        world.twilio.fails("500", "content_create")
        world.twilio.fails("429")
        with pytest.raises(Transient):
            await world.adapter.port.send(asked())
        await world.clock.advance(PAUSE.total_seconds())
        receipt = await world.adapter.port.send(asked())

        assert receipt.losses == ()
        assert world.twilio.taken[-1].one("ContentSid")
        assert (await report(world)).losses == ()
