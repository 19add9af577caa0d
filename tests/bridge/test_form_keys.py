"""Keys, seals and links of secure forms: bound to their place, changed without loss, never guessed."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.forms.keys import FILE, Key, Keyring, SealBroken, own_key
from bridge.forms.links import FormLinks, digest_of
from bridge.forms.sealing import Seals
from config.keys import read_key
from core.features.secure_answers import Attached, read_secure_form
from core.ids import FormId
from core.policy.secure_forms import Input, SecureKind, Words
from tests.build_policy import a_secure_form

OLD, NEW = Key("old", bytes(range(32))), Key("new", bytes(range(1, 33)))
PLACE = ("here", "card", "f1", "card.number")
PLAN = a_secure_form(
    "card",
    Input("number", Words("Number"), SecureKind.CARD),
    Input("proof", Words("Proof"), SecureKind.FILE, max_size=99),
)
FORM = FormId("f1")


def parcel(ring: Keyring, id: FormId = FORM) -> bytes:
    """Seal a card's number and a file."""
    files = {"proof": Attached("p.txt", "text/plain", b"proof")}
    taken = read_secure_form(PLAN, {"number": "4111 1111 1111 1111"}, date(2026, 1, 1), files)
    return Seals(ring, "here").seal(id, PLAN, taken.values)


@given(st.binary(max_size=200), st.lists(st.text(max_size=8), max_size=4))
def test_what_is_sealed_for_a_place_opens_there(plain: bytes, place: list[str]) -> None:
    ring = Keyring([OLD])
    assert ring.open(ring.seal(plain, place), place) == plain


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("there", "card", "f1", "card.number"),
        ("here", "card", "f2", "card.number"),
        ("here", "card", "f1", "card.name"),
        ("here", "cardf1", "", "card.number"),
        (),
    ],
)
def test_what_is_sealed_opens_nowhere_else(elsewhere: tuple[str, ...]) -> None:
    ring = Keyring([OLD])
    with pytest.raises(SealBroken):
        ring.open(ring.seal(b"4111", PLACE), elsewhere)


@pytest.mark.parametrize("at", [0, 5, 20, -1])
def test_what_was_changed_does_not_open(at: int) -> None:
    ring = Keyring([OLD])
    sealed = bytearray(ring.seal(b"4111", PLACE))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        ring.open(bytes(sealed), PLACE)


def test_a_key_is_changed_without_losing_what_the_old_one_sealed() -> None:
    before = Keyring([OLD]).seal(b"4111", PLACE)
    both = Keyring([NEW, OLD])

    assert both.open(before, PLACE) == b"4111"
    assert both.seal(b"x", PLACE).startswith(b"new.")
    with pytest.raises(SealBroken):
        Keyring([NEW]).open(before, PLACE)


def test_the_same_value_is_never_sealed_alike() -> None:
    ring = Keyring([OLD])
    assert ring.seal(b"4111", PLACE) != ring.seal(b"4111", PLACE)


def test_a_parcel_opens_for_its_own_asking_alone_and_shows_nothing() -> None:
    ring = Keyring([OLD])
    sealed = parcel(ring)
    seals = Seals(ring, "here")
    number, proof = seals.open(FORM, "card", sealed)

    assert (number.text, number.brand, number.label) == ("4111111111111111", "Visa", "Number")
    assert proof.file == Attached("p.txt", "text/plain", b"proof")
    assert b"4111" not in sealed
    assert "4111" not in repr(number)
    for wrong in (
        (FormId("f2"), "card", sealed),
        (FORM, "address", sealed),
        (FORM, "card", b"[1]"),
        (FORM, "card", b"{"),
    ):
        with pytest.raises(SealBroken):
            seals.open(*wrong)
    with pytest.raises(SealBroken):
        Seals(ring, "there").open(FORM, "card", sealed)


def test_a_link_is_the_same_each_time_and_only_its_digest_is_stored() -> None:
    links = FormLinks(Keyring([OLD]), "https://bridge.example/")
    token = links.token(FORM)

    assert len(token) == 43  # 256 bits
    assert links.customers(FORM) == f"https://bridge.example/f/{token}"
    assert links.token(FormId("f2")) != token
    assert token not in digest_of(token)
    changed = FormLinks(Keyring([NEW, OLD]), "https://bridge.example")
    assert changed.customers(FORM, digest_of(token)) == f"https://bridge.example/f/{token}"
    assert changed.customers(FORM) != f"https://bridge.example/f/{token}"


def test_a_process_makes_a_key_of_its_own_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    made = own_key(tmp_path / "data")
    file = tmp_path / "data" / FILE

    assert own_key(tmp_path / "data") == made
    assert len(made.secret) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == [FILE]
    assert made.secret.hex() not in repr(made)


def test_a_damaged_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("nothing")
    with pytest.raises(ValueError, match="32 random bytes"):
        own_key(tmp_path)


@pytest.mark.parametrize("text", ["00" * 32, "short", "!" * 44, "A" * 43, ""])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        read_key(text)


def test_a_key_is_read_in_hex_and_in_both_alphabets_of_base64() -> None:
    key = bytes(range(200, 232))
    from base64 import b64encode, urlsafe_b64encode  # noqa: PLC0415 - for this alone

    written = (key.hex(), b64encode(key).decode(), urlsafe_b64encode(key).decode().rstrip("="))
    assert [read_key(one) for one in written] == [key] * 3
