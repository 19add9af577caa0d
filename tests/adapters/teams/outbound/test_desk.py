"""The Teams desk on the playground's Teams: what is Teams' own, beside what every desk must keep."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.teams.capabilities import capabilities
from adapters.teams.ids import parse_thread
from core.capabilities import Act
from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ExternalRef
from core.messages import Mark, MarkKind, Text, Unfetched
from core.ports import Opened
from core.views import Button, Home, HomeChat, HomeSection, Post, Prompt, Tone
from playground.clock import FakeClock as PlaygroundClock
from playground.server import Playground
from playground.teams.model import Message
from playground.teams.seed import NORTHWIND, SUPPORT, TENANT
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.teams.outbound.schema import card_of, elements, said
from tests.adapters.teams.outbound.values import CARD, CHAT, a_post
from tests.adapters.teams.outbound.workplace import PLACE, Workplace, person, section

HOME = Home(
    "Hello",
    "You are Ready",
    Tone.GOOD,
    (Button("Not ready", "notready"),),
    (HomeSection("Your chats", (HomeChat("Mia Wong", "Billing", None, link=PLACE),), "None."),),
)


async def opened(work: Workplace) -> Opened:
    """Open a chat's chain."""
    return await work.desk.open_thread(PLACE, CARD, "open-1")


def chat_of(work: Workplace, user: str) -> list[Message]:
    """Give what stands in somebody's chat with the bot."""
    chat = work.pg.teams.store.personal(user)
    return [one for one in chat.messages.values() if not one.deleted] if chat else []


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

    for key in ("key-1", "key-2"):
        await work.desk.post(thread, Post(key, (words,)))

    assert [one.text for one in replies(work, thread)] == ["Noor has joined."] * 2
    assert [one.entities for one in replies(work, thread)] == [[], []]
    assert sum("/members/" in one["path"] for one in work.pg.traffic.after(0)) == 1


async def test_who_is_in_the_team_is_told_things_without_having_installed_the_app(work: Workplace) -> None:
    receipt = await work.desk.tell(person(work.pg, "ada"), None, Prompt("You are Ready.", "tell-1"))

    (told,) = chat_of(work, "ada")
    assert told.text == "You are Ready."
    assert receipt.ref == f"{told.conversation}#{told.id}"


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


async def test_what_happened_in_a_chat_s_thread_is_told_with_the_way_back(work: Workplace) -> None:
    made = await opened(work)

    await work.desk.tell(person(work.pg, "ada"), made.thread, Prompt("Not sent.", "tell-1"))

    (told,) = chat_of(work, "ada")
    card = told.cards[0]
    assert [one["url"] for one in elements(card) if one["type"] == "Action.OpenUrl"] == [made.link]


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


async def test_the_roster_of_a_team_gives_people_who_may_be_agents(work: Workplace) -> None:
    await work.pg.teams.simulate.add_member(team=NORTHWIND, user="noor")
    work.pg.teams.store.people["noor"].is_guest = True

    members = await work.desk.members_of(NORTHWIND)

    assert [one.name for one in members] == ["Ada Lovelace", "Grace Hopper", "Lin Chen", "Sam Bystander"]
    assert members[0].person == person(work.pg, "ada")


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


async def test_a_file_of_a_personal_chat_is_fetched(work: Workplace) -> None:
    chat = (await work.pg.teams.simulate.open_personal(user="ada"))["conversation"]
    sent = {"name": "tea.txt", "mimetype": "text/plain", "base64": "dGVh"}
    await work.pg.teams.simulate.post(user="ada", conversation=chat, text="here", files=(sent,))
    (file,) = work.pg.teams.store.files.values()
    url = f"{work.pg.url}/teams/onedrive/download/{file.secret}"

    data = b"".join([piece async for piece in work.desk.fetch(Unfetched(ExternalRef(url), "tea.txt", "", 3))])

    assert data == b"tea"


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("https://evil.example/tea.txt", "teams_file_host"),
        ("sharepoint:tea.txt", "teams_file_elsewhere"),
        ("{pg}/teams/onedrive/download/nothing", "teams_file_gone"),
    ],
)
async def test_a_file_that_can_t_be_had_says_why(work: Workplace, source: str, key: str) -> None:
    file = Unfetched(ExternalRef(source.replace("{pg}", work.pg.url)), "tea.txt", "", 3)

    with pytest.raises(Permanent) as failure:
        _ = [piece async for piece in work.desk.fetch(file)]

    assert failure.value.reason is not None
    assert failure.value.reason.key == key


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
