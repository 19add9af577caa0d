"""A body with parts that are none is its sender's fault: 400, nothing of it is stored, nobody is told of it (S7)."""

import pytest
from sqlalchemy import Connection, func, inspect, select, table

from tests.scenarios.everywhere import Search
from tests.scenarios.scenes import talking
from tests.scenarios.secure import Browser, fills_in, until_asked, with_forms
from tests.scenarios.world import a_world

PLANTED = "Elm Street 4711"
HEAD = {"Content-Type": "multipart/form-data; boundary=edge"}
NAMED = '--edge\r\nContent-Disposition: form-data; name="street"'
BROKEN = {
    "a head line that is none": f'{NAMED}; filename="{PLANTED}\n[1]: b"\r\n\r\n{PLANTED}\r\n--edge--\r\n',
    "no end": f"{NAMED}\r\n\r\n{PLANTED}",
    "another boundary": f"{NAMED}\r\n\r\n{PLANTED}\r\n--edge--\r\n".replace("edge", "other"),
}


def _rows(conn: Connection) -> dict[str, int]:
    names = sorted(inspect(conn).get_table_names())
    return {name: conn.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


@pytest.mark.parametrize("how", BROKEN)
async def test_a_form_in_parts_that_are_none_is_refused_and_nothing_of_it_is_kept(how: str) -> None:
    body = BROKEN[how].encode()
    async with a_world(with_forms()) as world:
        search = Search(world)
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        links = world.running.bridge.office.form_links
        assert links is not None
        url = links.customers(form)
        async with Browser() as browser:
            assert (await browser.visits("POST", url))[0] == 200
            await world.quiet()
            before, told = await world.read(_rows), len(world.log)
            answer = await customer.calls("POST", f"/widget/forms/{form}", data=body, head=HEAD)
            assert answer.status == 400
            assert (await browser.visits("POST", f"{url}/form", data=body, headers=HEAD))[0] == 400
            await world.quiet()
            assert await world.read(_rows) == before
            assert world.log[told:] == []
        assert await search.finds(PLANTED) == set()
        assert (await fills_in(customer, form, street="Elm Street 1"))[0] == 200, "the form still waits"
