"""An agent's sessions where agents sign in by their suite: how each began, an end after a new sign-in there (O9)."""

import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from tests.scenarios.audited import acts
from tests.scenarios.signing_in import Browser, Page
from tests.scenarios.test_sign_in_by_suite import SIGNED_IN, by_suite, signs_in, way_of
from tests.scenarios.world import World, a_world

AGAIN = re.compile(r'href="([^"]+)">Sign in again</a>')


def ends(page: Page) -> int:
    """Count what a page offers to end."""
    return page.text.count(">End</button>")


async def asked_of_the_suite(browser: Browser) -> dict[str, list[str]]:
    """Give what the suite was asked for last, as the browser was sent there."""
    asked = [one for one in browser.visited if "/authorize?" in one]
    return parse_qs(urlsplit(asked[-1]).query)


async def test_after_ten_minutes_an_end_takes_a_new_sign_in_with_the_suite() -> None:
    async with a_world(by_suite()) as world:
        ada, sessions = world.desk.agent("ada"), f"{world.url}/desk/sessions"
        other = Browser(ada.user)
        async with other:
            await other.signs_in(way_of(await other.opens(f"{world.url}/desk/")))
            assert SIGNED_IN in (await signs_in(ada, f"{world.url}/desk/")).text
            assert "prompt" not in await asked_of_the_suite(ada.browser), "a plain sign-in asks for no more than that"
            page = await ada.browser.opens(sessions)
            assert (ends(page), page.text.count(f"UTC, with {suite_of(world)}")) == (1, 2)

            await world.passes(10 * 60)
            page = await ada.browser.opens(sessions)
            again = AGAIN.search(page.text)
            assert (ends(page), again is not None) == (0, True)
            assert again is not None
            asked = await ada.browser.opens(urljoin(page.url, unescape(again[1])))
            assert (asked.text.count("/desk/sign-in/with/"), "Send me a code" in asked.text) == (1, False)
            page = await ada.signs_in(way_of(asked))
            wanted = {"Microsoft": ["login"]}  # Slack has no such parameter
            assert (await asked_of_the_suite(ada.browser)).get("prompt") == wanted.get(suite_of(world))
            assert (page.url, ends(page)) == (sessions, 1)
            assert "That session is ended" in (await ada.browser.presses(page, "End")).text
            assert SIGNED_IN not in (await other.opens(f"{world.url}/desk/")).text
        assert (await acts(world)).count(("session_ended", "ada")) == 1


def suite_of(world: World) -> str:
    """Give what people call the suite."""
    return {"slack": "Slack", "teams": "Microsoft"}[world.desk.name]
