"""The desk at work in the playground's Slack, through Slack's own library."""

import pytest

from adapters.slack.capabilities import capabilities
from core.capabilities import Act
from core.errors import Permanent, Transient, Uncertain
from core.messages import Text
from core.views import Tone
from playground.slack.model import Message
from tests.adapters.slack.outbound.desks import CARD, PLACE, Workplace, a_post, found, section

LONG = "word " * 2_000


def shown(message: Message) -> str:
    rich = [part for block in message.blocks if block["type"] == "rich_text" for part in block["elements"]]
    return "".join(element["text"] for part in rich for element in part["elements"])


async def test_a_chat_is_opened_with_its_card_and_a_link_for_people(work: Workplace) -> None:
    opened = await work.desk.open_thread(PLACE, CARD, "open-1")

    (root,) = work.messages()
    assert opened.thread == opened.card == f"T0DEMO/C0SUPPORT/{root.ts}"
    assert opened.link.endswith(f"/archives/C0SUPPORT/p{root.ts.replace('.', '')}?thread_ts={root.ts}&cid=C0SUPPORT")
    assert root.metadata == {
        "event_type": "deskbridge_post",
        "event_payload": {"key": "open-1", "piece": 1, "of": 1},
    }
    assert root.blocks[0]["block_id"] == "key:open-1"
    assert work.desk.place_of(opened.thread) == PLACE


async def test_a_card_is_shown_anew_in_place(work: Workplace) -> None:
    opened = await work.desk.open_thread(PLACE, CARD, "open-1")

    await work.desk.update_card(opened.card, CARD.__class__(title="Mia", summary="Handled", tone=Tone.QUIET), "u-1")

    (root,) = work.messages()
    assert root.text == "Handled"
    assert len(root.blocks) == 1


async def test_a_customers_words_stand_under_the_customers_name(work: Workplace) -> None:
    thread = await work.thread()

    receipt = await work.desk.post(thread, a_post("Hi <!channel> & co"))

    (reply,) = work.replies(thread)
    assert receipt.ref == f"T0DEMO/C0SUPPORT/{reply.ts}"
    assert reply.username == "Mia Wong (customer)"
    assert "<" not in reply.text
    assert shown(reply) == "Hi <!channel> & co"


async def test_a_long_post_arrives_whole_in_pieces(work: Workplace) -> None:
    thread = await work.thread()

    receipt = await work.desk.post(thread, a_post(LONG))

    replies = work.replies(thread)
    assert "".join(map(shown, replies)) == LONG
    assert [receipt.ref, *receipt.more] == [f"T0DEMO/C0SUPPORT/{one.ts}" for one in replies]


async def test_the_same_key_is_the_same_sending(work: Workplace) -> None:
    thread = await work.thread()

    first = await work.desk.post(thread, a_post())
    second = await work.desk.post(thread, a_post())

    assert first == second
    assert len(work.replies(thread)) == 1


async def test_a_post_that_was_cut_short_goes_on_where_it_stopped(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", "delay", delay_ms=0)
    work.pg.faults.add("chat.postMessage", "500")
    with pytest.raises(Transient):
        await work.desk.post(thread, a_post(LONG))

    await work.desk.post(thread, a_post(LONG))

    assert "".join(map(shown, work.replies(thread))) == LONG


async def test_a_post_whose_answer_was_lost_is_found_by_its_key(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(Uncertain):
        await work.desk.post(thread, a_post())

    (reply,) = work.replies(thread)
    assert await found(work.another_desk(), thread, "key-1") == f"T0DEMO/C0SUPPORT/{reply.ts}"
    assert await found(work.desk, thread, "key-2") is None


async def test_half_a_post_is_not_found_but_finished_by_whoever_sends_it_again(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", "delay", delay_ms=0)
    work.pg.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(Uncertain):
        await work.desk.post(thread, a_post(LONG))
    after_restart = work.another_desk()

    assert await found(after_restart, thread, "key-1") is None
    await after_restart.post(thread, a_post(LONG))

    assert "".join(map(shown, work.replies(thread))) == LONG


async def test_a_root_card_whose_answer_was_lost_is_found_in_its_place(work: Workplace) -> None:
    work.pg.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(Uncertain):
        await work.desk.open_thread(PLACE, CARD, "open-1")

    (root,) = work.messages()
    assert await found(work.desk, PLACE, "open-1") == f"T0DEMO/C0SUPPORT/{root.ts}"
    assert await found(work.desk, PLACE, "open-2") is None


async def test_where_slack_lets_nobody_look_it_stays_uncertain(work: Workplace) -> None:
    thread = await work.thread()
    grant = work.pg.slack.store.grants["xoxb-playground"]
    grant.scopes -= {"channels:history"}

    with pytest.raises(Uncertain):
        await found(work.desk, thread, "key-1")


async def test_without_metadata_the_block_id_still_tells(work: Workplace) -> None:
    thread = await work.thread()
    await work.desk.post(thread, a_post())
    (reply,) = work.replies(thread)
    reply.metadata = None

    assert await found(work.desk, thread, "key-1") == f"T0DEMO/C0SUPPORT/{reply.ts}"


@pytest.mark.parametrize(
    ("before", "after"), [("short", "other"), (LONG, "short"), ("short", LONG), (LONG, LONG + "!")]
)
async def test_a_changed_post_shows_the_new_words_and_nothing_of_the_old(
    work: Workplace, before: str, after: str
) -> None:
    thread = await work.thread()
    receipt = await work.desk.post(thread, a_post(before))
    assert receipt.ref is not None

    await work.desk.change(receipt.ref, a_post(after, key="change-1", edited=True))

    assert "".join(map(shown, work.replies(thread))) == after


async def test_a_deleted_post_leaves_one_line_that_says_so(work: Workplace) -> None:
    thread = await work.thread()
    receipt = await work.desk.post(thread, a_post(LONG))
    assert receipt.ref is not None

    await work.desk.change(receipt.ref, a_post(LONG, key="change-1", deleted=True))

    assert [shown(one) for one in work.replies(thread)] == ["This message was deleted."]


async def test_deleting_what_somebody_deleted_in_slack_is_done(work: Workplace) -> None:
    thread = await work.thread()
    receipt = await work.desk.post(thread, a_post())
    assert receipt.ref is not None
    work.pg.slack.store.channels["C0SUPPORT"].messages.pop(receipt.ref.rpartition("/")[2])

    await work.desk.change(receipt.ref, a_post(key="change-1", deleted=True))
    with pytest.raises(Permanent):
        await work.desk.change(receipt.ref, a_post("new", key="change-2"))

    assert work.replies(thread) == []


async def test_budgets_stay_below_slacks_limits_over_any_minute(work: Workplace) -> None:
    budgets = work.desk.capabilities().budgets

    assert set(budgets) == set(Act)
    for act, most in {Act.UPDATE: 50, Act.MARK: 50, Act.PRIVATE: 100, Act.HOME: 100, Act.FILE: 100}.items():
        assert all(one.rate * 60 + one.burst <= most + 1e-6 for one in budgets[act])
    per_place = [one for one in budgets[Act.POST] if one.per_place]
    assert [one.rate for one in per_place] == [section().posts_per_second]


def test_only_the_budgets_for_posts_can_be_lifted() -> None:
    kept, lifted = (capabilities(section(post_limit=limit)).budgets for limit in ("slack", "none"))

    assert all(one.rate >= 1_000 and one.burst >= 1_000 for one in lifted[Act.POST])
    assert {act: of for act, of in lifted.items() if act is not Act.POST} == {
        act: of for act, of in kept.items() if act is not Act.POST
    }


async def test_a_notice_comes_from_the_bridge_itself(work: Workplace) -> None:
    thread = await work.thread()

    await work.desk.post(thread, a_post(author=None, by_customer=False, parts=(Text("Ada has joined."),)))

    (reply,) = work.replies(thread)
    assert reply.username is None
    assert reply.text == "Ada has joined."
