"""Why agents are Not Ready: reasons of the configuration, by form and by word, and words of one's own (P1)."""

from core.quoting import quoted
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.settings import Settings
from tests.scenarios.world import World, a_world

REASONS = ("Lunch", "Training", "Team meeting")
LISTED: Settings = {"not_ready": {"reasons": list(REASONS)}}
ONLY: Settings = {"not_ready": {"reasons": list(REASONS), "own_words": False}}


async def journaled(world: World) -> list[str]:
    """Give what the journal says of changes to Not Ready."""
    rows = await world.read(
        lambda conn: conn.exec_driver_sql("select fields from journal where what = 'presence' order by id").fetchall()
    )
    return [str(row[0]) for row in rows if "not_ready" in str(row[0])]


async def test_a_reason_is_chosen_in_the_form_and_stands_on_the_home_page_and_in_the_journal() -> None:
    async with a_world(LISTED) as world:
        (ada,) = await ready(world, "ada")
        await ada.opens_home()
        await ada.clicks_at_home("Not ready…")
        assert await ada.modal.offers("reason") == list(REASONS)
        await ada.fills_in(reason="Training", own="until two")
        await ada.home_shows(f"{sentence('home_not_ready')} · Training: until two")
        lin = world.desk.agent("lin")
        await lin.command("directory ada")
        await lin.is_told("Training: until two")
        (line,) = await journaled(world)
        assert ["Training" in line, "until two" in line] == [True, False]


async def test_a_reason_is_typed_by_its_beginning_and_words_of_ones_own_do_too() -> None:
    async with a_world(LISTED) as world:
        (ada,) = await ready(world, "ada")
        await ada.opens_home()
        for typed, shown in (("team", "Team meeting"), ("t", "t"), ("to the dentist", "to the dentist")):
            await ada.command(f"notready {typed}")
            await ada.home_shows(f"{sentence('home_not_ready')} · {shown}")
            await ada.command("ready")
            await ada.home_shows(sentence("home_ready"))
        assert [("reason" in line, "dentist" in line) for line in await journaled(world)] == [
            (True, False),
            (False, False),
            (False, False),
        ]


async def test_where_the_list_is_all_there_is_anything_else_is_refused_and_changes_nothing() -> None:
    async with a_world(ONLY) as world:
        (ada,) = await ready(world, "ada")
        known = ", ".join(sorted(REASONS))
        await ada.command("notready")
        await ada.is_told(sentence("notready_why", reasons=known))
        await ada.command("notready to the dentist")
        await ada.is_told(sentence("notready_unknown", words=quoted("to the dentist"), reasons=known))
        assert await journaled(world) == []
        await ada.opens_home()
        await ada.home_shows(sentence("home_ready"))
        await ada.clicks_at_home("Not ready…")
        await ada.fills_in(reason="Lunch")
        await ada.home_shows(f"{sentence('home_not_ready')} · Lunch")
