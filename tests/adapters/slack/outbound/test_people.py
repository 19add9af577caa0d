"""What one person sees: private prompts, the settled mark, the home page; and whether the person is there."""

import pytest

from adapters.slack.ids import make_response
from core.conversation.effects import SettledMark
from core.errors import DeliveryFailed, Permanent
from core.ids import ExternalRef, PersonRef
from core.views import Button, Home, Prompt, Tone
from tests.adapters.slack.outbound.desks import ADA, CARD, Workplace


async def own_message(work: Workplace, text: str = "Hi Mia") -> ExternalRef:
    thread = await work.thread()
    ts = thread.rpartition("/")[2]
    posted = await work.pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text=text, thread_ts=ts)
    return ExternalRef(f"T0DEMO/C0SUPPORT/{posted['ts']}")


def reactions(work: Workplace, ref: ExternalRef) -> list[str]:
    ts = ref.rpartition("/")[2]
    found = next(message for message in work.messages() if message.ts == ts)
    return [name for name, users in found.reactions.items() if "U0BRIDGE" in users]


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


async def test_a_first_mark_asks_slack_nothing_however_old_the_message_is(work: Workplace) -> None:
    ref = await own_message(work)
    await work.clock.sleep(60)
    after_restart = work.another_desk()

    await after_restart.mark(ref, SettledMark.SENT, first=True)
    await work.another_desk().mark(ref, SettledMark.SENT, first=True)

    assert reactions(work, ref) == ["white_check_mark"]
    assert work.calls("reactions.get") == 0


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


async def test_an_outage_does_not_make_anybody_away_and_is_not_remembered(work: Workplace) -> None:
    await work.pg.slack.simulate.presence(user="U0ADA", presence="away")
    work.pg.faults.add("users.getPresence", "outage", times=None)

    assert await work.desk.is_away(ADA) is None
    work.pg.faults.clear()
    assert await work.desk.is_away(ADA)


async def test_who_would_be_asked_after_more_often_than_slack_allows_is_not_asked_after(work: Workplace) -> None:
    await work.pg.slack.simulate.presence(user="U0ADA", presence="away")
    for number in range(50):
        await work.desk.is_away(PersonRef(f"T0DEMO/U0NOBODY{number}"))

    assert await work.desk.is_away(ADA) is None
    await work.clock.sleep(61)
    assert await work.desk.is_away(ADA)
    assert not [row for row in work.pg.traffic.after(0) if row["status"] == 429]
