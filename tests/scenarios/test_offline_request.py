"""The form that is left outside the hours (P13): a stored request in the queue."""

from uuid import uuid4

from tests.scenarios.customer import Customer
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.settings import calendar, changed
from tests.scenarios.world import a_world

FORM = {
    "title": "Leave us a message",
    "fields": {
        "email": {"label": "Email", "kind": "email", "required": True},
        "topic": {"label": "Topic", "kind": "choice", "options": ["Tea", "Cups"]},
        "text": {"label": "Your question", "kind": "long", "required": True},
    },
}
CLOSED = {
    "hours": {"office": calendar("15:10-17:00")},
    "forms": {"ask-back": FORM},
    "queues": {"support": {"hours": "office", "offline": {"form": "ask-back", "thanks": "We write to you."}}},
}
GOOD = {"email": "jo@mail.example", "topic": "Cups", "text": "My cup is broken 🫖"}


async def _is_refused(customer: Customer, answers: dict[str, object]) -> dict[str, str]:
    key = str(uuid4())
    await customer.sends(f'{{"t": "offline", "id": "{key}", "answers": {str(answers).replace(chr(39), chr(34))}}}')
    refused = await customer.is_sent("refused", id=key)
    fields: dict[str, str] = refused["fields"]
    return fields


async def test_the_form_makes_a_request_that_is_offered_when_the_queue_opens() -> None:
    async with a_world(CLOSED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        form = customer.settings["hours"]["offline"]
        assert {field["name"] for field in form["fields"]} == {"email", "topic", "text"}
        await customer.does("offline", answers=GOOD)
        await customer.hears("We write to you.")
        await world.desk.shows("Your question: My cup is broken 🫖")
        await world.desk.card_shows(sentence("card_request"))
        await world.quiet()
        assert ada.rings() == 0
        await world.passes(240)
        await ada.accepts(customer)
        await ada.writes("We send you another one")
        await customer.hears("We send you another one")


async def test_the_name_in_the_form_is_the_chats_and_stays_so_when_the_customer_writes_on() -> None:
    named = changed(CLOSED, {"forms": {"ask-back": {"fields": {"name": {"label": "Name"}}}}})
    async with a_world(named) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.does("offline", answers={**GOOD, "name": "Jo  March"})
        await world.desk.card_shows("Jo March")
        await customer.says("and the saucer")
        await world.desk.shows("and the saucer")
        await world.passes(240)
        assert "Jo March" in (await ada.is_rung()).whole
        await world.desk.card_shows("Jo March")


async def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_stored() -> None:
    async with a_world(CLOSED) as world:
        customer = await world.customer()
        fields = await _is_refused(customer, {"email": "jo", "topic": "Coffee"})
        assert set(fields) == {"email", "topic", "text"}
        assert "name@example.com" in fields["email"]
        await world.quiet()
        assert not customer.messages()
        assert not world.desk.agent("ada").rings()


async def test_a_form_that_comes_just_after_the_opening_is_taken_and_offered_at_once() -> None:
    async with a_world(CLOSED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await world.passes(240)
        await customer.does("offline", answers=GOOD)
        await customer.hears("We write to you.")
        await ada.accepts(customer)
