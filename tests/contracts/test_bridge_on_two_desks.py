"""The whole bridge, on Slack and on a desk shaped like Teams: the same chats, with what each desk can."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.desks.stage import Trouble
from tests.contracts.desks.two_desks import DESKS, TwoDesks, two_desks

SECRET = "isn't she the one who complained"


@pytest.fixture(params=DESKS)
async def office(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TwoDesks]:
    """A bridge at work on a desk."""
    async with two_desks(request.param, tmp_path, monkeypatch) as running:
        yield running


async def test_a_chat_goes_from_the_queue_through_a_rejected_offer_to_its_end(office: TwoDesks) -> None:
    people = office.people
    for agent in (people.ada, people.grace):
        await people.commands(agent, "ready")
        await office.is_shown(agent, "You are Ready")
    await office.customer_says("my tea came without its tin")
    first = await office.rung()
    await people.clicks(first, "Reject")
    await office.is_shown(first, "You rejected this chat")
    second = await office.rung()
    assert second != first
    await people.clicks(second, "Accept")
    await office.customer_hears("is here now.")
    await office.writes(second, "let me look")
    await office.customer_hears("let me look")
    await office.customer_says("thank you")
    await office.thread_shows("thank you")
    await office.writes(second, "!end yes")
    await office.customer_hears("The chat has ended.")

    seen = await office.customer_sees()
    name = "Ada" if second == people.ada else "Grace"
    assert seen == [
        "Mia Wong: my tea came without its tin",
        "— Thanks for writing!",
        f"— {name} is here now.",
        f"{name}: let me look",
        "Mia Wong: thank you",
        "— The chat has ended.",
    ]
    (root,) = people.roots()
    assert "Handled" in root.whole
    assert "Accept" not in root.buttons
    assert [one.buttons for one in people.personal(first) if "rejected this chat" in one.whole] == [()]


async def test_what_the_customer_wrote_stands_in_the_thread_once_and_in_order(office: TwoDesks) -> None:
    ada = await office.begins()
    for number in range(5):
        await office.customer_says(f"line {number}")
    await office.writes(ada, "I read you")
    await office.thread_shows("line 4")
    await office.customer_hears("I read you")

    await office.quiet()
    shown = office.people.thread(await office.thread())
    assert [one.text for one in shown if one.text.startswith("line")] == [f"line {number}" for number in range(5)]
    assert {one.author for one in shown if one.text.startswith("line")} == {"Mia Wong (customer)"}


@pytest.mark.parametrize("office", [one for one in DESKS if one not in ("slack", "teams")], indirect=True)
async def test_the_root_card_says_what_arrived_where_a_message_can_t_be_marked(office: TwoDesks) -> None:
    ada = await office.begins()
    await office.quiet()
    assert "Last sent" not in office.people.roots()[-1].whole

    await office.writes(ada, "let me look")
    await office.customer_hears("let me look")

    await office.until(lambda: "Last sent" in office.people.roots()[-1].whole, "a receipt on the card")
    await office.quiet()
    assert [one.text for one in office.people.thread(await office.thread())][-1] == "let me look"


async def test_a_private_note_stays_with_the_agents(office: TwoDesks) -> None:
    ada = await office.begins()

    await office.writes(ada, "note: she is a regular, be generous")
    await office.writes(ada, "a new tin is on its way")
    await office.customer_hears("a new tin")

    assert not [line for line in await office.customer_sees() if "regular" in line]
    assert "regular" in office.people.sees(office.people.grace)


async def test_a_bystanders_remark_is_held_and_asked_about_in_private(office: TwoDesks) -> None:
    people = office.people
    await office.begins()

    await office.writes(people.sam, SECRET)
    await office.is_shown(people.sam, "so this was not sent", "Keep internal")

    assert not [line for line in await office.customer_sees() if SECRET in line]
    assert not [one for one in people.personal(people.ada) if SECRET in one.whole]
    thread = people.thread(await office.thread())
    assert not [one for one in thread if "was not sent" in one.whole]
    await people.clicks(people.sam, "Keep internal")
    await office.is_shown(people.sam, "Kept internal")
    assert not [line for line in await office.customer_sees() if SECRET in line]


async def test_a_text_written_too_early_is_held_and_sent_when_its_author_says_so(office: TwoDesks) -> None:
    people = office.people
    await people.commands(people.ada, "ready")
    await office.is_shown(people.ada, "You are Ready")
    await office.customer_says("hello")
    await office.is_shown(people.ada, "A chat for you", "Accept")

    await office.writes(people.ada, "good morning Mia")
    await office.is_shown(people.ada, "Nobody has accepted this chat yet", "Send to customer")
    assert not [line for line in await office.customer_sees() if "good morning" in line]
    await people.clicks(people.ada, "Accept")
    await office.customer_hears("Ada is here now.")
    await people.clicks(people.ada, "Send to customer")

    await office.customer_hears("good morning Mia")
    assert [line for line in await office.customer_sees() if "good morning" in line] == ["Ada: good morning Mia"]


async def test_an_invited_agent_joins_talks_and_leaves(office: TwoDesks) -> None:
    people = office.people
    ada = await office.begins()

    await office.writes(ada, "!invite grace")
    await office.is_shown(people.grace, "invites you", "Join")
    await people.clicks(people.grace, "Join")
    await office.thread_shows("Grace Hopper has joined")
    await office.writes(people.grace, "I know about tins")
    await office.customer_hears("I know about tins")
    await office.writes(people.grace, "!leave")
    await office.thread_shows("Grace Hopper has left")
    await office.writes(ada, "!end yes")
    await office.customer_hears("The chat has ended.")

    seen = await office.customer_sees()
    assert "Grace: I know about tins" in seen
    assert seen[-1] == "— The chat has ended."


@pytest.mark.parametrize("trouble", [Trouble.THROTTLED, Trouble.BROKEN])
async def test_what_the_desk_could_not_take_arrives_later_in_order_and_once(office: TwoDesks, trouble: Trouble) -> None:
    await office.begins()
    office.people.fail(trouble)

    await office.customer_says("line one")
    await office.customer_says("line two")

    await office.thread_shows("line two")
    await office.quiet()
    shown = [one.text for one in office.people.thread(await office.thread())]
    assert [text for text in shown if text.startswith("line")] == ["line one", "line two"]


async def test_a_post_whose_answer_was_lost_is_never_lost_itself(office: TwoDesks) -> None:
    await office.begins()
    office.people.fail(Trouble.RESET)

    await office.customer_says("line one")
    await office.customer_says("line two")

    await office.thread_shows("line two")
    await office.quiet()
    shown = [one.text for one in office.people.thread(await office.thread())]
    lines = [text for text in shown if text.startswith("line")]
    once = ["line one", "line two"]
    assert lines == once if office.people.posts_once else lines in (once, ["line one", *once])


async def test_a_chat_whose_root_card_got_no_answer_is_opened_all_the_same(office: TwoDesks) -> None:
    office.people.fail(Trouble.RESET)

    await office.begins()

    await office.quiet()
    assert len(office.people.roots()) == 1 if office.people.posts_once else len(office.people.roots()) in (1, 2)
    assert "With Ada Lovelace" in office.people.roots()[-1].whole


@pytest.mark.parametrize("office", ["slack"], indirect=True)
async def test_a_root_card_whose_answer_and_echo_were_lost_is_looked_up(office: TwoDesks) -> None:
    office.people.deafen()
    office.people.fail(Trouble.RESET)
    await office.customer_says("hello")
    root = await office.thread()
    await office.thread_shows("hello")

    await office.quiet()
    assert [one.ref for one in office.people.roots()] == [root]


@pytest.mark.parametrize("office", ["slack"], indirect=True)
async def test_a_lost_post_waits_until_it_can_be_looked_up_and_stands_once(office: TwoDesks) -> None:
    await office.begins()
    office.people.deafen()
    office.people.blind(times=3)
    office.people.fail(Trouble.RESET)

    await office.customer_says("line one")
    await office.customer_says("line two")

    await office.thread_shows("line two")
    await office.quiet()
    shown = [one.text for one in office.people.thread(await office.thread())]
    assert [text for text in shown if text.startswith("line")] == ["line one", "line two"]


async def test_a_place_that_is_archived_keeps_what_is_said_until_it_is_back(office: TwoDesks) -> None:
    people = office.people
    ada = await office.begins()
    await people.turns("archived")

    await office.customer_says("line one")
    await office.customer_says("line two")
    await office.is_shown(ada, "#1")
    assert not [one for one in people.thread(await office.thread()) if one.text.startswith("line")]
    await people.turns("unarchived")

    await office.thread_shows("line two")
    await office.quiet()
    shown = [one.text for one in people.thread(await office.thread())]
    assert [text for text in shown if text.startswith("line")] == ["line one", "line two"]
