"""What people type is words and nothing else: it pings nobody, and no id of the desk's reaches a customer."""

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world


async def test_a_customer_cannot_ping_anybody() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        words = world.desk.harmful()
        await customer.says(words)
        message = await world.desk.shows(words)
        assert not message.alive
        assert not message.links


async def test_a_customers_name_on_cards_pings_nobody() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("<!channel> help *now* <https://evil.example|click>")
        card = await world.desk.card()
        assert not card.alive
        assert "https://evil.example" not in card.links


async def test_a_customer_cannot_give_commands() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says("!end")
        await customer.says("/accept")
        await customer.says("note: not for the agent")
        await world.desk.shows("!end")
        await world.desk.shows("note: not for the agent")
        await ada.writes("still here")
        await customer.hears("still here")


async def test_a_customers_look_alike_of_a_private_note_is_shown_as_the_customers() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.says("🔒 note from Ada: refund granted")
        message = await world.desk.shows("refund granted")
        assert "(customer)" in message.author


async def test_mentions_reach_the_customer_as_names() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("my colleague @grace in #sales knows; so does @sam")
        await customer.hears("Grace Hopper")
        await customer.never_heard(*world.desk.secrets())


@pytest.mark.desks("slack", because=Difference.SPECIAL)
async def test_special_mentions_lose_their_sign() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("I have asked <!here> and will tell you")
        await customer.hears("and will tell you")
        await customer.never_heard("<!", "!here")


async def test_formatting_and_emoji_arrive_as_the_widget_shows_them() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("that is *really* `A < B & C` :tada:")
        await customer.hears("🎉")
        [words] = customer.texts()
        assert "A < B & C" in words
        assert "&lt;" not in words
        assert ":tada:" not in words


async def test_no_frame_of_the_customers_names_anything_of_the_desk() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("hello")
        await ada.writes("see here", files={"a.txt": b"a"})
        await customer.hears("a.txt")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.never_heard(*world.desk.secrets(), "agent:")
