"""The customer card (H6): who the customer is, by whom that is known, and for the agents' eyes alone."""

from tests.scenarios.audited import acts
from tests.scenarios.by_sms import a_phone
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.test_identity import SETTINGS as SIGNED
from tests.scenarios.test_identity import logs_in, token
from tests.scenarios.world import World, a_world

NUMBER = "+12025550188"
PROVEN, TOLD = sentence("customer_proven"), "not proven"


async def the_card(world: World, person: Person) -> str:
    """Ask for the card; give its words."""
    before = cards(person)
    await person.writes("!customer")
    await world.until(lambda: len(cards(person)) > len(before), "the card")
    return cards(person)[-1]


def cards(person: Person) -> list[str]:
    """Give the cards that somebody was shown."""
    heard = (text.replace(":lock:", "🔒") for text in person.heard())
    return [text for text in heard if text.startswith("Customer of chat #")]


async def test_a_visitors_card_says_that_nobody_has_proven_the_name_and_reaches_the_agent_alone() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        told = await the_card(world, ada)

        assert sentence("customer_name_given") in told
        assert "web chat Visitor" in told
        assert PROVEN in told
        assert "🔒" not in told
        assert sentence("customer_first") in told
        await customer.never_heard("Customer of chat", PROVEN)


async def test_what_the_site_has_signed_bears_the_lock_and_what_was_only_said_does_not() -> None:
    async with a_world(SIGNED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        assert await logs_in(customer, {"token": token(world), "claims": {"plan": "platinum"}}) == "verified"
        await customer.says("hi")
        await ada.accepts(customer)
        told = await the_card(world, ada)

        assert sentence("customer_name_signed") in told
        assert sentence("customer_signed") in told
        assert "🔒 Customer: Maya Lin (4711)" in told
        assert "🔒 Plan: gold" in told
        assert "platinum" not in told


async def test_a_number_that_an_agent_was_told_is_kept_as_told_and_taken_apart_again() -> None:
    async with a_phone() as (world, phone, ada):
        await ada.writes("!link +1 (202) 555-0188")
        await ada.is_told(sentence("linked", number=1))
        told = await the_card(world, ada)
        assert f"SMS {phone.number} · {PROVEN}" in told
        line = next(one for one in told.splitlines() if NUMBER in one)
        assert "told by Ada Lovelace" in line
        assert "nobody has ever written from there" in line
        await ada.writes(f"!link {NUMBER}")
        await ada.is_told(sentence("link_known"))
        await ada.writes("!unlink")
        await ada.is_told("an address as !customer shows it")
        await ada.writes(f"!unlink {NUMBER}")
        await ada.is_told(sentence("unlinked", number=1))
        assert NUMBER not in await the_card(world, ada)
        await ada.writes(f"!unlink {NUMBER}")
        await ada.is_told("nothing to choose")

        assert [act for act in await acts(world) if "link" in act[0]] == [("linked", "ada"), ("unlinked", "ada")]
        assert not [text for text in phone.twilio.texts() if NUMBER in text or "customer" in text.casefold()]


async def test_another_chats_customer_is_joined_with_their_past_chats_and_nothing_of_theirs_becomes_this_ones() -> None:
    async with a_world() as world:
        ada, first = await talking(world, words="about the oolong")
        await ada.writes("!end yes", first)
        await first.hears("The chat has ended.")
        second = await world.customer()
        await second.says("me again, by another browser")
        await ada.accepts(second)
        await ada.writes("!link #1", second)
        await ada.is_told(sentence("linked", number=2))
        await ada.writes("!customer", second)
        told = (await ada.is_told("Customer of chat #2")).text
        assert told.count("web chat Visitor") == 2
        assert TOLD in told
        assert "#1" in told.partition(sentence("past_title"))[2]
        await ada.clicks("Read #1", beside="Customer of chat #2")
        await ada.is_told("about the oolong")

        await first.says("and I am still myself")
        await ada.accepts(first)
        await second.never_heard("and I am still myself", "about the oolong")


async def test_what_is_no_number_and_no_chat_is_refused_and_so_is_a_chat_that_the_agent_may_not_read() -> None:
    queues = {"queues": {"sales": {}}, "agents": {"grace": {"queues": ["support"]}}}
    async with a_world(queues) as world:
        ada, customer = await talking(world)
        for words, answer in (
            ("0170 1234567", "is no number with its country"),
            ("Mia 🍵", "is no number with its country"),
            ("#999", "There is no chat"),
            ("#1", sentence("link_known")),
            ("+4915112345678", sentence("link_no_channel")),
        ):
            await ada.writes(f"!link {words}")
            await ada.is_told(answer)
        await customer.never_heard("link", "0170", "+49")


async def test_two_customers_of_whom_the_site_says_that_they_are_two_are_never_joined() -> None:
    async with a_world(SIGNED) as world:
        (ada,) = await ready(world, "ada")
        for user, name in (("1", "Maya Lin"), ("2", "Noah Berg")):
            customer = await world.customer()
            assert await logs_in(customer, {"token": token(world, user, name)}) == "verified"
            await customer.says("hi")
            await ada.accepts(customer)
        await ada.writes("!link #1", customer)
        await ada.is_told(sentence("link_two_people", number=1))


async def test_a_ban_and_an_opt_out_stand_on_the_card() -> None:
    async with a_phone() as (world, phone, ada):
        await phone.writes("STOP")
        await world.desk.shows(sentence("thread_opted_out"))
        assert sentence("customer_opted_out") in await the_card(world, ada)
        await world.desk.agent("lin").writes("!ban for 7d insults")
        await world.desk.shows(sentence("thread_banned", by="lin"))
        told = await the_card(world, ada)
        assert "banned until" in told


async def test_the_card_is_opened_by_a_click_behind_more() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Customer")
        await ada.is_answered(PROVEN, "Link…")
        await ada.modal.refuses({"who": "#7"}, who=sentence("chat_unknown", number=7))


async def test_a_restart_forgets_nothing_of_what_was_told() -> None:
    async with a_phone() as (world, _, ada):
        await ada.writes(f"!link {NUMBER}")
        await ada.is_told(sentence("linked", number=1))
        await world.restart()
        assert NUMBER in await the_card(world, ada)
