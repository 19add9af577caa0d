"""What is refused at a customer's one-time link stands in the audit log, at a pace that no stranger sets (S7, S13)."""

from collections.abc import Mapping

import pytest

from bridge.forms.refused_links import PAUSE
from core.ids import FormId
from tests.observing.test_metrics import scraped
from tests.scenarios.audited import lines
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, until_asked, visits, with_forms
from tests.scenarios.world import World, a_world

EVIL = "Evil Street 4711"


async def asked(world: World) -> tuple[Person, Customer, FormId, str]:
    """Let an agent ask for an address; give the customer's link."""
    ada, customer = await talking(world)
    await ada.writes("!form address")
    form = await until_asked(world, customer)
    links = world.running.bridge.office.form_links
    assert links is not None
    return ada, customer, form, links.customers(form)


async def refused(world: World) -> list[Mapping[str, str]]:
    """Give what was refused whoever had a link, in order."""
    found = await lines(world)
    assert not [fields for _, _, fields in found if EVIL in str(fields)]
    return [fields for act, by, fields in found if act == "form_refused" and by == "link"]


async def whys(world: World) -> list[str]:
    """Give why."""
    return [one["why"] for one in await refused(world)]


async def test_a_preview_and_a_second_opening_are_noted_and_the_customers_own_way_is_not() -> None:
    async with a_world(with_forms()) as world:
        _, _, _, url = await asked(world)
        async with Browser() as preview, Browser() as first, Browser() as second:
            assert (await preview.visits("HEAD", url))[0] == 200
            assert await whys(world) == ["not_pressed"]
            assert (await first.visits("POST", url))[0] == 200
            assert (await first.visits("GET", f"{url}/form"))[0] == 200
            assert (await first.visits("GET", url))[0] == 200
            assert await whys(world) == ["not_pressed"]
            assert (await second.visits("POST", url))[0] == 410
            assert (await second.sends(f"{url}/form", street=EVIL))[0] == 410
            assert await whys(world) == ["not_pressed", "other_browser"]
            assert (await first.sends(f"{url}/form", street="Elm Street 1"))[0] == 200
            assert (await first.sends(f"{url}/form", street="Elm Street 1"))[0] == 200, "a lost answer, sent again"
            assert (await first.visits("GET", url))[0] == 410
            assert (await second.visits("GET", url))[0] == 410
        assert await whys(world) == ["not_pressed", "other_browser", "answered"]


@pytest.mark.parametrize(("how", "why"), [("expires", "expired"), ("is taken back", "cancelled")])
async def test_a_link_that_leads_to_nothing_any_more_is_noted_with_why(how: str, why: str) -> None:
    async with a_world(with_forms()) as world:
        ada, customer, _, url = await asked(world)
        if how == "expires":
            await world.passes(15 * 60)
        else:
            await ada.writes("!cancelform")
        await until_asked(world, customer, why)
        assert (await visits("GET", url))[0] == 410
        async with Browser() as browser:
            assert (await browser.sends(f"{url}/form", street=EVIL))[0] == 410
        assert await whys(world) == [why]


async def test_a_form_that_expires_under_the_customers_hands_is_noted() -> None:
    async with a_world(with_forms()) as world:
        _, customer, _, url = await asked(world)
        async with Browser() as browser:
            assert (await browser.visits("POST", url))[0] == 200
            await world.passes(15 * 60)
            await until_asked(world, customer, "expired")
            assert (await browser.sends(f"{url}/form", street="Elm Street 1"))[0] == 410
        assert await whys(world) == ["expired"]


async def test_one_reason_is_written_once_in_ten_minutes_and_then_how_often_it_was() -> None:
    async with a_world(with_forms()) as world:
        ada, customer, _, url = await asked(world)
        await ada.writes("!cancelform")
        await until_asked(world, customer, "cancelled")
        for _ in range(5):
            assert (await visits("GET", url))[0] == 410
        assert await refused(world) == [{"why": "cancelled"}]
        await world.passes(PAUSE.total_seconds())
        assert (await visits("GET", url))[0] == 410
        assert await refused(world) == [{"why": "cancelled"}, {"why": "cancelled", "times": "5"}]


async def test_links_that_were_made_up_are_counted_and_fill_no_log() -> None:
    async with a_world(with_forms()) as world:
        await talking(world)
        for number in range(9):
            made_up = f"{world.url}/f/{EVIL.replace(' ', '-')}-{number}"
            assert (await visits("GET", made_up))[0] == 404
        assert (await visits("GET", f"{world.url}/f/{'x' * 43}/form"))[0] == 410
        assert await refused(world) == [{"why": "unknown"}]
        assert "Evil" not in str(await world.read(lambda conn: conn.exec_driver_sql("select * from audit").all()))
        assert scraped(world.running.bridge.office.meter)["deskbridge_form_links_refused_total{why=unknown}"] == 10
