"""What the agents' pages give to a browser and take from it: cookies, the word of a press, the way back, tickets."""

import hmac
from base64 import urlsafe_b64encode
from http.cookies import SimpleCookie
from typing import cast

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from bridge.forms.keys import Key, Keyring
from bridge.pages import codes, entry, tickets
from bridge.pages.cookies import Cookie, Cookies, derived, digest_of, new_secret
from bridge.pages.entry import DESK, token_of, way_back
from bridge.pages.sessions import Sessions
from bridge.pages.tickets import Tickets
from core.ids import AgentId, DeskName

OLD, NEW = Key("old", b"o" * 32), Key("new", b"n" * 32)
SLACK, ADA = DeskName("slack"), AgentId("ada")
NOBODY = cast(Sessions, None)
"""Nobody is asked who it is."""


def given_to_a_browser(public_url: str, cookie: Cookie) -> tuple[str, dict[str, object]]:
    response = web.Response()
    Cookies.of(public_url).give(response, cookie, "s" * 43)
    ((name, morsel),) = response.cookies.items()
    return name, {key: value for key, value in morsel.items() if value}


@pytest.mark.parametrize("url", ["https://bridge.example", "https://bridge.example/chats", "https://127.0.0.1"])
@pytest.mark.parametrize("cookie", list(Cookie))
def test_cookies_are_of_this_host_alone_and_out_of_reach_of_scripts(url: str, cookie: Cookie) -> None:
    name, flags = given_to_a_browser(url, cookie)

    assert name == f"__Host-{cookie.value}"
    assert flags == {"path": "/", "secure": True, "httponly": True, "samesite": "Lax"}


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"])
def test_only_on_this_machine_itself_a_cookie_goes_without_https(url: str) -> None:
    name, flags = given_to_a_browser(url, Cookie.SESSION)

    assert (name, flags) == ("deskbridge", {"path": "/", "httponly": True, "samesite": "Lax"})


def test_without_https_elsewhere_no_browser_would_keep_a_cookie() -> None:
    assert given_to_a_browser("http://bridge.example", Cookie.SESSION)[1]["secure"] is True


@pytest.mark.parametrize("cookie", list(Cookie))
def test_a_cookie_is_forgotten_with_the_flags_with_which_it_was_given(cookie: Cookie) -> None:
    response = web.Response()
    Cookies.of("https://bridge.example").drop(response, cookie)
    morsel = response.cookies[f"__Host-{cookie.value}"]

    assert (morsel.value, morsel["max-age"], morsel["secure"], morsel["path"]) == ("", "0", True, "/")


@pytest.mark.parametrize(("shown", "taken"), [("s" * 43, True), ("s" * 42, False), ("", False), ("s" * 4300, False)])
def test_what_is_no_secret_by_its_look_is_never_looked_up(shown: str, *, taken: bool) -> None:
    jar = SimpleCookie({"__Host-deskbridge": shown})
    request = make_mocked_request("GET", "/desk/", {"Cookie": jar.output(header="", sep=";").strip()})

    assert bool(Cookies.of("https://bridge.example").read(request, Cookie.SESSION)) is taken


def test_a_secret_has_256_bits_and_what_is_stored_or_shown_does_not_tell_it() -> None:
    secrets = {new_secret() for _ in range(100)}
    secret = secrets.pop()

    assert len(secrets) == 99
    assert len(secret) == 43
    assert len(digest_of(secret)) == 64
    assert len({digest_of(secret), token_of(secret), derived(secret, "another"), secret}) == 4


GOOD = {"Sec-Fetch-Site": "same-origin", "Origin": "https://bridge.example"}


@pytest.mark.parametrize(
    ("headers", "word", "good"),
    [
        (GOOD, "right", True),
        ({}, "right", True),
        ({"Sec-Fetch-Site": "none"}, "right", True),
        ({"Origin": "null"}, "right", True),
        (GOOD, "wrong", False),
        (GOOD, "", False),
        (GOOD | {"Sec-Fetch-Site": "cross-site"}, "right", False),
        (GOOD | {"Sec-Fetch-Site": "same-site"}, "right", False),
        (GOOD | {"Origin": "https://evil.example"}, "right", False),
        (GOOD | {"Origin": "http://bridge.example"}, "right", False),
        (GOOD | {"Origin": "https://bridge.example:8443"}, "right", False),
    ],
)
def test_a_press_counts_only_from_a_page_that_was_made_for_this_browser(
    headers: dict[str, str], word: str, *, good: bool
) -> None:
    secret = new_secret()
    way_in = entry.Entry(NOBODY, "https://bridge.example/chats")
    request = make_mocked_request("POST", "/desk/sign-out", headers)
    given = {"token": {"right": token_of(secret), "wrong": token_of(new_secret()), "": ""}[word]}

    assert way_in.pressed(request, secret, given) is good
    assert way_in.pressed(request, "", {"token": token_of("")}) is False


@pytest.mark.parametrize(
    "path",
    [
        *(
            "https://evil.example",
            "//evil.example/desk/",
            "/\\evil.example",
            "\\/desk/",
            "/desk/../f/x",
            "/desk/%2e%2e/",
        ),
        *(
            "/desk/forms/a?to=//evil.example",
            "/desk//evil.example",
            "javascript:alert(1)",
            "/desk/\r\nX: y",
            "desk/",
            "",
        ),
        *("/widget.js", "/desk/" + "a" * 200, "/desk/forms/f1\n", "/desk/ä"),
    ],
)
def test_the_way_back_is_a_path_of_the_agents_pages_or_the_first_of_them(path: str) -> None:
    assert way_back(path) == DESK


@given(st.text(max_size=50))
def test_no_way_back_leads_elsewhere_whatever_is_asked_for(path: str) -> None:
    assert way_back(path).startswith("/desk/")
    assert "//" not in way_back(path)


def test_a_page_of_ours_is_a_way_back() -> None:
    assert way_back("/desk/forms/f0123abc") == "/desk/forms/f0123abc"


def test_a_ticket_names_the_agent_for_whom_it_was_made_and_can_t_be_altered() -> None:
    made = Tickets(Keyring([OLD]))
    ticket = made.make(SLACK, AgentId("support/T1/U2 ä"))

    assert made.read(ticket) == (SLACK, "support/T1/U2 ä")
    assert Tickets(Keyring([NEW, OLD])).read(ticket) == (SLACK, "support/T1/U2 ä"), "a key may be changed"
    assert Tickets(Keyring([NEW])).read(ticket) is None
    other = urlsafe_b64encode(b"slack/grace").decode().rstrip("=")
    for wrong in ("", ".", "a.b", f"{other}.{ticket.partition('.')[2]}", ticket[:-1], f"{ticket}A" * 20, "ä.ö", "_w.x"):
        assert made.read(wrong) is None


def test_a_ticket_signs_nothing_but_a_sign_in() -> None:
    ring = Keyring([OLD])

    assert ring.derived("form link", "ada")[0] not in ring.derived("sign-in ticket", SLACK, ADA)


@pytest.mark.parametrize("module", [codes, entry, tickets])
def test_what_is_secret_is_compared_in_constant_time(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the three places that judge something secret asks `hmac.compare_digest`, and believes what it says."""
    asked: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        asked.append((one, other))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    secret = new_secret()
    if module is tickets:
        made = Tickets(Keyring([OLD]))
        assert made.read(made.make(SLACK, ADA)) is None
    elif module is entry:
        way_in = entry.Entry(NOBODY, "https://bridge.example")
        request = make_mocked_request("POST", "/desk/sign-out")
        assert way_in.pressed(request, secret, {"token": token_of(secret)}) is False
    else:
        assert codes.is_code(secret, "ACDEFGHJ", codes.digest_of_code(secret, "ACDEFGHJ")) is False
    assert len(asked) == 1


def test_a_code_is_taken_as_people_type_it() -> None:
    secret = new_secret()
    kept = codes.digest_of_code(secret, "ACDEFGHJ")

    assert codes.is_code(secret, " acde-fghj ", kept)
    assert not codes.is_code(secret, "ACDEFGHK", kept)
    assert not codes.is_code(new_secret(), "ACDEFGHJ", kept), "in another browser it is none"
    assert not set(codes.SIGNS) & set("0O1IL5S2Z8B")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_sign_ins_are_counted_by_what_one_sender_has_of_addresses(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a row of the table
    limits = codes.Limits()

    assert (limits.digest(one) == limits.digest(other)) is same
    assert one not in limits.digest(one)
    assert codes.Limits().digest(one) != limits.digest(one)
