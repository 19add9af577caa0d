"""Every desk: what it can beyond the port is declared, and what it declares it can."""

from collections.abc import Callable

import pytest

from core.capabilities import DeskCapabilities, Support
from core.conversation.effects import SettledMark
from core.ids import FileId
from core.messages import Media, Text
from core.ports import ChangesPosts, FetchesFiles, MarksMessages, ShowsHome, desks
from tests.contracts.desks.shown import same_words
from tests.contracts.desks.stage import Stage
from tests.contracts.desks.stages import on_desks_that, on_desks_without
from tests.contracts.desks.values import CARD, CLOSED, HOSTILE, a_long_text, a_post

SHORT = "the new words"
LONG = 400
"""Times that words must be repeated to need several pieces."""
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")

Level = Callable[[DeskCapabilities], Support]
LEVELS: dict[type[object], Level] = {
    MarksMessages: lambda said: said.marks,
    ChangesPosts: lambda said: said.edit,
    ShowsHome: lambda said: said.home,
    FetchesFiles: lambda said: said.files,
}
WITHOUT_A_LEVEL = {
    "FindsOwnPosts",
    "ReadsPresence",
    "OpensChannels",
    "ListsMembers",
    "HostsExperts",
    "LinksMessages",
    "RemovesPosts",
    "MindsStrays",
}
"""Abilities that the bridge finds by their port alone: nobody is told of them beforehand."""


@pytest.mark.parametrize("ability", LEVELS, ids=lambda one: one.__name__)
async def test_an_ability_is_declared_when_it_is_there_and_only_then(stage: Stage, ability: type[object]) -> None:
    declared = LEVELS[ability](stage.desk.capabilities()) >= Support.FALLBACK

    assert isinstance(stage.desk, ability) == declared


def test_no_ability_of_the_port_is_unknown_here() -> None:
    found = {
        name
        for name, one in vars(desks).items()
        if getattr(one, "_is_protocol", False) and one.__module__ == desks.__name__
    }

    assert found - {"AgentDesk"} <= {one.__name__ for one in LEVELS} | WITHOUT_A_LEVEL
    assert {one.__name__ for one in LEVELS} <= found


async def test_a_desk_that_shows_one_person_something_in_a_thread_says_so(stage: Stage) -> None:
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")

    receipt = await stage.desk.tell(stage.ada, opened.thread, CLOSED)

    elsewhere = receipt.ref is not None and stage.desk.place_of(receipt.ref) != stage.place
    assert (stage.desk.capabilities().private is Support.FULL) == (not elsewhere)


async def test_a_desk_without_names_of_authors_puts_them_into_the_text(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    await stage.desk.post(thread, a_post())

    (shown,) = stage.thread(thread)
    assert stage.desk.capabilities().author_names in (Support.FULL, Support.FALLBACK)
    assert "Mia Wong" in shown.author


@on_desks_that(ChangesPosts)
@pytest.mark.parametrize("before", [1, 3])
@pytest.mark.parametrize("after", [1, 3])
async def test_a_changed_post_shows_the_new_words_and_nothing_of_the_old(stage: Stage, before: int, after: int) -> None:
    desk = stage.desk
    assert isinstance(desk, ChangesPosts)
    old = ("planted & <words> " * (1 if before == 1 else LONG)).strip()
    new = (SHORT + " many & <words>" * (0 if after == 1 else LONG)).strip()
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post(old))
    assert receipt.ref is not None

    await desk.change(receipt.ref, a_post(new, "change-1", edited=True))
    await desk.change(receipt.ref, a_post(new, "change-2", edited=True))

    shown = stage.thread(thread)
    assert same_words("".join(one.text for one in shown), new)
    assert "edited" in shown[-1].whole
    assert not [one for one in shown if "planted" in one.whole]


@on_desks_that(ChangesPosts)
async def test_a_post_that_grows_beyond_what_fits_says_so(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, ChangesPosts)
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post("short"))
    assert receipt.ref is not None
    text = a_long_text(40_000)

    await desk.change(receipt.ref, a_post(text, "change-1"))

    (shown,) = stage.thread(thread)
    assert same_words(shown.text, text) or "not fit" in shown.small


@on_desks_that(ChangesPosts)
@pytest.mark.parametrize("long", [False, True])
async def test_a_deleted_post_says_so_and_shows_none_of_its_words(stage: Stage, *, long: bool) -> None:
    desk = stage.desk
    assert isinstance(desk, ChangesPosts)
    text = a_long_text(desk.capabilities().text_max) if long else "many words"
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post(text))
    assert receipt.ref is not None

    await desk.change(receipt.ref, a_post(text, "change-1", deleted=True))

    (shown,) = stage.thread(thread)
    assert "deleted" in shown.whole
    assert "many" not in shown.whole


@on_desks_that(ChangesPosts)
async def test_a_changed_post_pings_nobody(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, ChangesPosts)
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post())
    assert receipt.ref is not None

    await desk.change(receipt.ref, a_post(HOSTILE, "change-1"))

    (shown,) = stage.thread(thread)
    assert shown.text == HOSTILE
    assert shown.pings == ()


@on_desks_that(ChangesPosts)
async def test_deleting_a_post_that_somebody_deleted_is_done(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, ChangesPosts)
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    receipt = await desk.post(thread, a_post())
    assert receipt.ref is not None
    await stage.delete(receipt.ref)

    await desk.change(receipt.ref, a_post("Hello", "change-1", deleted=True))

    assert stage.thread(thread) == []


@on_desks_that(MarksMessages)
async def test_a_message_carries_one_mark_at_a_time(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, MarksMessages)
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    ref = await stage.writes(stage.ada, thread, "Hi Mia")

    seen = []
    for mark in (SettledMark.HELD, SettledMark.SENT, SettledMark.SENT, SettledMark.FAILED, SettledMark.NOTE):
        await desk.mark(ref, mark)
        (shown,) = stage.look(ref).marks
        seen.append(shown)
    await desk.mark(ref, SettledMark.NONE)

    assert seen[1] == seen[2]
    assert len(set(seen)) == 4
    assert stage.look(ref).marks == ()
    assert stage.look(ref).text == "Hi Mia"


@on_desks_that(MarksMessages)
async def test_a_mark_outlives_a_restart_of_the_desk(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, MarksMessages)
    thread = (await desk.open_thread(stage.place, CARD, "open-1")).thread
    ref = await stage.writes(stage.ada, thread, "Hi Mia")
    await desk.mark(ref, SettledMark.SENT)
    before = stage.look(ref).marks
    again = stage.restarted()
    assert isinstance(again, MarksMessages)

    await again.mark(ref, SettledMark.SENT)

    assert stage.look(ref).marks == before


@on_desks_that(FetchesFiles)
async def test_a_file_is_shown_in_the_thread_with_the_words_that_came_with_it(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    picture = stage.file("receipt.png", PNG)

    receipt = await stage.desk.post(thread, a_post(parts=(Text("here it is"), picture)))

    shown = stage.thread(thread)
    assert shown[0].text == "here it is"
    assert [name for one in shown for name in one.files] == ["receipt.png"]
    assert [one.ref for one in shown] == [receipt.ref, *receipt.more]


@on_desks_without(FetchesFiles)
async def test_a_file_that_can_t_be_shown_is_named_with_a_reason(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    picture = stage.file("receipt.png", PNG)

    await stage.desk.post(thread, a_post(parts=(Text("here it is"), picture)))

    (shown,) = stage.thread(thread)
    assert shown.text == "here it is"
    assert "receipt.png" in shown.small
    assert "can't" in shown.small


async def test_a_file_whose_bytes_are_gone_holds_up_no_words_and_is_named(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    gone = Media(FileId("gone"), "lost.png", "image/png", 10)

    await stage.desk.post(thread, a_post(parts=(Text("here it is"), gone)))

    (shown,) = stage.thread(thread)
    assert shown.text == "here it is"
    assert "lost.png" in shown.small


async def test_a_file_alone_is_a_post_too(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    receipt = await stage.desk.post(thread, a_post(parts=(stage.file("receipt.png", PNG),)))

    assert receipt.ref is not None
    assert any("receipt.png" in one.whole for one in stage.thread(thread))
