"""Somebody's browser, for pages behind a sign-in: follows redirects, keeps cookies, presses what a page offers.

Rules: it knows no address and no vendor: it walks from link to link and reads the forms that pages have. A page with a
choice of people is the vendor's; there it chooses its person and presses Continue, or Cancel. A form that posts itself
is posted. It runs no scripts, and doesn't look at the attributes of cookies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urljoin

from aiohttp import ClientResponse, ClientSession, CookieJar

CONTINUE, CANCEL = "continue", "cancel"
MOST_STEPS = 10


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    posts_itself: bool
    fields: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """What the browser shows in the end."""

    url: str
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def forms(self) -> list[Form]:
        """The forms on it."""
        reader = _Forms()
        reader.feed(self.text)
        return reader.forms

    @property
    def asks_who(self) -> Form | None:
        """The vendor's question, if this is its page."""
        return next((one for one in self.forms if one.people), None)


class Browser:
    """One person's browser."""

    def __init__(self, user: str) -> None:
        """Take the platform's id of the person who sits at it."""
        self.user = user
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))  # addresses are numbers here
        self.visited: list[str] = []

    async def opens(self, url: str) -> Page:
        """Open an address and follow where it leads, up to a page: the vendor's, or the one behind the sign-in."""
        return await self._follow("GET", url)

    async def signs_in(self, url: str) -> Page:
        """Open an address; on the vendor's page choose the person and press Continue. Give the page in the end."""
        return await self._answers(await self.opens(url), CONTINUE)

    async def declines(self, url: str) -> Page:
        """Open an address; on the vendor's page press Cancel. Give the page in the end."""
        return await self._answers(await self.opens(url), CANCEL)

    async def presses(self, page: Page, label: str, **values: str) -> Page:
        """Press a button of a page by its words, with values for the form's fields. Give the page in the end."""
        for form in page.forms:
            for words, _ in form.buttons:
                if words == label:
                    return await self._submit(page, form, form.fields | values)
        message = f"there is no button {label} on {page.url}: {page.text}"
        raise AssertionError(message)

    async def _answers(self, page: Page, answer: str) -> Page:
        form = page.asks_who
        assert form is not None, f"{page.url} doesn't ask who it is (status {page.status}): {page.text}"
        assert self.user in form.people, f"{self.user} is not among {form.people}"
        return await self._submit(page, form, {**form.fields, "user": self.user, "answer": answer})

    async def _submit(self, page: Page, form: Form, fields: Mapping[str, str]) -> Page:
        target = urljoin(page.url, form.action) if form.action else page.url
        if form.method == "get":
            return await self._follow("GET", target, params=fields)
        return await self._follow("POST", target, data=fields)

    async def _follow(
        self, method: str, url: str, *, params: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None
    ) -> Page:
        for _ in range(MOST_STEPS):
            self.visited.append(url)
            request = self.session.request(method, url, params=params, data=data, allow_redirects=False)
            async with request as response:
                page = await _page(response)
            leads = page.headers.get("Location")
            if page.status in {301, 302, 303, 307, 308} and leads:
                method, url, params, data = "GET", urljoin(page.url, leads), None, None
                continue
            form = next((one for one in page.forms if one.posts_itself), None)
            if form is None:
                return page
            method, url, params, data = "POST", urljoin(page.url, form.action), None, form.fields
        message = f"more than {MOST_STEPS} redirects: {self.visited[-MOST_STEPS:]}"
        raise AssertionError(message)

    async def close(self) -> None:
        """Close it."""
        await self.session.close()

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        await self.close()


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._button: list[str] | None = None
        self._value = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = has.get("method", "get").lower()
            self.forms.append(Form(has.get("action", ""), method, "data-posts-itself" in has))
        elif self.forms and tag == "button":
            self._button, self._value = [], has.get("value", "")
        elif self.forms and tag == "input" and has.get("name"):
            if has.get("type") == "radio" and has["name"] == "user":
                self.forms[-1].people.append(has.get("value", ""))
            elif has.get("type") not in {"radio", "checkbox", "submit"} or "checked" in has:
                self.forms[-1].fields[has["name"]] = has.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._button is not None:
            self._button.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._button is not None:
            self.forms[-1].buttons.append(("".join(self._button).strip(), self._value))
            self._button = None


async def _page(response: ClientResponse) -> Page:
    text = await response.text() if response.content_type.startswith("text/") else ""
    return Page(str(response.url), response.status, text, response.headers)
