"""What the bridge gives out for one use: a request names it by a stand-in, and it is fetched as the request goes out.

Rule: nobody has signed in or installed anything with it before; whoever gets so far has done all that a browser does.
"""

import re
from dataclasses import replace
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urljoin, urlsplit

from aiohttp import ClientSession

from core.ids import FormId
from tests.fuzz.story import link_of
from tests.fuzz.wire import Sent
from tests.scenarios.secure import asked
from tests.scenarios.signing_in import Browser

if TYPE_CHECKING:
    from tests.fuzz.floor import Floor

INSTALLING: Final = "-state-of-an-installation-"
"""Stands for the state of an installation of the Slack app."""
COOKIE, STATE, CODE = "-cookie-of-an-attempt-", "-state-of-an-attempt-", "-code-of-an-attempt-"
"""Stand for what a browser has that comes back from the platform's sign-in."""
FORM, LINK, GRANT = "-id-of-a-form-", "-link-of-a-form-", "-cookie-of-a-form-"
"""Stand for a form that is asked for and not filled in yet, its link, and the cookie of the browser that has it."""
BEHIND_A_PROXY: Final = "X-Forwarded-For"


async def filled(floor: "Floor", sent: Sent) -> Sent:
    """Give a request with what it stands for in its address and its head lines."""
    whole = sent.target + b"".join(value for _, value in sent.headers)
    given: dict[str, str] = {}
    if INSTALLING.encode() in whole:
        given = {INSTALLING: await _installation(floor)}
    elif any(one.encode() in whole for one in (COOKIE, STATE, CODE)):
        given = await _attempt(floor)
    elif any(one.encode() in whole for one in (FORM, LINK, GRANT)):
        given = await _form(floor, granted=GRANT.encode() in whole)
    for name, value in given.items():
        old, new = name.encode(), value.encode()
        headers = tuple((line, one.replace(old, new)) for line, one in sent.headers)
        sent = replace(sent, target=sent.target.replace(old, new), headers=headers)
    return sent


async def _installation(floor: "Floor") -> str:
    """Begin an installation as a browser does, and give its state."""
    url = f"{floor.world.url}/slack/install"
    async with ClientSession() as session, session.get(url, allow_redirects=False) as answer:
        found = re.search(r"state=([\w-]+)", answer.headers.get("Location", ""))
        return found[1] if found else "none"


async def _attempt(floor: "Floor") -> dict[str, str]:
    """Sign in at the platform, and stop before the way back is opened."""
    world = floor.world
    floor.made += 1
    async with Browser(world.desk.agent("ada").user) as browser:
        browser.session.headers[BEHIND_A_PROXY] = _address(floor.made)
        begin = f"{world.url}/desk/sign-in/with/{world.desk.name}?to=/desk/"
        async with browser.session.get(begin, allow_redirects=False) as answer:
            cookies, leads = SimpleCookie(answer.headers.get("Set-Cookie", "")), answer.headers.get("Location", "")
        page = await browser.opens(leads)
        form = page.asks_who
        assert form is not None, f"nobody is asked who they are: {page.status} {page.text}"
        fields = {**form.fields, "user": browser.user, "answer": "continue"}
        where = urljoin(page.url, form.action) if form.action else page.url
        is_get = form.method == "get"
        call = browser.session.request(
            form.method,
            where,
            params=fields if is_get else None,
            data=None if is_get else fields,
            allow_redirects=False,
        )
        async with call as answer:
            back = parse_qs(urlsplit(answer.headers["Location"]).query)
        (cookie,) = cookies.values()
        return {COOKIE: f"{cookie.key}={cookie.value}", STATE: back["state"][0], CODE: back["code"][0]}


async def _form(floor: "Floor", *, granted: bool) -> dict[str, str]:
    """Give the form that is open now; an agent asks for another where none is."""
    world, customer, good = floor.world, floor.customers[0], floor.good
    if asked(customer)[-1]["stage"] != "requested":
        await world.desk.agent("ada").writes("!form address", customer)
        await world.quiet()
        form = FormId(asked(customer)[-1]["id"])
        good |= {"asked": form, "form link": link_of(world, form), "grant": ""}
    if granted and not good["grant"]:
        url = f"{world.url}/f/{good['form link']}"
        async with ClientSession() as session, session.post(url) as answer:
            good["grant"] = answer.headers.get("Set-Cookie", "none=").partition(";")[0]
    return {FORM: good["asked"], LINK: good["form link"], GRANT: good["grant"]}


def _address(number: int) -> str:
    """Give an address of its own, of those that are nobody's (https://www.rfc-editor.org/rfc/rfc2544#appendix-C.2.2)."""
    return f"198.{18 + number // 65_536 % 2}.{number // 256 % 256}.{number % 256}"
