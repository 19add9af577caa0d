"""Under whose name and picture a post stands (scope chat:write.customize).

Rules:
1. A customer chose the name, so it is cleaned, capped, and always followed by " (customer)": nobody poses as an agent.
2. Signs that turn or hide text (bidirectional controls, zero-width characters) are taken out.
3. Only http(s) pictures are passed on; Slack's client fetches them, not the bridge.
"""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from adapters.slack.escaping import cut
from adapters.slack.sentences import CUSTOMER, CUSTOMER_SUFFIX
from core.views import Post

LONGEST = 60
"""Slack names no limit for `username`; its people may have 80 characters."""
_LONGEST_URL = 3_000
_ANGLES = str.maketrans("", "", "<>")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_FACE = ":bust_in_silhouette:"


def shown_as(post: Post) -> dict[str, Any]:
    """Give the arguments of chat.postMessage that name the author; none for the bridge's own words."""
    if post.author is None and not post.by_customer:
        return {}
    name = clean_name(post.author or "") or CUSTOMER
    if post.by_customer:
        name = cut(name, LONGEST - len(CUSTOMER_SUFFIX)) + CUSTOMER_SUFFIX
    shown: dict[str, Any] = {"username": cut(name, LONGEST)}
    if post.picture and is_picture(post.picture):
        return {**shown, "icon_url": post.picture}
    return {**shown, "icon_emoji": _FACE} if post.by_customer else shown


def clean_name(name: str) -> str:
    """Put a name on one line, without what can't be seen."""
    if name.isascii() and name.isprintable():
        return " ".join(name.translate(_ANGLES).split())
    spaced = "".join(" " if one.isspace() else one for one in unicodedata.normalize("NFC", name))
    seen = "".join(one for one in spaced if unicodedata.category(one) not in _HIDDEN)
    return " ".join(seen.translate(_ANGLES).split())


def is_picture(address: str) -> bool:
    """Tell whether an address is one that Slack's client can fetch a picture from."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= _LONGEST_URL
