"""Texts in a thread that we don't know yet: the answer to the root card was lost, its echo is late."""

import pytest
from sqlalchemy import Connection

from adapters.teams.strays import GOES_ON, REACHED_NOBODY
from bridge.store import conversations, messages
from core.messages import plain_text
from tests.scenarios.customer import Customer
from tests.scenarios.differences import Difference
from tests.scenarios.person import Person
from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.shown import Root
from tests.scenarios.world import World, a_world


def _kept(conn: Connection) -> list[str]:
    chat = conversations.by_number(conn, 1)
    assert chat is not None
    return [plain_text(one.parts) for one in messages.of_conversation(conn, chat, 10)]


async def _a_root_card_that_we_do_not_know(world: World) -> tuple[Person, Customer, Root]:
    [ada] = await ready(world, "ada")
    world.desk.fails(Call.ROOT, "reset_after_accept")
    # Slack tells by its echo whose it is, Teams by a look.
    world.desk.fails(Call.EVENTS if world.desk.name == "slack" else Call.HISTORY, "delay", delay_ms=2500)
    customer = await world.customer()
    await customer.says("hi")
    roots = world.desk.place("support").roots
    await world.until(roots, "a root card in the queue's place", patience=0)
    return ada, customer, roots()[0]


async def test_a_text_under_a_root_card_that_is_not_known_yet_is_judged_once_it_is() -> None:
    async with a_world() as world:
        ada, customer, root = await _a_root_card_that_we_do_not_know(world)
        ref = await ada.writes_below(root, "can I help?")
        await ada.is_told(sentence("hold_not_accepted"))
        await world.desk.marked(ref, "raised_hand")
        await customer.never_heard("can I help?")


async def test_texts_under_a_root_card_that_is_not_known_yet_keep_their_order() -> None:
    async with a_world() as world:
        ada, _, root = await _a_root_card_that_we_do_not_know(world)
        for text in ("one", "two", "three"):
            await ada.writes_below(root, f"note: {text}")
            await world.until(lambda: world.desk.platform.deliveries <= 1, "it to be stored", patience=0)
        await world.passes(40)
        await world.quiet()
        assert await world.read(_kept) == ["hi", "one", "two", "three"]


async def test_a_command_under_a_root_card_that_is_not_known_yet_is_carried_out_once_it_is() -> None:
    async with a_world() as world:
        ada, customer, root = await _a_root_card_that_we_do_not_know(world)
        await ada.writes_below(root, "!accept")
        await customer.hears("is here now")


async def test_an_edit_of_a_text_under_a_root_card_that_is_not_known_yet_is_not_lost() -> None:
    async with a_world() as world:
        ada, customer, root = await _a_root_card_that_we_do_not_know(world)
        await ada.writes_below(root, "!accept")
        ref = await ada.writes_below(root, "first words")
        await ada.edits(ref, "last words")
        await customer.hears("is here now")
        await world.passes(10)
        await world.quiet()
        assert customer.texts() == ["last words"]
        assert not [one for one in ada.heard() if "not sent" in one]


@pytest.mark.desks("teams", because=Difference.ORPHANS)
async def test_the_buttons_of_a_root_card_whose_answer_was_lost_work_like_those_of_the_second() -> None:
    async with a_world() as world:
        ada, customer, first, second = await _two_root_cards(world)
        await ada.is_rung()
        await ada.clicks_on(world.desk.platform.line(first.ref), "Accept")
        await customer.hears("is here now")
        assert await world.desk.root(customer) == second
        await ada.writes("good morning")
        await customer.hears("good morning")


@pytest.mark.desks("teams", because=Difference.ORPHANS)
async def test_who_writes_below_a_root_card_that_was_shown_again_is_told_where_the_chat_is() -> None:
    async with a_world() as world:
        ada, customer, first, second = await _two_root_cards(world)
        await ada.accepts(customer)
        await customer.hears("is here now")
        await ada.writes_below(first, "can I help?")
        await ada.is_told(REACHED_NOBODY)
        assert GOES_ON in world.desk.platform.line(first.ref).whole
        await ada.writes_below(second, "good morning")
        await customer.hears("good morning")
        await customer.never_heard("can I help?")


async def _two_root_cards(world: World) -> tuple[Person, Customer, Root, Root]:
    """Let a root card stand twice: its answer was lost, and nobody may look for it."""
    [ada] = await ready(world, "ada")
    world.desk.fails(Call.HISTORY, "missing_scope", times=None)
    world.desk.fails(Call.ROOT, "reset_after_accept")
    customer = await world.customer()
    await customer.says("hi")
    roots = world.desk.place("support").roots
    await world.until(lambda: len(roots()) > 1, "a second root card")
    first, second = roots()
    assert await world.desk.root(customer) == second
    return ada, customer, first, second


async def test_a_text_in_a_thread_of_nobodys_is_left_alone_also_while_a_chat_is_being_opened() -> None:
    async with a_world() as world:
        lunch = await world.desk.agent("lin").begins("who is up for lunch?")
        [ada] = await ready(world, "ada")
        world.desk.fails(Call.ROOT, "reset_after_accept")
        world.desk.fails(Call.EVENTS, "delay", delay_ms=2500)
        customer = await world.customer()
        await customer.says("hi")
        await ada.writes_below(lunch, "me, at noon")
        await ada.accepts(customer)
        await ada.writes("hello")
        await customer.hears("hello")
        await world.passes(200)
        await world.quiet()
        assert customer.texts() == ["hello"]
        assert not [one for one in ada.heard() if "not sent" in one]
