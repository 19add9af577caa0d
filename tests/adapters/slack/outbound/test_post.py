"""Posts: what goes into chat.postMessage."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.authors import LONGEST, clean_name
from adapters.slack.escaping import clean, escape, width
from adapters.slack.messages_in import own_key
from adapters.slack.post import Uploads, bodies, changed
from core.ids import ExternalRef, FileId
from core.messages import Mark, MarkKind, Media, Text, Unfetched
from core.views import Post, Tone
from playground.slack import blocks as block_rules
from tests.adapters.slack.outbound.desks import a_post
from tests.adapters.slack.outbound.rich import NASTY, rich_elements

Json = dict[str, Any]

HREFS = st.sampled_from([None, "https://shop.example/a", "javascript:alert(1)", "http://[bad", "mailto:a@b.example"])
MARKS = st.lists(
    st.builds(Mark, st.sampled_from(MarkKind), st.integers(-3, 200), st.integers(-3, 200), HREFS),
    max_size=8,
)
TEXTS = st.builds(Text, st.builds("".join, st.lists(st.one_of(st.text(), NASTY), max_size=12)), MARKS.map(tuple))


def words(body: Json) -> str:
    return "".join(element["text"] for element in rich_elements(body))


def test_a_customers_words_as_slack_gets_them() -> None:
    text = Text(
        "Hi & bye, see shop.example", (Mark(MarkKind.BOLD, 0, 2), Mark(MarkKind.LINK, 14, 26, "http://shop.example"))
    )

    assert bodies(a_post(parts=(text,), picture="https://shop.example/mia.png")) == [
        {
            "text": "Hi &amp; bye, see shop.example",
            "blocks": [
                {
                    "type": "rich_text",
                    "block_id": "key:key-1",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {"type": "text", "text": "Hi", "style": {"bold": True}},
                                {"type": "text", "text": " & bye, see "},
                                {"type": "link", "text": "shop.example", "url": "http://shop.example"},
                            ],
                        }
                    ],
                }
            ],
            "parse": "none",
            "link_names": False,
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
            "username": "Mia Wong (customer)",
            "icon_url": "https://shop.example/mia.png",
            "metadata": {"event_type": "deskbridge_post", "event_payload": {"key": "key-1", "piece": 1, "of": 1}},
        }
    ]


@settings(deadline=None)  # the machine may be busy
@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_any_text_with_any_marks_is_valid_recoverable_and_harmless(
    texts: list[Text],
    by_customer: bool,  # noqa: FBT001 - drawn, not called
    private: bool,  # noqa: FBT001 - drawn, not called
) -> None:
    said = "\n".join(clean(text.text) for text in texts)

    made = bodies(a_post(parts=tuple(texts), by_customer=by_customer, private=private))

    for body in made:
        assert block_rules.accepted(body["blocks"])
        assert width(body["text"]) <= 4_000
        assert "<" not in body["text"]
        assert {element["type"] for element in rich_elements(body)} <= {"text", "link"}
        assert all(
            element["url"].startswith(("http", "mailto:")) for element in rich_elements(body) if "url" in element
        )
    if said.strip():
        assert "".join(words(body) for body in made) == said


@settings(deadline=None)  # the machine may be busy
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).map(
        lambda text: text * (4_000 // len(text))
    )
)
def test_a_long_text_goes_in_pieces_and_only_the_last_carries_the_key(text: str) -> None:
    made = bodies(a_post(f"a{text * 2}"))

    assert len(made) > 1
    payloads = [body["metadata"]["event_payload"] for body in made]
    assert [payload["piece"] for payload in payloads] == list(range(1, len(made) + 1))
    assert ["key" in payload for payload in payloads] == [False] * (len(made) - 1) + [True]
    assert [body["blocks"][0].get("block_id") for body in made[:-1]] == [None] * (len(made) - 1)


def test_a_customers_link_that_hides_its_address_is_no_link() -> None:
    text = Text("bank.example", (Mark(MarkKind.LINK, 0, 12, "https://evil.example"),))

    assert rich_elements(bodies(a_post(parts=(text,)))[0]) == [{"type": "text", "text": "bank.example"}]
    by_agent = bodies(a_post(parts=(text,), by_customer=False, author="Ada"))[0]
    assert rich_elements(by_agent) == [{"type": "link", "text": "bank.example", "url": "https://evil.example"}]


def test_a_private_note_looks_private() -> None:
    body = bodies(a_post("rude one", by_customer=False, author="Ada", private=True))[0]

    assert body["text"] == "🔒 rude one"
    assert body["blocks"][0]["elements"][0]["text"].startswith("🔒 Private")
    assert body["blocks"][1]["elements"][0]["type"] == "rich_text_quote"
    assert "(customer)" not in body["username"]


def test_a_notice_of_the_bridge_is_small_and_stands_under_its_own_name() -> None:
    body = bodies(Post("k", (Text("Not delivered: <gone>"),), tone=Tone.BAD))[0]

    assert "username" not in body
    assert body["text"] == "⛔ Not delivered: &lt;gone&gt;"
    assert [block["type"] for block in body["blocks"]] == ["context"]
    assert body["blocks"][0]["elements"][0] == {
        "type": "plain_text",
        "text": "⛔ Not delivered: <gone>",
        "emoji": False,
    }


def test_a_deleted_post_says_so_and_keeps_no_word() -> None:
    made = changed(a_post("my card is 4111 1111", deleted=True))

    assert len(made) == 1
    assert "4111" not in str(made)
    assert made[0]["text"] == "This message was deleted."


def test_an_edited_post_says_so() -> None:
    assert changed(a_post("new", edited=True))[0]["blocks"][-1]["elements"][0]["text"] == "edited"


def test_files_are_named_and_those_that_slack_refused_are_not_kept_quiet() -> None:
    good, bad = Media(FileId("f1"), "a.png", "image/png", 1_234_567), Media(FileId("f2"), "b.exe", "x/y", 12)
    later = Unfetched(ExternalRef("T/F/"), "c.pdf", "application/pdf", 2_000)

    body = bodies(a_post(parts=(good, bad, later)), Uploads(ids=("F1",), refused=("f2",)))[0]

    assert [block["elements"][0]["text"] for block in body["blocks"]] == [
        "📎 a.png · 1.2 MB",
        "📎 b.exe · 12 bytes · could not be shown here",
        "📎 c.pdf · 2 kB · not fetched yet",
    ]
    assert body["metadata"]["event_payload"] == {"part_of": "key-1", "piece": 1, "of": 1, "files": ["F1"]}
    assert "block_id" not in body["blocks"][0]


def test_a_post_without_words_or_files_still_shows_that_something_came() -> None:
    body = bodies(a_post(" \n "))[0]

    assert words(body) == "(no text)"
    assert block_rules.accepted(body["blocks"])


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_a_customers_name_is_capped_visible_and_marked(name: str) -> None:
    shown = bodies(a_post(author=name))[0]["username"]

    assert shown.endswith(" (customer)")
    assert len(shown) > len(" (customer)")
    assert width(shown) <= LONGEST
    assert "\n" not in shown


def test_signs_that_turn_or_hide_text_do_not_get_into_a_name() -> None:
    assert clean_name("\u202eAda\u200b \u2066Love\nlace\u2069 <@U1>") == "Ada Love lace @U1"


@pytest.mark.parametrize("picture", ["javascript:alert(1)", "data:image/png;base64,AA", "//x", "https://", "http://["])
def test_only_web_pictures_are_passed_on(picture: str) -> None:
    body = bodies(a_post(picture=picture))[0]

    assert "icon_url" not in body
    assert body["icon_emoji"] == ":bust_in_silhouette:"


def test_the_top_level_text_is_what_the_blocks_say() -> None:
    body = bodies(a_post("a < b"))[0]

    assert body["text"] == escape(words(body))


def test_the_inbound_half_reads_the_key_of_a_whole_post_only() -> None:
    *earlier, last = bodies(a_post("word " * 2_000))

    assert [own_key(body) for body in earlier] == [""] * len(earlier)
    assert own_key(last) == own_key({"blocks": last["blocks"]}) == "key-1"
    assert own_key(bodies(a_post("look"), Uploads(ids=("F1",)))[0]) == ""
