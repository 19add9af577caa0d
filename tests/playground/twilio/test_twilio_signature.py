"""What Twilio signs is what its library checks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from playground.twilio.seed import AUTH_TOKEN
from playground.twilio.signature import sign

VECTOR = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


def test_the_signature_is_that_of_the_documented_example() -> None:
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert sign("12345", url, VECTOR) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@given(st.dictionaries(st.text("abcXYZ0", min_size=1), st.text(st.characters(exclude_categories=["Cs"])), max_size=9))
def test_the_library_takes_whatever_is_signed(told: dict[str, str]) -> None:
    url = "https://bridge.example/sms/in?queue=support"
    assert RequestValidator(AUTH_TOKEN).validate(url, told, sign(AUTH_TOKEN, url, told))


@pytest.mark.parametrize("url", ["https://bridge.example:8443/sms", "http://127.0.0.1:8080/sms", "https://a.example"])
def test_the_library_takes_a_port_as_it_is_written(url: str) -> None:
    assert RequestValidator(AUTH_TOKEN).validate(url, {"Body": "é"}, sign(AUTH_TOKEN, url, {"Body": "é"}))
