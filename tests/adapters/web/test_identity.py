"""Who a customer is: only what the site has signed is believed (S9)."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pydantic import ValidationError
from structlog.testing import capture_logs

from adapters.web.identity import Identities, NotBelieved, Shown
from adapters.web.identity_settings import Identity
from core.features.answering import Answer
from core.features.verified import Person, lines_about
from tests.adapters.web.ports import START

SECRET, OTHER = "a shared secret of thirty-two letters", "another secret of thirty-two letters"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    """Give the public key of a pair."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


SETTINGS: dict[str, Any] = {
    "keys": [
        {"id": "shared", "algorithm": "HS256", "secret": SECRET},
        {"id": "old", "algorithm": "HS256", "secret": OTHER},
        {"id": "rsa", "algorithm": "RS256", "public_key": pem(RSA_KEY)},
        {"id": "ec", "algorithm": "ES256", "public_key": pem(EC_KEY)},
    ],
    "user_secrets": [SECRET, OTHER],
    "issuer": "https://shop.example",
    "attributes": {"plan": "Plan", "email": "Email"},
}
SIGNERS: dict[str, Any] = {"shared": SECRET, "old": OTHER, "rsa": RSA_KEY, "ec": EC_KEY}
ALGORITHMS = {"shared": "HS256", "old": "HS256", "rsa": "RS256", "ec": "ES256"}


def identities(**changes: Any) -> Identities:
    """Make what judges tokens."""
    return Identities("web", Identity.model_validate(SETTINGS | changes))


def claims(**changes: Any) -> dict[str, Any]:
    """Give the claims of a good token; None takes one out."""
    given = {
        "sub": "4711",
        "aud": "deskbridge",
        "iss": "https://shop.example",
        "exp": int((START + timedelta(minutes=5)).timestamp()),
        "name": "Maya Lin",
        "plan": "gold",
        "card": "no such attribute",
    } | changes
    return {name: value for name, value in given.items() if value is not None}


def token(kid: str = "shared", **changes: Any) -> str:
    """Sign a token."""
    return jwt.encode(claims(**changes), SIGNERS[kid], algorithm=ALGORITHMS[kid], headers={"kid": kid})


def who(shown: Shown, **changes: Any) -> Person:
    """Judge what is shown."""
    return identities(**changes).who(shown, START)


def refusal(text: str, **changes: Any) -> str:
    """Give why a token is refused."""
    with pytest.raises(NotBelieved) as caught:
        who(Shown(token=text), **changes)
    return caught.value.reason


@pytest.mark.parametrize("kid", SIGNERS)
def test_a_token_says_who_it_is_by_any_of_the_keys(kid: str) -> None:
    assert who(Shown(token=token(kid))) == Person("4711", "Maya Lin", (Answer("plan", "Plan", ("gold",)),))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"sub": None}, "MissingRequiredClaimError"),
        ({"aud": None}, "MissingRequiredClaimError"),
        ({"aud": "another"}, "InvalidAudienceError"),
        ({"iss": "https://evil.example"}, "InvalidIssuerError"),
        ({"exp": int((START - timedelta(seconds=30)).timestamp())}, "expired"),
        ({"nbf": int((START + timedelta(seconds=31)).timestamp())}, "not_yet"),
        ({"iat": int((START + timedelta(hours=1)).timestamp())}, "not_yet"),
        ({"sub": ""}, "user_id"),
        ({"sub": "a\u200bb"}, "user_id"),
        ({"sub": "x" * 201}, "user_id"),
    ],
)
def test_a_token_with_wrong_claims_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refusal(token(**changes)) == reason


def test_clocks_may_differ_a_little() -> None:
    assert who(Shown(token=token(exp=int((START - timedelta(seconds=29)).timestamp())))).user == "4711"
    assert who(Shown(token=token(nbf=int((START + timedelta(seconds=30)).timestamp())))).user == "4711"


def test_a_forged_token_is_refused() -> None:
    good = token()
    head, body, _ = good.split(".")
    unsigned = jwt.encode(claims(), "", algorithm="none", headers={"kid": "shared"})
    by_public_key = _with_public_key_as_secret()
    assert refusal(f"{head}.{body}.{'A' * 43}") == "InvalidSignatureError"
    assert refusal(unsigned) == "InvalidAlgorithmError"
    assert refusal(by_public_key) == "InvalidAlgorithmError"
    assert refusal(jwt.encode(claims(), OTHER, algorithm="HS256", headers={"kid": "shared"})) == "InvalidSignatureError"
    assert refusal(jwt.encode(claims(), SECRET, algorithm="HS256", headers={"kid": "gone"})) == "key_unknown"
    assert refusal(jwt.encode(claims(), SECRET, algorithm="HS256")) == "key_unknown"
    assert (
        refusal(jwt.encode(claims(), SECRET * 2, algorithm="HS512", headers={"kid": "shared"}))
        == "InvalidAlgorithmError"
    )
    assert [refusal(one) for one in ("x", "a.b.c", "é.é.é")] == ["malformed"] * 3


def _with_public_key_as_secret() -> str:
    """Sign with the public key as if it were a shared secret: the oldest trick there is."""
    signing = jwt.utils.base64url_encode
    head = signing(b'{"alg":"HS256","kid":"rsa","typ":"JWT"}')
    body = signing(jwt.encode(claims(), SECRET).split(".")[1].encode())
    signature = hmac.new(pem(RSA_KEY).encode(), head + b"." + body, hashlib.sha256).digest()
    return b".".join((head, body, signing(signature))).decode()


def test_a_token_without_a_key_id_is_tried_with_the_only_key() -> None:
    only = {"keys": SETTINGS["keys"][:1]}
    assert who(Shown(token=jwt.encode(claims(), SECRET, algorithm="HS256")), **only).user == "4711"


def test_a_signed_user_id_is_believed_and_what_stands_beside_it_is_a_claim() -> None:
    for secret in (SECRET, OTHER):
        signed = hmac.new(secret.encode(), b"4711", hashlib.sha256).hexdigest()
        person = who(Shown(user="4711", hash=signed.upper(), claims={"plan": "gold", "name": "Maya"}))
        assert person == Person("4711", claimed=(Answer("plan", "Plan", ("gold",)),))
    for user, wrong in (("4712", signed), ("4711", ""), ("", ""), ("4711", "ä")):
        if user:
            with pytest.raises(NotBelieved):
                who(Shown(user=user, hash=wrong))


def test_what_nobody_has_signed_has_no_lock() -> None:
    person = who(Shown(claims={"plan": "🔒 gold\u202e", "other": "x"}))

    assert person == Person(claimed=(Answer("plan", "Plan", ("gold",)),))
    assert [(one.label, one.text) for one in lines_about(person)] == [("Plan (not verified)", "gold")]
    signed = who(Shown(token=token(), claims={"plan": "platinum", "email": "a@b.c"}))
    assert [(one.label, one.text) for one in lines_about(signed)] == [
        ("🔒 Customer", "Maya Lin (4711)"),
        ("🔒 Plan", "gold"),
        ("Email (not verified)", "a@b.c"),
    ]


def test_a_person_is_the_same_visitor_everywhere_and_nobody_else() -> None:
    judge = identities()
    maya, again, other = Person("4711", "Maya"), Person("4711"), Person("4712")

    assert judge.visitor(maya).contact == judge.visitor(again).contact
    assert judge.visitor(maya).contact != judge.visitor(other).contact
    assert Identities("web-2", judge.settings).visitor(maya).contact != judge.visitor(maya).contact


def test_where_nothing_is_configured_nothing_signed_is_believed() -> None:
    nobody = Identities("web", None)

    assert nobody.who(Shown(claims={"plan": "gold"}), START) == Person()
    with pytest.raises(NotBelieved):
        nobody.who(Shown(token=token()), START)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"keys": [], "user_secrets": []}, "believes nobody"),
        ({"keys": [{"id": "a", "algorithm": "HS256", "secret": "short"}]}, "at least 32 characters"),
        ({"keys": [{"id": "a", "algorithm": "HS256", "public_key": pem(EC_KEY)}]}, "has 'secret' and no 'public_key'"),
        ({"keys": [{"id": "a", "algorithm": "RS256", "secret": SECRET}]}, "has 'public_key' and no 'secret'"),
        ({"keys": [{"id": "a", "algorithm": "ES256", "public_key": "x"}]}, "must be PEM"),
        ({"keys": [{"id": "a", "algorithm": "none", "secret": SECRET}]}, "HS256"),
        ({"keys": SETTINGS["keys"][:1] * 2}, "same id"),
        ({"user_secrets": ["short"]}, "could be forged"),
        ({"leeway": "3m"}, "at most 2m"),
    ],
)
def test_settings_that_would_believe_too_much_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Identity.model_validate(SETTINGS | changes)


def test_a_refusal_says_nothing_of_the_token() -> None:
    secret = token(sub="secret-user", exp=1)
    with capture_logs() as logs, pytest.raises(NotBelieved) as caught:
        who(Shown(token=secret))
    assert (caught.value.reason, str(caught.value), logs) == ("expired", "expired", [])
