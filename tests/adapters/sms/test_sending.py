"""What goes to customers by Twilio: each message once, whatever became of the answer, and failures in words."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.sms.ids import Line
from core.conversation.model import Status
from core.errors import Permanent, Transient, Unreachable
from core.ids import ExternalRef, FileId
from core.inbound import ConversationSubject, CustomerReceipt
from core.messages import Mark, MarkKind, Media, Text
from core.ports import Outbound
from core.sentences import say
from playground.twilio.seed import SERVICE
from tests.adapters.around import CHAT, outbound
from tests.adapters.sms.world import World, a_world
from tests.adapters.twilio.at_twilio import MIA, NOOR, OURS, a_message, a_report
from tests.adapters.twilio.refusing import check, gets_no_credentials, nothing

MIAS, NOORS = Line(MIA, OURS).contact, Line(NOOR, SERVICE).contact
PICTURE = Media(FileId("f1"), "label.png", "image/png", 400)


def link(media: Media) -> str:
    return f"https://chat.example/file/{media.file}"


async def test_a_message_goes_from_the_sender_to_which_the_customer_wrote() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(MIAS, "hello"))
        await world.adapter.port.send(outbound(NOORS, "good day", key="k2"))

        first, second = world.twilio.taken
        assert (first.one("From"), first.one("MessagingServiceSid"), first.one("To")) == (OURS, "", MIA)
        assert (second.one("From"), second.one("MessagingServiceSid"), second.one("To")) == ("", SERVICE, NOOR)
        assert first.one("Body") == "hello"


async def test_reports_are_asked_for_by_our_own_name_of_the_sending() -> None:
    async with a_world("https://chat.example") as world:
        await world.adapter.port.send(outbound(MIAS, "hello", key="k&1"))

        asked = urlsplit(world.twilio.taken[0].one("StatusCallback"))
        assert f"{asked.scheme}://{asked.netloc}{asked.path}" == "https://chat.example/sms/status"
        assert parse_qs(asked.query) == {"chat": [CHAT], "key": ["k&1"], "of": ["1"]}


async def test_a_turn_says_its_words_and_asks_for_no_report() -> None:
    async with a_world() as world:
        for text in ("The chat has ended.", None, ""):
            turn = Outbound("k", CHAT, MIAS, "status", text=text, status=Status.HANDLED)
            await world.adapter.port.send(replace(turn, key=f"k {text}"))

        assert [one.one("Body") for one in world.twilio.taken] == ["The chat has ended."]
        assert world.twilio.taken[0].one("StatusCallback") == ""


@pytest.mark.parametrize(
    "text",
    ["word " * 1000, "x" * 3300, "👩‍👩‍👧" * 700, "a" + "🇨🇭" * 900, "é" * 2000, "a" + "🙂" * 1600],
)
async def test_a_long_text_goes_in_several_messages_and_nothing_is_cut_in_two(text: str) -> None:
    async with a_world() as world:
        receipt = await world.adapter.port.send(outbound(MIAS, text))

        texts = world.twilio.texts()
        assert len(texts) > 1
        assert all(len(one.encode("utf-16-le")) // 2 <= 1600 for one in texts)
        assert "".join("".join(texts).split()) == "".join(text.split())
        for sign in ("👩‍👩‍👧", "🇨🇭", "é"):
            assert sum(one.count(sign) for one in texts) == text.count(sign)
        assert [receipt.ref, *receipt.more] == [one.sid for one in world.twilio.taken]
        assert all("of=" + str(len(texts)) in one.one("StatusCallback") for one in world.twilio.taken)


async def test_a_link_keeps_its_address_and_other_formatting_is_dropped() -> None:
    async with a_world() as world:
        marks = (Mark(MarkKind.LINK, 4, 8, "https://shop.example/a"), Mark(MarkKind.BOLD, 0, 3))
        bare = (Mark(MarkKind.LINK, 0, 12, "https://shop.example"),)
        await world.adapter.port.send(outbound(MIAS, Text("see here!", marks)))
        await world.adapter.port.send(outbound(MIAS, Text("shop.example", bare), key="k2"))

        assert world.twilio.texts() == ["see here (https://shop.example/a)!", "shop.example"]


async def test_a_file_goes_by_its_signed_link_where_the_network_carries_files() -> None:
    async with a_world(links=link) as world:
        await world.adapter.port.send(outbound(MIAS, "here it is", PICTURE))

        assert world.adapter.port.capabilities(MIAS).file_max == 5_000_000
        assert world.adapter.port.capabilities(NOORS).file_max == 0
        assert [(one.one("Body"), one.one("MediaUrl")) for one in world.twilio.taken] == [
            ("here it is", ""),
            ("", "https://chat.example/file/f1"),
        ]


@pytest.mark.parametrize(
    ("number", "carries"),
    [
        ("+15550111001", True),
        ("+12425550100", False),
        ("+447700900123", False),
        ("+99912345678", False),
        ("shop", False),
    ],
)
async def test_an_area_that_nobody_knows_counts_as_the_first_country_of_its_code(number: str, *, carries: bool) -> None:
    async with a_world(links=link) as world:
        there = world.adapter.port.capabilities(Line(number, OURS).contact)

        assert (there.file_max > 0) is carries


async def test_without_links_no_file_is_promised() -> None:
    async with a_world() as world:
        assert world.adapter.port.capabilities(MIAS).file_max == 0
        with pytest.raises(Permanent):
            await world.adapter.port.send(outbound(MIAS, PICTURE))


async def test_a_change_of_what_was_sent_sends_nothing() -> None:
    async with a_world() as world:
        await world.adapter.port.send(replace(outbound(MIAS, "better words"), kind="changed"))

        assert world.twilio.taken == []


def has_opted_out(world: World) -> None:
    world.twilio.twilio.store.opted_out.add((OURS, MIA))


def has_a_landline(world: World) -> None:
    world.twilio.twilio.phone(MIA).landline = True


def is_abroad(world: World) -> None:
    world.twilio.twilio.settings.regions_denied = ["+1202"]


def is_on_trial(world: World) -> None:
    world.twilio.twilio.settings.trial = True


@pytest.mark.parametrize(
    ("trouble", "number", "kind", "sentence"),
    [
        (has_opted_out, MIA, Unreachable, "sms_opted_out"),
        (nothing, "+15005550001", Unreachable, "sms_not_a_mobile"),  # numbers of Twilio's own, each with its refusal
        (has_a_landline, MIA, Unreachable, "sms_not_a_mobile"),
        (is_abroad, MIA, Permanent, "sms_region"),
        (nothing, "+15005550002", Permanent, "sms_pair"),
        (gets_no_credentials, MIA, Permanent, "sms_auth"),
        (is_on_trial, MIA, Permanent, "sms_error"),
    ],
)
async def test_a_refusal_is_told_in_words_and_not_repeated(
    trouble: Callable[[World], None], number: str, kind: type[Permanent], sentence: str
) -> None:
    async with a_world() as world:
        trouble(world)

        await check(world, Line(number, OURS).contact, kind, sentence)


@pytest.mark.parametrize("pause", [1, 7])
async def test_too_much_at_once_is_tried_again_after_the_pause_that_twilio_asks_for(pause: int) -> None:
    async with a_world() as world:
        world.twilio.fails("429", retry_after=pause)

        with pytest.raises(Transient) as caught:
            await world.adapter.port.send(outbound(MIAS, "hello"))

        assert (caught.value.retry_after, caught.value.throttled) == (pause, True)


async def test_whoever_has_opted_out_is_sent_nothing_until_they_opt_in() -> None:
    async with a_world() as world:
        await world.comes(a_message("STOP", sid="SMs1"))
        with pytest.raises(Unreachable) as caught:
            await world.adapter.port.send(outbound(MIAS, "hello"))
        assert caught.value.reason == say("sms_opted_out")
        assert world.twilio.calls == []

        await world.comes(a_message("START", sid="SMs2"))
        await world.adapter.port.send(outbound(MIAS, "hello"))
        assert world.twilio.texts() == ["hello"]


async def test_an_opt_out_that_only_twilio_knew_is_remembered() -> None:
    async with a_world() as world:
        has_opted_out(world)
        for _ in range(3):
            with pytest.raises(Unreachable):
                await world.adapter.port.send(outbound(MIAS, "hello"))

        assert len(world.twilio.calls) == 1


async def test_a_long_message_that_stopped_half_way_goes_on_where_it_stopped() -> None:
    async with a_world() as world:
        world.twilio.fails_after(1, "429")
        text = "word " * 1000
        with pytest.raises(Transient):
            await world.adapter.port.send(outbound(MIAS, text))
        assert len(world.twilio.taken) == 1
        first = await world.adapter.port.send(outbound(MIAS, text))

        again = await world.adapter.port.send(outbound(MIAS, text))

        assert again == first
        assert [first.ref, *first.more] == [one.sid for one in world.twilio.taken]
        assert "".join("".join(world.twilio.texts()).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("failed", "failed"),
        ("undelivered", "failed"),
        ("canceled", "failed"),
    ],
)
async def test_a_report_says_what_became_of_a_message(status: str, state: str) -> None:
    async with a_world() as world:
        report = a_report("SM1", status, **({"ErrorCode": "30007"} if state == "failed" else {}))
        assert await world.comes(report, f"/sms/status?chat={CHAT}&key=k1&of=1") == 200

        reason = say("sms_filtered") if state == "failed" else None
        assert world.inbox.inbounds[0].subject == ConversationSubject(CHAT)
        assert world.bodies == [CustomerReceipt(state, ref=ExternalRef("SM1"), key="k1", alone=True, reason=reason)]  # type: ignore[arg-type]


async def test_a_report_that_comes_twice_is_one_and_what_nobody_needs_to_know_is_none() -> None:
    async with a_world() as world:
        for status in ("queued", "sending", "sent", "sent", "delivered", "sent", "surprise"):
            assert await world.comes(a_report("SM1", status), f"/sms/status?chat={CHAT}&key=k1&of=2") == 200

        assert [(one.state, one.alone) for one in world.bodies] == [("sent", False), ("delivered", False)]


async def test_a_state_that_nobody_knows_is_noted_and_those_that_say_nothing_are_not() -> None:
    async with a_world() as world:
        for status in ("teleported", "partially_delivered", "queued", ""):
            assert await world.comes(a_report("SM1", status), f"/sms/status?chat={CHAT}&key=k1&of=1") == 200

        assert world.bodies == []
        assert [(what, said["MessageStatus"]) for what, said in world.unknown.kept] == [
            ("status", "teleported"),
            ("status", ""),
        ]


async def test_a_report_that_is_not_signed_or_of_nothing_of_ours_is_refused() -> None:
    async with a_world() as world:
        path = f"/sms/status?chat={CHAT}&key=k1&of=1"
        assert await world.comes(a_report("SM1", "failed"), path, signature="") == 403
        other = world.url + path.replace("k1", "k2")
        assert await world.comes(a_report("SM1", "failed"), path, as_url=other) == 403
        assert await world.comes(a_report("SM1", "failed"), "/sms/status") == 400
        assert world.bodies == []
