"""A channel for one chat (T2): made once for each key, as private as its place, worked in without threads."""

from collections.abc import Sequence

import pytest

from adapters.slack.desk import SlackDesk, link_to
from adapters.slack.ids import parse_thread, whole_channel
from core.conversation.effects import SettledMark
from core.errors import Blocked, DeliveryFailed
from core.ids import ExternalRef, PersonRef
from core.messages import Text
from core.ports import Opened, OpensChannels
from core.views import Prompt
from playground.slack.model import Channel, Message
from playground.slack.seed import BOT_TOKEN
from tests.adapters.slack.outbound.desks import ADA, CARD, PLACE, TEAM, Workplace, a_post, found

GRACE = PersonRef("T0DEMO/U0GRACE")
WORDS = "42 Billing Mía O'Wong 🍵"


async def opened(work: Workplace, key: str = "open-1", people: Sequence[PersonRef] = (ADA,)) -> Opened:
    return await work.desk.open_channel(PLACE, WORDS, people, CARD, key)


def channel_of(work: Workplace, thread: ExternalRef) -> Channel:
    at = parse_thread(thread)
    assert at.is_channel
    return work.pg.slack.store.channels[at.channel]


def posts(channel: Channel) -> list[Message]:
    return [one for one in channel.messages.values() if one.subtype in (None, "bot_message", "file_share")]


def channels_made(work: Workplace) -> list[Channel]:
    return [one for one in work.pg.slack.store.channels.values() if one.creator == "U0BRIDGE" and not one.is_im]


async def until_opened(work: Workplace, desk: SlackDesk) -> Opened:
    """Open as the outbox does: again after each failure."""
    for _ in range(6):
        try:
            return await desk.open_channel(PLACE, WORDS, (ADA,), CARD, "open-1")
        except DeliveryFailed:
            continue
    raise AssertionError("it never opened")


def test_the_desk_says_that_it_can(work: Workplace) -> None:
    assert isinstance(work.desk, OpensChannels)


async def test_channel_has_a_name_a_topic_people_and_the_card(work: Workplace) -> None:
    made = await opened(work)

    channel = channel_of(work, made.thread)
    assert channel.name == "42-billing-mía-o-wong"
    assert channel.topic == "#42 · Billing · web"
    assert channel.members == ["U0BRIDGE", "U0ADA"]
    (card,) = posts(channel)
    assert made.card == f"{TEAM}/{channel.id}/{card.ts}"
    assert made.link.endswith(f"/archives/{channel.id}")
    assert work.desk.place_of(made.thread) == f"{TEAM}/{channel.id}"


async def test_the_place_gets_one_line_that_leads_there(work: Workplace) -> None:
    made = await opened(work)
    await opened(work)

    (pointer,) = work.messages()
    line = pointer.blocks[0]["elements"][0]["elements"]
    assert line[0] == {"type": "text", "text": "Mia Wong", "style": {"bold": True}}
    assert line[-1] == {"type": "channel", "channel_id": parse_thread(made.thread).channel}
    assert pointer.text == "Mia Wong has written."


async def test_channel_is_private_where_its_place_is(work: Workplace) -> None:
    private = await work.pg.slack.simulate.create_channel(user="U0ADA", name="board", private=True)
    await work.pg.slack.simulate.invite(user="U0ADA", channel=private["channel"], who="U0BRIDGE")

    made = await work.desk.open_channel(ExternalRef(f"{TEAM}/{private['channel']}"), WORDS, (ADA,), CARD, "open-1")

    assert channel_of(work, made.thread).is_private
    assert not channel_of(work, (await opened(work, "open-2")).thread).is_private


async def test_a_name_that_is_taken_gets_a_number(work: Workplace) -> None:
    names = [channel_of(work, (await opened(work, f"open-{n}")).thread).name for n in range(3)]

    assert names == ["42-billing-mía-o-wong", "42-billing-mia-o-wong", "42-billing-mia-o-wong-2"]


async def test_the_same_key_is_the_same_channel(work: Workplace) -> None:
    assert await opened(work) == await opened(work)
    assert len(channels_made(work)) == 1


@pytest.mark.parametrize("method", ["conversations.create", "conversations.setTopic", "chat.postMessage"])
@pytest.mark.parametrize("restarted", [True, False])
async def test_lost_answer_leaves_one_channel_with_one_card(work: Workplace, method: str, *, restarted: bool) -> None:
    work.pg.faults.add(method, "reset_after_accept", times=1)
    with pytest.raises(DeliveryFailed):
        await opened(work)

    made = await until_opened(work, work.another_desk() if restarted else work.desk)

    (channel,) = channels_made(work)
    assert channel_of(work, made.thread) is channel
    assert [one.ts for one in posts(channel)] == [made.card.rpartition("/")[2]]
    assert len(work.messages()) == 1


async def test_channel_of_another_chat_with_the_same_name_is_left_alone(work: Workplace) -> None:
    first = await opened(work)

    second = await work.another_desk().open_channel(PLACE, WORDS, (), CARD, "open-2")

    assert second.thread != first.thread
    assert len(posts(channel_of(work, first.thread))) == 1


async def test_who_is_there_or_unknown_keeps_nobody_out(work: Workplace) -> None:
    made = await opened(work)

    await work.desk.bring_in(made.thread, (ADA, GRACE, PersonRef("T0DEMO/U0NOBODY")))
    await work.desk.bring_in(made.thread, (ADA,))
    await work.desk.bring_in(made.thread, ())

    assert channel_of(work, made.thread).members == ["U0BRIDGE", "U0ADA", "U0GRACE"]


async def test_missing_permission_is_blocked_and_says_which(work: Workplace) -> None:
    grant = work.pg.slack.store.grants[BOT_TOKEN]
    grant.scopes -= {"channels:manage"}

    with pytest.raises(Blocked) as refused:
        await opened(work)

    assert refused.value.reason is not None
    assert refused.value.reason.key == "slack_scope"
    assert refused.value.reason.args["scope"] == "channels:manage"


async def test_pointer_that_can_not_be_posted_keeps_no_chat_from_its_channel(work: Workplace) -> None:
    await work.pg.slack.simulate.kick(user="U0ADA", channel="C0SUPPORT", who="U0BRIDGE")

    made = await opened(work)

    assert len(posts(channel_of(work, made.thread))) == 1


async def test_channel_is_archived_once_and_a_thread_never(work: Workplace) -> None:
    made, thread = await opened(work), await work.thread()

    for ref in (made.thread, made.thread, thread):
        await work.desk.close_channel(ref)
        await work.desk.bring_in(thread, (ADA,))

    assert channel_of(work, made.thread).is_archived
    assert not work.pg.slack.store.channels["C0SUPPORT"].is_archived


async def test_posts_stand_in_the_channel_itself(work: Workplace) -> None:
    made = await opened(work)

    receipt = await work.desk.post(made.thread, a_post("Hello"))

    channel = channel_of(work, made.thread)
    assert [(one.text, one.thread_ts) for one in posts(channel)][1:] == [("Hello", None)]
    assert await found(work.another_desk(), made.thread, "key-1") == receipt.ref
    assert await found(work.another_desk(), made.thread, "key-2") is None


async def test_long_post_is_changed_in_all_its_pieces(work: Workplace) -> None:
    made = await opened(work)
    receipt = await work.desk.post(made.thread, a_post("word " * 2_000))
    assert receipt.ref is not None

    await work.another_desk().change(receipt.ref, a_post("short", edited=True))

    (_, *left) = posts(channel_of(work, made.thread))
    assert [one.text for one in left] == ["short"]


async def test_files_appear_in_the_channel(work: Workplace) -> None:
    made = await opened(work)
    media = work.files.add("label.png", b"png")

    await work.desk.post(made.thread, a_post(parts=(Text("See"), media)))

    assert any(one.files for one in posts(channel_of(work, made.thread)))


async def test_card_mark_and_private_words_reach_the_channel(work: Workplace) -> None:
    made = await opened(work)
    channel = channel_of(work, made.thread)
    said = await work.pg.slack.simulate.post(user="U0ADA", channel=channel.id, text="hi")

    await work.desk.update_card(made.card, CARD, "card-1")
    await work.desk.mark(ExternalRef(f"{TEAM}/{channel.id}/{said['ts']}"), SettledMark.SENT)
    await work.desk.tell(ADA, made.thread, Prompt("psst", "tell-1"))

    assert list(channel.messages[said["ts"]].reactions) == ["white_check_mark"]
    assert [(one.text, one.thread_ts) for one in channel.ephemerals] == [("psst", None)]


def test_link_leads_to_the_channel() -> None:
    link = link_to("https://northwind.slack.example/", whole_channel(TEAM, "C0CHAT"))

    assert link == "https://northwind.slack.example/archives/C0CHAT"
