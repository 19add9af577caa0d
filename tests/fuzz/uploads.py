"""Files and forms as strangers send them: nearly pictures, nearly multipart."""

from collections.abc import Mapping
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.fuzz.story import PICTURE
from tests.fuzz.words import TEXTS, encoded, maybe, segments

_EDGE = b"edge"
MULTIPART = b"multipart/form-data; boundary=" + _EDGE
_FIELD = b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
_FIELDS = ("street", "floor", "card.number", "", "__proto__", "nothing")
HEADS = (
    PICTURE,
    b"GIF89a",
    b"\xff\xd8\xff\xe0",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"MZ",
    b"<svg onload=a>",
    b"RIFF0000WEBP",
)


def files() -> st.SearchStrategy[bytes]:
    """Give the bytes of a file."""
    cut = st.integers(0, len(PICTURE)).map(lambda end: PICTURE[:end])
    return st.one_of(
        st.just(PICTURE),
        cut,
        st.tuples(st.sampled_from(HEADS), st.binary(max_size=200)).map(b"".join),
        st.binary(max_size=200),
        TEXTS.map(encoded),
    )


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """Give a form as it is sent in: whole, or broken off."""
    pieces = []
    if draw(st.integers(0, 2)):  # what is asked for, in words of any kind
        fields = {
            "street": maybe("12 Tea Lane"),
            "floor": st.sampled_from(("3", "3", "3", "-1", "1e400", "\u0663", "")),
            "nothing": st.just(""),
        }
        pieces = [_FIELD % (_EDGE, encoded(name), encoded(draw(value))) for name, value in fields.items()]
    for _ in range(draw(st.integers(0, 0 if pieces else 3))):
        name = draw(st.one_of(st.sampled_from(_FIELDS), TEXTS)).replace('"', "%22")
        told = b'Content-Disposition: form-data; name="%s"' % encoded(name)
        if draw(st.integers(0, 2)) == 0:
            told += b'; filename="%s"' % encoded(draw(TEXTS))
        if draw(st.integers(0, 3)) == 0:
            told += b"\r\n" + encoded(draw(st.sampled_from(_ODD)))
        content = draw(st.one_of(TEXTS.map(encoded), files()))
        pieces.append(b"--%s\r\n%s\r\n\r\n%s\r\n" % (_EDGE, told, content))
    whole = b"".join(pieces) + (b"--%s--\r\n" % _EDGE)
    return whole[: draw(st.integers(0, len(whole)))] if draw(st.integers(0, 4)) == 0 else whole


@st.composite
def pressed(draw: st.DrawFn, given: Mapping[str, str]) -> bytes:
    """Give what a press of a button on a page sends."""
    loose = draw(st.integers(0, 2)) == 0
    right = {name: quote_from_bytes(encoded(good), safe="").encode() for name, good in given.items()}
    fields = [
        name.encode() + b"=" + (draw(segments(good)) if loose else right[name])
        for name, good in given.items()
        if not loose or draw(st.integers(0, 5))
    ]
    return b"&".join(fields) if draw(st.integers(0, 7)) else draw(st.binary(max_size=40))


_ODD = (
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Transfer-Encoding: nothing",
    "Content-Encoding: gzip",
    "Content-Length: -1",
    "Content-Type: multipart/mixed; boundary=inner",
    "Content-Type: text/plain; charset=utf-7",
)
