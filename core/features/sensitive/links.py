"""Links as people paste them, with what is escaped in them as it is meant.

Rules:
1. %XX is the byte of a sign in UTF-8 (RFC 3986, 2.1: https://www.rfc-editor.org/rfc/rfc3986#section-2.1), so %20 is a
   space. What is escaped twice (%2520) is left.
2. A plus in a query is a space (https://url.spec.whatwg.org/#urlencoded-parsing). One at the beginning of a value, or
   behind %20, stays: people who write links by hand mean a phone number's by it.
"""

import re
from collections.abc import Iterator

_ESCAPED = re.compile(
    r"%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}",
    re.IGNORECASE,
)
_QUERY = re.compile(r"[?&][^\s=&?]{1,64}=[^\s&#]+")
_PLUS = re.compile(r"(?<!=)(?<!%20)\+")


def unescaped(text: str) -> Iterator[tuple[int, int, str]]:
    """Give what is meant as something else, in order: where it begins and ends, and the one sign that it means."""
    marks = [(*one.span(), _sign(one[0])) for one in _ESCAPED.finditer(text)]
    for query in _QUERY.finditer(text):
        marks.extend((*one.span(), " ") for one in _PLUS.finditer(text, *query.span()))
    yield from sorted(marks)


def _sign(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("%", "")).decode("utf-8", "replace")[0]
