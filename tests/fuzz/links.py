"""Links to files and transcripts: of somebody who was given one, and signed as they should be around anything.

Rules: what is signed is mostly a file that there is, until a time to come; the file, the owner and the time may be
anything, and the signature fits all the same. Nobody outside can sign: it shows that nothing rests on that alone.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import unquote

from hypothesis import strategies as st

from adapters.web.sessions import Signer
from bridge.transcripts.links import Links, _bytes, _text
from core.ids import ExternalRef
from tests.fuzz.asking import asked
from tests.fuzz.floor import LINK_SECRET, TOKEN_SECRET, Floor
from tests.fuzz.wire import Sent
from tests.fuzz.words import TEXTS, maybe

UNTIL: Final = "1900000000"
TIMES: Final = st.one_of(
    st.just(UNTIL),
    st.just(UNTIL),
    st.sampled_from(
        ("0", "1", "1750000000", "-1", "1e10", "19 ", "\u0661\u0669", "\u00b2", "9" * 5000, "", "0x7f", "1.9")
    ),
    TEXTS.map(lambda text: text.encode("utf-8", "replace").decode()),
)
"""Until when a link holds: long yet, not any more, or nothing that is a time."""
RANGES: Final = (
    *("bytes=0-", "bytes=0-0", "bytes=5-2", "bytes=-1", "bytes=-0", "bytes=-", "bytes=0-0,2-3", "bytes=9-99999999999"),
    *(f"bytes={10**40}-", "bytes=1-1,1-1," * 50, "rows=1-2", "bytes 0-1/2", "bytes=0x0-0x1", "bytes=--1"),
)
PARTS: Final = st.sampled_from(RANGES)


def kept(floor: Floor) -> st.SearchStrategy[Sent]:
    """Follow a link to a file for a channel that can't carry it."""
    links = floor.world.running.bridge.links
    assert links is not None
    given = floor.good["file link"].split("/")

    def signed(file: str, until: str) -> tuple[str, str]:
        return file, f"{until}.{links._signed(file, until)}"  # noqa: SLF001 - as only we can

    made = st.builds(signed, _some(given[2]), TIMES)
    return _at("GET /file/{file}/{ticket}", tuple(given[2:4]), made, {"as": "text"})


def shown(floor: Floor) -> st.SearchStrategy[Sent]:
    """Load a file of a chat, as the widget does."""
    path, _, query = floor.good["file"].partition("?")
    given = path.split("/")[3:5]
    ticket = unquote(query.partition("=")[2])
    owner = unquote(ticket.split(".")[1])
    signer = Signer([TOKEN_SECRET], "file")

    def signed(file: str, whose: str, until: str) -> dict[str, str]:
        return {"sig": f"{until}.{whose}.{signer.sign('download', file, ExternalRef(whose), until)}", "file": file}

    made = st.builds(signed, _some(given[0]), _some(owner), TIMES)
    queries = st.one_of(st.just({"sig": ticket}), made)
    door = "GET /widget/files/{file}/{name}"
    return st.tuples(queries, PARTS).flatmap(
        lambda pair: asked(
            door,
            (pair[0].get("file", given[0]), given[1]),
            {"sig": pair[0]["sig"]},
            {b"Range": pair[1]},
        )
    )


def transcript(floor: Floor) -> st.SearchStrategy[Sent]:
    """Open a transcript."""
    links = Links(LINK_SECRET, floor.world.url, timedelta(days=7))
    given = floor.good["transcript"]
    chat = _bytes(given.partition(".")[0]).decode().partition(".")[2]

    def signed(until: str, which: str) -> tuple[str]:
        named = f"{until}.{which}".encode()
        return (f"{_text(named)}.{_text(links._signed(named))}",)  # noqa: SLF001 - as only we can

    made = st.builds(signed, TIMES.map(_sendable), _some(chat))
    return _at("GET /transcript/{token}", (given,), made, {"as": "text"})


def _at(
    door: str, given: tuple[str, ...], made: st.SearchStrategy[tuple[str, ...]], query: Mapping[str, str]
) -> st.SearchStrategy[Sent]:
    """Come with the parts of the path that somebody was given, or with others that are signed, too."""
    return st.tuples(st.one_of(st.just(given), made), PARTS).flatmap(
        lambda pair: asked(door, pair[0], query, {b"Range": pair[1]})
    )


def _some(good: str) -> st.SearchStrategy[str]:
    """Give mostly what there is; anything that can be signed."""
    return st.one_of(st.just(good), maybe(good)).map(_sendable)


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
