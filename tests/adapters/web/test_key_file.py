"""Keys of the site's from a file that is changed while the bridge runs (S9)."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from pydantic import ValidationError
from structlog.testing import capture_logs

from adapters.web.identity import Identities, NotBelieved, Shown
from adapters.web.identity_settings import Identity
from adapters.web.key_file import PAUSE, KeyFile, read_keys
from tests.adapters.web.ports import START

SECRET = b"a shared secret of thirty-two letters"
RSA_KEY, OTHER_RSA = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
SHORT_RSA = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - it is to be refused
EC_KEY = ec.generate_private_key(ec.SECP256R1())
SIGNERS: dict[str, tuple[Any, str]] = {
    "rsa": (RSA_KEY, "RS256"),
    "ec": (EC_KEY, "ES256"),
    "shared": (SECRET, "HS256"),
    "next": (OTHER_RSA, "RS256"),
}


def public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, kid: str, **more: str) -> dict[str, Any]:
    """Give the public key of a pair as a set has it."""
    if isinstance(key, rsa.RSAPrivateKey):
        return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, **more}
    return {**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, **more}


def shared(secret: bytes = SECRET, kid: str = "shared") -> dict[str, Any]:
    return {"kty": "oct", "kid": kid, "k": base64.urlsafe_b64encode(secret).decode().rstrip("=")}


GOOD = [public(RSA_KEY, "rsa", use="sig", alg="RS256"), public(EC_KEY, "ec"), shared()]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Any], Path]:
    """Write a file of keys, in the place of the one before."""

    def written(keys: Any) -> Path:
        path, new = tmp_path / "keys.json", tmp_path / "new.json"
        new.write_text(keys if isinstance(keys, str) else json.dumps({"keys": keys}), encoding="utf-8")
        new.replace(path)
        return path

    return written


def token(kid: str | None, at: datetime = START, **header: Any) -> str:
    """Sign a token as the site does."""
    key, algorithm = SIGNERS[kid or "rsa"]
    claims = {"sub": "4711", "aud": "deskbridge", "exp": int((at + timedelta(minutes=5)).timestamp())}
    return jwt.encode(claims, key, algorithm, headers={**({"kid": kid} if kid else {}), **header})


def judge(path: Path) -> Identities:
    settings = Identity.model_validate({"jwks_file": str(path)})
    return Identities("web", settings, KeyFile(path))


def refusal(who: Identities, shown: str, at: datetime = START) -> str:
    with pytest.raises(NotBelieved) as caught:
        who.who(Shown(token=shown), at)
    return caught.value.reason


@pytest.mark.parametrize("kid", ["rsa", "ec", "shared"])
def test_a_token_is_believed_by_any_key_of_the_file_and_by_its_own_algorithm_alone(
    kid: str, write: Callable[[Any], Path]
) -> None:
    who = judge(write(GOOD))
    assert who.who(Shown(token=token(kid)), START).user == "4711"
    claims = {"sub": "4711", "aud": "deskbridge", "exp": int((START + timedelta(minutes=5)).timestamp())}
    wrong = ("HS256", b"x" * 32) if kid != "shared" else ("RS256", RSA_KEY)
    assert refusal(who, jwt.encode(claims, wrong[1], wrong[0], headers={"kid": kid})) == "InvalidAlgorithmError"


def test_a_key_that_is_added_serves_at_once_and_one_that_is_taken_out_no_more(write: Callable[[Any], Path]) -> None:
    who = judge(write(GOOD))
    assert who.who(Shown(token=token("rsa")), START).user == "4711"
    assert refusal(who, token("next")) == "key_unknown"
    write([public(OTHER_RSA, "next")])
    assert who.who(Shown(token=token("next")), START).user == "4711"
    assert refusal(who, token("rsa")) == "key_unknown"


def test_a_file_that_is_spoilt_or_gone_leaves_the_keys_as_they_were_and_the_log_says_why(
    write: Callable[[Any], Path],
) -> None:
    path = write(GOOD)
    who = judge(path)
    assert who.who(Shown(token=token("rsa")), START).user == "4711"
    with capture_logs() as logs:
        write('{"keys": [')
        for _ in range(3):
            assert who.who(Shown(token=token("rsa")), START).user == "4711"
        path.unlink()
        assert who.who(Shown(token=token("rsa")), START).user == "4711"
    assert [one["event"] for one in logs] == ["identity_keys_not_read"] * 2
    assert "is no JSON" in logs[0]["why"]
    assert "can't be read (no such file or directory)" in logs[1]["why"]
    write([public(OTHER_RSA, "next")])
    assert who.who(Shown(token=token("next")), START).user == "4711"


def test_keys_that_nobody_knows_have_the_file_read_every_ten_seconds_at_most(
    write: Callable[[Any], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    who, reads = judge(write(GOOD)), 0

    def counted(path: Path) -> Any:
        nonlocal reads
        reads += 1
        return read_keys(path)

    monkeypatch.setattr("adapters.web.key_file.read_keys", counted)
    for second in range(int(PAUSE.total_seconds()) * 2):
        assert refusal(who, token("next"), START + timedelta(seconds=second)) == "key_unknown"
    assert reads == 2


def test_where_a_token_says_that_its_key_is_to_be_had_is_never_looked_at(write: Callable[[Any], Path]) -> None:
    who = judge(write(GOOD))
    places: dict[str, Any] = {
        "jku": "http://127.0.0.1:9/keys",
        "x5u": "http://127.0.0.1:9/c",
        "jwk": public(OTHER_RSA, "rsa"),
    }
    claims = {"sub": "4711", "aud": "deskbridge", "exp": int((START + timedelta(minutes=5)).timestamp())}
    forged = jwt.encode(claims, OTHER_RSA, "RS256", headers={"kid": "rsa", **places})
    assert refusal(who, forged) == "InvalidSignatureError"
    assert refusal(who, token("next", **places)) == "key_unknown"


def test_a_token_without_a_key_id_is_tried_with_the_only_key(write: Callable[[Any], Path]) -> None:
    assert judge(write([public(RSA_KEY, "rsa")])).who(Shown(token=token(None)), START).user == "4711"
    assert refusal(judge(write(GOOD)), token(None)) == "key_unknown"


def test_keys_of_other_kinds_and_for_other_uses_are_passed_over(write: Callable[[Any], Path]) -> None:
    others = [
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "kid": "ed"},
        public(RSA_KEY, "enc", use="enc"),
        public(RSA_KEY, "512", alg="RS512"),
        public(ec.generate_private_key(ec.SECP384R1()), "p384"),
    ]
    assert set(read_keys(write([*others, *GOOD]))) == {"rsa", "ec", "shared"}


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("{", "is no JSON (line 1)"),
        ("[]", 'has no list "keys"'),
        ([], "has no key for RS256, ES256 or HS256"),
        ([public(RSA_KEY, "enc", use="enc")], "has no key for RS256, ES256 or HS256"),
        (["rsa"], "key 1 is no key"),
        ([public(RSA_KEY, "")], "key 1 has no kid"),
        ([public(RSA_KEY, "a"), public(EC_KEY, "a")], "two keys have the id 'a'"),
        ([public(SHORT_RSA, "short")], "'short' has fewer than 2048 bits"),
        ([shared(b"guess me", "weak")], "'weak' is shorter than 32 bytes"),
        ([{**public(RSA_KEY, "half"), "n": "AQ"}], "'half' "),
        ([{"kty": "EC", "crv": "P-256", "kid": "cut", "x": "AAAA"}], "'cut' is no whole key"),
        ([{**public(RSA_KEY, "own"), "d": "AAAA"}], "'own' is a private key"),
        (" " * 300_000, "is larger than 256 kB"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_when_the_configuration_is_checked(
    keys: Any, why: str, write: Callable[[Any], Path]
) -> None:
    path = write(keys)
    with pytest.raises(ValidationError) as caught:
        Identity.model_validate({"jwks_file": str(path)})
    assert why in str(caught.value)
    assert "the file '" in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match=r"can't be read \(no such file or directory\): check the path"):
        Identity.model_validate({"jwks_file": str(tmp_path / "none.json")})
