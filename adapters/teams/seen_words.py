"""What people see of a text, for telling whether two of them say the same. Pure.

Teams keeps the words of a text and writes its HTML anew: other tags, other spaces, emoji as pictures with their sign.
https://learn.microsoft.com/graph/api/resources/chatmessage
"""

import unicodedata

from adapters.teams.html_tokens import tokens

_UNSEEN = frozenset({"Cf", "Mn"})
"""Kinds of characters that come and go on the way: joiners, and what chooses an emoji's look."""


def seen_words(written: str, *, is_html: bool = True) -> str:
    """Give the signs that people see, without what is between them."""
    pieces = [written]
    if is_html:
        pieces = [one if isinstance(one, str) else one.given.get("alt", "") for one in tokens(written)]
    whole = unicodedata.normalize("NFC", "".join(pieces))
    return "".join(one for one in whole if not one.isspace() and unicodedata.category(one) not in _UNSEEN)
