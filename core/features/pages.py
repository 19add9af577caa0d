"""Pages for the customer's window: which may be offered, and how the offer is written.

Rule: an address is taken from the installation's list, or lies below an origin that it names; nothing else is offered,
however it is typed.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from core.errors import ArgumentsInvalid, Refused
from core.messages import Mark, MarkKind, Message, PageOffer, Text, seen_by_customer
from core.policy.pushing import Pushing, PushPage
from core.quoting import quoted
from core.sentences import say

LONGEST = 2_000
"""Characters of an address."""
_PORTS = {"http": 80, "https": 443}


def page_text(url: str, title: str, *, ask: bool) -> Text:
    """Write the offer of a page."""
    words = f"{title}\n{url}"
    link = Mark(MarkKind.LINK, len(words) - len(url), len(words), url)
    return Text(words, (link,), PageOffer(url, title, ask))


def offer_of(message: Message) -> PageOffer | None:
    """Give the page that a message offers and that the customer has not decided on; None when there is none."""
    if message.deleted or message.masks or not seen_by_customer(message):
        return None
    for part in message.parts:
        if isinstance(part, Text) and isinstance(part.asks, PageOffer) and part.asks.opened is None:
            return part.asks
    return None


def find_page(pushing: Pushing, wanted: str) -> tuple[str, str]:
    """Give the address and the title of a page that is named, or whose address is typed.

    Raises:
        Refused: it is not on the list, or lies elsewhere.
        ArgumentsInvalid: the name fits several pages.
    """
    if "://" in wanted:
        return _allowed(pushing, wanted), _title_of(wanted)
    words = wanted.casefold()
    for fitting in (_named(pushing.pages, words), _beginning(pushing.pages, words), _having(pushing.pages, words)):
        if len(fitting) == 1:
            return fitting[0].url, fitting[0].title
        if fitting:
            found = ", ".join(page.title for page in fitting[:5])
            raise ArgumentsInvalid(say("page_several", words=quoted(wanted), found=found), "page")
    raise Refused(say("page_unknown", words=quoted(wanted)))


def _allowed(pushing: Pushing, url: str) -> str:
    origin = _origin(url)
    if origin is None or len(url) > LONGEST or origin not in {_origin(one) for one in pushing.origins}:
        raise ArgumentsInvalid(say("page_elsewhere", origins=", ".join(pushing.origins) or "none"), "url")
    return url


def _origin(url: str) -> tuple[str, str, int] | None:
    """Give scheme, host and port; None for what no browser should be sent to."""
    if any(sign.isspace() or sign == "\\" or not sign.isprintable() for sign in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme]


def _title_of(url: str) -> str:
    parts = urlsplit(url)
    return (parts.netloc + parts.path).rstrip("/")


def _named(pages: Iterable[PushPage], words: str) -> list[PushPage]:
    return [page for page in pages if words in (page.id.casefold(), page.title.casefold())]


def _beginning(pages: Iterable[PushPage], words: str) -> list[PushPage]:
    return [page for page in pages if page.title.casefold().startswith(words)]


def _having(pages: Iterable[PushPage], words: str) -> list[PushPage]:
    return [page for page in pages if words in page.title.casefold()]
