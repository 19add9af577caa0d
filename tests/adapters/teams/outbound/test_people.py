"""People on the playground's Teams: what they are told, their home pages, who they are and whether they are there."""

from dataclasses import replace

import pytest

from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Unreachable
from core.ids import ExternalRef
from core.ports import Opened
from core.views import Button, Home, HomeChat, HomeSection, Prompt, Tone
from playground.teams.model import Message, Person
from playground.teams.seed import NORTHWIND, TENANT
from tests.adapters.teams.outbound.schema import elements, said
from tests.adapters.teams.outbound.values import CARD, a_post
from tests.adapters.teams.outbound.workplace import PLACE, Workplace, person


async def opened(work: Workplace) -> Opened:
    """Open a chat's chain."""
    return await work.desk.open_thread(PLACE, CARD, "open-1")


HOME = Home(
    "Hello",
    "You are Ready",
    Tone.GOOD,
    (Button("Not ready", "notready"),),
    (HomeSection("Your chats", (HomeChat("Mia Wong", "Billing", None, link=PLACE),), "None."),),
)


def chat_of(work: Workplace, user: str) -> list[Message]:
    """Give what stands in somebody's chat with the bot."""
    chat = work.pg.teams.store.personal(user)
    return [one for one in chat.messages.values() if not one.deleted] if chat else []


async def test_who_is_in_the_team_is_told_things_without_having_installed_the_app(work: Workplace) -> None:
    receipt = await work.desk.tell(person(work.pg, "ada"), None, Prompt("You are Ready.", "tell-1"))

    (told,) = chat_of(work, "ada")
    assert told.text == "You are Ready."
    assert receipt.ref == f"{told.conversation}#{told.id}"


@pytest.mark.parametrize("kind", ["429", "500", "outage", "reset"])
async def test_who_can_t_be_looked_up_now_is_told_later(work: Workplace, kind: str) -> None:
    ada = person(work.pg, "ada")
    work.pg.faults.add("members", kind, vendor="teams", times=2)  # a GET whose connection broke is tried again at once

    with pytest.raises(Transient):
        await work.desk.tell(ada, None, Prompt("You are Ready.", "tell-1"))
    work.pg.faults.clear()
    await work.desk.tell(ada, None, Prompt("You are Ready.", "tell-1"))

    assert len(chat_of(work, "ada")) == 1


@pytest.mark.parametrize("done", ["uninstall", "block"])
async def test_who_has_no_app_or_has_blocked_it_can_t_be_told_and_it_is_said_why(work: Workplace, done: str) -> None:
    noor = person(work.pg, "noor")
    await work.desk.tell(noor, None, Prompt("one", "tell-1"))
    await getattr(work.pg.teams.simulate, done)(user="noor")

    with pytest.raises(Permanent) as failure:
        await work.desk.tell(noor, None, Prompt("two", "tell-2"))

    assert not isinstance(failure.value, Blocked)
    assert failure.value.reason is not None
    assert failure.value.reason.key == "teams_person"
    if done == "uninstall":
        await work.pg.teams.simulate.install(user="noor")
    else:
        await work.pg.teams.simulate.unblock(user="noor")
    await work.desk.tell(noor, None, Prompt("three", "tell-3"))
    assert [one.text for one in chat_of(work, "noor")] == ["one", "three"]


async def test_an_expert_is_asked_and_talked_with_in_the_personal_chat(work: Workplace) -> None:
    made = await work.desk.open_aside(person(work.pg, "noor"), CARD, "aside-1")
    again = await work.desk.open_aside(person(work.pg, "noor"), CARD, "aside-1")
    await work.desk.post(made.thread, a_post("my teapot leaks"))
    await work.desk.update_card(made.card, replace(CARD, status="Joined"), "card-1")

    assert made == again
    asked, said_to_her = chat_of(work, "noor")
    assert "Joined" in said(asked.cards[0])
    assert said_to_her.text == "<b>Mia Wong (customer)</b><br/>my teapot leaks"
    assert work.desk.place_of(made.thread) == made.thread


async def test_an_expert_without_the_app_can_t_be_asked_and_it_is_said_why(work: Workplace) -> None:
    await work.pg.teams.simulate.uninstall(user="noor")

    with pytest.raises(Unreachable) as failure:
        await work.desk.open_aside(person(work.pg, "noor"), CARD, "aside-1")

    assert failure.value.reason is not None
    assert failure.value.reason.key == "teams_person"


@pytest.mark.parametrize("done", ["uninstall", "block"])
async def test_an_expert_who_can_t_be_reached_any_more_is_shown_nothing(work: Workplace, done: str) -> None:
    made = await work.desk.open_aside(person(work.pg, "noor"), CARD, "aside-1")
    posted = await work.desk.post(made.thread, a_post("my teapot leaks"))
    await getattr(work.pg.teams.simulate, done)(user="noor")

    assert posted.ref is not None
    with pytest.raises(Unreachable):
        await work.desk.post(made.thread, replace(a_post("are you there?"), key="post-2"))
    with pytest.raises(Unreachable):
        await work.desk.update_card(made.card, CARD, "card-1")
    with pytest.raises(Unreachable):
        await work.desk.change(posted.ref, a_post("my cup leaks"))


async def test_what_happened_in_a_chat_s_thread_is_told_with_the_way_back(work: Workplace) -> None:
    made = await opened(work)

    await work.desk.tell(person(work.pg, "ada"), made.thread, Prompt("Not sent.", "tell-1"))

    (told,) = chat_of(work, "ada")
    card = told.cards[0]
    assert [one["url"] for one in elements(card) if one["type"] == "Action.OpenUrl"] == [made.link]


async def test_where_targeted_messages_work_it_is_told_in_the_thread_to_one_person_alone(work: Workplace) -> None:
    ada = person(work.pg, "ada")
    desk = work.another_desk(targeted=True)
    made = await opened(work)
    work.pg.teams.settings.targeted = True
    receipt = await desk.tell(ada, made.thread, Prompt("Not sent.", "tell-1"))
    assert receipt.ref is not None
    await desk.update_prompt(receipt.ref, ada, Prompt("Kept internal.", "tell-2"))

    (told,) = work.pg.teams.messages(made.thread)[1:]
    assert (told.text, told.only_for) == ("Kept internal.", "ada")
    assert chat_of(work, "ada") == []
    work.pg.teams.settings.targeted = False
    await desk.tell(ada, made.thread, Prompt("Again.", "tell-3"))
    assert len(chat_of(work, "ada")) == 1


async def test_what_is_shown_to_one_person_alone_in_the_thread_can_be_taken_away(work: Workplace) -> None:
    desk = work.another_desk(targeted=True)
    made = await opened(work)
    work.pg.teams.settings.targeted = True
    receipt = await desk.tell(person(work.pg, "ada"), made.thread, Prompt("Not sent.", "tell-1"))
    assert receipt.ref is not None

    for _ in range(2):  # one that is gone is gone
        await desk.remove(receipt.ref)

    (told,) = work.pg.teams.messages(made.thread)[1:]
    assert told.deleted


async def test_what_is_asked_in_a_personal_chat_is_answered_there(work: Workplace) -> None:
    chat = (await work.pg.teams.simulate.open_personal(user="ada"))["conversation"]

    await work.desk.tell(person(work.pg, "ada"), ExternalRef(chat), Prompt("You are Ready.", "tell-1"))

    assert [one.text for one in chat_of(work, "ada")] == ["You are Ready."]


async def test_a_personal_chat_that_is_gone_is_opened_anew(work: Workplace) -> None:
    ada = person(work.pg, "ada")
    await work.desk.tell(ada, None, Prompt("one", "tell-1"))
    chat = work.pg.teams.store.personal("ada")
    assert chat is not None
    del work.pg.teams.store.conversations[chat.id]

    await work.desk.tell(ada, None, Prompt("two", "tell-2"))

    assert [one.text for one in chat_of(work, "ada")] == ["two"]


async def test_a_prompt_that_its_person_deleted_stays_deleted(work: Workplace) -> None:
    ada = person(work.pg, "ada")
    receipt = await work.desk.tell(ada, None, Prompt("one", "tell-1"))
    assert receipt.ref is not None
    chat_of(work, "ada")[0].deleted = True

    await work.desk.update_prompt(receipt.ref, ada, Prompt("over", "tell-2"))

    assert chat_of(work, "ada") == []


async def test_a_home_page_is_one_card_that_brings_itself_up_to_date(work: Workplace) -> None:
    ada = person(work.pg, "ada")

    await work.desk.show_home(ada, HOME)
    await work.another_desk().show_home(ada, replace(HOME, state="You are Not Ready"))

    (home,) = chat_of(work, "ada")
    assert "Not Ready" in said(home.cards[0])
    assert home.cards[0]["refresh"]["userIds"] == ["29:ada"]


async def test_a_home_page_that_is_asked_for_or_was_deleted_stands_at_the_end(work: Workplace) -> None:
    ada = person(work.pg, "ada")
    await work.desk.show_home(ada, HOME)
    await work.desk.tell(ada, None, Prompt("an answer", "tell-1"))

    await work.desk.bring_home(ada)
    await work.desk.show_home(ada, HOME)

    first, last = chat_of(work, "ada")
    assert (first.text, bool(last.cards)) == ("an answer", True)
    last.deleted = True
    await work.desk.show_home(ada, HOME)
    assert len(chat_of(work, "ada")) == 2


async def test_the_roster_of_a_team_gives_people_who_may_be_agents(work: Workplace) -> None:
    await work.pg.teams.simulate.add_member(team=NORTHWIND, user="noor")
    work.pg.teams.store.people["noor"].is_guest = True

    members = await work.desk.members_of(NORTHWIND)

    assert [one.name for one in members] == ["Ada Lovelace", "Grace Hopper", "Lin Chen", "Sam Bystander"]
    assert members[0].person == person(work.pg, "ada")


async def test_the_roster_of_a_large_team_is_read_to_its_last_page(work: Workplace) -> None:
    people = work.pg.teams.store.people
    for number in range(1_100):
        people[f"p{number}"] = Person(f"p{number}", f"Person {number}", f"aad-{number}", "", TENANT)
        work.pg.teams.store.teams[NORTHWIND].members.append(f"p{number}")

    members = await work.desk.members_of(NORTHWIND)

    assert len({one.person for one in members}) == 1_104


async def test_a_roster_that_can_t_be_read_says_so(work: Workplace) -> None:
    with pytest.raises(DeliveryFailed):
        await work.desk.members_of("19:nowhere@thread.tacv2")


@pytest.mark.parametrize(
    ("availability", "away"),
    [("Available", False), ("Busy", False), ("Away", True), ("DoNotDisturb", True), ("Offline", True), ("New", None)],
)
async def test_presence_is_a_hint(work: Workplace, availability: str, *, away: bool | None) -> None:
    await work.pg.teams.simulate.presence(user="ada", availability=availability)
    asking = work.another_desk(graph={"presence": True})

    assert await asking.is_away(person(work.pg, "ada")) is away


async def test_presence_is_asked_for_once_a_minute_and_only_where_it_is_configured(work: Workplace) -> None:
    ada = person(work.pg, "ada")
    assert await work.desk.is_away(ada) is None
    asking = work.another_desk(graph={"presence": True})

    for _ in range(3):
        assert await asking.is_away(ada) is False

    assert sum("/presence" in one["path"] for one in work.pg.traffic.after(0)) == 1
    work.pg.faults.add("graph", "500", vendor="teams", times=None)
    assert await asking.is_away(person(work.pg, "grace")) is None
