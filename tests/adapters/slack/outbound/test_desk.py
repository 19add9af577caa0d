"""The desk at work in the playground's Slack, through Slack's own library."""

import pytest

from adapters.slack.ids import make_response
from core.capabilities import Act
from core.conversation.effects import SettledMark
from core.errors import DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ExternalRef, PersonRef
from core.messages import Text
from core.views import Button, Home, Prompt, Tone
from playground.slack.model import Message
from tests.adapters.slack.outbound.desks import ADA, CARD, PLACE, Workplace, a_post, section

LONG = "word " * 2_000


def shown(message: Message) -> str:
    rich = [part for block in message.blocks if block["type"] == "rich_text" for part in block["elements"]]
    return "".join(element["text"] for part in rich for element in part["elements"])


async def own_message(work: Workplace, text: str = "Hi Mia") -> ExternalRef:
    thread = await work.thread()
    ts = thread.rpartition("/")[2]
    posted = await work.pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text=text, thread_ts=ts)
    return ExternalRef(f"T0DEMO/C0SUPPORT/{posted['ts']}")


def reactions(work: Workplace, ref: ExternalRef) -> list[str]:
    ts = ref.rpartition("/")[2]
    found = next(message for message in work.messages() if message.ts == ts)
    return [name for name, users in found.reactions.items() if "U0BRIDGE" in users]


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
    assert await work.another_desk().find(thread, "key-1") == f"T0DEMO/C0SUPPORT/{reply.ts}"
    assert await work.desk.find(thread, "key-2") is None


async def test_half_a_post_is_not_found_but_finished_by_whoever_sends_it_again(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("chat.postMessage", "delay", delay_ms=0)
    work.pg.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(Uncertain):
        await work.desk.post(thread, a_post(LONG))
    after_restart = work.another_desk()

    assert await after_restart.find(thread, "key-1") is None
    await after_restart.post(thread, a_post(LONG))

    assert "".join(map(shown, work.replies(thread))) == LONG


async def test_a_root_card_whose_answer_was_lost_is_found_in_its_place(work: Workplace) -> None:
    work.pg.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(Uncertain):
        await work.desk.open_thread(PLACE, CARD, "open-1")

    (root,) = work.messages()
    assert await work.desk.find(PLACE, "open-1") == f"T0DEMO/C0SUPPORT/{root.ts}"
    assert await work.desk.find(PLACE, "open-2") is None


async def test_where_slack_lets_nobody_look_it_stays_uncertain(work: Workplace) -> None:
    thread = await work.thread()
    grant = work.pg.slack.store.grants["xoxb-playground"]
    grant.scopes -= {"channels:history"}

    with pytest.raises(Uncertain):
        await work.desk.find(thread, "key-1")


async def test_without_metadata_the_block_id_still_tells(work: Workplace) -> None:
    thread = await work.thread()
    await work.desk.post(thread, a_post())
    (reply,) = work.replies(thread)
    reply.metadata = None

    assert await work.desk.find(thread, "key-1") == f"T0DEMO/C0SUPPORT/{reply.ts}"


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


@pytest.mark.parametrize(
    ("mark", "emoji"),
    [
        (SettledMark.SENT, "white_check_mark"),
        (SettledMark.HELD, "raised_hand"),
        (SettledMark.NOTE, "lock"),
        (SettledMark.FAILED, "warning"),
    ],
)
async def test_each_mark_is_one_reaction(work: Workplace, mark: SettledMark, emoji: str) -> None:
    ref = await own_message(work)

    await work.desk.mark(ref, mark)
    await work.desk.mark(ref, mark)

    assert reactions(work, ref) == [emoji]
    assert work.calls("reactions.add") == 1


async def test_a_mark_replaces_the_earlier_one_also_after_a_restart(work: Workplace) -> None:
    ref = await own_message(work)
    await work.desk.mark(ref, SettledMark.HELD)
    await work.clock.sleep(60)
    after_restart = work.another_desk()

    await after_restart.mark(ref, SettledMark.SENT)
    assert reactions(work, ref) == ["white_check_mark"]
    await after_restart.mark(ref, SettledMark.NONE)
    assert reactions(work, ref) == []


async def test_a_mark_on_a_deleted_message_is_nobodys_trouble(work: Workplace) -> None:
    await work.desk.mark(ExternalRef("T0DEMO/C0SUPPORT/99.000001"), SettledMark.SENT)

    assert work.calls("reactions.get") == 1


async def test_a_mark_that_is_there_already_is_fine(work: Workplace) -> None:
    ref = await own_message(work)
    await work.desk.mark(ref, SettledMark.SENT)

    await work.another_desk().mark(ref, SettledMark.SENT)

    assert reactions(work, ref) == ["white_check_mark"]


async def test_a_prompt_in_a_thread_is_seen_by_one_person_only(work: Workplace) -> None:
    thread = await work.thread()

    receipt = await work.desk.tell(ADA, thread, Prompt("Send it anyway?", "p-1", "text", (Button("Send", "send"),)))

    (ephemeral,) = work.pg.slack.store.channels["C0SUPPORT"].ephemerals
    assert receipt.ref is None
    assert (ephemeral.only_for, ephemeral.thread_ts) == ("U0ADA", thread.rpartition("/")[2])
    assert work.replies(thread) == []


async def test_an_offer_comes_by_direct_message_and_is_shown_anew(work: Workplace) -> None:
    receipt = await work.desk.tell(ADA, None, Prompt("A chat for you", "p-1", card=CARD))
    assert receipt.ref is not None
    channel = receipt.ref.split("/")[1]

    await work.desk.update_prompt(receipt.ref, ADA, Prompt("You accepted this chat", "p-2"))
    await work.desk.tell(ADA, None, Prompt("Another", "p-3"))

    first, second = work.pg.slack.messages(channel)
    assert first.text == "You accepted this chat"
    assert second.text == "Another"
    assert work.calls("conversations.open") == 1


async def test_whoever_is_not_in_the_channel_gets_a_direct_message(work: Workplace) -> None:
    thread = await work.thread()
    await work.pg.slack.simulate.leave(user="U0GRACE", channel="C0SUPPORT")

    receipt = await work.desk.tell(PersonRef("T0DEMO/U0GRACE"), thread, Prompt("Hello", "p-1"))

    assert receipt.ref is not None
    assert work.pg.slack.messages(receipt.ref.split("/")[1])[0].text == "Hello"


async def test_the_answer_to_a_click_is_private_and_never_replaces_the_card(work: Workplace) -> None:
    thread = await work.thread()
    (root,) = work.messages()
    url = work.pg.slack.responses.issue("U0ADA", "C0SUPPORT", root)

    receipt = await work.desk.tell(ADA, make_response(url), Prompt("Chat #42 is yours.", "p-1"))

    (ephemeral,) = work.pg.slack.store.channels["C0SUPPORT"].ephemerals
    assert ephemeral.text == "Chat #42 is yours."
    assert work.messages(thread) == [root]
    assert root.text == CARD.summary
    assert receipt.ref == make_response(url)


async def test_an_answer_whose_address_has_run_out_comes_by_direct_message(work: Workplace) -> None:
    receipt = await work.desk.tell(ADA, make_response(f"{work.pg.url}/slack/response/none"), Prompt("Late", "p-1"))

    assert receipt.ref is not None
    assert work.pg.slack.messages(receipt.ref.split("/")[1])[0].text == "Late"


async def test_a_person_who_is_gone_is_permanent(work: Workplace) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        await work.desk.tell(PersonRef("T0DEMO/U0NOBODY1"), None, Prompt("Hello", "p-1"))

    assert isinstance(caught.value, Permanent)
    assert caught.value.reason is not None
    assert caught.value.reason.key == "slack_person"


async def test_the_home_page_is_published_to_its_person(work: Workplace) -> None:
    await work.desk.show_home(
        ADA, Home("Hello, Ada", "You are Ready", Tone.GOOD, (Button("Not ready", "notready"),), ())
    )

    published = await work.pg.slack.simulate.open_home(user="U0ADA")
    assert "Hello, Ada" in str(published)


async def test_whoever_is_away_or_not_to_be_disturbed_is_away_for_a_minute(work: Workplace) -> None:
    assert not await work.desk.is_away(ADA)
    await work.pg.slack.simulate.presence(user="U0ADA", presence="away")
    assert not await work.desk.is_away(ADA)
    await work.clock.sleep(61)
    assert await work.desk.is_away(ADA)

    await work.pg.slack.simulate.presence(user="U0ADA", presence="active")
    await work.pg.slack.simulate.dnd(user="U0ADA", on=True)
    await work.clock.sleep(61)
    assert await work.desk.is_away(ADA)


async def test_an_outage_does_not_make_anybody_away(work: Workplace) -> None:
    work.pg.faults.add("users.getPresence", "outage")

    assert not await work.desk.is_away(ADA)


async def test_budgets_stay_below_slacks_limits_over_any_minute(work: Workplace) -> None:
    budgets = work.desk.capabilities().budgets

    assert set(budgets) == set(Act)
    for act, most in {Act.UPDATE: 50, Act.MARK: 50, Act.PRIVATE: 50, Act.HOME: 100, Act.FILE: 100}.items():
        assert all(one.rate * 60 + one.burst <= most + 1e-6 for one in budgets[act])
    per_place = [one for one in budgets[Act.POST] if one.per_place]
    assert [one.rate for one in per_place] == [section().posts_per_second]


async def test_a_notice_comes_from_the_bridge_itself(work: Workplace) -> None:
    thread = await work.thread()

    await work.desk.post(thread, a_post(author=None, by_customer=False, parts=(Text("Ada has joined."),)))

    (reply,) = work.replies(thread)
    assert reply.username is None
    assert reply.text == "Ada has joined."
