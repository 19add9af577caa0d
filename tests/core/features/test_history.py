"""What somebody who comes later reads of a chat: few posts, names before the words, masks kept."""

from core.features.history import MOST, grouped, together
from core.features.masked import masked_parts
from core.ids import FileId
from core.messages import Mark, MarkKind, Media, Message, Span, Text, Visibility, plain_text
from tests.build import a_message, an_agents_message

CUP = Media(FileId("f1"), "cup.png", "image/png", 4)


def ids(groups: tuple[tuple[Message, ...], ...]) -> list[list[str]]:
    """Give the messages' ids."""
    return [[one.id for one in group] for group in groups]


def test_short_messages_share_a_post_and_a_long_one_begins_the_next() -> None:
    long = a_message("m3", "a" * (MOST - 5))

    assert ids(grouped([a_message("m1"), a_message("m2"), long, a_message("m4")])) == [["m1", "m2"], ["m3", "m4"]]
    assert grouped([]) == ()


def test_files_have_a_post_of_their_own() -> None:
    cup = a_message("m2", parts=(Text("look"), CUP))

    assert ids(grouped([a_message("m1"), cup, a_message("m3")])) == [["m1"], ["m2"], ["m3"]]


def test_each_text_stands_behind_its_author_s_name_and_the_customer_is_named_as_such() -> None:
    note = an_agents_message("m2", "she pays late", visibility=Visibility.AGENTS)
    gone = a_message("m3", "secret", deleted=True)
    edited = a_message("m4", "bye", author_name="", edited=True)

    text = together([a_message("m1"), note, gone, edited], "Somebody")

    assert text.text == "Grace (customer): Hello\n🔒 Ada: she pays late\nSomebody (customer): bye (edited)"
    assert [text.text[one.start : one.end] for one in text.marks] == [
        "Grace (customer):",
        "🔒 Ada:",
        "Somebody (customer):",
    ]


def test_a_customer_s_own_words_don_t_look_like_a_name() -> None:
    bold, code = Mark(MarkKind.BOLD, 0, 5), Mark(MarkKind.CODE, 0, 5)
    theirs = a_message("m1", parts=(Text("Hello", (bold, code)),))
    text = together([theirs], "Somebody")

    assert [(one.kind, text.text[one.start : one.end]) for one in text.marks] == [
        (MarkKind.BOLD, "Grace (customer):"),
        (MarkKind.CODE, "Hello"),
    ]


def test_what_is_masked_is_shown_as_asterisks_across_texts_and_around_files() -> None:
    parts = (Text("my card is 4111"), CUP, Text("1111 thanks"), Text("bye"))
    secret = a_message("m1", parts=parts, masks=(Span(11, 20),))

    shown = masked_parts(secret)

    assert [one.text for one in shown if isinstance(one, Text)] == ["my card is ****", "**** thanks", "bye"]
    assert plain_text(secret.parts)[11:20] == "4111\n1111"
    assert shown[1] == CUP
    assert shown[3] is parts[3]
    assert masked_parts(a_message("m2")) == a_message("m2").parts
    assert "4111" not in together([secret], "Somebody").text
