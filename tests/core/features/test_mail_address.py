"""Addresses for mail: nothing in one may become a line of a header, another address, or a command of the server's."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.features.mail_address import LONGEST, is_address

WRITTEN = st.text(st.sampled_from("abC09.!#$%&'*+/=?^_{|}~-@ :;,<>()\"\\\r\n\0\t"), max_size=40)


@pytest.mark.parametrize(
    "text", ["a@b.c", "grace.h+tea=2@shop.example", "o'neil@mail.shop.example", "x@xn--p1ai.example"]
)
def test_a_plain_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "grace",
        "grace@shop",
        "a b@shop.example",
        "a@shop.example\r\nBcc: b@shop.example",
        "a\0b@shop.example",
        "a\x7fb@shop.example",
        "a@shop.example,b@shop.example",
        "a:b@shop.example;",
        "a(b)@shop.example",
        '"a"@shop.example',
        "<a@shop.example>",
        "a@-shop.example",
        "a@shop..example",
        "a@[127.0.0.1]",
        "=?utf-8?q?x=0aBcc?=@shop.example",
        "ä@shop.example",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * LONGEST}",
    ],
)
def test_what_is_more_than_a_plain_address_is_none(text: str) -> None:
    assert not is_address(text)


@given(WRITTEN.map(lambda text: f"{text}@shop.example"))
def test_an_address_stands_in_a_header_as_it_was_written(text: str) -> None:
    if is_address(text):
        mail = EmailMessage()
        mail["To"] = text
        assert mail.as_bytes(policy=SMTP).startswith(f"To: {text}\r\n".encode())
