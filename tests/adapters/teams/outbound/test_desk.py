"""The Teams desk on the playground's Teams: what is Teams' own, beside what every desk must keep."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.teams.capabilities import capabilities
from adapters.teams.ids import parse_thread
from core.capabilities import Act
from core.errors import Transient, Uncertain
from core.ids import ExternalRef
from core.messages import Mark, MarkKind, Text
from core.ports import Opened
from core.views import Post
from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.teams.model import Message
from playground.teams.seed import SUPPORT, TENANT
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.teams.outbound.schema import card_of, said
from tests.adapters.teams.outbound.values import CARD, CHAT, a_post
from tests.adapters.teams.outbound.workplace import PLACE, Workplace, person, section


async def opened(work: Workplace) -> Opened:
    """Open a chat's chain."""
    return await work.desk.open_thread(PLACE, CARD, "open-1")


def replies(work: Workplace, thread: ExternalRef) -> list[Message]:
    """Give what stands under a chain's root."""
    return work.pg.teams.messages(parse_thread(thread).conversation)[1:]


async def test_a_chat_has_an_address_that_people_can_open(work: Workplace) -> None:
    made = await work.another_desk(team="6a0e0000-0000-4000-8000-0000000000c1").open_thread(PLACE, CARD, "open-1")

    parts = urlsplit(made.link)
    root = parse_thread(made.thread).root
    assert (parts.netloc, parts.path) == ("teams.microsoft.com", f"/l/message/19%3Asupport%40thread.tacv2/{root}")
    assert parse_qs(parts.query) == {
        "tenantId": [TENANT],
        "groupId": ["6a0e0000-0000-4000-8000-0000000000c1"],
        "parentMessageId": [root],
    }


async def test_the_card_says_that_the_bot_must_be_named_where_it_hears_nothing_else(work: Workplace) -> None:
    deaf = work.another_desk(reads_all=False)
    made = await deaf.open_thread(PLACE, CARD, "open-1")

    (root,) = work.pg.teams.messages(SUPPORT)
    assert "Begin each message" in said(root.cards[0])
    await deaf.update_card(made.card, replace(CARD, buttons=()), "card-1")
    assert "Begin each message" not in said(root.cards[0])
    await work.desk.update_card(made.card, CARD, "card-2")
    assert "Begin each message" not in said(root.cards[0])


@pytest.mark.parametrize("kind", ["500", "502", "outage"])
async def test_a_post_that_was_answered_by_a_server_s_error_may_stand_there(work: Workplace, kind: str) -> None:
    thread = (await opened(work)).thread
    work.pg.faults.add("send", kind, vendor="teams")

    with pytest.raises(Uncertain):
        await work.desk.post(thread, a_post())


@pytest.mark.parametrize("kind", ["500", "502", "outage"])
async def test_a_change_that_was_answered_by_a_server_s_error_is_done_again(work: Workplace, kind: str) -> None:
    card = (await opened(work)).card
    work.pg.faults.add("update", kind, vendor="teams")

    with pytest.raises(Transient):
        await work.desk.update_card(card, CARD, "card-1")


async def test_a_notice_mentions_somebody_whom_teams_was_asked_for_once(work: Workplace) -> None:
    thread = (await opened(work)).thread
    words = Text("Ada has joined.", (Mark(MarkKind.MENTION, 0, 3, person(work.pg, "ada")),))

    for key in ("key-1", "key-2"):
        await work.desk.post(thread, Post(key, (words,)))

    shown = replies(work, thread)
    assert [one.entities[0]["mentioned"]["id"] for one in shown] == ["29:ada", "29:ada"]
    rosters = [one for one in work.pg.traffic.after(0) if "/members/" in one["path"]]
    assert len(rosters) == 1


async def test_a_notice_about_somebody_who_can_t_be_found_names_them_in_words(work: Workplace) -> None:
    thread = (await opened(work)).thread
    words = Text("Noor has joined.", (Mark(MarkKind.MENTION, 0, 4, f"{TENANT}/nobody"),))
    work.pg.faults.add("members", "500", vendor="teams")

    for key in ("key-1", "key-2", "key-3"):
        await work.desk.post(thread, Post(key, (words,)))

    assert [one.text for one in replies(work, thread)] == ["Noor has joined."] * 3
    assert [one.entities for one in replies(work, thread)] == [[], [], []]
    assert sum("/members/" in one["path"] for one in work.pg.traffic.after(0)) == 2


async def test_a_long_post_is_changed_as_a_whole_after_a_restart(work: Workplace) -> None:
    thread = (await opened(work)).thread
    receipt = await work.desk.post(thread, a_post("planted word " * 2_000))
    assert receipt.ref is not None
    assert len(receipt.more) > 1

    await work.another_desk().change(receipt.ref, a_post("planted", deleted=True))

    standing = [one for one in replies(work, thread) if not one.deleted]
    assert [one.text for one in standing] == ["<b>Mia Wong (customer)</b><br/><i>This message was deleted.</i>"]


async def test_a_long_post_goes_on_where_another_process_stopped(work: Workplace) -> None:
    thread = (await opened(work)).thread
    post = a_post("many words " * 2_000)
    work.pg.faults.add("send", "delay", vendor="teams", times=2, delay_ms=0)
    work.pg.faults.add("send", "429", vendor="teams")
    with pytest.raises(Transient):
        await work.desk.post(thread, post)

    receipt = await work.another_desk().post(thread, post)

    assert [f"{thread}#{one.id}" for one in replies(work, thread)] == [receipt.ref, *receipt.more]


async def test_the_budgets_keep_a_busy_channel_below_the_limits_of_teams() -> None:
    clock = PlaygroundClock(NOW.timestamp())
    async with Playground(clock=clock, port=0) as pg:
        budgets = [one for one in capabilities(section(pg)).budgets[Act.POST] if one.per_place]
        rooms = [float(one.burst) for one in budgets]
        sent = 0
        for _ in range(4 * 3_600):  # an hour and more, in quarters of a second
            while min(rooms) >= 1.0 and sent < 1_700:
                pg.teams.meter.send(SUPPORT, clock.now())
                rooms = [room - 1 for room in rooms]
                sent += 1
            await clock.advance(0.25)
            rooms = [min(float(one.burst), room + one.rate / 4) for room, one in zip(rooms, budgets, strict=True)]

    assert sent == 1_700


async def test_a_card_in_a_thread_is_one_card_however_often_it_is_sent(work: Workplace) -> None:
    thread = (await opened(work)).thread

    first, second = [await work.desk.post_card(thread, CARD, "wrap-1") for _ in range(2)]

    assert first == second
    (shown,) = replies(work, thread)
    assert "Waiting" in said(card_of(shown.activity))
    assert CHAT in str(shown.activity)
