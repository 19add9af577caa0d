"""What goes out on Messenger: once, split at sensible places, within its window, and with failures told in words."""

from datetime import timedelta

import pytest

from adapters.messenger.ids import Line
from adapters.meta.sendings import read_label
from core.conversation.model import Status
from core.errors import Permanent, Transient, Uncertain, Unreachable
from core.features.menus import menu
from core.ids import ExternalRef, FileId
from core.messages import Mark, MarkKind, Media, Text, Unfetched, Visibility
from core.ports import Outbound, Receipt, SoughtSending
from playground.meta.model import File
from playground.meta.seed import PAGE
from tests.adapters.around import CHAT, outbound
from tests.adapters.messenger.world import MIA, MIAS, World, a_world

LABEL = Media(FileId("f1"), "label.pdf", "application/pdf", 400)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 400


async def test_a_message_goes_once_under_its_key_with_what_names_it() -> None:
    async with a_world() as world:
        receipts = [await world.adapter.port.send(outbound(MIAS, "as hot as ever")) for _ in range(3)]

        id, body = world.meta.taken[0]
        assert receipts == [Receipt(ExternalRef(id))] * 3
        assert world.meta.texts() == ["as hot as ever"]
        assert body["recipient"] == {"id": MIA}
        assert body["messaging_type"] == "RESPONSE"
        label = read_label(body["message"]["metadata"])
        assert label is not None
        assert (label.conversation, label.key, label.place, label.of, label.is_message) == (CHAT, "k1", 0, 1, True)
        call = world.meta.calls[0]
        assert call.path == f"/graph/v25.0/{PAGE}/messages"
        assert "access_token" not in call.body  # Meta knew the token all the same: it was in the header
        assert len(call.body["appsecret_proof"]) == 64


async def test_a_long_text_goes_in_several_messages_and_no_emoji_is_cut() -> None:
    async with a_world() as world:
        text = " ".join(["word"] * 450) + " " + "🍵" * 1500
        receipt = await world.adapter.port.send(outbound(MIAS, text))

        sent = world.meta.texts()
        assert "".join(sent).replace(" ", "") == text.replace(" ", "")
        assert all(len(one.encode("utf-16-le")) // 2 <= 2000 for one in sent)
        assert [receipt.ref, *receipt.more] == [id for id, _ in world.meta.taken]


async def test_what_was_cut_short_goes_on_where_it_stopped() -> None:
    async with a_world() as world:
        world.meta.fails_after(1, "429")
        with pytest.raises(Transient):
            await world.adapter.port.send(outbound(MIAS, "one", "two", "three"))
        await world.adapter.port.send(outbound(MIAS, "one", "two", "three"))

        assert world.meta.texts() == ["one", "two", "three"]


async def test_formatting_is_dropped_and_addresses_stand_behind_their_words() -> None:
    async with a_world() as world:
        marks = (Mark(MarkKind.BOLD, 0, 4), Mark(MarkKind.LINK, 5, 9, "https://tea.example/pot"))
        await world.adapter.port.send(outbound(MIAS, Text("look here", marks)))

        assert world.meta.texts() == ["look here (https://tea.example/pot)"]


async def test_a_menu_is_quick_replies_by_its_words_where_they_fit() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(MIAS, menu("Which tea?", ("Green", "Black"))))

        message = world.meta.taken[0][1]["message"]
        assert message["text"] == "Which tea?"
        assert message["quick_replies"] == [
            {"content_type": "text", "title": "Green", "payload": "choice:m1:0"},
            {"content_type": "text", "title": "Black", "payload": "choice:m1:1"},
        ]


async def test_a_menu_with_long_choices_has_its_numbers_as_quick_replies() -> None:
    async with a_world() as world:
        await world.adapter.port.send(outbound(MIAS, menu("Which?", ("Green", "Black, with milk and sugar"))))

        message = world.meta.taken[0][1]["message"]
        assert message["text"] == "Which?\n1. Green\n2. Black, with milk and sugar"
        assert [one["title"] for one in message["quick_replies"]] == ["1", "2"]


async def test_a_file_is_handed_over_and_sent_by_what_names_it() -> None:
    async with a_world() as world:
        world.files.bytes["f1"] = b"%PDF-"
        world.files.bytes["f2"] = PICTURE
        picture = Media(FileId("f2"), "pot.png", "image/png", 400)
        await world.adapter.port.send(outbound(MIAS, "your label", LABEL, picture))

        assert world.meta.uploads == [("label.pdf", b"%PDF-"), ("pot.png", PICTURE)]
        label, pot = world.meta.ids_of_uploads
        attached = [body["message"].get("attachment") for _, body in world.meta.taken]
        assert attached == [
            None,
            {"type": "file", "payload": {"attachment_id": label}},
            {"type": "image", "payload": {"attachment_id": pot}},
        ]
        assert [one["sender_action"] for one in world.meta.actions] == ["typing_on", "typing_on", "mark_seen"]


async def test_a_file_that_is_gone_is_told() -> None:
    async with a_world() as world:
        with pytest.raises(Permanent) as caught:
            await world.adapter.port.send(outbound(MIAS, LABEL))

        assert caught.value.reason is not None
        assert caught.value.reason.key == "fail_file_fetch"


async def test_an_answer_says_that_the_customers_words_were_seen_and_the_welcome_does_not() -> None:
    async with a_world() as world:
        await world.adapter.port.send(Outbound("k0", CHAT, MIAS, "status", text="Thanks!", status=Status.QUEUED))
        assert world.meta.actions == []
        await world.adapter.port.send(outbound(MIAS, "hello"))

        assert world.meta.actions == [{"recipient": {"id": MIA}, "sender_action": "mark_seen"}]


async def test_what_the_customer_may_not_see_and_what_was_changed_is_not_sent() -> None:
    async with a_world() as world:
        hidden = outbound(MIAS, "she is a regular", visibility=Visibility.AGENTS)
        changed = Outbound("k2", CHAT, MIAS, "changed", outbound(MIAS, "better words").message)
        silent = Outbound("k3", CHAT, MIAS, "status", text="", status=Status.ACTIVE)

        assert [await world.adapter.port.send(one) for one in (hidden, changed, silent)] == [Receipt()] * 3
        assert world.meta.calls == []


async def heard(world: World, ago: timedelta) -> None:
    """Let Mia write, and time pass."""
    await world.is_told()
    await world.writes("is it still hot?")
    await world.clock.advance(ago.total_seconds())


async def test_a_day_after_the_customer_wrote_nothing_goes_out_and_the_agent_is_told() -> None:
    async with a_world() as world:
        await heard(world, timedelta(hours=24))
        with pytest.raises(Unreachable) as caught:
            await world.adapter.port.send(outbound(MIAS, "are you there?"))

        assert caught.value.reason is not None
        assert caught.value.reason.key == "messenger_window"
        assert world.meta.taken == []
        await world.writes("hello again")
        await world.adapter.port.send(outbound(MIAS, "good", key="k2"))
        assert world.meta.texts() == ["good"]


async def test_a_person_may_answer_for_seven_days_where_meta_allows_it_and_nobody_else() -> None:
    async with a_world(human_agent=True) as world:
        await heard(world, timedelta(hours=25))
        await world.adapter.port.send(outbound(MIAS, menu("Which tea?", ("Green", "Black"))))
        with pytest.raises(Unreachable):
            await world.adapter.port.send(outbound(MIAS, "a bot", key="k2", author="bot"))
        with pytest.raises(Unreachable):
            await world.adapter.port.send(Outbound("k3", CHAT, MIAS, "status", text="Bye", status=Status.HANDLED))
        await world.clock.advance(timedelta(days=6).total_seconds())
        with pytest.raises(Unreachable) as caught:
            await world.adapter.port.send(outbound(MIAS, "late", key="k4"))

        assert caught.value.reason is not None
        assert caught.value.reason.key == "messenger_window_agents"
        body = world.meta.taken[0][1]
        assert (body["messaging_type"], body["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
        assert body["message"]["text"] == "Which tea?\n1. Green\n2. Black"
        assert "quick_replies" not in body["message"]
        assert len(world.meta.taken) == 1


async def test_a_lost_answer_is_settled_by_metas_echo_and_nothing_is_sent_twice() -> None:
    async with a_world() as world:
        world.meta.fails_after(1, "reset_after_accept")
        said = outbound(MIAS, "one", "two", "three")
        sought = SoughtSending(said, world.clock.bridge.now())
        with pytest.raises(Uncertain):
            await world.adapter.port.send(said)
        with pytest.raises(Transient):
            await world.adapter.port.find(sought)
        id, body = world.meta.taken[1]
        await world.comes(world.echo("two", id, metadata=body["message"]["metadata"]))
        await world.clock.advance(120)

        assert await world.adapter.port.find(sought) is None
        receipt = await world.adapter.port.send(said)
        assert world.meta.texts() == ["one", "two", "three"]
        first, *more = (ExternalRef(id) for id, _ in world.meta.taken)
        assert await world.adapter.port.find(sought) == receipt == Receipt(first, tuple(more))


async def test_what_meta_has_told_nothing_of_for_a_minute_is_in_doubt_and_not_called_absent() -> None:
    async with a_world() as world:
        world.meta.fails("reset")
        said = outbound(MIAS, "hello")
        sought = SoughtSending(said, world.clock.bridge.now())
        with pytest.raises(Uncertain):
            await world.adapter.port.send(said)
        for _ in range(2):
            with pytest.raises(Transient) as caught:
                await world.adapter.port.find(sought)
            assert caught.value.retry_after
            await world.clock.advance(20)
        await world.clock.advance(20)

        with pytest.raises(Uncertain):
            await world.adapter.port.find(sought)


async def test_a_page_that_was_taken_out_is_named_as_the_reason() -> None:
    async with a_world() as world:
        with pytest.raises(Permanent) as caught:
            await world.adapter.port.send(outbound(Line(MIA, "999").contact, "hello"))

        assert caught.value.reason is not None
        assert caught.value.reason.key == "messenger_page_gone"


async def fetched(world: World, address: str) -> bytes:
    file = Unfetched(ExternalRef(address), "picture.jpg", "image/jpeg", 0)
    return b"".join([piece async for piece in world.adapter.port.fetch(file)])


async def test_files_of_customers_are_fetched_from_listed_hosts_alone() -> None:
    async with a_world(media_hosts=["*.fbcdn.net", "cdn.example"]) as world:
        assert (
            await fetched(world, world.meta.meta.shown(File("picture.png", "image/png", PICTURE), "a-secret"))
            == PICTURE
        )
        for address in (
            "https://evil.example/x",
            "https://fbcdn.net.evil.example/x",
            "https://evilfbcdn.net/x",
            "http://scontent.fbcdn.net/x",
            "https://user@scontent.fbcdn.net/x",
            "file:///etc/passwd",
            "http://[",
        ):
            with pytest.raises(Permanent) as caught:
                await fetched(world, address)
            assert caught.value.reason is not None
            assert caught.value.reason.key == "messenger_file_host"
