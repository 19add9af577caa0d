"""What comes from Twilio: mostly signed as it should be, with anything in it; or signed by nobody.

A signature says who sends. What stands in a text message, its files and the networks' own words are strangers'.
"""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from hypothesis import strategies as st

from playground.twilio.seed import SERVICE
from tests.adapters.twilio.at_twilio import ACCOUNT, MIA, NOOR, a_message, a_report, sign
from tests.fuzz.asking import FRAMED
from tests.fuzz.floor import Floor
from tests.fuzz.wire import Sent
from tests.fuzz.words import TEXTS, Json, encoded, lines, plain, segments, twisted, written

NAME = b"X-Twilio-Signature"
_FORM = (b"Content-Type", b"application/x-www-form-urlencoded")


def incoming(floor: Floor) -> st.SearchStrategy[Sent]:
    """Give messages, each new to the bridge."""
    address = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/picture"
    picture = {"NumMedia": "1", "MediaUrl0": address, "MediaContentType0": "image/png"}
    templates: list[Json] = [
        dict(a_message("and the tin?")),
        dict(a_message("", **picture)),
        dict(a_message("STOP", OptOutType="STOP")),
        dict(a_message("1", MessagingServiceSid=SERVICE)),
        dict(a_message("I am another one", From=NOOR)),
        dict(a_message("and a group", From="whatsapp:" + MIA)),
    ]
    return signed(floor, "POST /sms/incoming", bodies(floor, templates), st.just(b""))


def status(floor: Floor) -> st.SearchStrategy[Sent]:
    """Give reports on what became of a message of ours."""
    templates: list[Json] = [
        dict(a_report(f"SM{1:032x}", "delivered")),
        dict(a_report(f"SM{1:032x}", "undelivered", ErrorCode="30007")),
        dict(a_report(f"SM{2:032x}", "failed", ErrorCode="21610")),
    ]
    query = dict(parse_qsl(floor.good["status"].partition("?")[2]))
    pairs = st.fixed_dictionaries({name: segments(good) for name, good in query.items()})
    tails = pairs.map(lambda given: b"?" + b"&".join(name.encode() + b"=" + one for name, one in given.items()))
    return signed(floor, "POST /sms/status", bodies(floor, templates), tails)


@st.composite
def signed(
    draw: st.DrawFn, floor: Floor, door: str, bodies: st.SearchStrategy[bytes], tails: st.SearchStrategy[bytes]
) -> Sent:
    """Ask at a door with a body, mostly signed."""
    target, body = door.partition(" ")[2].encode() + draw(tails), draw(bodies)
    head = [_FORM] if draw(st.integers(0, 9)) else []
    junk = draw(st.integers(0, 5)) == 0
    if not junk:
        head.append((NAME, signature(floor, target, body)))
    elif draw(st.booleans()):
        head.append((NAME, draw(lines("c2lnbmVkIGJ5IG5vYm9keSBhdCBhbGw="))))
    head += [draw(st.sampled_from(FRAMED))] if draw(st.integers(0, 7)) == 0 else []
    return Sent(b"POST", target, tuple(head), body, door)


def signature(floor: Floor, target: bytes, body: bytes) -> bytes:
    """Sign it as Twilio does; what is no form is signed as an empty one."""
    address = floor.world.url + target.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        pairs = []
    return sign(address, pairs).encode()


def bodies(floor: Floor, templates: list[Json]) -> st.SearchStrategy[bytes]:
    """Give forms like these, with something twisted."""
    said = st.builds(lambda one, words: {**one, "Body": words}, st.sampled_from(templates), TEXTS)
    forms = st.one_of(twisted(templates), said, said).map(_as_new(floor)).map(_form)
    return st.one_of(forms, forms, forms, forms, forms, st.binary(max_size=40), TEXTS.map(encoded).map(plain))


def _as_new(floor: Floor) -> Callable[[Json], Json]:
    """Give a message an id of its own, or the bridge would know that it had it."""

    def renamed(one: Json) -> Json:
        floor.made += 1
        return {**one, "MessageSid": f"SM{floor.made}"} if one.get("MessageSid") == "SMin1" else one

    return renamed


def _form(fields: Json) -> bytes:
    flat = {name: one if isinstance(one, str) else written(one).decode() for name, one in fields.items()}
    return urlencode({encoded(name): encoded(one) for name, one in flat.items()}).encode()
