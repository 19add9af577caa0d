"""What people do on Telegram reaches the inbox, each in its own shape."""

import base64
from typing import Any

import pytest

from core.errors import AdapterAuthFailed, AdapterNotReady, Overloaded
from core.features.menus import menu
from core.inbound import CustomerChose, CustomerMessage
from core.inbound_customers import CustomerConsent
from core.messages import Unfetched, plain_text
from core.ports import FetchesFiles
from playground.telegram.seed import MIA
from tests.adapters.telegram.world import MIAS, NORTH, World, a_world

PLACE = {"latitude": 47.36667, "longitude": 8.55}
CONTACT = {"phone_number": "+41445550100", "first_name": "Noor", "last_name": "Rahman"}


def words(world: World) -> list[str]:
    """Give the words of each message that came in."""
    return [plain_text(one.parts) for one in world.bodies if isinstance(one, CustomerMessage)]


async def test_a_message_names_its_writer_their_language_the_queue_and_what_it_answers() -> None:
    async with a_world() as world:
        first = (await world.telegram.simulate.send(MIA, "hello"))["message"]
        await world.settles()
        await world.telegram.simulate.send(MIA, "are you there?", reply_to=first)
        await world.settles()

        hello, again = world.inbox.inbounds
        assert (hello.source, hello.dedupe) == (NORTH, f"{MIA}/{first}")
        subject: Any = hello.subject
        assert (subject.contact, subject.queue, subject.name, subject.may_open) == (MIAS, "support", "Mia Chen", True)
        assert isinstance(hello.body, CustomerMessage)
        assert (hello.body.name, hello.body.language, hello.at) == ("Mia Chen", "en", world.clock.bridge.now())
        assert isinstance(again.body, CustomerMessage)
        assert again.body.quotes == hello.dedupe


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"sticker": {"emoji": "🍵", "type": "regular"}}, "(a sticker 🍵)"),
        ({"contact": CONTACT}, "(a contact: Noor Rahman, +41445550100)"),
        ({"location": PLACE}, "(a place: 47.36667, 8.55000 https://www.google.com/maps?q=47.36667,8.55000)"),
        ({"venue": {"title": "Shop", "address": "Tea Lane 4", "location": {}}}, "(a place: Shop, Tea Lane 4)"),
        ({"dice": {"emoji": "🎲", "value": 4}}, "(🎲 4)"),
        ({"poll": {"question": "Tea?", "options": []}}, "(a poll: Tea?)"),
        ({"story": {"id": 1}}, "(sent something that can't be shown here)"),
    ],
)
async def test_what_can_t_be_shown_as_such_is_said(content: dict[str, Any], said: str) -> None:
    async with a_world() as world:
        await world.telegram.simulate.send(MIA, **content)
        await world.settles()

        assert words(world) == [said]


async def test_words_below_a_file_and_the_address_behind_words_come_with_it() -> None:
    async with a_world() as world:
        link = {"type": "text_link", "offset": 3, "length": 4, "url": "https://shop.example/tea"}
        await world.telegram.simulate.send(MIA, "🍵 here, please", entities=[link])
        await world.settles()
        file = {"kind": "photo", "base64": base64.b64encode(b"abc").decode()}
        await world.telegram.simulate.send(MIA, "as you see", file=file)
        await world.settles()

        assert words(world) == ["🍵 here (https://shop.example/tea), please", "as you see"]
        assert isinstance(world.bodies[1].parts[1], Unfetched)


@pytest.mark.parametrize(
    ("kind", "given", "name", "mime"),
    [
        ("photo", {}, "picture.jpg", "image/jpeg"),
        ("document", {"name": "bill.pdf", "mimetype": "application/pdf"}, "bill.pdf", "application/pdf"),
        ("voice", {"mimetype": "audio/ogg"}, "voice.ogg", "audio/ogg"),
        ("video", {"name": "film.mp4", "mimetype": "video/mp4"}, "film.mp4", "video/mp4"),
        ("animation", {"name": "cat.mp4", "mimetype": "video/mp4"}, "cat.mp4", "video/mp4"),
        ("video_note", {}, "video.mp4", "video/mp4"),
        ("audio", {"name": "song.mp3", "mimetype": "audio/mpeg"}, "song.mp3", "audio/mpeg"),
    ],
)
async def test_a_file_of_each_kind_is_announced_once_and_its_bytes_are_fetched(
    kind: str, given: dict[str, str], name: str, mime: str
) -> None:
    async with a_world() as world:
        await world.telegram.simulate.send(
            MIA, file={"kind": kind, "base64": base64.b64encode(b"the bytes").decode()} | given
        )
        await world.settles()

        (file,) = world.bodies[0].parts
        assert (file.name, file.mime, file.size) == (name, mime, len(b"the bytes"))
        port = world.adapter.port
        assert isinstance(port, FetchesFiles)
        assert b"".join([piece async for piece in port.fetch(file)]) == b"the bytes"


async def test_a_press_is_a_choice_and_answered_in_the_same_breath() -> None:
    async with a_world() as world:
        await world.sends(menu("Which tea?", ("Green", "Black")))
        (asked,) = world.shown()
        await world.telegram.simulate.press(MIA, asked.number, "Black")
        await world.settles()

        (chosen,) = world.bodies
        assert isinstance(chosen, CustomerChose)
        assert (chosen.message, chosen.choice, chosen.name) == ("m1", 1, "Mia Chen")
        assert len(world.telegram.store.answered) == 1


async def test_changed_words_reactions_and_blocks_open_no_chat() -> None:
    async with a_world() as world:
        first = (await world.telegram.simulate.send(MIA, "I take tow"))["message"]
        await world.settles()
        await world.telegram.simulate.edit(MIA, first, "I take two")
        await world.telegram.simulate.edit(MIA, first, "I take three")
        await world.telegram.simulate.react(MIA, first, "❤")
        await world.telegram.simulate.react(MIA, first)
        await world.telegram.simulate.block(MIA)
        await world.telegram.simulate.unblock(MIA)
        await world.settles()

        subjects: list[Any] = [one.subject for one in world.inbox.inbounds]
        assert [one.may_open for one in subjects] == [True, False, False, False, False, False]
        assert words(world) == ["I take tow", "✏ I take two", "✏ I take three", "❤"]
        assert {one.quotes for one in world.bodies[1:4]} == {f"{MIA}/{first}"}
        stands = [one for one in world.bodies if isinstance(one, CustomerConsent)]
        assert [(one.agrees, one.said and one.said.key) for one in stands] == [
            (False, "telegram_left"),
            (True, "telegram_back"),
        ]


async def test_a_link_chooses_the_queue_and_only_one_that_is_listed() -> None:
    async with a_world() as world:
        await world.telegram.simulate.start(MIA, "sales")
        await world.telegram.simulate.start(MIA, "payroll")
        await world.settles()

        subjects: list[Any] = [one.subject for one in world.inbox.inbounds]
        assert [one.queue for one in subjects] == ["sales", "support"]
        assert words(world) == ["(pressed Start)", "(pressed Start)"]


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": 1},
        {"update_id": "one", "message": {}},
        {"update_id": 1, "message": {"message_id": 1, "text": "hello"}},
        {"update_id": 1, "message": {"message_id": 1, "from": {"id": MIA}, "chat": {"id": 5, "type": "private"}}},
        {"update_id": 1, "message": {"message_id": 1, "from": {"id": -5}, "chat": {"id": -5, "type": "group"}}},
        {"update_id": 1, "message": {"from": {"id": MIA}, "chat": {"id": MIA, "type": "private"}, "text": "hello"}},
        {"update_id": 1, "callback_query": {"id": "1", "from": {"id": MIA}, "data": "x" * 65}},
        {"update_id": 1, "message": {"message_id": 1, "from": {"id": MIA, "is_bot": True}, "text": "I am a bot"}},
    ],
)
async def test_what_can_t_be_read_or_is_in_no_private_chat_is_kept_as_an_outline_and_not_asked_for_again(
    update: dict[str, Any],
) -> None:
    async with a_world() as world:
        assert (await world.comes(update))[0] == 200

        assert world.bodies == []
        assert len(world.unknown.kept) == 1


async def test_a_request_without_the_secret_is_refused_before_it_is_read() -> None:
    async with a_world(previous_webhook_secret="earlier-word") as world:
        earlier = {"X-Telegram-Bot-Api-Secret-Token": "earlier-word"}
        nonsense: Any = ["no update"]

        assert (await world.comes(nonsense, {}))[0] == 403
        assert (await world.comes(nonsense, earlier))[0] == 400
        assert (await world.comes({}, earlier))[0] == 200


async def test_what_is_larger_than_any_update_is_refused() -> None:
    async with a_world() as world:
        assert (await world.comes({"update_id": 1, "message": {"text": "a" * 1_100_000}}))[0] == 413


async def test_what_could_not_be_stored_is_told_again_until_it_is() -> None:
    async with a_world() as world:
        for trouble in (Overloaded(retry_after=3), RuntimeError("planted")):
            world.inbox.trouble = trouble
            await world.telegram.simulate.send(MIA, "hello")
            await world.settles()
            assert world.bodies == []
            world.inbox.trouble = None
            await world.clock.advance(2)
            await world.settles()
            assert words(world) == ["hello"]
            world.inbox.inbounds.clear()


async def test_a_refused_token_or_address_is_for_a_person_and_an_outage_is_not() -> None:
    async with a_world(public_url="http://chat.example") as world:
        with pytest.raises(AdapterAuthFailed, match="must be https"):
            await world.adapter.start()
        world.faults.add("setWebhook", "outage", vendor="telegram")
        with pytest.raises(AdapterNotReady):
            await world.adapter.start()
        world.telegram.settings.bot_token = "another"
        with pytest.raises(AdapterAuthFailed, match="token"):
            await world.adapter.start()


async def test_an_address_with_https_is_told_at_the_start_with_the_secret_unless_the_admin_does_it() -> None:
    async with a_world(public_url="https://chat.example/") as world:
        await world.adapter.start()

        settings = world.telegram.settings
        assert (settings.webhook_url, settings.secret_token) == (
            f"https://chat.example/{NORTH}/webhook",
            "playground-webhook-secret",
        )
    async with a_world(public_url="https://chat.example", sets_webhook=False) as world:
        await world.adapter.start()

        assert world.telegram.settings.webhook_url == ""
