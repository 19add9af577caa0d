"""The words in which scenarios speak of modals, places, reactions and frames mean what they say."""

from datetime import date

import pytest

from tests.scenarios.more_commands import MORE
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world


async def test_a_modal_is_read_clicked_in_and_filled_in_by_labels() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.shows("Talking", "Working together")
        await ada.modal.clicks("Order…")
        await ada.modal.shows("Order", "Which tea")
        assert await ada.modal.offers("tea") == ["Green tea", "Black tea", "White tea"]
        with pytest.raises(AssertionError, match="there is no “Coffee”"):
            await ada.fills_in(tea="Coffee")
        wrong = sentence("argument_number", words="many", least=1, most=9)
        await ada.modal.refuses({"tea": "Green tea", "cups": "many"}, cups=wrong)
        await ada.fills_in(tea="Black tea", cups="2", wait="4 min", day=date(2026, 11, 21), extras=["Milk", "honey"])
        await ada.is_told(sentence("completed", number=1))


async def test_a_field_that_searches_is_typed_into() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Ready text…")
        assert await ada.modal.finds("which", "nothing like it") == []
        await ada.fills_in(which="goodbye")
        await ada.modal.shows("Send")
        assert await ada.modal.begins_with("text") == "Thank you and goodbye!"
        await ada.modal.closes()
        await ada.modal.is_closed()


async def test_people_react_and_go_away() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("Here you are.")
        await customer.hears("Here you are.")
        await ada.reacts(ref, "tada")
        platform = world.desk.platform
        assert ada.user in platform.reactions(ref)["tada"]
        await ada.reacts(ref, "tada", add=False)
        assert "tada" not in platform.reactions(ref)
        await ada.goes_away()
        assert platform.presence(ada.user) == (False, False)
        await ada.comes_back()
        await ada.pauses_notifications()
        assert platform.presence(ada.user) == (True, True)
        await ada.pauses_notifications(on=False)
        assert platform.presence(ada.user) == (True, False)


async def test_what_stands_in_a_channel_is_seen_and_clicked_by_all_in_it() -> None:
    async with a_world() as world:
        grace, place = world.desk.agent("grace"), world.desk.place("sales")
        await grace.command("ready")
        customer = await world.customer("sales")
        await customer.says("Is the Assam in stock?")
        await place.shows("Is the Assam in stock?")
        await place.clicks(grace, "Accept", beside="Assam")
        await place.shows("With Grace Hopper")
        await place.no_longer_shows("Waiting since")


async def test_frames_of_any_kind_are_sent_and_waited_for() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.does("say", text="hello", files=[])
        frame = await customer.is_sent("event", seq=1)
        assert frame["message"]["text"] == "hello"
        assert customer.kinds()[-1] in ("ack", "event")
