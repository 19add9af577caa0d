"""Answers to an installation's own questions: read from what people wrote, or refused with what to write instead.

Rules:
1. What is not asked is passed over; what must be there and is not is a problem of that field.
2. An answer is kept as it was written, without the white space around it; a choice is kept in the form's own words.
3. A problem is a whole sentence that says what to write; it never repeats the answer, which may be private.

The same reading serves the offline form of the widget and the questions of a bot.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.policy.forms import Field, FieldKind, FormPlan

LONGEST = 4000
"""Characters of one answer."""

LONGEST_NAME = 80
"""Characters of a customer's name."""

_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]{1,63}(?:\.[^@\s<>,;.]{1,63}){1,8}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{3,30}[0-9]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,6})?")
_CHOSEN = re.compile(r"\(?([0-9]{1,3})[.):]?")
_BEGINNING = 3
"""Letters that a choice's beginning must have to be understood."""

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question; `label` is the question's, as it was asked then."""

    name: str
    label: str
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the answer on one line."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Answered:
    """A form as it was filled in, and what is wrong with it, by field."""

    answers: tuple[Answer, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)


class NotUnderstood(Exception):
    """An answer that does not fit its question. The message says what to write."""

    def __init__(self, message: str) -> None:
        """Keep the words."""
        super().__init__(message)
        self.message = message


def read_answers(plan: FormPlan, given: Answers) -> Answered:
    """Read a form that was filled in."""
    answers: list[Answer] = []
    problems: dict[str, str] = {}
    for one in plan.fields:
        words = _pieces(given.get(one.name, ()))
        if not words:
            if one.required:
                problems[one.name] = "Please fill this in."
            continue
        try:
            answers.append(Answer(one.name, one.label, _checked(one, words)))
        except NotUnderstood as error:
            problems[one.name] = error.message
    return Answered(tuple(answers), problems)


def name_in(answers: Sequence[Answer]) -> str:
    """Give the name that somebody has given themselves: the answer to the question called `name`; else nothing."""
    given = next((one.text for one in answers if one.name == "name"), "")
    return " ".join(given.split())[:LONGEST_NAME]


def as_text(answers: Sequence[Answer]) -> str:
    """Write answers as a message: a line each, a long one below its label."""
    return "\n".join(f"{_head(one)}{one.text}" for one in answers)


def _head(answer: Answer) -> str:
    """Give the label with its colon, which no question needs, and what parts it from the answer."""
    label = answer.label if answer.label.endswith(("?", "!", ":", ".")) else f"{answer.label}:"
    return f"{label}\n" if "\n" in answer.text else f"{label} "


def read_value(kind: FieldKind, options: Sequence[str], text: str) -> tuple[str, ...]:
    """Read one answer that was written in free words.

    Raises:
        NotUnderstood: it doesn't fit the question.
    """
    words = " ".join(text.split()) if kind is not FieldKind.LONG else text.strip()
    if not words:
        raise NotUnderstood("Please write an answer.")
    pieces = re.split(r"[,;\n]", text) if kind is FieldKind.MANY else [words]
    return _checked(Field("answer", "", kind, options=tuple(options)), _pieces(pieces))


def chosen(options: Sequence[str], text: str) -> str | None:
    """Find the one option that is meant: by its number, its words, or their beginning; None when none or several are.

    Words go before numbers: an option may be called “2”.
    """
    wanted = " ".join(text.split()).casefold()
    same = [option for option in options if option.casefold() == wanted]
    if same:
        return same[0]
    number = _CHOSEN.fullmatch(wanted)
    if number is not None and 1 <= int(number[1]) <= len(options):
        return options[int(number[1]) - 1]
    begins = [option for option in options if option.casefold().startswith(wanted)]
    return begins[0] if len(begins) == 1 and len(wanted) >= _BEGINNING else None


def _pieces(given: str | Sequence[str]) -> tuple[str, ...]:
    pieces = (given,) if isinstance(given, str) else given
    return tuple(piece.strip() for piece in pieces if piece.strip())


def _checked(asked: Field, words: tuple[str, ...]) -> tuple[str, ...]:
    if asked.kind is FieldKind.MANY:
        return tuple(dict.fromkeys(_option(asked, word) for word in words))
    text = words[0]
    if len(text) > LONGEST:
        raise NotUnderstood(f"Please write at most {LONGEST} characters.")
    return (_READ[asked.kind](asked, text),)


def _option(asked: Field, text: str) -> str:
    found = chosen(asked.options, text)
    if found is None:
        raise NotUnderstood(f"Please choose one of: {', '.join(asked.options)}.")
    return found


def _any(asked: Field, text: str) -> str:  # noqa: ARG001 - one shape for all kinds
    return text


def _fits(pattern: re.Pattern[str], what: str) -> Callable[[Field, str], str]:
    def read(asked: Field, text: str) -> str:  # noqa: ARG001 - one shape for all kinds
        if pattern.fullmatch(text) is None:
            raise NotUnderstood(f"Please write {what}.")
        return text

    return read


def _date(asked: Field, text: str) -> str:  # noqa: ARG001 - one shape for all kinds
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise NotUnderstood("Please write a date such as 2026-12-24.") from None


_READ: Mapping[FieldKind, Callable[[Field, str], str]] = {
    FieldKind.TEXT: _any,
    FieldKind.LONG: _any,
    FieldKind.EMAIL: _fits(_EMAIL, "an email address such as name@example.com"),
    FieldKind.PHONE: _fits(_PHONE, "a phone number such as +49 30 123456"),
    FieldKind.NUMBER: _fits(_NUMBER, "a number"),
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _option,
}
