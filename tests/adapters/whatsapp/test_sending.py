"""What goes out on WhatsApp: once, as buttons and lists where they fit, within its window, failures told in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.meta.sendings import read_label
from adapters.meta.whatsapp.ids import Line
from adapters.meta.whatsapp.templates import TemplateSection
from core.errors import Permanent, Transient, Uncertain
from core.features.menus import menu
from core.ids import ExternalRef, FileId
from core.messages import FromTemplate, Mark, MarkKind, Media, Text, Unfetched, Visibility
from core.ports import Receipt, SoughtSending
from playground.meta.model import File
from playground.meta.whatsapp.events import keep
from tests.adapters.around import CHAT, outbound
from tests.adapters.whatsapp.world import MIA, MIAS, NUMBER, World, a_world

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 400
AGAIN = [{"name": "hello_again", "text": "Hi {{1}}, may we go on?"}, {"name": "plain", "text": "Spring has come."}]


async def test_a_message_goes_once_under_its_key_with_what_names_it() -> None:
    async with a_world() as world:
        receipts = [await world.adapter.port.send(outbound(MIAS, "as hot as ever")) for _ in range(3)]

        (id, sent), call = world.meta.taken[0], world.meta.calls[0]
        assert receipts == [Receipt(ExternalRef(id))] * 3
        body = dict(sent)
        assert len(body.pop("appsecret_proof")) == 64
        label = read_label(body.pop("biz_opaque_callback_data"))
        assert label is not None
        assert (label.conversation, label.key, label.of) == (CHAT, "k1", 1)
        assert body == {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": MIA,
            "type": "text",
            "text": {"body": "as hot as ever", "preview_url": False},
        }
        assert call.path == f"/graph/v25.0/{NUMBER}/messages"
        # The body holds no token, and Meta knew it all the same: it was in the header.


async def test_a_long_text_goes_in_several_messages() -> None:
    async with a_world() as world:
        text = " ".join(["word"] * 1500)
        receipt = await world.adapter.port.send(outbound(MIAS, text))

        assert " ".join(world.meta.texts()) == text
        assert all(len(one) <= 4096 for one in world.meta.texts())
        assert len(receipt.more) == 1


async def test_formatting_is_written_as_whatsapp_reads_it() -> None:
    async with a_world() as world:
        marks = (
            Mark(MarkKind.BOLD, 0, 4),
            Mark(MarkKind.ITALIC, 5, 9),
            Mark(MarkKind.LINK, 10, 13, "https://t.example"),
        )
        await world.adapter.port.send(
            outbound(MIAS, Text("very hot, tea, within", (*marks, Mark(MarkKind.BOLD, 15, 17))))
        )

        assert world.meta.texts() == ["*very* _hot,_ tea (https://t.example), within"]


@pytest.mark.parametrize(
    ("options", "kind", "text", "titles"),
    [
        (("Green", "Black"), "button", "Which?", ["Green", "Black"]),
        (
            ("Green", "Black, with milk and sugar"),
            "button",
            "Which?\n1. Green\n2. Black, with milk and sugar",
            ["1", "2"],
        ),
        (("a", "b", "c", "d"), "list", "Which?", ["a", "b", "c", "d"]),
        (("a" * 30, "b", "c", "d"), "list", "Which?\n1. " + "a" * 30 + "\n2. b\n3. c\n4. d", ["1", "2", "3", "4"]),
    ],
)
async def test_a_menu_is_buttons_or_a_list(options: tuple[str, ...], kind: str, text: str, titles: list[str]) -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(MIAS, menu("Which?", options)))

        said = world.meta.taken[0][1]["interactive"]
        assert (said["type"], said["body"]["text"]) == (kind, text)
        action = said["action"]
        rows = [one["reply"] for one in action["buttons"]] if kind == "button" else action["sections"][0]["rows"]
        assert [one["title"] for one in rows] == titles
        assert [one["id"] for one in rows] == [f"choice:m1:{place}" for place in range(len(options))]


async def test_files_are_handed_over_by_what_they_are_and_the_customer_sees_that_something_comes() -> None:
    async with a_world() as world:
        await world.is_told()
        read = await world.writes("hello?")
        files = [
            Media(FileId("f1"), "pot.png", "image/png", 400),
            Media(FileId("f2"), "large.png", "image/png", 6_000_000),
            Media(FileId("f3"), "film.mp4", "video/mp4", 400),
        ]
        world.files.bytes = {one.file: PICTURE for one in files}
        await world.adapter.port.send(outbound(MIAS, *files))

        pot, large, film = world.meta.ids_of_uploads
        sent = [(body["type"], body[body["type"]]) for _, body in world.meta.taken]
        assert sent == [
            ("image", {"id": pot}),
            ("document", {"id": large, "filename": "large.png"}),
            ("video", {"id": film}),
        ]
        assert world.meta.actions[0] == {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": read,
            "typing_indicator": {"type": "text"},
        }


async def test_an_answer_marks_the_customers_words_as_read_once() -> None:
    async with a_world() as world:
        await world.is_told()
        read = await world.writes("hello?")
        for key in ("k1", "k2"):
            await world.adapter.port.send(outbound(MIAS, "hello", key=key))

        assert [one["message_id"] for one in world.meta.actions] == [read]


async def test_what_the_customer_may_not_see_is_not_sent() -> None:
    async with a_world(templates=AGAIN) as world:
        for words in (Text("she is a regular"), Text("Spring has come.", asks=FromTemplate("plain", "en_US"))):
            hidden = outbound(MIAS, words, visibility=Visibility.AGENTS)
            assert await world.adapter.port.send(hidden) == Receipt()
        assert world.meta.taken == []


async def after_a_day(world: World) -> None:
    """Let Mia write, and a day pass."""
    await world.comes(world.message())
    await world.clock.advance(24 * 3600)


async def refused(world: World, words: str, key: str = "k1") -> Any:
    """Send, and give the reason why it was not."""
    with pytest.raises(Permanent) as caught:
        await world.adapter.port.send(outbound(MIAS, words, key=key))
    assert caught.value.reason is not None
    return caught.value.reason


async def test_a_day_after_the_customer_wrote_the_agent_is_told_that_only_a_template_goes() -> None:
    async with a_world(templates=AGAIN) as world:
        await after_a_day(world)

        assert (await refused(world, "are you there?")).key == "whatsapp_choose"
        assert world.meta.taken == []
    async with a_world() as world:
        await after_a_day(world)
        assert (await refused(world, "are you there?")).key == "whatsapp_window"


async def test_a_template_goes_at_any_time_with_its_values_by_place_or_by_name() -> None:
    async with a_world(templates=AGAIN) as world:
        await after_a_day(world)
        made = (
            FromTemplate("hello_again", "en_US", (("1", "Mia"),)),
            FromTemplate("plain", "de"),
            FromTemplate("named", "en_US", (("first_name", "Mia"),)),
        )
        world.meta.has_template("plain", "Frühling", "de")
        world.meta.has_template("named", "Hi {{first_name}}, may we go on?")
        for number, one in enumerate(made):
            await world.adapter.port.send(outbound(MIAS, Text("as it is seen", asks=one), key=f"k{number}"))

        def body(**more: str) -> list[dict[str, Any]]:
            return [{"type": "body", "parameters": [{"type": "text", "text": "Mia", **more}]}]

        assert [body["template"] for _, body in world.meta.taken] == [
            {"name": "hello_again", "language": {"code": "en_US"}, "components": body()},
            {"name": "plain", "language": {"code": "de"}, "components": []},
            {"name": "named", "language": {"code": "en_US"}, "components": body(parameter_name="first_name")},
        ]


async def test_the_port_tells_which_templates_there_are_and_whether_nothing_else_goes() -> None:
    async with a_world(templates=AGAIN) as world:
        port = world.adapter.port
        await world.comes(world.message())
        notes = vars(world.memory)["_kept"].get

        assert [one.id for one in port.templates(MIAS)] == ["hello_again:en_US", "plain:en_US"]
        assert list(port.templates(Line(MIA, "199999999999999").contact)) == []
        assert not port.takes_templates_only(MIAS, notes, world.clock.bridge.now())
        await world.clock.advance(24 * 3600)
        assert port.takes_templates_only(MIAS, notes, world.clock.bridge.now())
        assert not port.takes_templates_only(Line("12025550188", NUMBER).contact, notes, world.clock.bridge.now())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "Hi {{1}} and {{3}}"}, "number the places"),
        ({"text": "Hi {{1}} and {{name}}"}, "number the places"),
        ({"text": "Hi {{Name}}"}, "the name of a place"),
        ({"text": "Hi {{1}}", "labels": ["Name", "Order"]}, "has 1 places, its `labels` are 2"),
        ({"text": "Hi", "header": "Your {{1}}, {{2}}"}, "its header has more than one place"),
        ({"text": "Hi", "header": "Your {{2}}"}, "number the places of its header"),
        ({"text": "Hi", "header": "Your {1}"}, "header"),
        ({"text": "Hi", "header": "Yours", "image": "https://a.example/1.png"}, "only one stands above"),
        ({"text": "Hi", "image": "https://a.example/{{1}}.png"}, "the address of its file has no places"),
        ({"text": "Hi", "image": "a picture"}, "image"),
        ({"text": "Hi", "links": {"Go": "https://a.example/{{1}}"}}, "which is none of its `buttons`"),
        ({"text": "Hi", "buttons": ["Go"], "links": {"Go": "https://a.example{{1}}"}}, "links"),
        ({"text": "Hi", "buttons": ["Go"], "links": {"Go": "https://{{1}}/a"}}, "links"),
        ({"text": "Hi", "buttons": ["Go"], "links": {"Go": "https://a.example/{{1}}/b"}}, "links"),
        ({"text": "Hi " * 500}, "text"),
    ],
)
def test_a_template_that_meta_could_not_have_is_a_problem_of_the_configuration(
    changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        TemplateSection.model_validate({"name": "hello_again"} | changes)


async def test_a_lost_answer_is_settled_by_a_report_and_nothing_is_sent_twice() -> None:
    async with a_world() as world:
        world.meta.fails("reset_after_accept")
        said = outbound(MIAS, "hello")
        sought = SoughtSending(said, world.clock.bridge.now())
        with pytest.raises(Uncertain):
            await world.adapter.port.send(said)
        with pytest.raises(Transient):
            await world.adapter.port.find(sought)
        id, body = world.meta.taken[0]
        data = body["biz_opaque_callback_data"]
        await world.says({"statuses": [{"id": id, "status": "sent", "biz_opaque_callback_data": data}]})

        assert await world.adapter.port.find(sought) == Receipt(ExternalRef(id))
        assert await world.adapter.port.send(said) == Receipt(ExternalRef(id))
        assert world.meta.texts() == ["hello"]


async def test_what_meta_has_told_nothing_of_for_a_minute_is_in_doubt_and_not_called_absent() -> None:
    async with a_world() as world:
        sought = SoughtSending(outbound(MIAS, "hello"), world.clock.bridge.now())
        with pytest.raises(Transient):
            await world.adapter.port.find(sought)
        await world.clock.advance(60)

        with pytest.raises(Uncertain):
            await world.adapter.port.find(sought)


async def test_a_file_of_a_customers_is_fetched_by_its_id_with_the_token() -> None:
    async with a_world() as world:
        id = keep(world.meta.meta, File("picture.jpg", "image/jpeg", PICTURE), NUMBER).id
        file = Unfetched(ExternalRef(f"media:{id}"), "picture.jpg", "image/jpeg", 0)
        assert b"".join([piece async for piece in world.adapter.port.fetch(file)]) == PICTURE
        gone = Unfetched(ExternalRef("media:gone"), "picture.jpg", "image/jpeg", 0)
        with pytest.raises(Permanent):
            [piece async for piece in world.adapter.port.fetch(gone)]
