"""Bans (S10): the chat ends, and nothing of the customer's arrives until the ban is over or lifted."""

import pytest
from aiohttp import ClientResponseError
from sqlalchemy import Connection, func, select

from bridge.store import bans
from bridge.store.tables import FILE, MESSAGE
from bridge.store.work_tables import INBOX
from core.features.bans import Ban
from tests.scenarios.audited import acts, noted
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import changed
from tests.scenarios.test_survey import SURVEY, said
from tests.scenarios.world import World, a_world

WORDS = "You can't chat here at the moment."
WEEK = 7 * 24 * 3600


async def banned(world: World, typed: str = "!ban for 7d insults") -> tuple[Person, Customer]:
    """Let Lin, a supervisor, ban the customer of Ada's chat."""
    ada, customer = await talking(world)
    await world.desk.agent("lin").writes(typed)
    await world.desk.shows(sentence("thread_banned", by="lin"))
    await customer.hears("The chat has ended.")
    return ada, customer


def kept(conn: Connection) -> tuple[int, ...]:
    """Count what a customer could leave behind."""
    return tuple(conn.scalar(select(func.count()).select_from(one)) or 0 for one in (MESSAGE, INBOX, FILE))


async def the_ban(world: World) -> Ban:
    (ban,) = await world.read(bans.standing)
    return ban


async def test_what_a_banned_customer_writes_reaches_nobody_and_nothing_of_it_is_kept_but_how_much_it_was() -> None:
    async with a_world() as world:
        _, customer = await banned(world)
        await ready(world, "grace")
        await world.quiet()
        before = await world.read(kept)
        refused = await customer.tries("you will hear this")
        assert (refused["t"], refused["code"], refused["message"]) == ("refused", "banned", WORDS)
        await customer.tries("and this")
        async with customer.upload("a.txt", b"some words") as answer:
            assert answer.status == 403
        with pytest.raises(ClientResponseError):
            await customer.opens()
        await world.quiet()
        assert await world.read(kept) == before
        assert (await the_ban(world)).turned_away == 2
        assert [world.desk.agent(name).rings() for name in ("grace", "lin")] == [0, 0]
        assert await acts(world) == [("banned", "lin")]


async def test_a_ban_ends_by_the_clock_and_what_is_written_then_arrives() -> None:
    async with a_world() as world:
        ada, customer = await banned(world)
        await world.clock.advance(WEEK - 60)
        assert (await customer.tries("too early"))["code"] == "banned"
        await world.clock.advance(120)
        await customer.says("I am sorry")
        await ada.accepts(customer)
        await world.desk.shows("I am sorry")
        await noted(world, "ban_expired", "system")
        assert await world.read(bans.standing) == ()


async def test_a_supervisor_sees_who_is_banned_and_lifts_it_by_a_click() -> None:
    async with a_world() as world:
        ada, customer = await banned(world, "!ban insults")
        lin = world.desk.agent("lin")
        await customer.tries("hello?")
        await lin.command("bans")
        line = await lin.is_told("insults")
        assert "#1" in line.text
        assert "without end" in line.text
        assert "1 message turned away" in line.text
        await lin.clicks("Lift #1", beside="insults")
        await lin.is_told(sentence("unbanned", number=1))
        await noted(world, "unbanned", "lin")
        await customer.says("hello again")
        await ada.accepts(customer)
        await world.desk.shows("hello again")
        await lin.command("bans")
        await lin.is_told(sentence("bans_none"))


async def test_a_ban_is_lifted_by_the_chats_number_and_another_one_still_holds() -> None:
    async with a_world() as world:
        _, customer = await banned(world)
        lin = world.desk.agent("lin")
        await lin.command("ban 1 for ever")
        await lin.is_told(sentence("banned", number=1))
        both = await world.read(bans.standing)
        assert [one.until is None for one in both] == [True, False]
        await lin.command("unban until")
        await lin.is_told(sentence("unbanned_still", number=1, count=1))
        assert (await customer.tries("hello"))["code"] == "banned"
        await lin.command("unban 1")
        await lin.is_told(sentence("unbanned", number=1))
        await customer.says("hello")
        await lin.command("unban 1")
        await lin.is_told("nothing to choose")


async def test_where_customers_are_told_nothing_it_looks_as_if_it_were_sent() -> None:
    async with a_world({"bans": {"silent": True}}) as world:
        _, customer = await banned(world)
        await customer.is_sent_to_ask_anew()
        await world.quiet()
        before = await world.read(kept)
        await customer.says("nobody reads this")
        await customer.leaves()
        await customer.opens()
        await customer.says("nor this")
        await world.quiet()
        assert await world.read(kept) == before
        assert (await the_ban(world)).turned_away == 2
        assert not [frame for frame in customer.frames if frame.get("code") == "banned"]


async def test_whoever_is_told_of_the_ban_is_asked_no_survey_of_the_chat_that_it_has_ended() -> None:
    async with a_world(SURVEY) as world:
        _, customer = await banned(world)
        await world.quiet()
        assert not [frame for frame in customer.frames if frame["t"] == "survey"]


async def test_whoever_is_told_nothing_is_asked_the_survey_as_ever_and_the_answer_seems_to_be_taken() -> None:
    async with a_world(changed(SURVEY, {"bans": {"silent": True}})) as world:
        _, customer = await banned(world)
        frame = await customer.is_sent("survey")
        await customer.is_sent_to_ask_anew()
        await world.quiet()
        before = await world.read(kept)
        await customer.leaves()
        await customer.opens()
        await customer.does("rate", conversation=str(frame["conversation"]), score=1, comment="you will read this")
        await world.quiet()
        assert await world.read(kept) == before
        assert await said(world, str(frame["conversation"])) is None
        assert (await the_ban(world)).turned_away == 1
        assert not any("you will read this" in line for line in await world.desk.lines())


async def test_a_browser_without_its_token_is_known_by_its_cookie_and_a_new_one_is_let_in() -> None:
    async with a_world() as world:
        _, customer = await banned(world)
        with pytest.raises(ClientResponseError):
            await customer.opens()
        customer.forgets_token()
        with pytest.raises(ClientResponseError, match="403"):
            await customer.opens()
        other = await world.customer()
        await other.says("I am somebody else")


async def test_a_window_that_is_open_when_its_customer_is_banned_silently_is_known_without_its_token() -> None:
    async with a_world({"bans": {"silent": True}}) as world:
        _, customer = await banned(world)
        await customer.is_sent_to_ask_anew()
        await stays_banned_unseen(world, customer)


async def test_a_browser_that_is_banned_silently_is_known_without_its_token_and_hears_nothing_of_it() -> None:
    async with a_world({"bans": {"silent": True}}) as world:
        _, customer = await banned(world)
        await customer.leaves()
        await customer.opens()  # the next page
        await stays_banned_unseen(world, customer)
        other = await world.customer()
        await other.says("I am somebody else")
        await world.until(lambda: rings(world) == 1, "the offer of another visitor's chat")


@pytest.mark.parametrize("silent", [True, False])
async def test_a_file_that_is_turned_away_makes_the_browser_known_too(*, silent: bool) -> None:
    async with a_world({"bans": {"silent": silent}}) as world:
        _, customer = await banned(world)
        async with customer.upload("a.txt", b"some words") as answer:
            assert answer.status == 403
        if silent:
            await stays_banned_unseen(world, customer)
        else:
            customer.forgets_token()
            with pytest.raises(ClientResponseError, match="403"):
                await customer.opens()


def rings(world: World) -> int:
    """Count the offers that ring now, at whomever."""
    return sum(world.desk.agent(name).rings() for name in ("ada", "grace", "lin"))


async def stays_banned_unseen(world: World, customer: Customer) -> None:
    """Drop the token, and see that what is written then reaches nobody and seems to be sent."""
    await ready(world, "grace")
    before = await world.read(kept)
    visitor = customer.visitor
    await customer.leaves()
    customer.forgets_token()
    await customer.opens()
    assert customer.visitor == visitor
    await customer.says("nobody reads this")
    await world.quiet()
    assert await world.read(kept) == before
    assert (await the_ban(world)).turned_away == 1
    assert rings(world) == 0
    assert not [frame for frame in customer.frames if frame.get("code") == "banned"]


async def test_a_chat_that_another_agent_has_with_the_same_customer_ends_too() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        grace = (await ready(world, "grace"))[0]
        await ada.command("notready")
        await customer.says("me again")
        await grace.accepts(customer)
        await world.desk.agent("lin").command("ban 1 spam")
        await world.until(lambda: customer.notices().count("The chat has ended.") == 2, "the end of the second chat")
        assert (await customer.tries("hello"))["code"] == "banned"


async def test_whoever_has_just_handed_the_chat_over_bans_its_customer_and_nobody_is_rung_any_more() -> None:
    async with a_world({"agents": {"ada": {"role": "supervisor"}}}) as world:
        ada, customer = await talking(world)
        grace = (await ready(world, "grace"))[0]
        await ada.writes("!transfer grace")
        await grace.is_rung()
        await ada.command("ban 1 for 2 weeks")
        await customer.hears("The chat has ended.")
        await grace.command("accept 1")
        await grace.is_told(sentence("chat_ended"))
        ban = await the_ban(world)
        assert ban.until is not None
        assert (ban.until - ban.at).days == 14


async def test_the_agent_is_in_wrap_up_after_a_ban() -> None:
    async with a_world({"queues": {"support": {"wrap_up": {"mode": "manual"}}}}) as world:
        ada, _ = await banned(world)
        await ada.opens_home()
        await ada.home_shows("After-Call Work")


async def test_a_ban_by_form_says_for_how_long_and_why() -> None:
    async with a_world({"agents": {"ada": {"role": "supervisor"}}}) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Ban customer…")
        await ada.fills_in(time="24 hours", reason="sends adverts 📣")
        await customer.hears("The chat has ended.")
        ban = await the_ban(world)
        assert ban.until is not None
        assert ((ban.until - ban.at).total_seconds(), ban.reason) == (24 * 3600, "sends adverts 📣")


async def test_who_may_not_ban_is_told_so_and_what_is_no_time_is_refused() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!ban")
        await ada.is_told(sentence("right_missing", right="ban"))
        lin = world.desk.agent("lin")
        await lin.writes("!ban for being rude")
        await lin.is_told("is no length of time")
        await lin.writes("!ban for 99999d")
        await lin.is_told("ten years")
        await lin.writes(f"!ban {'x' * 201}")
        await lin.is_told("201 characters")
        await customer.says("still here")
        assert await world.read(bans.standing) == ()
