"""What goes to people on Telegram: words and their marks, files, changes, and what is made of refusals."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.telegram.changing import TAKEN_BACK
from core.errors import Permanent, Transient, Uncertain, Unreachable
from core.features.menus import menu
from core.ids import ExternalRef
from core.messages import Mark, MarkKind, Media, Text, Unfetched
from core.ports import Outbound
from playground.telegram.seed import MIA
from tests.adapters.around import outbound
from tests.adapters.telegram.world import MIAS, World, a_world
from tests.scenarios.attachments import POT

DAY = timedelta(days=1).total_seconds()


def changed(*parts: str | Media | Text, key: str = "c1", **changes: Any) -> Outbound:
    """Give a message's new state."""
    return replace(outbound(MIAS, *parts, key=key, **changes), kind="changed")


async def test_formatting_goes_beside_the_words_and_what_somebody_wrote_stays_as_it_is() -> None:
    async with a_world() as world:
        marks = (
            Mark(MarkKind.BOLD, 2, 5),
            Mark(MarkKind.LINK, 6, 9, "https://shop.example"),
            Mark(MarkKind.MENTION, 0, 1, "U1"),
        )
        await world.sends(Text("🍵 hot tea <b>*not*</b>", marks))

        (shown,) = world.shown()
        assert shown.text == "🍵 hot tea <b>*not*</b>"
        assert shown.entities == [
            {"type": "bold", "offset": 3, "length": 3},
            {"type": "text_link", "offset": 7, "length": 3, "url": "https://shop.example"},
        ]


async def test_a_text_of_signs_that_count_twice_is_cut_where_telegram_counts_and_keeps_its_addresses() -> None:
    async with a_world() as world:
        link = Mark(MarkKind.LINK, 0, 2, "https://shop.example")
        await world.sends(Text("🍵" * 3000, (link,)))

        texts = world.texts()
        assert len(texts) > 1
        assert all(len(one.encode("utf-16-le")) // 2 <= 4096 for one in texts)
        assert "".join(texts).count("🍵") == 3000
        assert "(https://shop.example)" in "".join(texts).replace("\n", "")


async def test_a_menu_is_buttons_and_words_where_a_button_would_be_too_long() -> None:
    async with a_world() as world:
        await world.sends(menu("Which tea?", ("Green", "Black")))
        await world.sends(menu("Which?", ("a" * 41, "b")), key="k2")

        first, second = world.shown()
        assert (first.text, [row[0]["text"] for row in first.keyboard]) == ("Which tea?", ["Green", "Black"])
        assert (second.text, second.keyboard) == (f"Which?\n1. {'a' * 41}\n2. b", [])


async def test_a_picture_goes_as_one_and_what_telegram_can_t_show_as_one_as_a_document() -> None:
    async with a_world() as world:
        long = POT[:16] + (9_990).to_bytes(4, "big") + (11).to_bytes(4, "big") + POT[24:]
        await world.sends(world.file("pot.png", "image/png", POT), key="k1")
        await world.sends(world.file("long.png", "image/png", long), key="k2")
        await world.sends(world.file("large.png", "image/png", POT, size=10_000_001), key="k3")
        await world.sends(world.file("a.pdf", "application/pdf", b"%PDF"), key="k4")

        kinds = [(one.file.name, one.file.kind) for one in world.shown() if one.file]
        assert kinds == [
            ("pot.png", "photo"),
            ("long.png", "document"),
            ("large.png", "document"),
            ("a.pdf", "document"),
        ]


async def test_a_sending_that_was_cut_short_goes_on_where_it_stopped() -> None:
    async with a_world() as world:
        await world.sends("one")
        world.faults.add("sendDocument", "429", vendor="telegram", retry_after=9)
        parts = ("one", world.file("a.pdf", "application/pdf", b"%PDF"), "two")
        with pytest.raises(Transient) as caught:
            await world.sends(*parts)
        receipt = await world.sends(*parts)

        assert (caught.value.retry_after, caught.value.throttled) == (9.0, True)
        assert world.texts() == ["one", "", "two"]
        assert receipt.ref == f"{MIA}/{world.shown()[0].number}"
        assert len(receipt.more) == 2


async def test_limits_of_telegrams_own_are_kept_as_it_asks() -> None:
    async with a_world() as world:
        for number in range(20):
            await world.sends(f"line {number}", key=f"k{number}")
        with pytest.raises(Transient) as caught:
            await world.sends("one more", key="k20")
        await world.clock.advance(caught.value.retry_after or 0)
        await world.sends("one more", key="k20")

        assert caught.value.throttled
        assert len(world.texts()) == 21


@pytest.mark.parametrize(
    ("how", "kind", "key"),
    [
        ("blocked", Unreachable, "telegram_blocked"),
        ("deactivated", Unreachable, "telegram_gone"),
        ("met", Unreachable, "telegram_gone"),
    ],
)
async def test_who_can_t_be_reached_is_told_in_words(how: str, kind: type[Permanent], key: str) -> None:
    async with a_world() as world:
        setattr(world.telegram.person(MIA), how, how != "met")
        with pytest.raises(kind) as caught:
            await world.sends("hello")

        assert caught.value.reason is not None
        assert caught.value.reason.key == key
        assert "hello" not in f"{caught.value} {caught.value.detail}"


async def test_a_token_that_telegram_refuses_is_for_the_admin() -> None:
    async with a_world() as world:
        world.telegram.settings.bot_token = "another"
        with pytest.raises(Permanent) as caught:
            await world.sends("hello")

        assert caught.value.reason is not None
        assert caught.value.reason.key == "telegram_token"


@pytest.mark.parametrize("how", ["500", "502", "reset_after_accept"])
async def test_what_may_have_arrived_is_in_doubt(how: str) -> None:
    async with a_world() as world:
        world.faults.add("sendMessage", how, vendor="telegram")
        with pytest.raises(Uncertain) as caught:
            await world.sends("hello")

        assert "1000000001" not in f"{caught.value} {caught.value.detail}"  # the address has the token in it


async def test_changed_words_take_the_place_of_the_old_and_more_or_fewer_messages_come_or_go() -> None:
    async with a_world() as world:
        await world.sends("one", "two")
        first, second = world.shown()
        await world.changes(changed("one", "2", "three"))
        assert world.texts() == ["one", "2", "three"]
        assert [one.number for one in world.shown()][:2] == [first.number, second.number]
        await world.changes(changed("1", key="c2"))
        await world.changes(changed("1", key="c2"))
        assert world.texts() == ["1"]


async def test_a_file_that_was_masked_goes_and_its_name_comes_in_its_place() -> None:
    async with a_world() as world:
        await world.sends("here", world.file("a.pdf", "application/pdf", b"%PDF"))
        await world.changes(changed("here", "a.pdf (masked)"))

        assert [(one.text, one.file) for one in world.shown()] == [("here", None), ("a.pdf (masked)", None)]


async def test_the_address_of_a_file_that_was_too_large_stays_when_the_words_beside_it_change() -> None:
    async with a_world() as world:
        large = world.file("film.mp4", "video/mp4", b"x", size=60_000_000)
        await world.sends("here", "film.mp4: https://bridge.example/file/1")
        await world.changes(changed("there", large))

        assert world.texts() == ["there", "film.mp4: https://bridge.example/file/1"]


async def test_what_is_taken_back_after_two_days_loses_its_words_and_a_file_is_told() -> None:
    async with a_world() as world:
        await world.sends("planted words")
        await world.clock.advance(3 * DAY)
        await world.changes(changed("planted words", deleted=True))
        assert world.texts() == [TAKEN_BACK]
    async with a_world() as world:
        file = world.file("a.pdf", "application/pdf", b"%PDF")
        await world.sends(file)
        await world.clock.advance(3 * DAY)
        with pytest.raises(Permanent) as caught:
            await world.changes(changed(file, deleted=True))
        assert caught.value.reason is not None
        assert caught.value.reason.key == "telegram_old"


async def test_a_change_whose_answer_was_lost_is_made_again_and_one_of_what_is_gone_is_none() -> None:
    async with a_world() as world:
        await world.sends("one")
        world.faults.add("editMessageText", "reset_after_accept", vendor="telegram")
        with pytest.raises(Transient):
            await world.changes(changed("two"))
        await world.changes(changed("two"))
        assert world.texts() == ["two"]
        world.telegram.person(MIA).messages.clear()
        await world.changes(changed("three", key="c2"))
        await world.changes(changed("never sent", key="c3"))
        assert world.texts() == []


async def test_a_file_that_is_too_large_for_a_bot_is_refused_with_the_reason() -> None:
    async with a_world() as world:
        for size in (20_000_001, 0):
            kept = world.telegram.keep("document", "film.mp4", "video/mp4", b"x", 20_000_001)
            with pytest.raises(Permanent) as caught:
                await _bytes(world, Unfetched(ExternalRef(kept.id), "film.mp4", "video/mp4", size))
            assert caught.value.reason is not None
            assert caught.value.reason.key == "telegram_file_large"


async def test_a_file_that_can_t_be_had_now_is_fetched_later_and_one_that_is_gone_is_not() -> None:
    async with a_world() as world:
        kept = world.telegram.keep("document", "a b.pdf", "application/pdf", b"%PDF")
        file = Unfetched(ExternalRef(kept.id), "a b.pdf", "application/pdf", 0)
        for method, how in (("getFile", "500"), ("getFile", "429"), ("file", "502"), ("file", "reset")):
            world.faults.add(method, how, vendor="telegram", times=None)  # a GET that was reset is tried twice
            with pytest.raises(Transient):
                await _bytes(world, file)
            world.faults.clear()
        assert await _bytes(world, file) == b"%PDF"
        with pytest.raises(Permanent):
            await _bytes(world, replace(file, source=ExternalRef("gone")))


async def _bytes(world: World, file: Unfetched) -> bytes:
    return b"".join([piece async for piece in world.adapter.port.fetch(file)])
