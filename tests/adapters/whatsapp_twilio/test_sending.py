"""What goes to a person on WhatsApp by Twilio: once each, within the window, as WhatsApp reads it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from adapters.meta.whatsapp.ids import Line
from core.errors import Permanent, Transient, Uncertain, Unreachable
from core.ids import ExternalRef, FileId, QueueId
from core.messages import FromTemplate, Mark, MarkKind, Media, Text
from core.ports import Outbound, SoughtSending
from core.sentences import say
from playground.twilio.seed import SERVICE
from tests.adapters.around import outbound
from tests.adapters.twilio.at_twilio import MIA, MIA_ID, OURS
from tests.adapters.twilio.refusing import check, gets_no_credentials, nothing
from tests.adapters.whatsapp_twilio.world import ADDRESS, MIAS, World, a_world

DAY = 24 * 3600
AGAIN = {"name": "hello_again", "sid": "HX" + "1" * 32, "text": "Hi {{1}}, may we go on?"}
PLAIN = {"name": "plain", "sid": "HX" + "2" * 32, "text": "Spring has come.", "language": "de"}
FILLED = Text("Hi Mia, may we go on?", asks=FromTemplate("hello_again", "en", (("1", "Mia"),)))


def a_file(mime: str, size: int = 1000) -> Media:
    return Media(FileId("f1"), "tea.bin", mime, size)


def link(file: Media) -> str:
    return f"https://chat.example/file/{file.file}"


def sent(world: World) -> list[tuple[str, str]]:
    return [(one.one("Body"), one.one("MediaUrl")) for one in world.twilio.taken]


async def test_a_message_goes_from_our_sender_to_the_persons_address_and_asks_for_reports() -> None:
    async with a_world() as world:
        receipt = await world.adapter.port.send(outbound(MIAS, "as hot as ever"))

        (taken,) = world.twilio.taken
        assert receipt.ref == taken.sid
        assert (taken.one("To"), taken.one("From")) == (ADDRESS, f"whatsapp:{OURS}")
        assert taken.one("Body") == "as hot as ever"
        assert taken.one("StatusCallback") == f"{world.url}/whatsapp_twilio/status?chat=c1&key=k1&of=1"


async def test_a_messaging_service_sends_by_its_id() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(Line(MIA[1:], SERVICE).contact, "hello"))

        (taken,) = world.twilio.taken
        assert (taken.one("MessagingServiceSid"), taken.one("From"), taken.one("To")) == (SERVICE, "", ADDRESS)


async def test_whoever_shows_no_number_is_reached_by_id_and_by_number_once_they_show_one() -> None:
    async with a_world() as world:
        await world.comes("hello", From=f"whatsapp:{MIA_ID}")
        theirs = Line(MIA_ID, OURS).contact
        await world.adapter.port.send(outbound(theirs, "hello", key="k1"))
        await world.comes("my number", "SMin2")
        await world.adapter.port.send(outbound(theirs, "thanks", key="k2"))

        assert [one.one("To") for one in world.twilio.taken] == [f"whatsapp:{MIA_ID}", ADDRESS]


async def test_formatting_is_written_as_whatsapp_reads_it_and_long_texts_go_in_several() -> None:
    async with a_world() as world:
        bold = Text("so good", (Mark(MarkKind.BOLD, 3, 7),))
        await world.adapter.port.send(outbound(MIAS, bold, "word " * 700))

        first, *rest = [one.one("Body") for one in world.twilio.taken]
        assert first == "so *good*"
        assert len(rest) == 3
        assert all(len(one) <= 1600 for one in rest)


async def test_files_that_whatsapp_takes_go_as_files_and_others_as_links() -> None:
    async with a_world(links=link) as world:
        files = [a_file("image/png"), a_file("image/png", 6_000_000), a_file("application/zip"), a_file("video/mp4")]
        await world.adapter.port.send(outbound(MIAS, *files))

        address = "https://chat.example/file/f1"
        as_link = f"tea.bin: {address}"
        assert sent(world) == [("", address), (as_link, ""), (as_link, ""), ("", address)]
        assert world.adapter.port.capabilities(MIAS).file_max == 16_000_000


async def test_without_links_no_file_is_promised() -> None:
    async with a_world() as world:
        assert world.adapter.port.capabilities(MIAS).file_max == 0
        with pytest.raises(Permanent):
            await world.adapter.port.send(outbound(MIAS, a_file("image/png")))


async def test_a_day_after_the_customer_wrote_nothing_is_even_tried() -> None:
    async with a_world() as world:
        await world.comes()
        world.clock.jump(DAY - 1)
        await world.adapter.port.send(outbound(MIAS, "in time", key="k1"))
        world.clock.jump(1)
        with pytest.raises(Unreachable) as caught:
            await world.adapter.port.send(outbound(MIAS, "too late", key="k2"))
        await world.comes("me again", "SMin2")
        await world.adapter.port.send(outbound(MIAS, "good", key="k3"))

        assert caught.value.reason == say("whatsapp_twilio_window")
        assert sent(world) == [("in time", ""), ("good", "")]


async def test_a_template_goes_by_its_id_with_its_values_at_any_time() -> None:
    async with a_world(templates=[AGAIN, PLAIN]) as world:
        await world.comes()
        world.clock.jump(DAY)
        await world.adapter.port.send(outbound(MIAS, FILLED, key="k1"))
        spring = Text("Spring has come.", asks=FromTemplate("plain", "de"))
        await world.adapter.port.send(outbound(MIAS, spring, key="k2"))

        first, second = world.twilio.taken
        assert (first.one("ContentSid"), json.loads(first.one("ContentVariables"))) == (AGAIN["sid"], {"1": "Mia"})
        assert second.one("ContentSid") == PLAIN["sid"]
        assert sent(world) == [("", ""), ("", "")]


async def test_the_port_tells_which_templates_there_are_and_whether_nothing_else_goes() -> None:
    async with a_world(templates=[AGAIN, PLAIN]) as world:
        port = world.adapter.port
        await world.comes()
        notes, now = vars(world.memory)["_kept"].get, datetime.fromtimestamp(world.clock.seconds, UTC)
        later = datetime.fromtimestamp(world.clock.seconds + DAY, UTC)

        assert [one.id for one in port.templates(MIAS)] == ["hello_again:en", "plain:de"]
        assert not port.takes_templates_only(MIAS, notes, now)
        assert port.takes_templates_only(MIAS, notes, later)
        assert port.why_not(MIAS, notes, later) == say("whatsapp_twilio_choose")


async def test_a_template_that_was_taken_out_of_the_configuration_or_is_refused_is_told_in_words() -> None:
    async with a_world(templates=[PLAIN]) as world:
        with pytest.raises(Permanent) as gone:
            await world.adapter.port.send(outbound(MIAS, FILLED))
        del world.twilio.twilio.settings.templates[PLAIN["sid"]]
        spring = Text("Spring has come.", asks=FromTemplate("plain", "de"))
        with pytest.raises(Permanent) as refused:
            await world.adapter.port.send(outbound(MIAS, spring, key="k2"))

        assert gone.value.reason == say("whatsapp_twilio_template_gone")
        assert refused.value.reason == say("whatsapp_twilio_template", code=21655)


async def test_why_somebody_is_not_reached_is_known_before_anything_is_sent() -> None:
    async with a_world() as world:
        await world.comes()
        notes, now = vars(world.memory)["_kept"].get, datetime.fromtimestamp(world.clock.seconds, UTC)
        later = datetime.fromtimestamp(world.clock.seconds + DAY, UTC)
        port = world.adapter.port

        assert port.why_not(MIAS, notes, now) is None
        assert port.why_not(MIAS, notes, later) == say("whatsapp_twilio_window")
        await world.comes("STOP", "SMin2", OptOutType="STOP")
        assert port.why_not(MIAS, notes, now) == say("whatsapp_twilio_opted_out")


async def test_nothing_goes_to_whoever_has_opted_out_and_what_twilio_says_of_it_is_noted() -> None:
    async with a_world() as world:
        world.twilio.twilio.store.opted_out.add((f"whatsapp:{OURS}", ADDRESS))
        for key in ("k1", "k2"):
            with pytest.raises(Unreachable) as caught:
                await world.adapter.port.send(outbound(MIAS, "hello", key=key))
            assert caught.value.reason == say("whatsapp_twilio_opted_out")

        assert len(world.twilio.calls) == 1


def is_no_sender(world: World) -> None:
    world.twilio.twilio.settings.whatsapp_numbers = []


@pytest.mark.parametrize(
    ("trouble", "number", "kind", "sentence"),
    [
        (nothing, "0123456789", Unreachable, "whatsapp_twilio_undeliverable"),
        (is_no_sender, MIA[1:], Permanent, "whatsapp_twilio_sender"),
        (gets_no_credentials, MIA[1:], Permanent, "whatsapp_twilio_auth"),
    ],
)
async def test_a_refusal_is_told_in_words_and_not_repeated(
    trouble: Callable[[World], None], number: str, kind: type[Permanent], sentence: str
) -> None:
    async with a_world() as world:
        trouble(world)

        await check(world, Line(number, OURS).contact, kind, sentence)


@pytest.mark.parametrize("what", ["hello", a_file("image/png"), a_file("application/zip"), FILLED])
async def test_what_was_taken_without_an_answer_is_found_and_not_sent_again(what: str | Media | Text) -> None:
    async with a_world(links=link, templates=[AGAIN]) as world:
        message: Outbound = outbound(MIAS, what)
        world.twilio.fails("reset_after_accept")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(message)
        sought = SoughtSending(message, datetime.fromtimestamp(world.clock.seconds, UTC))

        found = await world.adapter.port.find(sought)

        assert found is not None
        assert await world.adapter.port.send(message) == found
        assert len(world.twilio.taken) == 1


async def test_a_template_that_twilio_lists_with_its_picture_is_found_and_not_sent_again() -> None:
    async with a_world(templates=[AGAIN]) as world:
        message = outbound(MIAS, FILLED)
        world.twilio.fails("reset_after_accept")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(message)
        (there,) = world.twilio.twilio.store.messages.values()
        there.wanted.append("https://shop.example/tea.png")

        found = await world.adapter.port.find(SoughtSending(message, datetime.fromtimestamp(world.clock.seconds, UTC)))

        assert found is not None
        assert await world.adapter.port.send(message) == found
        assert len(world.twilio.taken) == 1


async def test_the_same_words_by_another_sender_of_ours_are_not_taken_for_what_is_in_doubt() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(Line(MIA[1:], SERVICE).contact, "hello", key="k1"))
        message = outbound(MIAS, "hello", key="k2")
        world.twilio.fails("502")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(message)

        with pytest.raises(Transient):
            await world.adapter.port.find(SoughtSending(message, datetime.fromtimestamp(world.clock.seconds, UTC)))


async def test_an_address_is_made_of_a_number_and_the_first_sender_of_its_queue() -> None:
    async with a_world() as world:
        port = world.adapter.port

        assert port.address(MIA, QueueId("support")) == MIAS
        assert port.address(MIA, QueueId("sales")) == Line(MIA[1:], SERVICE).contact
        assert port.address("nobody", QueueId("support")) is None
        assert port.address(MIA, QueueId("billing")) is None
        assert port.shown(MIAS) == MIA
        assert port.shown(ExternalRef(f"whatsapp:{MIA_ID}/{OURS}")) == MIA_ID
