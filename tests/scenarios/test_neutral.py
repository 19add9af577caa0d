"""What people type is words and nothing else: it pings nobody, and no id of the desk's reaches a customer."""

from typing import Any

from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world

HARMFUL = frozenset({"user", "usergroup", "broadcast", "channel", "team", "link"})


async def test_a_customer_cannot_ping_anybody() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        words = "<!channel> <!here> <@U0ADA> @ada @here <!subteam^S0SUPPORT> <#C0SALES> look"
        await customer.says(words)
        message = await world.slack.shows("<@U0ADA>")
        assert "<!" not in message.text
        assert "<@" not in message.text
        assert not _kinds(message.blocks) & HARMFUL
        assert words in _plain(message.blocks)


async def test_a_customers_name_on_cards_pings_nobody() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("<!channel> help *now* <https://evil.example|click>")
        root = await world.slack.root()
        card = world.playground.slack.store.channels[root.channel].messages[root.ts]
        assert "<!channel>" not in str(card.text)
        assert "https://evil.example|" not in str([block for block in card.blocks if block["type"] == "section"])


async def test_a_customer_cannot_give_commands() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says("!end")
        await customer.says("/accept")
        await customer.says("note: not for the agent")
        await world.slack.shows("!end")
        await world.slack.shows("note: not for the agent")
        await ada.writes("still here")
        await customer.hears("still here")


async def test_a_customers_look_alike_of_a_private_note_is_shown_as_the_customers() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.says("🔒 note from Ada: refund granted")
        message = await world.slack.shows("refund granted")
        assert "(customer)" in str(message.username)


async def test_mentions_reach_the_customer_as_names() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("my colleague @grace in #sales knows; so does @sam")
        await customer.hears("Grace Hopper")
        await customer.never_heard("U0GRACE", "U0BYSTANDR", "C0SALES", "U0ADA", "T0DEMO", "C0SUPPORT")


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
        await customer.never_heard("U0ADA", "T0DEMO", "C0SUPPORT", "B0BRIDGE", "agent:", "slack")


def _kinds(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*(_kinds(one) for one in value))
    if not isinstance(value, dict):
        return set()
    return {str(value.get("type"))} | set().union(*(_kinds(one) for one in value.values()))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_plain(one) for one in value)
    if not isinstance(value, dict):
        return ""
    own = value["text"] if value.get("type") == "text" else ""
    return own + _plain(value.get("elements", []))
