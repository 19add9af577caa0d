"""Articles from Markdown (T11): plain text that loses nothing but its marks."""

import pytest

from core.features.articles import SUMMARY, as_link, as_message, read_article

SOURCE = """---
title: "How to return tea"
keywords: refund, money back
---
# Returning tea

You can send tea back **within 30 days**, *unopened*. See [our terms](https://shop.example/terms "Terms"),
[below](#how) or [https://shop.example](https://shop.example).
<!-- for us only -->
![a parcel](parcel.png)

## How

1. Write to us
- keep the `**slip**`
* * *
> quoted <b>words</b>

```
a_b_c
```
"""


def test_marks_go_and_words_stay() -> None:
    article = read_article("help", "orders/returns", SOURCE, "https://help.example/")
    assert article.title == "How to return tea"
    assert article.keywords == "refund, money back"
    assert article.headings == ("Returning tea", "How")
    assert article.link == "https://help.example/orders/returns"
    assert article.text.splitlines() == [
        "You can send tea back within 30 days, unopened. See our terms (https://shop.example/terms),",
        "below or https://shop.example.",
        "",
        "How",
        "",
        "1. Write to us",
        "• keep the **slip**",
        "quoted words",
        "",
        "a_b_c",
    ]


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("# Delivery\n\nTwo days.", "Delivery", "Two days."),
        ("Two days.", "Delivery times", "Two days."),
        ("", "Delivery times", ""),
        ("---\ntitle: Times\n---", "Times", ""),
        ("---\nno end\n# T", "T", "no end\nT"),
        ("a_b and 2*3*4 and __init__", "Delivery times", "a_b and 2*3*4 and init"),
    ],
)
def test_the_title_is_the_heads_or_the_first_heading_or_the_files_name(source: str, title: str, text: str) -> None:
    article = read_article("help", "more/delivery-times", source)
    assert (article.title, article.text) == (title, text)
    assert article.link is None


def test_a_summary_is_the_beginning_on_one_line() -> None:
    article = read_article("help", "long", "word\n\n" * 200)
    assert len(article.summary) <= SUMMARY
    assert article.summary.endswith("…")
    assert "\n" not in article.summary


def test_a_message_has_the_title_the_text_and_the_link() -> None:
    article = read_article("help", "delivery", "# Delivery\nTwo days.", "https://help.example")
    assert as_message(article) == "Delivery\n\nTwo days.\n\nhttps://help.example/delivery"
    assert as_link(article) == "Delivery\nhttps://help.example/delivery"


def test_a_long_article_is_cut_at_the_end_of_a_line_and_keeps_its_link() -> None:
    article = read_article("help", "long", "# Long\n" + "a line of text\n" * 100, "https://help.example")
    said = as_message(article, 400)
    assert len(said) <= 400
    assert said.endswith("a line of text…\n\nhttps://help.example/long")


def test_one_long_line_is_cut_too() -> None:
    article = read_article("help", "long", "x" * 5_000)
    assert len(as_message(article, 400)) <= 400
    assert as_link(article) == "Long"
