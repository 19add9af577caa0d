"""Posts as text activities."""

import re
from html import unescape

import pytest

from adapters.teams.pieces import MOST, MOST_ESCAPED, split
from adapters.teams.post import Around, activities
from core.ids import ExternalRef, FileId
from core.messages import Mark, MarkKind, Media, Text, Unfetched
from core.views import Post
from tests.adapters.teams.outbound.values import HOSTILE, a_post

RECEIPT = Media(FileId("f1"), "receipt <1>.png", "image/png", 1_200)
LINKED = Around({FileId("f1"): "https://bridge.example/file/f1/1.a?x=1&y=2"})


def texts(post: Post, around: Around | None = None, into: int | None = None) -> list[str]:
    """Give the markup of what is posted."""
    return [one["text"] for one in activities(post, around or Around(), into)]


def read(markup: str) -> str:
    """Read markup as a client shows it."""
    return unescape(re.sub(r"<[^>]+>", "", markup.replace("<br/>", "\n"))).replace("\u00a0", " ")


def test_the_author_heads_the_text_and_a_customer_is_seen_to_be_one() -> None:
    (customer,) = texts(a_post("hi"))
    (agent,) = texts(a_post("hi", author="Ada Lovelace", by_customer=False))
    (ours,) = texts(Post("k", (Text("Ada has joined."),)))

    assert customer == "<b>Mia Wong (customer)</b><br/>hi"
    assert agent == "<b>Ada Lovelace</b><br/>hi"
    assert ours == "Ada has joined."


def test_a_name_hides_nothing_and_breaks_no_line() -> None:
    (text,) = texts(a_post("hi", author="Ada\u202e\u200b\nLovelace <at>x</at>" + "y" * 200))

    assert text.startswith("<b>Ada Lovelace &lt;at&gt;x&lt;/at&gt;")
    assert "\u202e" not in text
    assert len(read(text)) < 90


@pytest.mark.parametrize("text", ["  indented", "a  b   c ", "one\n two", "tab\there", "<at>Ada</at> & co", HOSTILE])
def test_words_are_shown_as_they_were_written(text: str) -> None:
    (made,) = texts(a_post(text, by_customer=False, author=None, message=None))

    assert read(made) == text.replace("\t", "\u2003")
    assert "  " not in made
    assert set(re.findall(r"<(/?[a-z]+)", made)) <= {"br"}


def test_marks_are_kept_and_our_own_look_is_not_theirs() -> None:
    marks = (
        Mark(MarkKind.BOLD, 0, 4),
        Mark(MarkKind.ITALIC, 5, 9),
        Mark(MarkKind.STRIKE, 5, 9),
        Mark(MarkKind.CODE, 10, 14),
    )
    (made,) = texts(a_post(parts=(Text("bold both code", marks),)))

    assert made.endswith("<strong>bold</strong> <strike><em>both</em></strike> <code>code</code>")


def test_a_customer_s_link_says_where_it_leads_and_an_agent_s_may_have_words() -> None:
    named = Text("your bank", (Mark(MarkKind.LINK, 0, 9, "https://evil.example"),))
    bare = Text("evil.example", (Mark(MarkKind.LINK, 0, 12, "https://evil.example/"),))
    running = Text("click", (Mark(MarkKind.LINK, 0, 5, "javascript:alert(1)"),))

    assert "<a " not in texts(a_post(parts=(named,)))[0]
    assert '<a href="https://evil.example/">evil.example</a>' in texts(a_post(parts=(bare,)))[0]
    assert '<a href="https://evil.example">your bank</a>' in texts(a_post(parts=(named,), by_customer=False))[0]
    assert "<a " not in texts(a_post(parts=(running,), by_customer=False))[0]


def test_only_our_own_words_mention_somebody_and_only_who_is_known() -> None:
    words = Text("Ada <L> has joined.", (Mark(MarkKind.MENTION, 0, 7, "t/ada"),))
    known = Around(members={"t/ada": "29:ada"})

    (ours,) = activities(Post("k", (words,)), known)
    (unknown,) = activities(Post("k", (words,)), Around())
    (theirs,) = activities(a_post(parts=(words,)), known)

    tag = "<at>Ada &lt;L&gt;</at>"
    assert ours["text"] == f"{tag} has joined."
    assert ours["entities"] == [{"type": "mention", "text": tag, "mentioned": {"id": "29:ada", "name": "Ada <L>"}}]
    assert "entities" not in unknown
    assert "<at>" not in unknown["text"] + theirs["text"]


def test_what_agents_alone_may_see_looks_so_in_every_piece() -> None:
    made = texts(a_post("word " * 4_000, private=True, by_customer=False))

    assert len(made) > 2
    assert [one for one in made if "🔒" not in one or "<blockquote>" not in one] == []


@pytest.mark.parametrize("text", ["&" * 30_000, "word & <more> " * 3_000, "🧵🏽" * 9_000, "é" * 20_000])
def test_a_long_text_is_cut_without_loss_into_pieces_that_teams_takes(text: str) -> None:
    made = activities(a_post(text), Around())

    said = "".join(read(one["text"]).removeprefix("Mia Wong (customer)\n") for one in made)
    assert said.replace(" ", "") == text.replace(" ", "")
    assert max(len(one["text"].encode("utf-16-le")) for one in made) <= 20_000


def test_pieces_are_the_text_and_never_part_a_character() -> None:
    text = "x" * (MOST - 1) + "👩‍👩‍👧" + "y " * MOST_ESCAPED

    pieces = [text[start:end] for start, end in split(text)]

    assert "".join(pieces) == text
    assert [one for one in pieces if "👩‍👩‍👧" in one]
    assert list(split("")) == [(0, 0)]


def test_a_changed_post_keeps_to_its_messages_and_says_what_does_not_fit() -> None:
    long = "word " * 20_000

    (one,) = texts(a_post(long, edited=True), into=1)
    several = texts(a_post("word " * 3_000), into=5)

    assert "The rest does not fit here." in one
    assert one.endswith("<i>edited</i>")
    assert len(one.encode("utf-16-le")) <= 80_000
    assert len(several) == 3


def test_a_deleted_post_shows_none_of_its_words() -> None:
    (made,) = activities(a_post("secret", deleted=True), Around())

    assert "deleted" in made["text"]
    assert "secret" not in str(made)


def test_a_file_is_a_link_where_there_is_one_and_else_is_named_with_what_to_do() -> None:
    (linked,) = texts(a_post(parts=(Text("here"), RECEIPT)), LINKED)
    (named,) = texts(a_post(parts=(Text("here"), RECEIPT)))
    (alone,) = texts(a_post(parts=(Unfetched(ExternalRef("x"), "a.pdf", "application/pdf", 2_500_000),)))

    link = '<a href="https://bridge.example/file/f1/1.a?x=1&amp;y=2">receipt &lt;1&gt;.png</a>'
    assert linked.endswith(f"here<br/>📎 {link} <i>· 1 kB</i>")
    assert "can't be shown here" in named
    assert alone.endswith("<i>📎 a.pdf · 2.5 MB · not fetched yet</i>")


def test_a_post_without_words_says_so() -> None:
    assert texts(a_post("  "))[0].endswith("<i>(no text)</i>")


def test_the_notification_says_who_wrote_what() -> None:
    (made,) = activities(a_post("one\ntwo " + "x" * 500), Around())

    assert made["summary"].startswith("Mia Wong (customer): one two")
    assert len(made["summary"]) <= 200
