"""What strangers write where something of ours is expected: texts, bytes, JSON, made by Hypothesis."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.payloads import PAYLOADS

Json = dict[str, Any]

TEXTS = st.one_of(
    st.sampled_from(sorted(PAYLOADS.values())),
    st.text(max_size=30),
    st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=60),
    st.text(alphabet=st.characters(categories=("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Mn")), max_size=8),
)
"""Any text, half characters among them."""

NUMBERS = st.sampled_from((0, -1, 1, 2**31, 2**53 + 1, 2**63, 2**64, -(2**70), 10**400, 1e308, 0.1, -0.0))

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, TEXTS, NUMBERS, st.none(), st.booleans(), st.sampled_from((float("inf"), float("nan")))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
"""Any JSON, and what passes for it."""

DEEP = b"[" * 20_000


def encoded(text: str) -> bytes:
    """Write a text as bytes, whatever is in it."""
    return text.encode("utf-8", "surrogatepass")


def plain(value: bytes) -> bytes:
    """Take out what would end a head line or a request line."""
    return value.translate(None, b"\r\n\0 ") or b"-"


def head(value: bytes) -> bytes:
    """Take out what would end a head line."""
    return value.translate(None, b"\r\n\0")


def near(good: str) -> st.SearchStrategy[str]:
    """Give what nearly is this: shortened, longer, one sign changed, doubled."""
    at = st.integers(0, max(0, len(good) - 1))
    return st.one_of(
        st.just(good[:-1]),
        st.just(good + good),
        at.map(lambda number: good[:number] + "Z" + good[number + 1 :]),
        st.sampled_from(("", " ", "\u00e9", "\ud800", "%00", "/..", ".", "=")).map(good.__add__),
    )


def maybe(good: str) -> st.SearchStrategy[str]:
    """Give mostly what is right; else what is nearly, or anything."""
    return st.one_of(st.just(good), st.just(good), near(good), TEXTS)


def segments(good: str) -> st.SearchStrategy[bytes]:
    """Give a part of a path, or a value of a query: mostly what is right."""
    wrong, right = st.one_of(near(good), TEXTS).map(encoded), quote_from_bytes(encoded(good), safe="").encode()
    return st.one_of(
        st.just(right),
        st.just(right),
        st.just(right),
        st.just(right),
        wrong.map(lambda value: quote_from_bytes(value, safe="").encode() or b"-"),
        wrong.map(plain),
        st.binary(min_size=1, max_size=12).map(plain),
    )


def lines(good: str) -> st.SearchStrategy[bytes]:
    """Give a head line's value: mostly what is right."""
    right = st.just(encoded(good))
    return st.one_of(right, right, right, maybe(good).map(encoded).map(head), st.binary(max_size=20).map(head))


def written(value: object) -> bytes:
    """Write JSON as somebody does who does not care: numbers without an end, half characters."""
    return json.dumps(value).encode()


@st.composite
def twisted(draw: st.DrawFn, templates: Sequence[Json]) -> Json:
    """Give one of these with up to three of its values changed, taken out, or put elsewhere."""
    made = deepcopy(draw(st.sampled_from(templates)))
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(made))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        if draw(st.integers(0, 4)) == 0:
            del holder[key]
        else:
            holder[key] = draw(st.one_of(TEXTS, VALUES))
    return made


def jsons(templates: Sequence[Json]) -> st.SearchStrategy[bytes]:
    """Give a body that should be one of these."""
    return st.one_of(
        twisted(templates).map(written),
        twisted(templates).map(written),
        twisted(templates).map(written),
        VALUES.map(written),
        st.binary(max_size=60),
        st.just(DEEP),
    )


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys: Any = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
