"""Names for channels that belong to one chat each. Pure.

Slack's rules: small letters, digits, hyphens and underscores, at most 80 characters
(https://docs.slack.dev/reference/methods/conversations.create#naming).

Rules:
1. Letters of any script are kept; everything else, whatever a customer calls themselves, becomes a hyphen.
2. A name that is taken gets a number behind it. The last of the names holds a part of the key, which nobody else has.
3. Where Slack takes no foreign letters, a name without any comes next.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

_MOST = 80
_OTHERS = 9
_FALLBACK = "chat"


def names(words: str, key: str) -> Iterator[str]:
    """Give the names to try, in order; they end with one that is surely free."""
    name, plain = cleaned(words), cleaned(_latin(words))
    yield name
    if plain != name:
        yield plain
    for number in range(2, _OTHERS + 1):
        yield _with(plain, str(number))
    yield _with(plain, hashlib.sha256(key.encode()).hexdigest()[:8])


def cleaned(words: str) -> str:
    """Make a channel's name of words."""
    small = unicodedata.normalize("NFKC", words).lower()
    kept = "".join(one if _may_stand(one) else "-" for one in small)
    name = re.sub(r"-{2,}", "-", kept)[:_MOST].strip("-_")
    return name or _FALLBACK


def _may_stand(one: str) -> bool:
    return one == "_" or (one.isalnum() and one == one.lower())


def _latin(words: str) -> str:
    """Write letters without their accents, and leave out what has no Latin letter."""
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def _with(name: str, end: str) -> str:
    return f"{name[: _MOST - 1 - len(end)].rstrip('-_')}-{end}"
