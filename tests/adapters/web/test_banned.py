"""The cookie of banned visitors: signed, for our own addresses, and usable in a frame on somebody else's site."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from adapters.web.banned import COOKIE, Gate
from adapters.web.ids import Visitor
from adapters.web.sessions import Signer
from core.ids import ChannelName, ExternalRef
from tests.adapters.web.world import SECRET

MAYA, OTHER = Visitor("0123456789abcdef0123456789abcdef"), Visitor("f" * 32)


class Banned:
    """Maya is banned, and nobody else."""

    words: str | None = "Not now."

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        return (channel, contact) == ("web", MAYA.contact)


def gate(*, is_https: bool = True, secret: str = SECRET) -> Gate:
    return Gate(Banned(), ChannelName("web"), Signer([secret], "banned visitor"), is_https=is_https)


def cookie_of(visitor: Visitor, **how: Any) -> str:
    return gate(**how).refusal(visitor, "Not now.").headers["Set-Cookie"]


def asked_with(value: str) -> Any:
    return make_mocked_request("POST", "/widget/session", headers={"Cookie": f"__Host-{COOKIE}={value}"})


def value_of(cookie: str) -> str:
    return SimpleCookie(cookie.partition(";")[0])[f"__Host-{COOKIE}"].value


def test_in_a_frame_on_another_site_it_is_sent_over_https_alone_and_kept_for_that_site() -> None:
    cookie = cookie_of(MAYA)

    for attribute in ("Path=/", "HttpOnly", "Secure", "SameSite=None", "Partitioned", "Max-Age=34560000"):
        assert attribute in cookie.split("; ")
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert "Domain" not in cookie


def test_without_https_it_stays_on_its_own_site() -> None:
    cookie = cookie_of(MAYA, is_https=False)

    assert cookie.startswith(f"{COOKIE}=")
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


async def test_a_banned_visitor_is_known_by_it() -> None:
    assert await gate().banned_before(asked_with(value_of(cookie_of(MAYA)))) == MAYA


@pytest.mark.parametrize("value", ["", "x", f"{MAYA.id}", f"{MAYA.id}.", f"{MAYA.id}.forged", "é.é", "." * 500])
async def test_what_we_have_not_signed_is_nobody(value: str) -> None:
    assert await gate().banned_before(asked_with(value)) is None


async def test_signed_by_another_secret_or_of_somebody_who_is_let_in_again_it_means_nothing() -> None:
    assert await gate(secret="another secret of ours").banned_before(asked_with(value_of(cookie_of(MAYA)))) is None
    assert await gate().banned_before(asked_with(value_of(cookie_of(OTHER)))) is None
