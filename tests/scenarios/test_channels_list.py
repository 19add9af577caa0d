"""By which channels a customer can be reached now, and why not by the others (H5)."""

from adapters.sms.ids import Line
from tests.adapters.twilio.at_twilio import OURS
from tests.scenarios.by_messenger import a_person
from tests.scenarios.by_sms import SHOP, a_phone
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.test_channel_switch import HERE
from tests.scenarios.world import World, a_world

NUMBER = "+12025550188"
DAY = 24 * 3600


def lists(person: Person) -> list[str]:
    """Give the lists that somebody was shown."""
    return [text for text in person.heard() if "by channel:" in text]


async def the_list(world: World, person: Person, customer: Customer | None = None) -> str:
    """Ask for the list; give its words."""
    before = len(lists(person))
    await person.writes("!channel", customer)
    await world.until(lambda: len(lists(person)) > before, "the list")
    return lists(person)[-1]


async def at_the_site(world: World, ada: Person) -> Customer:
    """End the first chat, and let somebody write at the site who is said to be its customer."""
    await ada.writes("!end yes")
    customer = await world.customer()
    await customer.says("I am the one who wrote before")
    await ada.accepts(customer)
    await ada.writes("!link #1", customer)
    await ada.is_told(sentence("linked", number=2))
    return customer


async def test_what_is_not_known_says_how_it_becomes_known_and_a_number_that_was_told_is_no_consent() -> None:
    async with a_phone() as (world, phone, ada):
        told = await the_list(world, ada)
        assert f"SMS {phone.number}: {sentence('channels_here')}" in told
        assert f"web chat: {sentence('channels_unknowable')}" in told
        customer = await world.customer()
        await customer.says("hello")
        await ada.accepts(customer)
        assert f"SMS: {sentence('channels_unknown')}" in await the_list(world, ada, customer)
        await ada.writes(f"!link {NUMBER}", customer)
        await ada.is_told(sentence("linked", number=2))
        assert f"SMS {NUMBER}: {sentence('channels_unasked')}" in await the_list(world, ada, customer)
        await customer.never_heard(NUMBER, "by channel")


async def test_an_opt_out_and_a_ban_are_said_in_words() -> None:
    async with a_phone() as (world, phone, ada):
        customer = await at_the_site(world, ada)
        assert f"SMS {phone.number}: {sentence('channels_open')}" in await the_list(world, ada, customer)
        await phone.writes("STOP")
        await world.quiet()
        assert "has opted out by STOP" in await the_list(world, ada, customer)
        await world.desk.agent("lin").command("ban 1 for 7d insults")
        await world.quiet()
        assert f"SMS {phone.number}: {sentence('channels_banned')}" in await the_list(world, ada, customer)


async def test_one_number_at_two_of_ours_is_told_apart_by_ours_and_goes_on_from_the_one_that_is_named() -> None:
    async with a_phone({"senders": [{"id": OURS}, {"id": SHOP}]}) as (world, phone, ada):
        await ada.writes("!end yes")
        await phone.gets("The chat has ended.")
        assert f"SMS {phone.number}: " in await the_list(world, ada)
        phone.sender, phone.contact = SHOP, Line(phone.number, SHOP).contact
        await phone.writes("and by your other number")
        await ada.accepts()
        await ada.command("end 2 yes")
        await world.until(lambda: phone.twilio.texts(phone.number).count("The chat has ended.") == 2, "the end")
        customer = await world.customer()
        await customer.says("I am the one who wrote before")
        await ada.accepts(customer)
        for number in (1, 2):
            await ada.writes(f"!link #{number}", customer)
            await ada.is_told(sentence("linked", number=3))
        await ada.writes("!channel", customer)
        told = await ada.is_told(sentence("channels_open"))
        names = [f"SMS {phone.number} (from {ours})" for ours in (SHOP, OURS)]
        assert {one.label for one in told.controls if one.label.startswith("Go on by")} == {
            sentence("channel_go", name=one) for one in names
        }
        await ada.writes(f"!channel sms {phone.number}", customer)
        several = await ada.is_told("Several can be reached: ")
        assert all(one in several.whole for one in names)
        await ada.writes(f"!channel sms {phone.number} from {OURS}", customer)
        await phone.gets(HERE)
        assert phone.twilio.taken[-1].one("From") == OURS
        await world.desk.shows(f"lets the chat go on by {names[1]}", customer)


async def test_a_window_that_is_over_is_said_in_words() -> None:
    async with a_person() as (world, _, ada):
        customer = await at_the_site(world, ada)
        assert sentence("channels_open") in await the_list(world, ada, customer)
        await world.passes(DAY + 60)
        assert "more than 24 hours have passed" in await the_list(world, ada, customer)


async def test_a_channel_that_is_set_up_no_longer_is_said_to_be_so_and_the_list_is_for_the_agent_alone() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        told = await the_list(world, ada)

        assert sentence("channels_title", number=1) in told
        assert "SMS" not in told
        await customer.never_heard("by channel", sentence("channels_here"))
