"""Secure forms and keys in the configuration: every mistake is told with its place and with what to do."""

from datetime import timedelta

import pytest

from core.policy.secure_forms import SecureKind
from tests.config.conftest import GOOD, Folder

QUEUE = GOOD.replace("places: [C1]", "places: [C1]\n    secure_forms: [address]")
FORM = "secure_forms:\n  address:\n    title: Address\n    inputs:\n"
GOOD_FORM = QUEUE + FORM + "      street: {label: Street}\n"
KEY = "keys:\n  - {id: a, secret: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=}\n"
REDIS = "redis: {url: 'redis://127.0.0.1'}\n"
SEVERAL = "server: {workers: 2}\nstorage: {url: 'postgresql://u:p@h/d'}\n"
PAY = "secure_forms:\n  address:\n    title: Payment\n    payment_link: "


def test_a_form_is_read_with_its_times_and_words(folder: Folder) -> None:
    text = QUEUE + FORM.replace(
        "    inputs:\n", "    answer_within: 5m\n    languages: {de: {title: Adresse}}\n    inputs:\n"
    )
    config = folder.load(
        text + "      card: {label: Card, kind: card, required: true, languages: {de: {label: Karte}}}\n"
    )
    form = config.secure_forms["address"]

    assert form.answer_within == timedelta(minutes=5)
    assert form.inputs["card"].kind is SecureKind.CARD
    assert form.languages["de"].title == "Adresse"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (QUEUE, "6  queues -> billing -> secure_forms -> item 1: there is no secure form 'address'."),
        (GOOD_FORM.replace("[address]", "[address, address]"), "'address' stands there twice"),
        (GOOD_FORM + "server: {public_url: 'http://bridge.example'}\n", "would travel unencrypted"),
        (GOOD_FORM + SEVERAL + KEY, "2 processes can't share what customers fill in without Redis"),
        (GOOD_FORM + SEVERAL + REDIS, "2 processes need keys that they share"),
        (QUEUE + "secure_forms:\n  address: {title: Address}\n", "needs either inputs or a payment_link"),
        (QUEUE + FORM + "      tea: {label: Tea, kind: choice}\n", "a field of kind choice needs options"),
        (QUEUE + FORM + "      tea: {label: Tea, options: [Green]}\n", "and no other has any"),
        (
            QUEUE + FORM + "      tea: {label: Tea, kind: choice, options: [A, A]}\n",
            "the same option stands there twice",
        ),
        (
            QUEUE + FORM + "      tea: {label: Tea, kind: choice, options: [A, B], languages: {de: {options: [C]}}}\n",
            "has 2 options, and 1 in language de",
        ),
        (QUEUE + FORM + "      order: {label: Order, kind: pattern}\n", "a field of kind pattern needs a pattern"),
        (QUEUE + FORM + "      order: {label: Order, kind: pattern, pattern: '(a+)+'}\n", "which can take minutes"),
        (QUEUE + FORM + "      proof: {label: Proof, kind: file, max_size: 6MB}\n", "max_size must be 5 MB or less"),
        (QUEUE + FORM + "".join(f"      f{n}: {{label: F, kind: file}}\n" for n in range(6)), "5 files at the most"),
        (QUEUE + FORM + "      code: {label: Code, kind: cvv}\n", "code -> kind"),
        (QUEUE + PAY + "{}\n", "needs a url, or the hosts"),
        (QUEUE + PAY + "{url: 'http://pay.example/x'}\n", "must begin with https://"),
        (QUEUE + PAY + "{url: 'https://pay.example/x', hosts: [other.example]}\n", "is not listed under hosts"),
        (QUEUE + PAY + "{hosts: ['https://pay.example']}\n", "must be the name of a host"),
        (
            GOOD_FORM + KEY + "  - {id: a, secret: ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=}\n",
            "two keys are called a",
        ),
        (GOOD_FORM + "keys: [{id: a, secret: short}]\n", "must be 32 random bytes"),
        (
            GOOD_FORM + "canned: {where: {title: Where, text: 'Where? {form:adress}'}}\n",
            "asks for a secure form 'adress', which is not there. Did you mean 'address'?",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(folder: Folder, text: str, said: str) -> None:
    assert said in "\n".join(folder.problems(text)).replace("which is not there:", "which is not there.")


def test_a_key_is_never_shown(folder: Folder) -> None:
    secret = "c2VjcmV0c2VjcmV0"
    assert secret not in "\n".join(folder.problems(GOOD_FORM + f"keys: [{{id: a, secret: {secret}}}]\n"))


def test_several_processes_with_redis_and_keys_may_have_secure_forms(folder: Folder) -> None:
    assert folder.load(GOOD_FORM + SEVERAL + REDIS + KEY).keys[0].id == "a"


def test_a_payment_link_may_lead_to_its_own_host_and_to_those_listed(folder: Folder) -> None:
    own = folder.load(QUEUE + PAY + "{url: 'https://pay.example/x'}\n").secure_forms["address"].payment_link
    listed = folder.load(QUEUE + PAY + "{hosts: [Pay.Example, b.example]}\n").secure_forms["address"].payment_link

    assert own is not None
    assert own.allowed == {"pay.example"}
    assert listed is not None
    assert listed.allowed == {"pay.example", "b.example"}
