"""The pages of secure forms, behind agents' and customers' links; and the search for what was filled in (S7, S8)."""

from bridge.forms.opening import Opened
from core.ids import AgentId
from tests.scenarios.scenes import talking
from tests.scenarios.secure import (
    CARD,
    Browser,
    address,
    fills_in,
    opener,
    until_asked,
    visits,
    with_forms,
    written,
)
from tests.scenarios.world import a_world

ADA = AgentId("ada")


async def test_the_agents_page_opens_once_by_its_button_and_by_nobody_elses_link() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form card")
        form = await until_asked(world, customer)
        await fills_in(customer, form, card__number=CARD, card__expiry="12/40", card__name="<b>Grace</b>")
        mine, hers = address(world, form, "ada"), address(world, form, "grace")
        for _ in range(2):  # to look opens nothing
            status, body, headers = await visits("GET", mine)
            assert (status, "Open once" in body, "4111" in body) == (200, True, False)
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert (await visits("POST", hers))[:1] == (403,)
        assert (await visits("POST", mine[:-1]))[:1] == (404,)

        status, body, _ = await visits("POST", mine)
        assert (status, "4111111111111111" in body, "Visa" in body) == (200, True, True)
        assert "&lt;b&gt;Grace&lt;/b&gt;" in body
        for method in ("POST", "GET"):
            status, body, _ = await visits(method, mine)
            assert (status, "4111" in body) == (410, False)
            assert "Opened already" in body


async def test_a_customers_link_outlives_its_preview_and_works_in_one_browser_once() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        links = world.running.bridge.office.form_links
        assert links is not None
        url = links.customers(form)
        assert (await visits("GET", f"{world.url}/f/{'x' * 43}"))[0] == 404
        async with Browser() as preview, Browser() as first, Browser() as second:
            status, body, headers = await preview.visits("GET", url)
            assert (status, "Continue" in body) == (200, True)
            assert headers["Cache-Control"] == "no-store"
            assert (await first.visits("GET", f"{url}/form"))[0] == 410
            assert (await first.visits("POST", url))[0] == 200
            assert (await first.visits("POST", url))[0] == 200, "a reload of the same browser goes on"
            assert (await second.visits("POST", url))[0] == 410
            assert (await second.visits("GET", f"{url}/form"))[0] == 410
            assert "Delivery address" in (await first.visits("GET", f"{url}/form"))[1]
            assert (await second.sends(f"{url}/form", street="Evil Street"))[0] == 410
            assert (await first.sends(f"{url}/form"))[0] == 422
            assert (await first.sends(f"{url}/form", street="Elm Street 1"))[0] == 200
            assert (await first.visits("GET", url))[0] == 410
        opened = await opener(world).open(form, ADA)
        assert isinstance(opened, Opened)
        assert opened.values[0].text == "Elm Street 1"


async def test_an_expired_link_says_so() -> None:
    async with a_world(with_forms()) as world:
        ada, customer = await talking(world)
        await ada.writes("!form address")
        form = await until_asked(world, customer)
        links = world.running.bridge.office.form_links
        assert links is not None
        await world.passes(15 * 60)
        await until_asked(world, customer, "expired")
        status, body, _ = await visits("GET", links.customers(form))
        assert (status, "This form has expired" in body) == (410, True)


PLANTED = ("4111111111111111", CARD, "Planted Person", "Elm Street 4711")


async def test_what_was_filled_in_is_in_no_table_file_log_line_or_request_to_a_platform() -> None:
    async with a_world(with_forms()) as world:
        sent: list[object] = []
        world.playground.traffic.listen(sent.append)
        ada, customer = await talking(world, words="find me: planted words")
        for name, given in (
            ("card", {"card__number": CARD, "card__expiry": "12/40", "card__name": "Planted Person"}),
            ("address", {"street": "Elm Street 4711"}),
        ):
            await ada.writes(f"!form {name}")
            form = await until_asked(world, customer)
            assert (await fills_in(customer, form, **given))[0] == 200
            await until_asked(world, customer, "received")
            if name == "card":
                assert isinstance(await opener(world).open(form, ADA), Opened)
        await customer.ends()
        await world.quiet()

        everything = written(world, sent)
        assert "planted words" in everything, "the search must be able to find something"
        assert "planted words" in repr(sent), "in what the platform was sent, too"
        assert [one for one in PLANTED if one in everything] == []
