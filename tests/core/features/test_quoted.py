"""What stands above an answer is what the answered message says now, and what is masked in the answer stays so (S1)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.features.masked import hide, hide_all, occurrences
from core.features.quoted import first_words, own, quoted_by, requoted
from core.ids import FileId, MessageId
from core.messages import Mark, MarkKind, Media, Message, Span, Text, plain_text
from tests.build import a_message

M9 = MessageId("m9")
FILE = Media(FileId("f1"), "scan.pdf", "application/pdf", 12)


def an_answer(above: str = "↩ my pin is 4711", said: str = "is it right?") -> Message:
    """Make an answer."""
    return a_message(parts=(Text(above, quotes=M9), Text(said), FILE))


def test_what_is_quoted_is_none_of_the_answers_own_words() -> None:
    assert quoted_by(an_answer().parts) == M9
    assert own(an_answer().parts) == (Text("is it right?"), FILE)
    assert first_words(an_answer().parts) == "is it right?"
    assert quoted_by(own(an_answer().parts)) is None
    assert own((Text("hi"),)) == (Text("hi"),)
    assert own(()) == ()


@pytest.mark.parametrize("words", ["↩ my pin is ****", "↩ no", "↩ something that is much longer than it was"])
def test_other_words_stand_above_it_and_its_own_stay(words: str) -> None:
    fresh = requoted(an_answer(), words)

    assert fresh.parts == (Text(words, quotes=M9), Text("is it right?"), FILE)
    assert requoted(fresh, "↩ my pin is 4711") == an_answer()


def test_nothing_stands_above_it_when_that_is_gone() -> None:
    assert requoted(an_answer(), "").parts == (Text("is it right?"), FILE)
    assert requoted(a_message(text="hi"), "↩ words") == a_message(text="hi")
    assert requoted(a_message(parts=(FILE,)), "↩ words") == a_message(parts=(FILE,))
    assert requoted(a_message(parts=()), "↩ words") == a_message(parts=())


@pytest.mark.parametrize("words", ["↩ my pin is 4711", "↩ 4711", "↩ I think that my pin is 4711", ""])
def test_what_is_masked_in_its_own_words_stays_masked_at_its_place(words: str) -> None:
    answer = an_answer(said="is 4712 right?")
    masked = hide(answer, occurrences(answer, "4712"))

    fresh = requoted(masked, words)
    assert plain_text(fresh.parts) == "\n".join(filter(None, (words, "is **** right?")))
    (mask,) = fresh.masks
    assert plain_text(fresh.parts)[mask.start : mask.end] == "****"


@pytest.mark.parametrize("words", ["↩ my pin is 4711", "↩ 4711", "↩ I think that my pin is 4711", ""])
def test_an_answer_that_is_masked_as_a_whole_shows_nothing_above_it_either(words: str) -> None:
    fresh = requoted(hide_all(an_answer()), words)

    assert set(plain_text(fresh.parts[:-1])) <= {"*", "\n"}
    assert fresh.masked_files
    assert "4711" not in str(fresh.parts)
    assert requoted(fresh, words) == fresh


def test_words_that_are_masked_above_it_alone_stay_masked_when_the_rest_is_open() -> None:
    masked = hide(an_answer(), occurrences(an_answer(), "4711"))

    assert requoted(masked, "↩ my pin is 4711") == masked
    shorter = requoted(masked, "↩ it is 4711")
    assert plain_text(shorter.parts[:1]) == "*" * len("↩ it is 4711")
    assert own(shorter.parts) == own(an_answer().parts)


def test_a_mask_keeps_what_a_message_quotes_and_takes_its_links() -> None:
    link = Mark(MarkKind.LINK, 0, 4, "https://a.b/4711")
    answer = a_message(parts=(Text("↩ hi", quotes=M9), Text("4711", (link,))))

    assert quoted_by(hide_all(answer).parts) == M9
    assert "4711" not in str(hide_all(answer))


@given(st.text("ab 1", max_size=12), st.text("cd 2", min_size=1, max_size=12), st.text("ef 3", max_size=12), st.data())
def test_no_sign_of_its_own_that_was_masked_is_ever_bared(
    above: str, said: str, later: str, data: st.DataObject
) -> None:
    answer = a_message(parts=(Text(f"↩{above}", quotes=M9), Text(said)))
    length = len(plain_text(answer.parts))
    ends = st.integers(0, length)
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=3))]
    masked = hide(answer, spans)

    fresh = requoted(masked, f"↩{later}")
    assert own(fresh.parts) == own(masked.parts)
    assert replace(fresh, parts=(), masks=()) == replace(masked, parts=(), masks=())
    starred = {at for one in fresh.masks for at in range(one.start, one.end)}
    text = plain_text(fresh.parts)
    assert all(text[at] in "*\n" for at in starred)
    assert all(at in starred for at, sign in enumerate(text) if sign == "*")
