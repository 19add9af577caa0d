"""Clean-up: what pasting brings along does not go out; the agent's own message stays as it is (T6)."""

from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world

RULES = {
    "replacements": {"dashes": {"pattern": " -- ", "by": " \u2013 "}},
    "queues": {
        "support": {"clean_up": {"strip": ["formatting", "tables", "tracking"], "replacements": ["dashes"]}},
    },
}


async def test_pasted_formatting_tables_and_tracking_do_not_go_out() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.writes("| Tea | Price |\n|---|---|\n| Green | 3 |")
        await customer.hears("Tea, Price\nGreen, 3")
        await ada.writes("See https://shop.example/tea?utm_source=mail&size=2 -- it is *good*")
        await customer.hears("See https://shop.example/tea?size=2 \u2013 it is good")
        await world.desk.shows("utm_source=mail")
        await customer.never_heard("utm_source", "|")


async def test_an_edit_is_cleaned_up_as_a_text_is() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        ref = await ada.writes("One moment")
        await customer.hears("One moment")
        await ada.edits(ref, "One moment -- please")
        await customer.hears("One moment \u2013 please")
