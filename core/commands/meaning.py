"""What the words for one argument mean.

Rule: whatever can't be read is refused with what was written and what to write instead; nothing is guessed between two.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from core.commands.args import Arg, ArgKind, Options
from core.commands.context import Context
from core.directory import listed
from core.errors import ArgumentsInvalid
from core.ids import MessageId
from core.quoting import quoted
from core.sentences import say

_ON = frozenset({"on", "yes", "true", "1"})
_OFF = frozenset({"off", "no", "false", "0"})
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,12}")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_PIECE = r"([0-9]{1,6})\s*(s|m|h|d|w|sec|min|seconds?|minutes?|hours?|days?|weeks?)(?![^\W\d_])"
_PIECES = re.compile(_PIECE, re.IGNORECASE)
DURATION = re.compile(rf"{_PIECE}(?:\s*{_PIECE})*", re.IGNORECASE)
"""A length of time at the beginning of a text."""


def meaning(arg: Arg, words: str, context: Context) -> object:
    """Give what words mean for an argument.

    Raises:
        ArgumentsInvalid: they mean nothing, or several things.
    """
    return _READ[arg.kind](arg, words, context)


def choices(arg: Arg, context: Context, words: str = "") -> Options:
    """Give what can be chosen for an argument; of a search what fits the words."""
    if arg.search is not None:
        return arg.search(context, words)
    return arg.options(context) if arg.options is not None else ()


def held_by(context: Context) -> tuple[MessageId, ...]:
    """Give a person's held texts in the chat, in the order of their numbers."""
    if context.conversation is None:
        return ()
    return tuple(held.message for held in context.conversation.held if held.author == context.person)


def _words(_: Arg, words: str, __: Context) -> str:
    return words


def _agent(_: Arg, words: str, context: Context) -> object:
    return context.directory.find_agent(words)


def _queue(_: Arg, words: str, context: Context) -> object:
    return context.directory.find_queue(words)


def _agent_or_queue(_: Arg, words: str, context: Context) -> object:
    return context.directory.find_agent_or_queue(words, context.queue.desk if context.queue else None)


def _anybody(_: Arg, words: str, context: Context) -> object:
    return context.directory.find_anybody(words)


def _expert(_: Arg, words: str, context: Context) -> object:
    return context.directory.find_expert(words)


def _on_or_off(_: Arg, words: str, __: Context) -> bool:
    word = words.casefold()
    if word in _ON:
        return True
    if word in _OFF:
        return False
    raise ArgumentsInvalid(say("argument_on_off", words=quoted(words)))


def _held(_: Arg, words: str, context: Context) -> MessageId:
    mine = held_by(context)
    if words in mine:
        return MessageId(words)
    numbered = {str(number): message for number, message in enumerate(mine, start=1)}
    if words in numbered:
        return numbered[words]
    raise ArgumentsInvalid(say("held_number", words=quoted(words), count=len(mine)))


def _date(_: Arg, words: str, context: Context) -> date:
    word = words.casefold()
    if word in _DAYS:
        return context.at.date() + timedelta(days=_DAYS[word])
    try:
        if _DATE.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass  # no such day, as the 30th of February
    raise ArgumentsInvalid(say("argument_date", words=quoted(words)))


def _number(arg: Arg, words: str, _: Context) -> int:
    if _NUMBER.fullmatch(words) and arg.least <= int(words) <= arg.most:
        return int(words)
    raise ArgumentsInvalid(say("argument_number", words=quoted(words), least=arg.least, most=arg.most))


def _duration(_: Arg, words: str, __: Context) -> timedelta:
    if DURATION.fullmatch(words.strip()) is None:
        raise ArgumentsInvalid(say("argument_duration", words=quoted(words)))
    return length_of(words)


def length_of(words: str) -> timedelta:
    """Add up a length of time that `DURATION` has found."""
    pieces = _PIECES.findall(words)
    return timedelta(seconds=sum(int(number) * _UNITS[unit[0].lower()] for number, unit in pieces))


def _choice(arg: Arg, words: str, context: Context) -> object:
    if not arg.many:
        return _chosen(arg, words, context)
    pieces = re.split(r"[,\n]", words)
    return tuple(dict.fromkeys(_chosen(arg, piece.strip(), context) for piece in pieces if piece.strip()))


def _chosen(arg: Arg, words: str, context: Context) -> str:
    """Find one of the choices: by its value, its words, their beginning, or a part of them, in that order."""
    there, wanted = choices(arg, context, words), words.casefold()
    tests: Iterable[Callable[[str, str], bool]] = (
        lambda value, _: value == words,
        lambda value, label: wanted in (value.casefold(), label.casefold()),
        lambda _, label: label.casefold().startswith(wanted),
        lambda _, label: wanted in label.casefold(),
        lambda _, __: arg.search is not None,  # found by what stands in it, not by its name
    )
    for fits in tests:
        found = [(value, label) for value, label in there if fits(value, label)]
        if len(found) == 1:
            return found[0][0]
        if found:
            labels = listed(label for _, label in found)
            raise ArgumentsInvalid(say("argument_ambiguous", words=quoted(words), options=labels))
    labels = listed(label for _, label in choices(arg, context))
    if not labels:
        raise ArgumentsInvalid(say("choice_empty"))
    raise ArgumentsInvalid(say("argument_choice", words=quoted(words), options=labels))


_READ: Mapping[ArgKind, Callable[[Arg, str, Context], object]] = {
    ArgKind.WORD: _words,
    ArgKind.REST: _words,
    ArgKind.AGENT: _agent,
    ArgKind.QUEUE: _queue,
    ArgKind.AGENT_OR_QUEUE: _agent_or_queue,
    ArgKind.ANYBODY: _anybody,
    ArgKind.EXPERT: _expert,
    ArgKind.ONOFF: _on_or_off,
    ArgKind.HELD: _held,
    ArgKind.DATE: _date,
    ArgKind.NUMBER: _number,
    ArgKind.DURATION: _duration,
    ArgKind.CHOICE: _choice,
}
