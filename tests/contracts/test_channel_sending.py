"""Every customer channel: what is sent is seen by its customer, once, as it was written."""

import pytest

from core.capabilities import Capabilities, Support, fit
from core.conversation.model import Status
from core.errors import DeliveryFailed, Permanent
from core.ids import FileId, FormId
from core.messages import Choices, FormOffer, Media, PageOffer, Text, Visibility
from core.ports import CustomerChannel
from tests.contracts.channels.sending import a_turn, an_answer, outbound_of, send
from tests.contracts.channels.stage import ChannelStage, Seen
from tests.contracts.desks.shown import same_words
from tests.contracts.desks.values import HOSTILE, a_long_text
from tests.scenarios.attachments import PICTURE


async def test_a_channel_is_one_by_its_port(channel: ChannelStage) -> None:
    assert isinstance(channel.channel, CustomerChannel)
    assert channel.channel.name


async def test_a_message_is_seen_under_the_agents_name(channel: ChannelStage) -> None:
    await send(channel, channel.mia, an_answer(channel.mia, "a new tin is on its way"))

    assert await channel.sees(channel.mia) == [Seen("a new tin is on its way", channel.by)]


async def test_the_same_key_is_seen_once_and_has_the_same_receipt(channel: ChannelStage) -> None:
    message = an_answer(channel.mia)

    receipts = [await send(channel, channel.mia, message) for _ in range(3)]

    assert len(set(receipts)) == 1
    assert await channel.sees(channel.mia) == [Seen("Hello", channel.by)]


async def test_messages_are_seen_in_the_order_of_their_sending(channel: ChannelStage) -> None:
    texts = [f"line {number}" for number in range(8)]

    receipts = [
        await send(channel, channel.mia, an_answer(channel.mia, text, f"m{number}"), f"key-{number}")
        for number, text in enumerate(texts)
    ]

    assert [one.text for one in await channel.sees(channel.mia)] == texts
    assert len({receipt.ref for receipt in receipts}) == len(texts)


async def test_two_messages_of_the_same_words_are_two(channel: ChannelStage) -> None:
    await send(channel, channel.mia, an_answer(channel.mia, "hm", "m1"), "key-1")
    await send(channel, channel.mia, an_answer(channel.mia, "hm", "m2"), "key-2")

    assert [one.text for one in await channel.sees(channel.mia)] == ["hm", "hm"]


async def test_a_customer_sees_nothing_of_anothers(channel: ChannelStage) -> None:
    await send(channel, channel.mia, an_answer(channel.mia, "for Mia", "m1"), "key-1")
    await send(channel, channel.noor, an_answer(channel.noor, "for Noor", "m2"), "key-2")
    await channel.channel.send(a_turn(channel.noor, Status.HANDLED, "The chat has ended.", "key-3"))

    assert [one.text for one in await channel.sees(channel.mia)] == ["for Mia"]
    assert [one.text for one in await channel.sees(channel.noor)] == ["for Noor", "The chat has ended."]


@pytest.mark.parametrize("text", [HOSTILE, "line one\nline two", "🧵🏽‍♂️ é ﷽", "0"])
async def test_a_text_arrives_as_it_was_written(channel: ChannelStage, text: str) -> None:
    await send(channel, channel.mia, an_answer(channel.mia, text))

    assert [one.text for one in await channel.sees(channel.mia)] == [text]


@pytest.mark.parametrize("visibility", [Visibility.AGENTS, Visibility.ONLY, Visibility.HELD])
async def test_what_the_customer_may_not_see_is_not_shown_even_when_it_is_handed_over(
    channel: ChannelStage, visibility: Visibility
) -> None:
    message = an_answer(channel.mia, "she is a regular", visibility=visibility)
    await channel.keep(message)

    try:
        await channel.channel.send(outbound_of(channel.mia, message))
    except DeliveryFailed as failure:
        assert isinstance(failure, Permanent)  # noqa: PT017 - refusing is as good as leaving it out

    assert await channel.sees(channel.mia) == []


async def test_a_turn_says_its_words_and_one_without_words_says_nothing(channel: ChannelStage) -> None:
    await channel.channel.send(a_turn(channel.mia, Status.QUEUED, "Thanks for writing!", "key-1"))
    await channel.channel.send(a_turn(channel.mia, Status.ACTIVE, None, "key-2"))
    await channel.channel.send(a_turn(channel.mia, Status.HANDLED, "The chat has ended.", "key-3"))
    await channel.channel.send(a_turn(channel.mia, Status.HANDLED, "The chat has ended.", "key-3"))

    assert await channel.sees(channel.mia) == [Seen("Thanks for writing!"), Seen("The chat has ended.")]


async def test_a_text_that_is_too_long_is_fitted_and_arrives_whole(channel: ChannelStage) -> None:
    said = capabilities(channel)
    text = a_long_text(said.text_max)
    fitted = fit((Text(text),), said)
    assert fitted.losses == ()

    await send(channel, channel.mia, an_answer(channel.mia, parts=fitted.parts))

    assert len(fitted.parts) > 1
    assert same_words("".join(one.text for one in await channel.sees(channel.mia)), text)


@pytest.mark.parametrize("sign", ["x", "🧵"])
async def test_the_longest_text_arrives_whole_and_one_that_is_longer_by_a_sign(
    channel: ChannelStage, sign: str
) -> None:
    longest = capabilities(channel).text_max  # in signs; the vendor may count this one as two

    for number, text in enumerate((sign * longest, sign * (longest + 1))):
        fitted = fit((Text(text),), capabilities(channel))
        await send(channel, channel.mia, an_answer(channel.mia, id=f"m{number}", parts=fitted.parts), f"key-{number}")

    seen = [one.text for one in await channel.sees(channel.mia)]
    assert len(seen[0]) >= longest // 2
    assert same_words("".join(seen), sign * (2 * longest + 1))


async def test_words_beside_a_file_that_can_t_be_carried_arrive_and_the_loss_is_named(channel: ChannelStage) -> None:
    said = capabilities(channel)
    too_large = Media(FileId("f1"), "film.mp4", "video/mp4", said.file_max + 1)
    fitted = fit((Text("here it is"), too_large), said)

    await send(channel, channel.mia, an_answer(channel.mia, parts=fitted.parts))

    assert [loss.args["name"] for loss in fitted.losses] == ["film.mp4"]
    assert await channel.sees(channel.mia) == [Seen("here it is", channel.by)]


async def test_a_file_that_can_be_carried_is_seen_with_its_words(channel: ChannelStage) -> None:
    said = capabilities(channel)
    picture = await channel.file("label.png", "image/png", PICTURE)
    fitted = fit((Text("here it is"), picture), said)

    await send(channel, channel.mia, an_answer(channel.mia, parts=fitted.parts))

    seen = await channel.sees(channel.mia)
    assert [one.text for one in seen if one.text] == ["here it is"]
    assert [name for one in seen for name in one.files] == (["label.png"] if not fitted.losses else [])


async def test_a_file_that_can_t_be_carried_goes_as_its_address_where_there_is_one(channel: ChannelStage) -> None:
    said = capabilities(channel)
    too_large = Media(FileId("f1"), "film.mp4", "video/mp4", said.file_max + 1)
    fitted = fit((too_large,), said, lambda _: "https://bridge.example/file/1")

    await send(channel, channel.mia, an_answer(channel.mia, parts=fitted.parts))

    assert [loss.key for loss in fitted.losses] == ["file_linked"]
    assert "https://bridge.example/file/1" in (await channel.sees(channel.mia))[0].text


@pytest.mark.parametrize(
    "asks",
    [
        Choices(("Green", "Black")),
        PageOffer("https://shop.example/tea", "Teas"),
        FormOffer(FormId("f1"), "Delivery address"),
    ],
)
async def test_what_asks_for_a_click_can_be_read_as_words_whatever_the_channel_has(
    channel: ChannelStage, asks: Choices | PageOffer | FormOffer
) -> None:
    words = "Which tea?\n1. Green\n2. Black\nhttps://shop.example/tea"

    await send(channel, channel.mia, an_answer(channel.mia, parts=(Text(words, asks=asks),)))

    assert [one.text for one in await channel.sees(channel.mia)] == [words]


def capabilities(channel: ChannelStage) -> Capabilities:
    """Give what the channel carries to Mia, and see that it is something."""
    said = channel.channel.capabilities(channel.mia.contact)
    assert said.text_max > 0
    assert said.file_max > 0 or said.files < Support.FALLBACK
    return said
