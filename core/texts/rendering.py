"""From a sentence to its words."""

from collections.abc import Iterator, Mapping
from string import Formatter

from core.sentences import Sentence
from core.texts.catalog import TEMPLATES

PEOPLE = frozenset({"agent", "winner", "by"})
"""Arguments that hold an agent's id."""


def render(sentence: Sentence, names: Mapping[str, str], templates: Mapping[str, str] = TEMPLATES) -> str:
    """Give the words of a sentence; `names` are the agents' names by id, `templates` the words by key."""
    return "".join(words for words, _ in pieces(sentence, names, templates))


def pieces(
    sentence: Sentence, names: Mapping[str, str], templates: Mapping[str, str] = TEMPLATES
) -> Iterator[tuple[str, str | None]]:
    """Give the words of a sentence in pieces, each with the argument that it came from, or None."""
    for literal, argument, _, _ in Formatter().parse(templates[sentence.key]):
        if literal:
            yield literal, None
        if argument is not None:
            value = sentence.args[argument]
            yield names.get(value, value) if argument in PEOPLE else value, argument
