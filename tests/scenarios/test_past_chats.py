"""Past chats: found by name, number, words or day, within the queues that an agent serves."""

from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.settings import agent
from tests.scenarios.world import World, a_world


async def ended(world: World, words: str, answer: str = "") -> tuple[Person, Customer]:
    """Let a chat take place and end."""
    ada, customer = await talking(world, words=words)
    if answer:
        await ada.writes(answer, customer)
        await customer.hears(answer)
    await ada.writes("!end yes", customer)
    await customer.hears("The chat has ended.")
    return ada, customer


async def looks(world: World, person: Person, words: str) -> str:
    """Look for past chats and give the answer."""
    return await answers(world, person, f"past {words}".strip())


async def answers(world: World, person: Person, typed: str) -> str:
    """Give the answer to a command."""
    await world.quiet()  # what was answered before has come
    before = len(person.heard())
    await person.command(typed)
    await world.until(lambda: len(person.heard()) > before, f"an answer to {typed}")
    return person.heard()[-1]


async def test_a_chat_is_found_by_words_of_either_side_and_read_again() -> None:
    async with a_world() as world:
        await ended(world, "my Teapot leaks", "We send another one")
        ada, _ = await ended(world, "where is my order?")
        assert "#1" in await looks(world, ada, "teapot")
        found = await looks(world, ada, "ANOTHER one")
        assert ["#1" in found, "#2" in found, "Support" in found, "Ada Lovelace" in found] == [True, False, True, True]
        await ada.clicks("Read #1", beside="#1")
        read = await ada.is_told("We send another one")
        assert "my Teapot leaks" in read.text


async def test_a_chat_is_found_by_its_number_and_by_its_day() -> None:
    async with a_world() as world:
        await ended(world, "one")
        ada, _ = await ended(world, "two")
        assert "#2" in await looks(world, ada, "#2")
        found = await looks(world, ada, "today")
        assert ["#1" in found, "#2" in found] == [True, True]
        assert "#1" in await looks(world, ada, f"{world.clock.bridge.now():%Y-%m-%d} one")
        assert await looks(world, ada, "yesterday") == sentence("past_none")


async def test_notes_are_found_and_whispers_are_not() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!note seldom words")
        await ada.writes("!private @Grace whispered words")
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        assert "#1" in await looks(world, ada, "seldom words")
        assert await looks(world, ada, "whispered words") == sentence("past_none")


async def test_words_for_one_agent_are_read_again_by_these_two_and_by_supervisors() -> None:
    async with a_world({"agents": {"eve": agent("Eve Roe", "sam")}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!private @Grace whispered words")
        await ada.is_told(sentence("private_sent", agent="grace"))
        await ada.writes("!note for all of us")
        await ada.is_told(sentence("note_kept"))
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        for name in ("ada", "grace", "lin"):
            person = world.desk.agent(name)
            await person.command("read 1")
            assert "whispered words" in (await person.is_told("for all of us")).text
        eve = world.desk.agent("sam")
        await eve.command("read 1")
        assert "whispered words" not in (await eve.is_told("for all of us")).text


async def test_words_of_the_stored_form_and_signs_of_a_pattern_find_nothing() -> None:
    async with a_world() as world:
        ada, _ = await ended(world, "plain")
        for words in ("visibility", "%", "_", 'kind":"text', "client_id"):
            assert await looks(world, ada, words) == sentence("past_none")


async def test_chats_of_other_queues_are_for_those_who_serve_them_and_for_supervisors() -> None:
    async with a_world({"agents": {"grace": {"queues": ["sales"]}}}) as world:
        await ended(world, "my teapot leaks")
        grace, lin = world.desk.agent("grace"), world.desk.agent("lin")
        await grace.command("past teapot")
        await grace.is_told(sentence("past_none"))
        for typed in ("read 1", "notes 1", "details 1", "attendees 1", "transcript 1 her@shop.example"):
            assert await answers(world, grace, typed) == sentence("chat_not_yours", number=1), typed
        assert "#1" in await looks(world, lin, "teapot")


async def test_in_a_chat_the_customers_earlier_ones_are_listed() -> None:
    async with a_world() as world:
        ada, customer = await ended(world, "first visit")
        await ended(world, "somebody else")
        await customer.says("second visit")
        await ada.accepts(customer)
        await ada.writes("!past", customer)
        found = (await ada.is_told(sentence("past_title"))).text
        assert ["#1" in found, "#2" in found] == [True, False]


async def test_without_words_outside_of_a_chat_it_says_what_to_type() -> None:
    async with a_world() as world:
        ada, _ = await ended(world, "hi")
        await ada.command("past")
        await ada.is_told(sentence("past_what", usage="/chat past"))
        sam = world.desk.agent("sam")
        await sam.command("past hi")
        await sam.is_told(sentence("not_an_agent"))


async def test_past_chats_are_looked_for_with_the_mouse_from_the_home_page() -> None:
    async with a_world() as world:
        ada, _ = await ended(world, "my teapot leaks")
        await ada.opens_home()
        await ada.clicks_at_home("Past chats…")
        await ada.fills_in(words="teapot")
        await ada.is_answered(sentence("past_title"))


async def test_past_chats_that_are_found_from_the_home_page_are_listed_and_read_where_one_has_clicked() -> None:
    async with a_world() as world:
        ada, _ = await ended(world, "my teapot leaks", "We send another one")
        await ada.opens_home()
        told = len(ada.heard())
        await ada.clicks_at_home("Past chats…")
        await ada.fills_in(words="teapot")
        await ada.is_answered(sentence("past_title"), then="Read #1")
        await ada.is_answered("We send another one")
        assert (len(ada.heard()) == told) is world.desk.platform.answers_in_forms
