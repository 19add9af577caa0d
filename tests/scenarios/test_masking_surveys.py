"""What a customer says in the survey is masked by hand with its message, in the copy that the survey keeps, too."""

from bridge.store import survey
from bridge.store.survey import Said
from tests.scenarios.masks import ROLES, SECRET, is_nowhere, kept, seen
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.test_late_words import says_late_in_the_first_chat
from tests.scenarios.test_survey import SURVEY, over
from tests.scenarios.world import World, a_world

WORDS = f"my pin is {SECRET} 🙂"
HIDDEN = f"my pin is {'*' * len(SECRET)} 🙂"


async def rated(world: World) -> tuple[Person, str]:
    """Let a customer say the secret in the survey; see that the search finds it where it stands."""
    ada, customer, chat = await over(world)
    await customer.does("rate", conversation=chat, score=2, comment=WORDS)
    await world.desk.shows(SECRET)
    await world.quiet()
    assert await seen(world)
    assert {"message", "survey"} <= await tables(world)
    return ada, chat


async def tables(world: World) -> set[str]:
    """Give where the bridge keeps the secret, by the name of the table."""
    return {one.partition(":")[0] for one in await kept(world)}


async def said(world: World) -> Said | None:
    """Give what the survey keeps of the only chat."""
    (chat,) = await world.read(lambda conn: conn.exec_driver_sql("select conversation from survey").scalars().all())
    return await world.read(lambda conn: survey.get(conn, chat))


async def test_words_that_are_masked_in_a_comment_are_left_in_no_table() -> None:
    async with a_world(SURVEY) as world:
        ada, _ = await rated(world)
        command = await ada.writes(f"!mask {SECRET}")
        await world.desk.shows("for good")
        await ada.deletes(command)
        await is_nowhere(world)
        assert await tables(world) == set()
        assert await said(world) == Said(2, HIDDEN)


async def test_a_comment_that_is_masked_as_a_whole_is_left_in_no_table_and_a_new_score_says_it_to_nobody() -> None:
    async with a_world(SURVEY) as world:
        ada, chat = await rated(world)
        await ada.chooses("mask", await world.desk.shows(SECRET))
        await ada.fills_in()
        await world.desk.shows("for good")
        await is_nowhere(world)
        assert await tables(world) == set()
        assert await said(world) == Said(2, "*" * len(WORDS))
        await world.customers[0].does("rate", conversation=chat, score=5, comment="")
        await world.desk.shows("5 of 5")
        await world.quiet()
        assert await said(world) == Said(5, "*" * len(WORDS))
        assert sum("****" in line for line in await world.desk.lines()) == 1


async def test_a_comment_is_masked_from_the_past_chat_in_which_it_stands() -> None:
    async with a_world(SURVEY) as world:
        ada, _ = await rated(world)
        await ada.says(f"mask 1 {SECRET}")
        await world.desk.shows("for good")
        await ada.reloads()
        await is_nowhere(world)
        assert await tables(world) == set()
        assert await said(world) == Said(2, HIDDEN)


async def test_in_a_chat_that_goes_on_a_comment_is_masked_and_shown_again_like_any_message() -> None:
    async with a_world({**SURVEY, **ROLES}) as world:
        ada, _ = await rated(world)
        await says_late_in_the_first_chat(world, world.customers[0], "and the tea was cold")
        await world.desk.shows(sentence("thread_reopened"))
        command = await ada.writes(f"!mask {SECRET}")
        await world.desk.shows("has masked something")
        await ada.deletes(command)
        await is_nowhere(world)
        assert "survey" not in await tables(world)
        assert await said(world) == Said(2, HIDDEN)
        await ada.writes("!unmask")
        await world.desk.shows(SECRET)
        assert await said(world) == Said(2, WORDS)
