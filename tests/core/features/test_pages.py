"""Which pages may be offered, and by what name."""

from dataclasses import replace

import pytest

from core.errors import ArgumentsInvalid, Refused
from core.features.pages import find_page, offer_of, page_text
from core.messages import MarkKind, PageOffer, Span, Text, Visibility
from core.policy.pushing import Consent, Pushing, PushPage
from tests.build import a_message

PAGES = (
    PushPage("return-form", "Return form", "https://shop.example/returns"),
    PushPage("sizes", "Return sizes", "https://help.example/sizes"),
    PushPage("tea", "About tea", "https://shop.example/tea"),
)
PUSHING = Pushing(Consent.EACH_TIME, PAGES, ("https://shop.example", "http://localhost:8080"))


@pytest.mark.parametrize(
    ("wanted", "id"),
    [("return-form", "return-form"), ("RETURN FORM", "return-form"), ("return f", "return-form"), ("sizes", "sizes")],
)
def test_a_page_is_found_by_its_name_or_a_part_of_it(wanted: str, id: str) -> None:
    assert find_page(PUSHING, wanted)[0] == next(page.url for page in PAGES if page.id == id)


def test_a_name_of_several_pages_is_refused_with_their_names() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        find_page(PUSHING, "return")

    assert refused.value.sentence.args["found"] == "Return form, Return sizes"


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example",
        "https://shop.example/a?b=c#d",
        "https://SHOP.example/a",
        "https://shop.example:443/a",
        "http://localhost:8080/",
    ],
)
def test_an_address_below_a_named_site_is_taken_as_it_is(url: str) -> None:
    assert find_page(PUSHING, url)[0] == url


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "https://shop.example:8443/",
        "https://www.shop.example/",
        "https://shop.example.evil/",
        "https://shop.example@evil.example/",
        "https://evil.example/#https://shop.example",
        "https://shop.example\\@evil.example/",
        "https://shop.example/a b",
        "https://shop.example:port/",
        "https://[shop.example/",
        "javascript://shop.example/",
        "https:///path",
        "https://shop.example/" + "x" * 2000,
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        find_page(PUSHING, url)

    assert refused.value.sentence.key == "page_elsewhere"


def test_without_sites_no_address_is_taken_and_an_unknown_name_is_refused() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        find_page(replace(PUSHING, origins=()), "https://shop.example/")
    with pytest.raises(Refused) as unknown:
        find_page(PUSHING, "coffee")

    assert refused.value.sentence.args["origins"] == "none"
    assert unknown.value.sentence.key == "page_unknown"


def test_an_offer_says_its_address_to_who_has_no_buttons() -> None:
    text = page_text("https://shop.example/tea", "About tea", ask=False)

    assert text.text == "About tea\nhttps://shop.example/tea"
    assert [(mark.kind, text.text[mark.start : mark.end]) for mark in text.marks] == [
        (MarkKind.LINK, "https://shop.example/tea")
    ]
    assert text.asks == PageOffer("https://shop.example/tea", "About tea", ask=False)


def test_an_offer_is_open_until_it_is_answered_and_only_where_it_is_seen() -> None:
    offered = replace(a_message(), parts=(Text("see"), page_text("https://shop.example/", "Shop", ask=True)))
    answered = replace(offered, parts=(Text("x", asks=PageOffer("https://shop.example/", "Shop", opened=False)),))

    assert offer_of(offered) == PageOffer("https://shop.example/", "Shop")
    assert offer_of(answered) is None
    assert offer_of(replace(offered, deleted=True)) is None
    assert offer_of(replace(offered, masks=(Span(0, 1),))) is None
    assert offer_of(replace(offered, visibility=Visibility.AGENTS)) is None
