"""Whatever people write or choose: it is shown as words, and nothing of it comes alive."""

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adapters.teams import cards, forms, home, prompt
from adapters.teams.card_text import clean
from adapters.teams.forms import Problem, submission_from
from adapters.teams.post import Around, activities
from core.messages import Mark, MarkKind, Span, Text
from core.views import Button, Card, Fact, FieldKind, Form, FormField, Home, HomeChat, HomeSection, Prompt, Tone
from tests.adapters.teams.outbound.schema import card_of, checked, elements
from tests.adapters.teams.outbound.values import CHAT, NOW, a_post

TRICKS = (
    *(
        "<at>Ada</at>",
        "<b>",
        "</b><br/>",
        "&lt;",
        "&",
        "{{",
        "}}",
        "{{DATE(2020-01-01T00:00:00Z)}}",
        "**",
        "[x](http://e)",
    ),
    *(
        "<a href='https://evil.example'>",
        '"',
        "'",
        "\\",
        "\u202e",
        "\u2060",
        "\x00",
        "\ud800",
        "\n",
        "  ",
        "\t",
        "🧵🏽",
    ),
)
WORDS = st.lists(st.one_of(st.sampled_from(TRICKS), st.text(max_size=12)), max_size=12).map("".join)
OURS = {"b", "i", "br", "blockquote"}
MARKS = {"strong", "em", "strike", "code"}


class Reader(HTMLParser):
    """Reads markup as a browser does."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.words += "\n" if tag == "br" else ""
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


@st.composite
def marked(draw: st.DrawFn) -> Text:
    """Make a text with marks, mentions and links anywhere."""
    text = draw(WORDS)
    at = st.integers(0, len(text))
    hrefs = st.sampled_from((None, "https://evil.example", "javascript:alert(1)", "t/ada", text[:20]))
    marks = st.builds(Mark, st.sampled_from(list(MarkKind)), at, at, hrefs)
    return Text(text, tuple(draw(st.lists(marks, max_size=6))))


@given(text=marked(), name=WORDS, private=st.booleans())
def test_a_customer_s_post_is_words_under_a_name_that_says_customer(text: Text, name: str, *, private: bool) -> None:
    made = activities(a_post(parts=(text,), author=name, private=private), Around(members={"t/ada": "29:ada"}))

    for one in made:
        read = Reader(one["text"])
        assert read.tags <= OURS | MARKS | {"a"}
        assert "entities" not in one
        assert read.words.split("\n", 1)[0].endswith("(customer)")
        assert [one for one in read.addresses if one.removeprefix("https://") not in read.words] == []
    shown = "".join(Reader(one["text"]).words.split("\n", 2 if private else 1)[-1] for one in made)
    if clean(text.text).strip():
        assert "".join(shown.split()) == "".join(clean(text.text).split())


@given(words=WORDS, long=st.integers(1, 60))
def test_a_card_shows_what_was_chosen_as_runs_of_words(words: str, long: int) -> None:
    chosen = words * long
    button = Button(chosen, "accept", CHAT)
    card = Card(
        chosen, chosen, Tone.WARN, chosen, (Fact(chosen, chosen, NOW, chosen),), chosen, (button,), (), chosen, chosen
    )
    span = (Span(1, 3),)

    for activity in (
        cards.message(card, NOW),
        prompt.message(Prompt(chosen, "k", quote=chosen, card=card, spans=span, link=chosen, buttons=(button,)), NOW),
        home.message(_home(chosen, button), lambda _: "https://teams.example/l", NOW, "29:ada"),
    ):
        _is_harmless(card_of(activity))


def _home(chosen: str, button: Button) -> Home:
    line = HomeChat(chosen, chosen, NOW, 2, None, Tone.BAD, (button,))
    return Home(chosen, chosen, Tone.GOOD, (button,), (HomeSection(chosen, (line, replace(line, buttons=())), chosen),))


@given(words=WORDS, kind=st.sampled_from(list(FieldKind)))
def test_a_form_shows_it_as_words_and_gives_back_what_was_filled_in(words: str, kind: FieldKind) -> None:
    value = clean(words).replace("\n", " ") or "x"  # values are of the configuration's or the store's
    field = FormField("name", words, words, kind=kind, options=((value, words), ("other", words)), initial=value)
    form = Form(words, words, "transfer", CHAT, (field,), words, (Fact(words, words),), {"which": value})

    card = checked(forms.dialog(form, {}, Problem(words, "name"))["card"]["content"])

    _is_harmless(card)
    (asked,) = [one for one in elements(card) if one["type"].startswith("Input.")]
    back = submission_from({**card["actions"][0]["data"], asked["id"]: asked.get("value", "")})
    assert back is not None
    assert back.opened_with == {"which": value}
    expected = "" if kind is FieldKind.DATE else value
    assert back.filled == {"name": expected}


def _is_harmless(card: dict[str, object]) -> None:
    """Look for what would run, lead elsewhere or be read as Markdown."""
    for one in elements(card):
        if one["type"] == "TextBlock":
            assert one["text"].startswith("{{")
            assert one["text"].count("{{") == one["text"].count("(2026-11-21T15:06:40Z")
        else:
            shown = [str(one.get(key, "")) for key in ("text", "title", "label")]
            shown += [choice["title"] for choice in one.get("choices", ())]
            assert not [text for text in shown if "{{" in text]
        address = str(one.get("url", ""))
        assert not address or address.startswith(("https://", "http://"))
