"""The pages of secure forms, behind agents' and customers' links; and the search for what was filled in (S7, S8)."""

from bridge.forms.opening import Opened
from core.ids import AgentId, FormId
from tests.scenarios.audited import lines
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import talking
from tests.scenarios.secure import (
    CARD,
    Browser,
    address,
    fills_in,
    opener,
    signs_in,
    until_asked,
    visits,
    with_forms,
    written,
)
from tests.scenarios.world import World, a_world
from tests.standing import stands

ADA = AgentId("ada")


async def received(world: World, agent: str = "ada") -> tuple[Customer, FormId, str]:
    """Let a customer fill in a card that Ada has asked for; give where an agent opens it."""
    ada, customer = await talking(world)
    await ada.writes("!form card")
    form = await until_asked(world, customer)
    filled = await fills_in(customer, form, card__number=CARD, card__expiry="12/40", card__name="<b>Grace</b>")
    assert filled[0] == 200
    return customer, form, address(world, form, agent)


async def refused(world: World) -> list[tuple[str, str]]:
    """Give who was refused a form, and why, as the audit log has it."""
    return [(by, fields["why"]) for act, by, fields in await lines(world) if act == "form_refused"]


async def test_the_agents_page_opens_once_by_its_button_for_the_agent_who_is_signed_in() -> None:
    async with a_world(with_forms()) as world:
        _, form, url = await received(world)
        await world.desk.agent("ada").is_told(url)
        async with Browser() as browser:
            status, body, headers = await signs_in(world, browser, "ada", url)
            for _ in range(2):  # to look opens nothing
                assert (status, "Open once" in body, stands("4111", body)) == (200, True, False)
                status, body, _ = await browser.visits("GET", url)
            assert headers["Cache-Control"] == "no-store"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            status, body, _ = await browser.visits("GET", f"{world.url}/desk/")
            assert f'href="/desk/forms/{form}"' in body
            await browser.visits("GET", url)
            status, body, _ = await browser.presses("Open once")
            assert (status, "4111111111111111" in body, "Visa" in body) == (200, True, True)
            assert "&lt;b&gt;Grace&lt;/b&gt;" in body
        assert await refused(world) == [("", "not_signed_in")]


async def test_a_replay_of_the_press_and_a_second_look_show_who_opened_it_and_nothing_else() -> None:
    async with a_world(with_forms()) as world:
        _, _, url = await received(world)
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            assert (await browser.presses("Open once"))[0] == 200
            await browser.replays()
            status, body, _ = await browser.replays()
            assert (status, stands("4111", body), "opened by Ada Lovelace" in body) == (410, False, True)
            assert (await browser.visits("GET", url))[0] == 410
        assert (await refused(world))[1:] == [("ada", "opened")] * 3


async def test_another_agent_who_is_signed_in_opens_nothing() -> None:
    async with a_world(with_forms()) as world:
        _, _, url = await received(world)
        hers = url.partition("?")[0] + "?" + address(world, FormId("none"), "grace").partition("?")[2]
        async with Browser() as browser:
            status, body, _ = await signs_in(world, browser, "grace", hers)
            assert (status, "This is not yours to open" in body, "Open once" in body) == (403, True, False)
            assert not stands("4111", body)
        assert ("grace", "not_yours") in await refused(world)
        async with Browser() as browser:  # nothing was used up by it
            await signs_in(world, browser, "ada", url)
            assert stands("4111", (await browser.presses("Open once"))[1])


async def test_a_link_preview_sees_the_sign_in_and_opens_nothing() -> None:
    async with a_world(with_forms()) as world:
        _, _, url = await received(world)
        for method in ("GET", "POST", "HEAD"):
            async with Browser() as preview:
                _, body, _ = await preview.visits(method, url)
                assert ("Your card" in body, stands("4111", body), "Open once" in body) == (False, False, False)
        assert await refused(world) == [("", "not_signed_in")] * 3
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            assert stands("4111", (await browser.presses("Open once"))[1])


async def test_a_press_from_another_site_opens_nothing() -> None:
    async with a_world(with_forms()) as world:
        _, _, url = await received(world)
        async with Browser() as browser:
            await signs_in(world, browser, "ada", url)
            assert (await browser.visits("POST", url, data={}))[0] == 403
            assert (await browser.visits("POST", url, data={"token": "A" * 43}))[0] == 403
            await browser.visits("GET", url)
            assert (await browser.presses("Open once", {"Sec-Fetch-Site": "cross-site"}))[0] == 403
            await browser.visits("GET", url)
            assert stands("4111", (await browser.presses("Open once"))[1])
        assert (await refused(world))[1:] == [("ada", "not_our_page")] * 3


async def test_a_form_that_was_not_opened_in_time_says_so() -> None:
    async with a_world(with_forms()) as world:
        customer, _, url = await received(world)
        await world.passes(60 * 60)
        await until_asked(world, customer, "expired")
        async with Browser() as browser:
            status, body, _ = await signs_in(world, browser, "ada", url)
            assert (status, "Expired" in body, "!form" in body) == (410, True, True)
        assert ("ada", "expired") in await refused(world)


async def test_a_form_that_never_was_says_so() -> None:
    async with a_world(with_forms()) as world:
        async with Browser() as browser:
            status, body, _ = await signs_in(world, browser, "ada", address(world, FormId("f" * 30), "ada"))
            assert (status, "There is nothing here" in body) == (404, True)
        assert await refused(world) == [("ada", "unknown")]


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
            status, _, headers = await first.visits("POST", url)
            assert status == 200
            assert {"HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=3600"} <= set(headers["Set-Cookie"].split("; "))
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
