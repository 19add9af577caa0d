"""One channel for each chat (T2): made when the chat comes in, worked in like a thread, archived when it is handled."""

from functools import partial
from typing import Any

import pytest

from adapters.slack.config import SlackSection
from adapters.slack.manifest import manifest
from playground.slack import admin
from playground.slack.model import Channel, Message
from tests.scenarios.customer import Customer
from tests.scenarios.differences import Difference
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready
from tests.scenarios.slack.kind import ABROAD
from tests.scenarios.slack.reading import button_of, said
from tests.scenarios.world import World, a_world

OWN = {"queues": {"support": {"thread_mode": "channel"}}}
PLACE = "C0SUPPORT"
WHOLE = "/0.0"
"""What ends the name of a thread that is a whole channel."""

pytestmark = pytest.mark.desks("slack", because=Difference.OWN_CHANNEL)


async def channel_of(world: World, customer: Customer | None = None) -> Channel:
    """Wait for a chat's own channel."""
    thread = await world.desk.root(customer)
    assert thread.ref.endswith(WHOLE)
    return world.playground.slack.store.channels[thread.place]


async def shows(world: World, channel: Channel, text: str) -> Message:
    """Wait until a text stands in a channel."""

    def look() -> Message | None:
        return next((one for one in channel.messages.values() if text in said(one)), None)

    return await world.until(look, lambda: f"“{text}” in #{channel.name}: {lines(channel)}")


def card_of(channel: Channel) -> Message:
    """Give the root card."""
    return next(one for one in channel.messages.values() if one.blocks and one.blocks[0]["type"] == "header")


def lines(channel: Channel) -> list[str]:
    """Give what was written in a channel, without who came and went."""
    return [one.text for one in channel.messages.values() if one.subtype in (None, "bot_message", "file_share")]


async def writes(world: World, person: Person, channel: Channel, text: str, **more: Any) -> str:
    """Let somebody write in a channel; give the message's timestamp."""
    posted = await world.playground.slack.simulate.post(user=person.user, channel=channel.id, text=text, **more)
    return str(posted["ts"])


async def talking(world: World, words: str = "hi") -> tuple[Person, Customer, Channel]:
    """Let a customer write and an agent accept in the chat's channel."""
    (ada,) = await ready(world, "ada")
    customer = await world.customer()
    await customer.says(words)
    channel = await channel_of(world, customer)
    await ada.is_rung()
    await ada.clicks("Accept")
    await shows(world, channel, "has accepted the chat")
    return ada, customer, channel


async def test_a_chat_gets_a_channel_with_its_card_its_people_and_a_pointer() -> None:
    async with a_world(OWN) as world:
        ada, _, channel = await talking(world)
        await world.quiet()

        assert "With Ada Lovelace" in said(card_of(channel))
        assert channel.name.startswith("1-support-visitor-")
        assert channel.topic == "#1 · Support · web chat"
        assert ada.user in channel.members
        pointer = world.playground.slack.messages(PLACE)[-1]
        assert {"type": "channel", "channel_id": channel.id} in pointer.blocks[0]["elements"][0]["elements"]
        assert world.desk.refusals() == []


async def test_both_sides_talk_in_the_channel_and_in_threads_inside_it() -> None:
    async with a_world(OWN) as world:
        ada, customer, channel = await talking(world)
        sent = await writes(world, ada, channel, "Hello! How can I help?")
        await customer.hears("How can I help?")
        await customer.says("My tea came without its tin.")
        asked = await shows(world, channel, "without its tin")
        await writes(world, ada, channel, "I'm sorry about that.", thread_ts=asked.ts)
        await customer.hears("sorry about that")
        await world.playground.slack.simulate.edit(user=ada.user, channel=channel.id, ts=sent, text="Hello, I'm Ada.")
        await customer.hears("I'm Ada")
        await writes(world, ada, channel, "note: a regular")
        lin = world.desk.agent("lin")
        await world.playground.slack.simulate.invite(user=ada.user, channel=channel.id, who=lin.user)
        await writes(world, lin, channel, "isn't she the one who complained?")
        await lin.is_told("was not sent")
        await world.until(lambda: list(channel.messages[sent].reactions) == ["white_check_mark"], "the settled mark")
        await customer.never_heard("regular")
        await customer.never_heard("complained")
        assert asked.thread_ts is None


async def test_slash_commands_mean_the_chat_in_whose_channel_they_are_given() -> None:
    async with a_world(OWN) as world:
        ada, first, channel = await talking(world)
        second = await world.customer()
        await second.says("me too")
        other = await channel_of(world, second)
        await ada.types("/accept", other.id)
        await shows(world, other, "has accepted the chat")
        await ada.command("end yes", channel.id)
        await first.hears("The chat has ended.")
        await second.never_heard("The chat has ended.")
        await ada.command("end 2 yes", PLACE)
        await second.hears("The chat has ended.")


async def test_a_handled_chats_channel_is_archived_when_all_has_arrived() -> None:
    async with a_world(OWN) as world:
        ada, customer, channel = await talking(world)
        sent = await writes(world, ada, channel, "Bye!")
        await writes(world, ada, channel, "!end yes")
        await customer.hears("The chat has ended.")
        await world.until(lambda: channel.is_archived, "the archived channel")
        await world.quiet()
        assert "Ada Lovelace has ended the chat." in lines(channel)
        assert list(channel.messages[sent].reactions) == ["white_check_mark"]
        assert "Handled" in said(card_of(channel))


async def test_a_chat_that_comes_back_goes_on_in_a_new_channel() -> None:
    async with a_world(OWN) as world:
        ada, customer, channel = await talking(world)
        await world.running.freeze("InboxWorker")
        await writes(world, ada, channel, "!end yes")
        await world.until(lambda: world.playground.slack.events.busy == 0, "the end to be stored", patience=0)
        await customer.says("wait, one more thing")
        await world.crash()
        await world.start()
        await world.until(lambda: channel.is_archived, "the archived channel")
        again = await world.until(partial(_another, world, channel), "a second channel")
        await shows(world, again, "one more thing")
        assert channel.id in (await shows(world, again, "bring an archived channel back")).text
        await ada.clicks("Accept")
        await shows(world, again, "has accepted the chat")
        await writes(world, ada, again, "Of course.")
        await customer.hears("Of course.")


def _another(world: World, channel: Channel) -> Channel | None:
    made = [one for one in world.playground.slack.store.channels.values() if one.creator == channel.creator]
    return next((one for one in made if one is not channel and one.name.startswith(channel.name)), None)


async def test_without_the_permission_the_chat_gets_a_thread_that_says_why() -> None:
    async with a_world(OWN) as world:
        bridge = world.running.bridge
        section = bridge.config.desks["slack"]
        assert isinstance(section, SlackSection)
        await admin.configure(world.playground.slack, {"manifest": manifest(section, bridge.office.registry, ABROAD)})
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts(customer)
        reason = "the Slack app lacks the permission channels:manage"
        await world.desk.shows(f"This chat has no channel of its own: {reason}")
        await ada.writes("hello")
        await customer.hears("hello")
        assert not (await world.desk.root(customer)).ref.endswith(WHOLE)


async def test_answers_that_are_lost_while_the_channel_is_made_leave_one_channel_with_one_card() -> None:
    async with a_world(OWN) as world:
        await ready(world, "ada")
        world.playground.faults.add("chat.postMessage", "reset_after_accept", times=1)
        world.playground.faults.add("conversations.create", "reset_after_accept", times=1)
        customer = await world.customer()
        await customer.says("hi")
        channel = await channel_of(world, customer)
        await world.quiet()
        made = [one for one in world.playground.slack.store.channels.values() if one.creator == channel.creator]
        assert [one.id for one in made if not one.is_im] == [channel.id]
        assert len([one for one in channel.messages.values() if button_of(one, "Accept")]) == 1


async def test_talk_in_other_channels_and_root_posts_in_a_queues_place_are_nobodys_chat() -> None:
    async with a_world(OWN) as world:
        ada, customer, _ = await talking(world)
        await ada.says("!list")
        for place in (PLACE, "C0SALES"):
            await world.playground.slack.simulate.post(user=ada.user, channel=place, text="not for customers")
            await world.playground.slack.simulate.post(user=ada.user, channel=place, text="!end yes")
        await world.quiet()
        await customer.never_heard("not for customers")
        await customer.never_heard("The chat has ended.")
