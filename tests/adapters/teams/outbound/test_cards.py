"""Cards, prompts and home pages as Adaptive Cards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.teams import cards, home, prompt
from core.ids import ExternalRef
from core.messages import Span
from core.views import Button, Card, Fact, Home, HomeChat, HomeSection, Prompt, Tone
from tests.adapters.teams.outbound.schema import card_of, elements, runs, said, titles
from tests.adapters.teams.outbound.values import CARD, CHAT, HOSTILE, NOW

HOSTILE_CARD = Card(
    title=HOSTILE,
    summary=HOSTILE,
    status=HOSTILE,
    facts=(Fact(HOSTILE, HOSTILE), Fact("Page", HOSTILE, href="https://shop.example/a")),
    quote=HOSTILE,
    buttons=(Button(HOSTILE, "accept", CHAT),),
    footnote=HOSTILE,
)


def a_home(lines: int, title: str = "Mia Wong") -> Home:
    """Make a home page with so many chats."""
    one = HomeChat(title, "Billing", NOW, unread=2, link=ExternalRef("t"), buttons=(Button("Open", "open", CHAT),))
    chats = HomeSection("Your chats", (one,) * lines, "No chats in hand.")
    waiting = HomeSection("Waiting", (replace(one, buttons=()),) * lines, "Nobody waits.")
    return Home("Hello", "You are Ready", Tone.GOOD, (Button("Not ready", "notready"),), (chats, waiting))


def link_of(_: ExternalRef) -> str:
    return "https://teams.example/l/message/1/2"


def test_a_card_says_all_that_it_has_and_can_be_clicked() -> None:
    card = card_of(cards.message(CARD, NOW))

    words = said(card)
    for one in ("Mia Wong", "Waiting", "Refunds", CARD.quote, CARD.footnote):
        assert one in words
    assert titles(card) == ["Accept"]
    assert cards.message(CARD, NOW)["summary"] == CARD.summary


def test_a_time_is_rendered_by_the_reader_s_client_and_stands_alone() -> None:
    late = replace(CARD, facts=(Fact("Since", moment=NOW - timedelta(days=3)),))

    near, far = (
        [one["text"] for one in elements(card_of(cards.message(card, NOW))) if one["type"] == "TextBlock"]
        for card in (CARD, late)
    )

    assert near == ["{{TIME(2026-11-21T15:03:40Z)}}"]
    assert far == ["{{DATE(2026-11-18T15:06:40Z,SHORT)}}, {{TIME(2026-11-18T15:06:40Z)}}"]


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_a_colour_and_a_dot(tone: Tone) -> None:
    card = card_of(cards.message(replace(CARD, tone=tone), NOW))

    assert card["body"][0]["style"] == cards.STYLES[tone]
    assert cards.DOTS[tone] in said(card)


def test_what_is_empty_is_not_shown() -> None:
    card = card_of(cards.message(Card("Mia Wong", ""), NOW))

    assert said(card) == "Mia Wong"
    assert len(card["body"]) == 1


@pytest.mark.parametrize(
    "activity",
    [
        cards.message(HOSTILE_CARD, NOW, hint="a hint"),
        prompt.message(Prompt("Look", "k", quote=HOSTILE, card=HOSTILE_CARD, link="https://teams.example/x"), NOW),
        prompt.message(Prompt("Look", "k", quote=HOSTILE, spans=(Span(3, 9),)), NOW),
        home.message(a_home(2, HOSTILE), link_of, NOW, "29:ada"),
    ],
    ids=["card", "prompt with a card", "prompt with a quote", "home"],
)
def test_what_somebody_chose_is_words_and_runs_nothing(activity: dict[str, object]) -> None:
    card = card_of(activity)

    assert not set("[]*<_`") & set(card["fallbackText"])
    assert "{{" not in card["fallbackText"]
    assert not [one for one in runs(card) if "{{" in one]
    assert not [one for one in elements(card) if one["type"] == "TextBlock" and "evil" in one["text"]]
    assert not [one for one in elements(card) if "evil" in one.get("url", "")]
    assert not [one for one in titles(card) if "{{" in one]
    assert HOSTILE[:100] in said(card)


def test_a_link_leads_where_it_says_and_nowhere_but_the_web() -> None:
    shown = replace(CARD, facts=(Fact("Page", "Refunds", href="https://shop.example/refunds"),))
    hidden = replace(CARD, facts=(Fact("Page", "Refunds", href="javascript:alert(1)"),), link="javascript:alert(1)")

    good, bad = (card_of(cards.message(card, NOW)) for card in (shown, hidden))

    assert [one["url"] for one in elements(good) if "url" in one] == ["https://shop.example/refunds"]
    assert "https://shop.example/refunds" in said(good)
    assert not [one for one in elements(bad) if "url" in one]


def test_the_longest_card_stays_within_its_weight() -> None:
    many = tuple(Fact("Ä" * 100, "ü" * 400) for _ in range(40))
    buttons = tuple(Button("Ö" * 80, "queue", CHAT, {"queue": "x" * 50}) for _ in range(12))
    longest = Card("Ä" * 900, "Ä" * 900, Tone.BAD, "Ä" * 900, many, "Ä" * 9_000, buttons, buttons, "Ä" * 900)

    card = card_of(cards.message(longest, NOW))

    assert "…" in said(card)


def test_a_hint_of_the_desk_stands_on_the_card() -> None:
    assert "mention me" in said(card_of(cards.message(CARD, NOW, hint="mention me")))


def test_words_alone_are_a_text_and_all_else_is_a_card() -> None:
    words = prompt.message(Prompt("You are Ready.", "k"), NOW)
    asking = prompt.message(Prompt("Not sent.", "k", quote="oh", buttons=(Button("Send", "send", CHAT),)), NOW)

    assert words["text"] == "You are Ready."
    assert "attachments" not in words
    assert said(card_of(asking)) == "Not sent.\noh"


def test_an_answer_s_heads_are_bold_and_its_addresses_lead_somewhere() -> None:
    answer = (
        "Your chats:\n• #1 Mia: https://teams.microsoft.com/l/message/19:x/1?tenantId=t\n• see https://shop.example."
    )

    text = prompt.message(Prompt(answer, "k"), NOW)["text"]
    card = card_of(prompt.message(Prompt(answer, "k", buttons=(Button("More", "more"),)), NOW))

    assert text.startswith("<b>Your chats:</b><br/>• #1 Mia: <a href=")
    assert "open thread</a><br/>" in text
    assert '<a href="https://shop.example">https://shop.example</a>.' in text
    assert [one["url"] for one in elements(card) if "url" in one][1] == "https://shop.example"


def test_a_line_before_points_is_a_head_with_a_colon_or_without() -> None:
    text = prompt.message(Prompt("Customer of chat #1: Mia\n• a name\n• a number\nNo past chats.", "k"), NOW)["text"]

    assert "<b>Customer of chat #1: Mia</b>" in text
    assert text.count("<b>") == 1


def test_an_offer_is_not_said_twice() -> None:
    card = card_of(prompt.message(Prompt(CARD.summary, "k", card=CARD), NOW))

    assert CARD.summary not in said(card)


def test_what_stands_out_in_a_quote_is_marked() -> None:
    card = card_of(prompt.message(Prompt("Look:", "k", quote="my card is 4242", spans=(Span(11, 15),)), NOW))

    assert [one["text"] for one in elements(card) if one.get("highlight")] == ["4242"]


def test_a_home_page_leads_to_its_chats_and_brings_itself_up_to_date() -> None:
    card = card_of(home.message(a_home(1), link_of, NOW, "29:ada"))

    assert "2 unread" in said(card)
    assert {one["url"] for one in elements(card) if "url" in one} == {link_of(ExternalRef("t"))}
    assert card["refresh"]["userIds"] == ["29:ada"]
    assert card["msteams"] == {"width": "Full"}
    assert "refresh" not in card_of(home.message(a_home(1), link_of, NOW))


def test_a_home_page_of_many_chats_counts_what_it_leaves_out() -> None:
    words = said(card_of(home.message(a_home(400), link_of, NOW, "29:ada")))

    shown, left = words.count("Mia Wong"), [int(line.split()[1]) for line in words.splitlines() if "more" in line]
    assert shown > 10
    assert shown + sum(left) == 800
    assert "Nobody waits." not in words


def test_an_empty_section_says_so() -> None:
    words = said(card_of(home.message(a_home(0), link_of, NOW)))

    assert "No chats in hand." in words
    assert "Nobody waits." in words


def test_a_word_without_an_end_may_be_broken_and_nothing_else_is() -> None:
    address, marked = "https://shop.example/" + "a" * 80, "é" * 20 + "e\u0301" * 40 + "👩‍👩‍👧" * 30
    card = card_of(cards.message(replace(CARD, quote=f"{address} {marked} short"), NOW))

    (quote,) = [one for one in runs(card) if "short" in one]

    assert quote.replace("\u200b", "") == f"{address} {marked} short"
    first, second, *_ = quote.split(" ")
    assert max(len(part) for part in first.split("\u200b")) == 32
    assert "\u200b" not in second
