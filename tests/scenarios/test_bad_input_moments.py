"""Input that is wrong because of its moment or its place: the thread, a second click, a form that comes too late."""

import asyncio

import pytest

from tests.scenarios.bad_input import rows_of, says_what_to_type
from tests.scenarios.person import Person
from tests.scenarios.place import control_of
from tests.scenarios.played import ids
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import team
from tests.scenarios.world import World, a_world

TEAM = {"teams": {"tea": team("sales", "lin")}, "queues": {"support": {"hold": {}}}}


async def done(world: World, what: str) -> int:
    """Count how often something stands in the journal."""
    rows = await world.read(
        lambda conn: conn.exec_driver_sql(f"select 1 from journal where what = '{what}'").fetchall()  # noqa: S608
    )
    return len(rows)


async def clicks_twice(world: World, person: Person, label: str) -> None:
    """Click a button that only they see two times, as fast as a hand does."""
    line = await person.is_told("")
    await world.until(lambda: control_of(line, label), f"a button {label}")
    click = person.clicking(line, label)
    await asyncio.gather(click(), click())


@pytest.mark.parametrize(
    "typed",
    ["!transfer grac", "!transfer", "!resume", "!end now", "!monitor", "!leave", "!disposition solved"],
)
async def test_typed_in_the_thread_it_is_answered_there_in_private_and_nothing_changes(typed: str) -> None:
    other = {"agents": {"gretel": {"name": "Grace Kelly", "ids": ids("gretel"), "queues": ["support"]}}}
    async with a_world({**TEAM, **other}) as world:
        ada, customer = await talking(world)
        await world.quiet()
        before = await world.read(rows_of)
        heard = len(ada.heard())
        await ada.writes(typed)
        await world.until(lambda: len(ada.heard()) > heard, f"an answer to {typed}")
        await world.quiet()
        after = await world.read(rows_of)
        assert {table for table, rows in after.items() if rows != before[table]} == set(), ada.heard()[-1]
        assert says_what_to_type(ada.heard()[-1]), ada.heard()[-1]
        await customer.never_heard(typed)


async def test_a_misspelt_command_in_the_thread_is_held_and_the_answer_says_what_to_type() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!transfre grace she knows")
        await ada.is_told(sentence("hold_unknown_near", near="!transfer"))
        await ada.clicks("Keep internal")
        await customer.never_heard("transfre")


async def test_a_sign_alone_is_talk_in_the_thread_and_a_question_to_the_bot() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!")
        await customer.hears("Ada: !")
        await ada.says("!")
        await ada.is_told("Taking chats:")


async def test_a_double_click_on_an_offer_accepts_once() -> None:
    async with a_world() as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await clicks_twice(world, ada, "Accept")
        await customer.hears("is here now")
        await world.quiet()
        assert await done(world, "accepted") == 1
        assert customer.notices().count("Ada is here now.") == 1


async def test_a_double_click_on_a_held_text_sends_it_once() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!refund all of it")
        await ada.is_told(sentence("hold_unknown_command"))
        await clicks_twice(world, ada, "Send to customer")
        await customer.hears("!refund all of it")
        await world.quiet()
        assert customer.texts().count("!refund all of it") == 1


async def test_a_button_that_was_used_says_what_has_become_of_it() -> None:
    async with a_world(TEAM) as world:
        ada, customer = await talking(world)
        lin, place = world.desk.agent("lin"), world.desk.place("sales")
        await ada.writes("!flag please look")
        await place.clicks(lin, "Barge in", beside="asks for help")
        await customer.hears("Lin is here now.")
        await place.clicks(lin, "Barge in", beside="asks for help")
        await lin.is_told(sentence("supervise_seated"))
        assert customer.notices().count("Lin is here now.") == 1


async def test_a_form_that_is_sent_after_the_chat_has_ended_stays_open_and_says_why() -> None:
    async with a_world({"queues": {"support": {"wrap_up": {"mode": "manual"}}}}) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("Invite…")
        await ada.modal.shows("Invite")
        await customer.ends()
        await world.desk.card_shows(sentence("card_wrap_up"))
        await world.quiet()
        before = await world.read(rows_of)
        await ada.modal.refuses({"agent": "Grace Hopper"}, agent=sentence("chat_ended"))
        assert await world.read(rows_of) == before
        assert not [line for line in world.desk.agent("grace").heard() if "invites you" in line]


async def test_a_text_written_in_a_form_after_the_chat_has_ended_reaches_nobody() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Write…")
        await ada.modal.shows("Text")
        await customer.ends()
        await world.desk.card_shows(sentence("card_handled"))
        await world.quiet()
        before = await world.read(rows_of)
        await ada.modal.refuses({"text": "too late"}, text=sentence("chat_not_active"))
        assert await world.read(rows_of) == before
        await customer.never_heard("too late")
