"""Under whose name a post stands: Teams knows no names of others, so the author's name heads the text.

Rules:
1. A customer chose the name, so it is cleaned, capped, and always followed by " (customer)": nobody poses as an agent.
2. Signs that turn or hide text (bidirectional controls, zero-width characters) are taken out.
"""

import unicodedata

from adapters.teams.card_text import cut
from adapters.teams.sentences import CUSTOMER, CUSTOMER_SUFFIX
from core.views import Post

LONGEST = 60
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def shown_as(post: Post) -> str:
    """Give the author's name; nothing for the bridge's own words."""
    if post.author is None and not post.by_customer:
        return ""
    name = clean_name(post.author or "") or CUSTOMER
    return cut(name, LONGEST) + CUSTOMER_SUFFIX if post.by_customer else cut(name, LONGEST)


def clean_name(name: str) -> str:
    """Put a name on one line, without what can't be seen."""
    spaced = "".join(" " if one.isspace() else one for one in unicodedata.normalize("NFC", name))
    return " ".join("".join(one for one in spaced if unicodedata.category(one) not in _HIDDEN).split())
