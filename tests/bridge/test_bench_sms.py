"""The far side of the bench's texts: what it signs is believed; some answers are reported backwards, some twice."""

import asyncio
from urllib.parse import parse_qsl, urlencode

from multidict import MultiDict

from adapters.twilio.signature import SIGNATURE_HEADER, Verifier
from bridge.bench.ledger import text_of
from bridge.bench.sms_side import ACCOUNT, BACKWARDS_EVERY, OURS, TOKEN, SmsSide, number, text

URL = "http://127.0.0.1:8080"


def read(request: bytes) -> tuple[str, MultiDict[str], str]:
    """Give path, form and signature of a request."""
    head, _, body = request.decode().partition("\r\n\r\n")
    first, *rest = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest)
    assert int(headers["Content-Length"]) == len(body)
    return first.split(" ")[1], MultiDict(parse_qsl(body, keep_blank_values=True)), headers[SIGNATURE_HEADER]


def test_what_a_customer_texts_is_signed_as_twilio_does() -> None:
    path, form, signature = read(text(8080, 7, "SM1", text_of("c", 7, 1)))

    Verifier([TOKEN], URL).verify(path, form, signature)
    assert (form["From"], form["To"]) == (number(7), OURS)


async def test_of_a_hundred_answers_one_is_reported_backwards_and_one_twice_and_each_arrives_once() -> None:
    side = SmsSide()
    states: dict[str, list[str]] = {}

    async def post(request: bytes) -> None:
        path, form, signature = read(request)
        Verifier([TOKEN], URL).verify(path, form, signature)
        states.setdefault(form["MessageSid"], []).append(form["MessageStatus"])

    side.post = post
    for _ in range(2 * BACKWARDS_EVERY):
        said = {"To": number(7), "From": OURS, "Body": text_of("a", 7, side.phones.send(7))}
        body = urlencode(said | {"StatusCallback": f"{URL}/sms/status?chat=c1&key=k%201&of=1"})
        answer = side._answer(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json".encode(), body.encode())  # noqa: SLF001 - as its door does
        assert answer.startswith(b"HTTP/1.1 201 Created")
    await asyncio.gather(*side.reports)

    assert side.phones.wrongs() == []
    assert (side.backwards, side.twice) == (2, 2)
    forth = ("sent", "delivered")
    assert sorted(map(tuple, states.values())) == [("delivered", "sent")] * 2 + [forth] * 196 + [forth * 2] * 2
