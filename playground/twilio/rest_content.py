"""The calls of the Content API: create, fetch, list, delete, look by name.

https://www.twilio.com/docs/content/content-api-resources

Rule: the second version's list is the one that looks by name, by a regular expression; where that fits is unverified:
anywhere in a name.
"""

import re
from typing import TYPE_CHECKING

from playground.twilio.contents import Content, made, written
from playground.twilio.errors import TwilioError
from playground.twilio.ids import sid
from playground.twilio.pages import listing
from playground.twilio.rest import Ask, Reply

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_UNPLAYED = ("SortByDate", "SortByContentName", "DateCreatedAfter", "DateCreatedBefore", "Content", "Language")


def create(twilio: "Twilio", ask: Ask) -> Reply:
    """Make a content template.

    Raises TwilioError.
    """
    one = made(sid("HX"), ask.json, twilio.clock.now())
    twilio.store.contents[one.sid] = one
    twilio.changes.ring()
    return Reply(201, written(twilio.settings.account_sid, one))


def fetch(twilio: "Twilio", ask: Ask) -> Reply:
    """Give one.

    Raises TwilioError 20404.
    """
    return Reply(200, written(twilio.settings.account_sid, _found(twilio, ask)))


def delete(twilio: "Twilio", ask: Ask) -> Reply:
    """Delete one: nothing is sent by it any more.

    Raises TwilioError 20404.
    """
    del twilio.store.contents[_found(twilio, ask).sid]
    twilio.changes.ring()
    return Reply(204)


def listed(twilio: "Twilio", ask: Ask) -> Reply:
    """Give the account's content templates, the newest first (their order is unverified).

    Raises TwilioError 20001.
    """
    rows = list(reversed(twilio.store.contents.values()))
    return _page(twilio, ask, "v1", rows)


def sought(twilio: "Twilio", ask: Ask) -> Reply:
    """Give those whose name fits.

    Raises TwilioError 20001.
    """
    unplayed = next((name for name in _UNPLAYED if ask.query.get(name)), None)
    if unplayed:
        raise TwilioError(20001, f"{unplayed} (not played here)")
    try:
        pattern = re.compile(ask.query.get("ContentName", ""))
    except re.error:
        raise TwilioError(20001, "ContentName is no pattern") from None
    rows = [one for one in reversed(twilio.store.contents.values()) if pattern.search(one.name)]
    return _page(twilio, ask, "v2", rows)


def _page(twilio: "Twilio", ask: Ask, version: str, rows: list[Content]) -> Reply:
    url = f"https://content.twilio.com/{version}/Content"
    return Reply(200, listing(ask, url, "contents", rows, lambda one: written(twilio.settings.account_sid, one)))


def _found(twilio: "Twilio", ask: Ask) -> Content:
    one = twilio.store.contents.get(ask.sids["content"])
    if one is None:
        raise TwilioError(20404, ask.path.removeprefix("/twilio"))
    return one
