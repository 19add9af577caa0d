"""From what was typed to what is meant.

Rules:
1. Fail closed: whatever looks like a command and is none is held, never sent. One sign too many, a space behind it,
   the wide signs of an East Asian keyboard or an invisible character before it make no difference.
2. A note is marked at its beginning: `note:`, `private:`, `;;` or a lock.
3. The same arguments come from words (typed) and from values (buttons, forms); values win.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from unicodedata import category

from core.agents.experts import ExpertProfile
from core.agents.model import Profile
from core.commands.args import PEOPLE_AND_QUEUES
from core.commands.meaning import DURATION, meaning
from core.commands.model import Arg, ArgKind, Command, Context
from core.errors import ArgumentsInvalid
from core.ids import MessageId
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say

_LOOKS_LIKE_COMMAND = re.compile(r"^[!/\uff01\uff0f]+\s*(?P<word>[^\W\d_][\w-]*)(?P<rest>.*)$", re.DOTALL)
_NOTE_MARK = re.compile(r"^(?:(?:note|private)\s*[:\uff1a]|;;|🔒\ufe0f?|:lock:)", re.IGNORECASE)
_NUMBER = re.compile(r"^#?([0-9]{1,9})(?:\s+|$)")
_NAMED = PEOPLE_AND_QUEUES | {ArgKind.CHOICE}
"""What is called by a name, which may have several words."""
_LONGEST_NAME = 8
_STROKE = "|"
"""Stands between what is searched for and free words."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that looks like a command: its first word and the rest."""

    word: str
    rest: str


def as_command(text: str, prefix: str = "!") -> Typed | None:
    """Read a text as a command, or give None for plain talk.

    `!`, `/` and the configured prefix count, so that a slash typed in a thread (where Slack refuses its own) is not
    sent to anybody.
    """
    stripped = _begin(text)
    if prefix not in ("!", "/") and stripped.startswith(prefix):
        stripped = "!" + stripped[len(prefix) :]
    found = _LOOKS_LIKE_COMMAND.match(stripped)
    if found is None or not found["word"][0].isalpha():  # `!½` begins with a number, as `!5` does
        return None
    return Typed(found["word"].casefold(), found["rest"].strip())


def _begin(text: str) -> str:
    """Drop what can't be seen before the first character that can: white space and format characters."""
    start = 0
    while start < len(text) and (text[start].isspace() or category(text[start]) == "Cf"):
        start += 1
    return text[start:]


def addressed(text: str) -> Typed | None:
    """Read a text that was addressed to the bot: its first word is the command, with or without a sign."""
    words = text.strip().split(maxsplit=1)
    if not words:
        return None
    return Typed(words[0].lstrip("!/").casefold(), words[1].strip() if len(words) > 1 else "")


def as_note(text: str) -> str | None:
    """Give the note's words when the text is marked as one, else None."""
    stripped = _begin(text)
    found = _NOTE_MARK.match(stripped)
    return stripped[found.end() :].strip() if found else None


def take_number(words: str) -> tuple[int | None, str]:
    """Take a chat's number from the front: `42 billing` is chat 42 and `billing`."""
    found = _NUMBER.match(words)
    if found is None:
        return None, words
    return int(found[1]), words[found.end() :]


def arguments(command: Command, words: str, values: Mapping[str, str], context: Context) -> Mapping[str, object]:
    """Turn words and values into the command's arguments.

    Raises:
        ArgumentsInvalid: one is missing, unknown or ambiguous; or words are left over.
    """
    given: dict[str, object] = {}
    rest = words.strip()
    for arg in command.args:
        value = values.get(arg.name, "").strip()
        taken = ""
        if not value:
            taken, rest = _take(arg, rest, context, _behind(command, arg))
        if value or taken:
            try:
                given[arg.name] = _value(arg, value, context) if value else meaning(arg, taken, context)
            except ArgumentsInvalid as refusal:
                raise ArgumentsInvalid(refusal.sentence, arg.name) from None
        elif arg.required:
            sentence = say("argument_missing", usage=command.usage(), help=arg.help)
            raise ArgumentsInvalid(sentence, arg.name)
    if rest:
        raise ArgumentsInvalid(say("argument_left_over", words=quoted(rest), usage=command.usage()))
    return given


def as_values(command: Command, given: Mapping[str, object]) -> Mapping[str, str]:
    """Write arguments as a button's values, to be given again; free words are left out, for no button holds any."""
    kept = (arg for arg in command.args if arg.name in given and arg.kind not in (ArgKind.REST, ArgKind.WORD))
    return {arg.name: _as_value(arg, given[arg.name]) for arg in kept}


def _as_value(arg: Arg, value: object) -> str:
    match value:
        case bool():
            return "on" if value else "off"
        case tuple():
            return "\n".join(value)
        case timedelta():
            return f"{int(value.total_seconds())}s"
        case Profile() | Queue():
            kind = "agent:" if isinstance(value, Profile) else "queue:"
            return f"{kind}{value.id}" if arg.kind in (ArgKind.AGENT_OR_QUEUE, ArgKind.ANYBODY) else value.id
        case ExpertProfile():
            return f"expert:{value.id}"
        case _:
            return str(value)


def _behind(command: Command, arg: Arg) -> Arg | None:
    """Give the argument that follows another."""
    return next(iter(command.args[command.args.index(arg) + 1 :]), None)


def _take(arg: Arg, words: str, context: Context, behind: Arg | None) -> tuple[str, str]:
    """Take an argument's words from the front."""
    if arg.kind is ArgKind.REST or (behind is None and arg.kind in _NAMED):
        return words, ""
    if arg.search is not None and behind is not None and behind.kind is ArgKind.REST:
        name, _, free = words.partition(_STROKE)  # else the search would take words of the text for its own
        return name.strip(), free.strip()
    if arg.kind in _NAMED:
        return _longest(arg, words, context)
    if arg.kind is ArgKind.DURATION and (found := DURATION.match(words)):
        return found[0], words[found.end() :].strip()
    first, *rest = words.split(maxsplit=1) or [""]
    return first, "".join(rest)


def _longest(arg: Arg, words: str, context: Context) -> tuple[str, str]:
    """Take as many words as together are a name: `Grace Hopper knows more` is Grace Hopper, and what she knows."""
    ends = [found.end() for found in islice(re.finditer(r"\S+", words), _LONGEST_NAME)]
    for end in reversed(ends[1:]):
        try:
            meaning(arg, words[:end], context)
        except ArgumentsInvalid:
            continue
        return words[:end], words[end:].strip()
    return (words[: ends[0]], words[ends[0] :].strip()) if ends else ("", "")


def _value(arg: Arg, value: str, context: Context) -> object:
    """Read a value; the id that a held text's button carries may be that of one which is held no more."""
    if arg.kind is ArgKind.HELD and not value.isdecimal():
        return MessageId(value)
    return meaning(arg, value, context)
