"""Whether an id_token is believed: every claim, the signature, and the keys that are published."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.openid.id_token import IdTokens, named, of_issuer
from adapters.openid.keys import OLD, PAUSE, KeySet
from core.errors import NotSignedIn
from core.ports import Clock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLIENT, NONCE = "app-1", "n" * 43
KEY, OTHER = (rsa.generate_private_key(65537, 2048) for _ in range(2))


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing of it waits")


_: type[Clock] = Still


class Publisher:
    """A platform that publishes keys, and counts who asks."""

    def __init__(self) -> None:
        self.keys, self.asked, self.status = {"k1": KEY}, 0, 200
        self.clock = Still()

    async def serve(self, _: web.Request) -> web.Response:
        self.asked += 1
        listed = [published(kid, key) for kid, key in self.keys.items()]
        return web.json_response({"keys": listed}, status=self.status)


def published(kid: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {**found, "kid": kid, "use": "sig"}


@pytest.fixture
async def platform() -> AsyncIterator[tuple[Publisher, IdTokens]]:
    publisher, app = Publisher(), web.Application()
    app.add_routes([web.get("/keys", publisher.serve)])
    async with TestServer(app) as server, ClientSession() as session:
        keys = KeySet(str(server.make_url("/keys")), lambda: session, publisher.clock)
        yield publisher, IdTokens(CLIENT, keys, publisher.clock)


def said(**changes: Any) -> dict[str, Any]:
    now = int(START.timestamp())
    claims = {"iss": "https://id.example", "aud": CLIENT, "nonce": NONCE, "sub": "u1", "iat": now, "exp": now + 300}
    return {name: value for name, value in (claims | changes).items() if value is not None}


def signed(claims: Mapping[str, Any], key: Any = KEY, algorithm: str = "RS256", kid: str | None = "k1") -> str:
    return jwt.encode(dict(claims), key, algorithm, headers={"kid": kid} if kid is not None else {})


async def why(tokens: IdTokens, token: object, nonce: str = NONCE) -> str:
    with pytest.raises(NotSignedIn) as refused:
        await tokens.claims(token, nonce)
    return refused.value.why


async def test_a_token_that_is_right_is_believed(platform: tuple[Publisher, IdTokens]) -> None:
    publisher, tokens = platform

    for aud in (CLIENT, [CLIENT]):
        assert (await tokens.claims(signed(said(aud=aud)), NONCE))["sub"] == "u1"
    assert publisher.asked == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"aud": "app-2"}, "audience"),
        ({"aud": [CLIENT, "app-2"]}, "audience"),
        ({"aud": None}, "audience"),
        ({"nonce": "m" * 43}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": "ä"}, "nonce"),
        ({"exp": int(START.timestamp()) - 60}, "expired"),
        ({"exp": None}, "times"),
        ({"exp": "tomorrow"}, "times"),
        ({"exp": True}, "times"),
        ({"iat": None}, "times"),
        ({"iat": int(START.timestamp()) + 120}, "not_yet"),
        ({"nbf": int(START.timestamp()) + 120}, "not_yet"),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(
    platform: tuple[Publisher, IdTokens], changes: Mapping[str, Any], reason: str
) -> None:
    assert await why(platform[1], signed(said(**changes))) == reason


async def test_a_token_that_is_signed_otherwise_is_refused(platform: tuple[Publisher, IdTokens]) -> None:
    tokens = platform[1]

    assert await why(tokens, signed(said(), OTHER)) == "InvalidSignatureError"
    assert await why(tokens, signed(said(), "s" * 32, "HS256")) == "InvalidAlgorithmError"
    assert await why(tokens, signed(said(), "", "none")) == "InvalidAlgorithmError"
    assert await why(tokens, signed(said(), KEY, "RS512")) == "InvalidAlgorithmError"
    head, body, signature = signed(said()).split(".")
    assert await why(tokens, f"{head}.{signed(said(sub='u2')).split('.')[1]}.{signature}") == "InvalidSignatureError"
    assert await why(tokens, f"{head}.{body}.") == "InvalidSignatureError"


@pytest.mark.parametrize("token", [None, 1, "", "a.b.c", "x" * 20_000, "ä.ö.ü", {}])
async def test_what_is_no_token_is_refused(platform: tuple[Publisher, IdTokens], token: object) -> None:
    assert await why(platform[1], token) in ("no_token", "DecodeError")


@pytest.mark.parametrize("kid", ["k2", None])
async def test_a_token_of_an_unknown_key_is_refused_and_asked_for_seldom(
    platform: tuple[Publisher, IdTokens], kid: str | None
) -> None:
    publisher, tokens = platform

    for _ in range(5):
        assert await why(tokens, signed(said(), OTHER, kid=kid)) == "key_unknown"
    assert publisher.asked == 1


async def test_a_new_key_is_known_a_moment_later_and_a_withdrawn_one_is_not_for_ever(
    platform: tuple[Publisher, IdTokens],
) -> None:
    publisher, tokens = platform
    await tokens.claims(signed(said()), NONCE)
    publisher.keys = {"k2": OTHER}
    publisher.clock.at += PAUSE
    assert await tokens.claims(signed(said(), OTHER, kid="k2"), NONCE)
    assert await why(tokens, signed(said())) == "key_unknown"

    publisher.keys = {}
    publisher.clock.at += OLD
    late = {name: int(publisher.clock.at.timestamp()) + more for name, more in (("iat", 0), ("exp", 300))}
    assert await tokens.claims(signed(said(**late), OTHER, kid="k2"), NONCE), "while there are no new ones"


async def test_without_keys_it_can_t_be_told_now(platform: tuple[Publisher, IdTokens]) -> None:
    publisher, tokens = platform
    publisher.status = 503
    with pytest.raises(NotSignedIn) as refused:
        await tokens.claims(signed(said()), NONCE)

    assert refused.value.is_for_now


def test_an_issuer_is_known_to_the_letter_and_a_claim_must_be_a_word() -> None:
    of_issuer({"iss": "https://id.example"}, "https://id.example")
    for wrong in ("https://id.example/", "https://ID.example", None, ["https://id.example"]):
        with pytest.raises(NotSignedIn, match="issuer"):
            of_issuer({"iss": wrong}, "https://id.example")
    assert named({"oid": "x"}, "oid") == "x"
    for value in ("", None, 1, ["x"]):
        with pytest.raises(NotSignedIn, match="claims"):
            named({"oid": value}, "oid")
