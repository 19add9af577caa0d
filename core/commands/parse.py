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
from typing import assert_never
from unicodedata import category

from core.agents.model import Profile
from core.commands.model import Arg, ArgKind, Command, Context
from core.errors import ArgumentsInvalid
from core.ids import MessageId
from core.quoting import quoted
from core.sentences import say

_LOOKS_LIKE_COMMAND = re.compile(r"^[!/\uff01\uff0f]+\s*(?P<word>[^\W\d_][\w-]*)(?P<rest>.*)$", re.DOTALL)
_NOTE_MARK = re.compile(r"^(?:(?:note|private)\s*[:\uff1a]|;;|🔒\ufe0f?|:lock:)", re.IGNORECASE)
_NUMBER = re.compile(r"^#?([0-9]{1,9})(?:\s+|$)")
_ON = frozenset({"on", "yes", "true", "1"})
_OFF = frozenset({"off", "no", "false", "0"})


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
        if values.get(arg.name, "").strip():
            given[arg.name] = _value(arg, values[arg.name].strip(), context)
            continue
        taken, rest = _take(arg, rest)
        if taken:
            given[arg.name] = _meaning(arg, taken, context)
        elif arg.required:
            raise ArgumentsInvalid(say("argument_missing", name=arg.name, usage=command.usage(), help=arg.help))
    if rest:
        raise ArgumentsInvalid(say("argument_left_over", words=quoted(rest), usage=command.usage()))
    return given


def _take(arg: Arg, words: str) -> tuple[str, str]:
    if arg.kind is ArgKind.REST or arg.kind is ArgKind.AGENT:
        return words, ""
    first, *rest = words.split(maxsplit=1) or [""]
    return first, "".join(rest)


def _value(arg: Arg, value: str, context: Context) -> object:
    """Read a value; the id that a held text's button carries may be that of one which is held no more."""
    if arg.kind is ArgKind.HELD and not value.isdecimal():
        return MessageId(value)
    return _meaning(arg, value, context)


def _meaning(arg: Arg, words: str, context: Context) -> object:
    match arg.kind:
        case ArgKind.AGENT:
            return _agent(words, context)
        case ArgKind.ONOFF:
            return _on_or_off(words)
        case ArgKind.HELD:
            return _held(words, context)
        case ArgKind.WORD | ArgKind.REST:
            return words
        case _:
            assert_never(arg.kind)


def _agent(words: str, context: Context) -> Profile:
    return context.directory.find_agent(words)


def _on_or_off(words: str) -> bool:
    word = words.casefold()
    if word in _ON:
        return True
    if word in _OFF:
        return False
    raise ArgumentsInvalid(say("argument_on_off", words=quoted(words)))


def _held(words: str, context: Context) -> MessageId:
    mine = _held_by(context)
    if words in mine:
        return MessageId(words)
    numbered = {str(number): message for number, message in enumerate(mine, start=1)}
    if words in numbered:
        return numbered[words]
    raise ArgumentsInvalid(say("held_number", words=quoted(words), count=len(mine)))


def _held_by(context: Context) -> tuple[MessageId, ...]:
    if context.conversation is None:
        return ()
    return tuple(held.message for held in context.conversation.held if held.author == context.person)
