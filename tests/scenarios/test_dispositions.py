"""What became of a chat: said before or after its end, changed until Complete, and asked for where it is required."""

from tests.scenarios.after_chat import finishing
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world


async def recorded(world: World) -> list[str]:
    """Give the dispositions in the journal."""
    rows = await world.read(
        lambda conn: conn.exec_driver_sql(
            "select fields from journal where what = 'disposition' order by id"
        ).fetchall()
    )
    return [str(row[0]) for row in rows]


async def test_a_disposition_is_chosen_from_the_list_with_its_folders() -> None:
    async with a_world(finishing()) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Disposition…")
        assert await ada.modal.offers("which") == ["Billing / Refund", "Billing / Invoices / Invoice resent", "Solved"]
        await ada.fills_in(which="Billing / Refund")
        await world.desk.card_shows("Billing / Refund")
        await customer.never_heard("Refund")


async def test_a_disposition_is_typed_by_a_part_of_its_name_and_changed_until_complete() -> None:
    async with a_world(finishing()) as world:
        ada, customer = await talking(world)
        await ada.writes("!disposition refund")
        await ada.is_told(sentence("disposition_set", number=1, title="Billing / Refund"))
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!disposition solved")
        await world.desk.card_shows("Solved")
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))
        await ada.writes("!disposition refund", customer)
        await ada.is_told(sentence("written_down"))
        await world.desk.card_shows("Solved")
        found = await recorded(world)
        assert ["refund" in found[0], "solved" in found[1], len(found)] == [True, True, 2]


async def test_complete_is_refused_until_the_required_disposition_is_there() -> None:
    async with a_world(finishing()) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!complete")
        await ada.is_told(sentence("complete_needs_disposition", number=1))
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!disposition solved")
        await world.desk.card_shows("Solved")
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))


async def test_a_timed_wrap_up_waits_for_the_required_disposition_and_tells_the_agent() -> None:
    async with a_world(finishing({"mode": "timed", "time": "45s"})) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await world.passes(60)
        await ada.is_told(sentence("wrap_up_waits", number=1))
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!disposition solved")
        await world.desk.card_shows("Solved")
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))


async def test_a_timed_wrap_up_ends_by_itself_once_nothing_is_missing() -> None:
    async with a_world(finishing({"mode": "timed", "time": "45s"})) as world:
        ada, _ = await talking(world)
        await ada.writes("!disposition solved")
        await world.desk.card_shows("Solved")
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await world.passes(46)
        await world.desk.card_shows(sentence("card_handled"))


async def test_what_is_wrong_with_a_disposition_is_said_and_changes_nothing() -> None:
    async with a_world(finishing()) as world:
        ada, _ = await talking(world)
        lin = world.desk.agent("lin")
        await ada.writes("!disposition")
        await ada.is_told("which")
        await ada.writes("!disposition lost parcel")
        await ada.is_told("Solved")
        await ada.writes("!disposition Billing")
        await ada.is_told("Billing / Refund")
        await lin.writes("!disposition solved")
        await lin.is_told(sentence("not_attendee"))
        assert await recorded(world) == []
