"""Secure forms: asked from the desk, filled in at the customer's, opened once by who has the chat (S7, S8)."""

import asyncio

from bridge.forms.opening import NotOpened, Opened, Refusal, Waiting
from core.ids import AgentId
from tests.scenarios.audited import acts
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.secure import (
    CARD,
    address,
    asked,
    declines,
    described,
    fills_in,
    opener,
    until_asked,
    with_forms,
)
from tests.scenarios.world import a_world

ADA, GRACE = AgentId("ada"), AgentId("grace")


async def test_form_lists_the_forms_of_the_queue_and_asks_for_one() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form")
        await ada.is_told("address (Delivery address), card (Your card), payment")
        await ada.writes("!form address")
        await ada.is_told(sentence("form_sent", number=1, form="Delivery address"))
        form = await until_asked(world, customer)
        await world.desk.shows("Secure data has been requested by Ada Lovelace: Delivery address.")
        await world.desk.card_says("Secure data", "requested: Delivery address")

        told = await described(customer, form)
        assert (told["http"], told["title"]) == (200, "Delivery address")
        fields = {one["name"]: (one["label"], one["kind"], one["required"]) for one in told["fields"]}
        assert fields == {"street": ("Street", "text", True), "floor": ("Floor", "number", False)}
        assert (await described(customer, form, "de-AT"))["title"] == "Lieferadresse"


async def test_form_is_asked_from_its_dialog() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Secure form…")
        await ada.fills_in(which="Delivery address")
        await until_asked(world, customer)
        await world.desk.shows("Secure data has been requested")


async def test_what_was_filled_in_is_opened_once_by_the_agent_who_has_the_chat() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form card")
        form = await until_asked(world, customer)
        given = {"card__number": CARD, "card__expiry": "12/40", "card__name": "Grace Brewster"}
        assert await fills_in(customer, form, **given) == (200, {"status": "received"})
        await until_asked(world, customer, "received")
        await world.desk.shows("Secure data has been received: Your card.")
        await world.desk.shows("Secure data has been received")
        await ada.is_told(address(world, form, "ada"))

        values = opener(world)
        assert isinstance(await values.look(form, ADA), Waiting)
        assert await values.open(form, GRACE) == Refusal(NotOpened.NOT_YOURS)
        opened = await values.open(form, ADA)
        assert isinstance(opened, Opened)
        assert [(one.label, one.text, one.brand) for one in opened.values] == [
            ("Card number", "4111111111111111", "Visa"),
            ("Valid until", "2040-12", ""),
            ("Name on the card", "Grace Brewster", ""),
        ]
        await world.desk.shows("Secure data was opened by Ada Lovelace: Your card.")
        again = await values.open(form, ADA)
        assert isinstance(again, Refusal)
        assert (again.why, again.by) == (NotOpened.OPENED, ADA)
        assert await values.open(form, GRACE) == Refusal(NotOpened.NOT_YOURS)
        written = await acts(world)
        for act, by in (("form_requested", "ada"), ("form_opened", "ada"), ("form_refused", "grace")):
            assert (act, by) in written
        assert "form_received" in {act for act, _ in written}


async def test_of_many_openings_at_once_one_shows_the_values() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(customer, form, street="Elm Street 1")
        values = opener(world)
        done = await asyncio.gather(*(values.open(form, ADA) for _ in range(8)))

        assert [type(one) for one in done].count(Opened) == 1
        assert {one.why for one in done if isinstance(one, Refusal)} == {NotOpened.OPENED}


async def test_answers_that_do_not_fit_are_told_at_their_fields_and_kept_nowhere() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form card")
        form = await until_asked(world, customer)
        status, body = await fills_in(customer, form, card__number="4111 1111 1111 1112", card__expiry="01/20")

        assert status == 422
        assert body["fields"] == {"card.number": "card", "card.expiry": "expired", "card.name": "missing"}
        await world.quiet()
        assert asked(customer)[-1]["stage"] == "requested"
        assert await opener(world).open(form, ADA) == Refusal(NotOpened.NOT_IN, "Your card")


async def test_a_form_that_is_sent_twice_is_taken_once() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        done = await asyncio.gather(*(fills_in(customer, form, street=f"Elm Street {n}") for n in range(4)))
        assert {status for status, _ in done} == {200}
        assert await fills_in(customer, form, street="Oak Street 9") == (200, {"status": "received"})
        await world.quiet()
        lines = "\n".join(await world.desk.lines())
        assert lines.count("Secure data has been received") == 1

        opened = await opener(world).open(form, ADA)
        assert isinstance(opened, Opened)
        assert opened.values[0].text.startswith("Elm Street")
        assert await fills_in(customer, form, street="Oak Street 9") == (200, {"status": "received"})


async def test_the_customer_declines_and_the_agent_takes_back() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await declines(customer, form)
        await world.desk.shows("The customer declined to give secure data: Delivery address.")
        await until_asked(world, customer, "declined")
        status, _ = await fills_in(customer, form, street="Elm Street 1")
        assert status == 410

        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await ada.writes("!cancelform")
        await ada.is_told("“Delivery address” is no longer asked for.")
        await until_asked(world, customer, "cancelled")
        await world.desk.shows("Ada Lovelace has taken the request for secure data back")
        assert (await described(customer, form))["http"] == 410


async def test_a_form_expires_at_the_customers_and_at_the_agents() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        await until_asked(world, customer)
        await world.passes(15 * 60)
        await world.desk.shows("The request for secure data has expired: Delivery address.")
        await until_asked(world, customer, "expired")

        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(customer, form, street="Elm Street 1")
        await world.passes(15 * 60)
        await world.desk.shows("Secure data was not opened in time and is deleted: Delivery address.")
        assert await opener(world).open(form, ADA) == Refusal(NotOpened.EXPIRED, "Delivery address")


async def test_values_that_the_vault_has_lost_read_as_expired_and_the_thread_says_so() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(customer, form, street="Elm Street 1")
        await world.restart()  # a vault in memory ends with its process
        assert await opener(world).open(form, ADA) == Refusal(NotOpened.EXPIRED, "Delivery address")
        await world.desk.shows("The secure data is gone: Delivery address.")


async def test_a_second_form_waits_until_the_first_is_answered() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        await until_asked(world, customer)
        await ada.writes("!form card")
        await ada.is_told(sentence("form_waits", form="Delivery address"))
        form = asked(customer)[-1]["id"]
        await fills_in(customer, form, street="Elm Street 1")
        await until_asked(world, customer, "received")
        await ada.writes("!form address")
        await ada.is_told(sentence("form_unopened", form="Delivery address"))
        await ada.writes("!form card")
        await until_asked(world, customer, "requested", place=1)


async def test_the_end_of_a_chat_drops_what_was_not_opened() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(customer, form, street="Elm Street 1")
        await until_asked(world, customer, "received")
        await customer.ends()
        await until_asked(world, customer, "dropped")
        await world.desk.shows("Secure data was dropped, because the chat ended or was given away")
        assert await opener(world).open(form, ADA) == Refusal(NotOpened.OVER, "Delivery address")


async def test_a_chat_that_is_given_away_takes_no_secure_data_with_it() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await fills_in(customer, form, street="Elm Street 1")
        await ada.writes("!transfer @Grace")
        await grace.accepts(customer)
        await until_asked(world, customer, "dropped")
        assert await opener(world).open(form, ADA) == Refusal(NotOpened.OVER, "Delivery address")


async def test_a_stranger_finds_no_form_of_somebody_elses_chat() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        stranger = await world.customer()

        assert (await described(stranger, form))["http"] == 410
        assert (await fills_in(stranger, form, street="Evil Street"))[0] == 410
        await declines(stranger, form)
        assert (await described(customer, form))["http"] == 200


async def test_a_canned_response_asks_for_its_form() -> None:
    canned = {"where": {"title": "Where to", "text": "Thanks! Where to? {form:address}", "shortcut": "where"}}
    async with a_world({**with_forms(), "canned": canned}) as world:
        ada, customer = await talking(world)
        await ada.writes("!canned where now")
        await customer.hears("Thanks")
        await until_asked(world, customer)
        assert "{form" not in customer.seen()


async def test_a_payment_link_leads_to_its_host_alone() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        for link in ("http://pay.example/1", "https://evil.example/1", "https://pay.example@evil.example/1"):
            await ada.writes(f"!form payment {link}")
            await ada.is_told(sentence("form_link_elsewhere", hosts="pay.example"))
        await ada.writes("!form payment")
        await ada.is_told("Write the payment link")
        await ada.writes("!form payment https://pay.example/order/7")
        form = await until_asked(world, customer)
        told = await described(customer, form)
        assert told["link"] == {"url": "https://pay.example/order/7", "host": "pay.example"}
        assert (await fills_in(customer, form))[0] == 200
        await world.desk.shows("The customer says that they have paid: Payment.")
        await until_asked(world, customer, "done")


async def test_a_queue_without_forms_offers_none() -> None:
    async with a_world(with_forms(secure_forms=[])) as world:
        ada, _ = await talking(world)
        await ada.writes("!form address")
        await ada.is_told(sentence("form_list_empty"))


async def test_a_form_cannot_be_kept_longer_than_its_time() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        await world.passes(16 * 60)
        status, _ = await fills_in(customer, form, street="Elm Street 1")
        assert status == 410
