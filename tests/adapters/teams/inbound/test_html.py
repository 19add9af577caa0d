"""HTML as a text with formatting: what people see, and nothing that they could not have meant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.html_in import Mention, read_html
from adapters.teams.html_tokens import Tag, tokens
from core.messages import MarkKind

US = Mention("Bridge", is_us=True)
GRACE = Mention("Grace Hopper", is_us=False)
SPAN = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="{}">{}</span>'


def marks(html: str) -> list[tuple[MarkKind, str]]:
    text = read_html(html).text
    return [(one.kind, text.text[one.start : one.end]) for one in text.marks]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>one</div>\n<div>two</div>", "one\ntwo"),
        ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
        ("  a \n\t b  ", "a b"),
        ("a&nbsp;&nbsp;b", "a  b"),
        ("one<br>two<br/><br />three", "one\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>d", "• a\n• b\n    1. c\nd"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n> b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
        ("1 &lt; 2 &amp;&amp; 3 > 2", "1 < 2 && 3 > 2"),
        ("a < b and <3", "a < b and <3"),
        ("<unknown-tag>kept</unknown-tag>", "kept"),
        ("<script>alert(1)</script>kept", "kept"),
        ("<!-- nobody -->kept", "kept"),
        ("never <b closed", "never <b closed"),
        ("</p></div>kept", "kept"),
        ("<b>open <i>both", "open both"),
    ],
)
def test_words_are_what_people_see(html: str, words: str) -> None:
    assert read_html(html).text.text == words


def test_formatting_is_kept_as_marks() -> None:
    assert marks("<b>a</b> <em>b</em> <s>c</s> <code>d</code> <h1>e</h1>") == [
        (MarkKind.BOLD, "a"),
        (MarkKind.ITALIC, "b"),
        (MarkKind.STRIKE, "c"),
        (MarkKind.CODE, "d"),
        (MarkKind.BOLD, "e"),
    ]


def test_what_is_bold_in_several_pieces_is_one_mark() -> None:
    assert marks("<b>one </b><b>two</b>") == [(MarkKind.BOLD, "one two")]


def test_a_block_of_code_is_one_mark_with_its_lines() -> None:
    assert marks("<codeblock><code>x = 1<br>y  = 2</code></codeblock>") == [(MarkKind.CODE, "x = 1\ny  = 2")]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "", " JAVASCRIPT:x"])
def test_a_link_to_elsewhere_than_the_web_is_its_words(href: str) -> None:
    assert marks(f'<a href="{href}">here</a>') == []


def test_a_link_is_kept_with_its_address() -> None:
    (mark,) = read_html('<a href=" https://x.example/?a=1&amp;b=2 ">here</a>').text.marks

    assert (mark.kind, mark.href) == (MarkKind.LINK, "https://x.example/?a=1&b=2")


def test_an_emoji_is_its_sign_and_a_picture_is_noted() -> None:
    read = read_html('<img alt="😀" itemtype="http://schema.skype.com/Emoji"><img src="https://x" alt="cat">')

    assert (read.text.text, read.pictures) == ("😀", 1)


@pytest.mark.parametrize("behind", ["&nbsp;accept", " accept", ": accept", ",<br>accept", "</p><p>accept"])
def test_the_bots_name_at_the_beginning_is_no_word(behind: str) -> None:
    read = read_html(f"<p>{SPAN.format(0, 'Bridge')}{behind}</p>", [US])

    assert (read.text.text, read.mentions_us) == ("accept", True)


def test_a_name_within_the_words_stays_and_notifies_nobody() -> None:
    read = read_html(f"<p>ask {SPAN.format(1, 'Bridge')} or {SPAN.format(0, 'Grace Hopper')}</p>", [GRACE, US])

    assert (read.text.text, read.mentions_us) == ("ask @Bridge or @Grace Hopper", True)


def test_who_is_only_called_like_the_bot_is_not_the_bot() -> None:
    read = read_html(f"<p>{SPAN.format(0, 'Bridge')} hello</p>", [Mention("Bridge", is_us=False)])

    assert (read.text.text, read.mentions_us) == ("@Bridge hello", False)


def test_typed_tags_are_words() -> None:
    read = read_html("<p>&lt;at&gt;Bridge&lt;/at&gt; &lt;b&gt;x</p>", [US])

    assert (read.text.text, read.mentions_us, read.text.marks) == ("<at>Bridge</at> <b>x", False, ())


def test_a_quoted_message_is_left_out_and_named() -> None:
    quote = '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17"><p>secret</p></blockquote>'

    read = read_html(f"{quote}<p>yes</p>")

    assert (read.text.text, read.quoted) == ("yes", "17")


@given(st.text(alphabet="<>/abpiul=\"' &;!-\n", max_size=200))
def test_no_html_breaks_the_reading(html: str) -> None:
    text = read_html(html, [US, GRACE]).text

    assert all(0 <= one.start < one.end <= len(text.text) for one in text.marks)
    assert text.text == text.text.rstrip()


@given(st.lists(st.text(alphabet="ab <>&\"'", max_size=20), max_size=8))
def test_escaped_words_come_back_as_they_were(lines: list[str]) -> None:
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines]
    read = read_html("".join(f"<p>{line}</p>" for line in escaped))

    assert read.text.text.split() == " ".join(lines).split()


@given(st.text(max_size=300))
def test_words_and_tags_are_all_of_it(html: str) -> None:
    assert all(isinstance(one, Tag) or one for one in tokens(html))


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<![", "<", "<p>a", "<b>x </b>", "<ul><li>", "</div>", '<img itemtype="', "<a '<b \""]
)
def test_what_never_ends_takes_no_longer_than_what_does(piece: str) -> None:
    began = time.process_time()
    read_html(piece * (100_000 // len(piece)))

    assert time.process_time() - began < 5  # the standard library's parser takes minutes for some of these
