"""What is known of a chat beside its messages is masked by hand, too: name, page, facts, answers, activity form (S1).

Rule: the planted words are first seen in each place, so that a search that finds nothing has looked there.
"""

import json
from typing import Any

from bridge.store import contacts, veils
from tests.scenarios.after_chat import finishing
from tests.scenarios.by_messenger import a_person
from tests.scenarios.by_whatsapp import a_person as on_whatsapp
from tests.scenarios.customer import Customer
from tests.scenarios.experts import EXPERTS
from tests.scenarios.masks import ROLES, SECRET, is_nowhere, kept, nothing_is_kept, seen
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.settings import changed
from tests.scenarios.test_channel_switch import at_the_site, goes_on_by_sms
from tests.scenarios.test_identity import SETTINGS, logs_in, token
from tests.scenarios.world import World, a_world

FORM = finishing(required=False, activity=True)
NAME = "Maya Kumquat"
BESIDE = {"conversation", "contact", "intake", "message"}
"""The tables in which a name, a page and what the site says stand while a chat goes on."""


async def known(world: World, name: str = "ada") -> tuple[Person, Customer]:
    """Let somebody write whose name, page and order are the secret, and an agent accept."""
    (agent,) = await ready(world, name)
    customer = await world.customer()
    await logs_in(customer, shown(world))
    await customer.says("hi")
    await agent.accepts(customer)
    await customer.hears("is here now")
    return agent, customer


def shown(world: World) -> dict[str, Any]:
    """Give what the shop's site says of its customer."""
    return {"token": token(world, user="u9000", name=NAME), "claims": {"order": "kumquats"}}


def moved(url: str = "https://shop.example/kumquat") -> str:
    """Give what the widget says when its customer goes to another page."""
    return json.dumps({"t": "page", "url": url, "title": "The Kumquat, ripe"})


async def tables(world: World) -> set[str]:
    """Give in which tables the bridge keeps the secret."""
    return {one.partition(": ")[0] for one in await kept(world)} - {"file"}


async def test_name_and_facts_are_masked_in_every_copy_and_shown_again_while_the_chat_is_open() -> None:
    async with a_world(changed(SETTINGS, ROLES)) as world:
        ada, customer = await known(world)
        await ada.opens_home()
        await ada.writes("!details")
        await ada.is_told("Kumquat")
        await world.desk.card_shows(NAME)
        assert await tables(world) >= BESIDE
        command = await ada.writes("!mask kumquat")
        await world.desk.shows(sentence("thread_words_masked", agent="ada", count="details of the chat"))
        await ada.deletes(command)
        await ada.reloads()
        await is_nowhere(world)
        assert await tables(world) == {"veil"}
        await customer.says("again")
        await world.desk.shows("again")
        await is_nowhere(world)
        await ada.writes("!unmask details")
        await world.desk.card_shows(NAME)
        assert "veil" not in await tables(world)


async def test_what_was_masked_beside_the_messages_is_gone_for_good_when_the_chat_ends() -> None:
    async with a_world(changed(SETTINGS, ROLES)) as world:
        ada, customer = await known(world)
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await ada.reloads()
        await is_nowhere(world)
        await nothing_is_kept(world)
        await ada.says("past kumquat")
        await ada.is_told(sentence("past_none"))


async def test_the_answers_of_an_activity_form_are_masked_in_every_copy() -> None:
    async with a_world(changed(FORM, ROLES)) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts(customer)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        await ada.fills_in(a_reason="Invoice", a_order="12", a_remarks=f"has {SECRET} in it")
        await ada.is_told(sentence("activity_saved", form="Call report", number=1))
        assert {"activity"} == await tables(world)
        command = await ada.writes(f"!mask {SECRET}")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        assert await ada.modal.begins_with("a_remarks") == f"has {'*' * 7} {'*' * 4} in it"
        await ada.modal.closes()
        await ada.writes("!unmask")
        await ada.is_told("details of the chat")
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        assert await ada.modal.begins_with("a_remarks") == f"has {SECRET} in it"


async def test_in_the_wrap_up_a_mask_of_an_answer_is_final_at_once_in_store_and_transcript() -> None:
    async with a_world(FORM) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts(customer)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        typed = await ada.writes(f"!activity Remarks has {SECRET} in it")
        await ada.is_told(
            sentence("activity_saved_in_part", form="Call report", number=1, fields="Order number, Reason")
        )
        await ada.deletes(typed)
        await ada.says("read 1")
        await ada.is_told(SECRET)
        await ada.says(f"mask 1 {SECRET}")
        await ada.is_told(sentence("mask_for_good", count="details of the chat"))
        await ada.reloads()
        await is_nowhere(world)
        await nothing_is_kept(world)


async def test_an_experts_copies_say_a_masked_name_no_more() -> None:
    async with a_world(changed(SETTINGS, changed(EXPERTS, ROLES))) as world:
        ada, customer = await known(world)
        await ada.writes("!invite sam")
        sam = world.desk.agent("sam")
        await sam.clicks("Join")
        await customer.says("hello?")
        await sam.is_told("hello?")
        assert any("sam" in where for where in await seen(world))
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        await is_nowhere(world)
        await sam.is_told("hello?")


async def test_the_page_to_which_a_customer_goes_later_is_masked_too_where_the_words_stand_in_it() -> None:
    async with a_world(ROLES) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts(customer)
        await customer.sends(moved())
        await world.desk.card_shows("Kumquat")
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        await is_nowhere(world)
        await customer.sends(moved("https://shop.example/%6bumquats"))
        await customer.says("look")
        await world.desk.shows("look")
        await is_nowhere(world)
        chat = await world.read(lambda conn: conn.exec_driver_sql("select conversation from veil").scalar_one())
        veil = await world.read(lambda conn: veils.get(conn, chat))
        assert veil is not None
        assert veil.before.page is not None
        assert veil.before.page.url == "https://shop.example/%6bumquats"


async def test_a_name_that_stands_in_what_was_said_too_is_left_in_no_line_of_the_windows_log() -> None:
    async with a_world(changed(SETTINGS, ROLES)) as world:
        ada, customer = await known(world)
        await customer.says("kumquat is my name")
        await world.desk.shows("kumquat is my name")
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        assert await tables(world) == {"original", "veil"}
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await is_nowhere(world)
        await nothing_is_kept(world)


async def test_the_name_at_an_address_that_the_chat_has_left_is_masked_and_shown_again_too() -> None:
    async with at_the_site(changed(SETTINGS, ROLES)) as (world, phone, ada, customer):
        await logs_in(customer, shown(world))
        await customer.says("it is me")
        await world.desk.shows("it is me", customer)
        await goes_on_by_sms(world, phone, ada, customer)
        assert "contact" in await tables(world)
        command = await ada.writes("!mask kumquat", customer)
        await world.desk.shows("details of the chat", customer)
        await ada.deletes(command)
        assert await tables(world) == {"veil"}
        await ada.writes("!unmask details", customer)
        await world.desk.card_shows(NAME, customer)
        assert "contact" in await tables(world)
        command = await ada.writes("!mask kumquat", customer)
        await world.until(lambda: NAME not in str(ada.home()) or None, "the mask")
        await ada.deletes(command)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await nothing_is_kept(world)


async def test_a_name_that_has_become_another_masked_one_is_shown_again_at_its_address_too() -> None:
    async with on_whatsapp(ROLES) as (world, mia, ada):
        mia.known.name = NAME
        await mia.writes("my new name")
        await world.desk.card_shows(NAME)
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        mia.known.name = "Kumquat Chen"
        await mia.writes("and another one")
        await world.desk.shows("and another one")
        await is_nowhere(world)
        await ada.writes("!unmask details")
        await world.desk.card_shows("Kumquat Chen")
        there = await world.read(lambda conn: contacts.get(conn, mia.channel, mia.contact))
        assert there is not None
        assert there.name == "Kumquat Chen"


async def test_a_channel_forgets_a_name_that_was_masked_for_good_and_asks_for_it_in_the_next_chat() -> None:
    async with a_person(ROLES, name=NAME) as (world, mia, ada):
        command = await ada.writes("!mask kumquat")
        await world.desk.shows("details of the chat")
        await ada.deletes(command)
        await mia.writes("again")
        await world.desk.shows("again")
        await is_nowhere(world)
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await is_nowhere(world)
        await nothing_is_kept(world)
        await mia.writes("and again")
        await ada.accepts()
        await world.desk.card_shows(NAME)
