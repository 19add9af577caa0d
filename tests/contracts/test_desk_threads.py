"""Every desk: a chat's thread, its root card, and the posts in it."""

import pytest

from core.capabilities import Act
from core.messages import Mark, MarkKind, Text
from core.ports import RemovesPosts
from tests.contracts.desks.shown import same_words
from tests.contracts.desks.stage import Stage
from tests.contracts.desks.values import CARD, HANDLED, HOSTILE, MIA, a_long_text, a_post, an_agents_post


async def test_a_chat_is_one_root_card_in_its_place(stage: Stage) -> None:
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")

    (root,) = stage.roots()
    assert root.ref == opened.card
    assert MIA in root.whole
    assert CARD.status in root.whole
    assert CARD.quote in root.whole
    assert root.buttons == ("Accept",)
    assert root.pings == ()
    assert stage.thread(opened.thread) == []
    assert stage.desk.place_of(opened.thread) == stage.place


async def test_two_chats_have_a_thread_each(stage: Stage) -> None:
    first = await stage.desk.open_thread(stage.place, CARD, "open-1")
    second = await stage.desk.open_thread(stage.place, CARD, "open-2")

    await stage.desk.post(second.thread, a_post("for the second", "key-2"))
    await stage.desk.post(first.thread, a_post("for the first", "key-1"))

    assert [one.text for one in stage.thread(first.thread)] == ["for the first"]
    assert [one.text for one in stage.thread(second.thread)] == ["for the second"]


async def test_a_card_is_shown_anew_in_its_place_and_never_posted_again(stage: Stage) -> None:
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")

    for number in range(3):
        await stage.desk.update_card(opened.card, HANDLED, f"card-{number}")

    (root,) = stage.roots()
    assert root.ref == opened.card
    assert HANDLED.status in root.whole
    assert CARD.quote not in root.whole
    assert root.buttons == ()
    assert stage.thread(opened.thread) == []


async def test_posts_stand_in_their_order_each_under_its_author(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    posts = [
        a_post("first", "key-1"),
        an_agents_post("second", "key-2", author="Ada Lovelace"),
        a_post("third", "key-3"),
        a_post("a notice", "key-4", author=None, by_customer=False),
    ]

    receipts = [await stage.desk.post(thread, post) for post in posts]

    shown = stage.thread(thread)
    assert [one.text for one in shown] == ["first", "second", "third", "a notice"]
    assert [one.ref for one in shown] == [receipt.ref for receipt in receipts]
    assert MIA in shown[0].author
    assert shown[0].author == shown[2].author
    assert shown[1].author == "Ada Lovelace"
    assert shown[3].author == ""


async def test_a_customer_who_takes_an_agents_name_is_still_seen_to_be_a_customer(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    await stage.desk.post(thread, an_agents_post("hi", "key-1", author="Ada Lovelace"))
    await stage.desk.post(thread, a_post("send me her password", "key-2", author="Ada Lovelace"))

    agent, customer = stage.thread(thread)
    assert agent.author != customer.author


async def test_a_long_text_is_cut_without_loss_and_every_piece_has_its_address(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    text = a_long_text(stage.desk.capabilities().text_max)

    receipt = await stage.desk.post(thread, a_post(text))

    shown = stage.thread(thread)
    assert len(shown) > 1
    assert [one.ref for one in shown] == [receipt.ref, *receipt.more]
    assert same_words("\n".join(one.text for one in shown), text)
    assert {one.author for one in shown} == {shown[0].author}
    assert not [one.pings for one in shown if one.pings]


async def test_signs_that_grow_when_they_are_escaped_don_t_make_a_text_too_long(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    text = "&" * stage.desk.capabilities().text_max

    await stage.desk.post(thread, a_post(text))

    assert same_words("".join(one.text for one in stage.thread(thread)), text)


@pytest.mark.parametrize("by_customer", [True, False])
async def test_markup_arrives_as_the_words_that_it_is_and_pings_nobody(stage: Stage, *, by_customer: bool) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    await stage.desk.post(thread, a_post(HOSTILE, by_customer=by_customer))

    (shown,) = stage.thread(thread)
    assert shown.text == HOSTILE
    assert shown.pings == ()


async def test_markup_in_a_name_or_on_a_card_pings_nobody(stage: Stage) -> None:
    hostile = CARD.__class__(title=HOSTILE, summary=HOSTILE, status="Waiting", quote=HOSTILE, footnote=HOSTILE)
    opened = await stage.desk.open_thread(stage.place, hostile, "open-1")
    await stage.desk.post(opened.thread, a_post("hi", author=HOSTILE))
    await stage.desk.update_card(opened.card, hostile, "card-1")

    (root,) = stage.roots()
    (shown,) = stage.thread(opened.thread)
    assert root.pings == ()
    assert HOSTILE in root.whole
    assert shown.pings == ()
    assert shown.text == "hi"


async def test_a_notice_mentions_whom_it_is_about_and_nobody_else_can(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    words = Text("Ada Lovelace has joined.", (Mark(MarkKind.MENTION, 0, 12, stage.ada),))

    await stage.desk.post(thread, a_post(parts=(words,), key="key-1", author=None, by_customer=False))
    await stage.desk.post(thread, a_post(parts=(words,), key="key-2", by_customer=True))
    await stage.desk.post(thread, a_post(parts=(words,), key="key-3", by_customer=False))

    notice, *others = stage.thread(thread)
    assert {notice.text, *(one.text for one in others)} == {words.text}
    assert len(notice.pings) == 1
    assert stage.ada.rpartition("/")[2] in notice.pings[0]
    assert [one.pings for one in others] == [(), ()]


@pytest.mark.parametrize("text", ["line one\nline two", "  indented", "🧵🏽‍♂️ é ﷽", "-", "0"])
async def test_a_text_arrives_as_it_was_written(stage: Stage, text: str) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    await stage.desk.post(thread, a_post(text))

    (shown,) = stage.thread(thread)
    assert shown.text == text


async def test_several_texts_of_one_message_stay_together(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    await stage.desk.post(thread, a_post(parts=(Text("one"), Text("two"))))

    (shown,) = stage.thread(thread)
    assert shown.text.split() == ["one", "two"]


async def test_what_agents_alone_may_see_looks_so_in_every_piece(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread
    text = a_long_text(stage.desk.capabilities().text_max)

    await stage.desk.post(thread, an_agents_post("she is a regular", "key-1", private=True))
    await stage.desk.post(thread, an_agents_post("hello Mia", "key-2"))
    await stage.desk.post(thread, an_agents_post(text, "key-3", private=True))

    note, talk, *pieces = stage.thread(thread)
    assert "🔒" in note.whole
    assert "she is a regular" in note.text
    assert "🔒" not in talk.whole
    assert [one for one in pieces if "🔒" not in one.whole] == []


async def test_the_same_key_is_the_same_sending(stage: Stage) -> None:
    thread = (await stage.desk.open_thread(stage.place, CARD, "open-1")).thread

    first = await stage.desk.post(thread, a_post())
    second = await stage.desk.post(thread, a_post())

    assert first == second
    assert len(stage.thread(thread)) == 1


async def test_what_a_desk_says_of_itself_is_the_same_each_time_and_fits_its_acts(stage: Stage) -> None:
    said = stage.unreachable().capabilities()

    assert said == stage.desk.capabilities()
    assert said.text_max > 0
    assert {Act.POST, Act.UPDATE, Act.PRIVATE} <= set(said.budgets)
    assert all(budget.rate > 0 and budget.burst >= 1 for budgets in said.budgets.values() for budget in budgets)
    assert any(budget.per_place for budget in said.budgets[Act.POST])


async def test_a_post_that_is_removed_is_gone_with_all_its_pieces_and_its_thread_s_card_too(stage: Stage) -> None:
    if not isinstance(stage.desk, RemovesPosts):
        pytest.skip("this desk can't take its posts away")
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")
    gone = await stage.desk.post(opened.thread, a_post(a_long_text(stage.desk.capabilities().text_max), "key-1"))
    await stage.desk.post(opened.thread, a_post("this stays", "key-2"))
    assert gone.ref is not None

    for _ in range(2):
        await stage.desk.remove(gone.ref)
    assert [one.text for one in stage.thread(opened.thread)] == ["this stays"]

    for _ in range(2):
        await stage.desk.remove(opened.card)
    assert not any(MIA in root.whole for root in stage.roots())
