"""Every customer channel: what was sent is brought up to date, and what fails is judged rightly."""

from dataclasses import replace

import pytest

from core.capabilities import Support
from core.conversation.model import Status
from core.errors import Transient
from core.messages import Text
from tests.contracts.channels.sending import a_turn, an_answer, change, outbound_of, send
from tests.contracts.channels.stage import ChannelStage, Seen


async def test_a_changed_message_shows_its_new_words_where_the_channel_can(channel: ChannelStage) -> None:
    message = an_answer(channel.mia, "planted words")
    await send(channel, channel.mia, message)
    await send(channel, channel.mia, an_answer(channel.mia, "the next", "m2"), "key-2")

    for key in ("change-1", "change-1", "change-2"):
        await change(channel, channel.mia, replace(message, parts=(Text("better words"),), edited=True), key)

    seen = [one.text for one in await channel.sees(channel.mia)]
    if channel.channel.capabilities(channel.mia.contact).edit >= Support.PARTIAL:
        assert seen == ["better words", "the next"]
    else:
        assert seen[:2] == ["planted words", "the next"]


async def test_a_deleted_message_is_gone_where_the_channel_can(channel: ChannelStage) -> None:
    message = an_answer(channel.mia, "planted words")
    await send(channel, channel.mia, message)
    await send(channel, channel.mia, an_answer(channel.mia, "the next", "m2"), "key-2")

    await change(channel, channel.mia, replace(message, deleted=True))
    await change(channel, channel.mia, replace(message, deleted=True))

    seen = "\n".join(one.text for one in await channel.sees(channel.mia))
    assert "the next" in seen
    can = channel.channel.capabilities(channel.mia.contact).delete >= Support.PARTIAL
    assert ("planted" in seen) == (not can)


async def test_a_message_that_changed_before_it_was_sent_is_seen_as_it_is_now(channel: ChannelStage) -> None:
    early = an_answer(channel.mia, "planted words")
    now = replace(early, parts=(Text("better words"),), edited=True)
    await channel.keep(early)
    await channel.keep(now)

    await channel.channel.send(outbound_of(channel.mia, now))

    assert await channel.sees(channel.mia) == [Seen("better words", channel.by)]


@pytest.mark.parametrize("kind", ["message", "status"])
async def test_what_could_not_be_taken_is_transient_shows_nothing_and_goes_later(
    channel: ChannelStage, kind: str
) -> None:
    message = an_answer(channel.mia)
    await channel.keep(message)
    turn = a_turn(channel.mia, Status.ACTIVE, "Ada is here now.", "key-1")
    outbound = outbound_of(channel.mia, message) if kind == "message" else turn
    await channel.breaks()

    for _ in range(2):
        with pytest.raises(Transient) as caught:
            await channel.channel.send(outbound)
        assert "Hello" not in f"{caught.value} {caught.value.detail} {caught.value.reason}"

    await channel.works()
    assert await channel.sees(channel.mia) == []
    await channel.channel.send(outbound)
    assert len(await channel.sees(channel.mia)) == 1


async def test_what_a_channel_says_of_itself_takes_no_call(channel: ChannelStage) -> None:
    cut_off = await channel.cut_off()

    for contact in (channel.mia.contact, channel.noor.contact):
        assert cut_off.capabilities(contact) == channel.channel.capabilities(contact)


async def test_a_channel_that_reaches_nothing_says_that_it_may_go_later(channel: ChannelStage) -> None:
    cut_off = await channel.cut_off()

    with pytest.raises(Transient):
        await cut_off.send(outbound_of(channel.mia, an_answer(channel.mia)))
