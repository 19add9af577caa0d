"""The tables of all sentences in docs/gallery.md: what the bridge says, by who reads it and by feature.

The tables stand between two markers; `insert` puts them there and leaves the rest alone. The widget's words are read
from its sources, where they are written down once.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from adapters.slack.sentences import TEMPLATES as OF_SLACK
from core.texts import IN_THREADS, OF_FAILING, OF_HOLDING, ON_CARDS, TO_AGENTS

BEGIN = "<!-- sentences: written by `make docs` from core/texts and the adapters -->"
END = "<!-- /sentences -->"
WIDGET = Path("adapters/web/widget/src/app/strings.ts")
_WORD = re.compile(r"^  (\w+): (?:\(.*?\): string => )?(.+?),$", re.MULTILINE)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`')

ABOUT = {
    "Answers to agents": "Read by one agent alone: under what they typed, in a form, or as a direct message.",
    "Notices in threads": "Read by everybody who looks at the chat's thread; never by the customer.",
    "Why a text was held": "Asked of its author, with the text and what can be done.",
    "Why something failed": "Put into “Not delivered: …” and the like.",
    "On cards and lists": "Parts of cards, of the home page and of lists.",
    "Of Slack": "What Slack itself has refused, and what to do about it.",
    "In the customer's chat": "What the widget says by itself; the queue's own messages are the configuration's.",
}


def tables(root: Path) -> str:
    """Write all tables."""
    widget = dict(_widget((root / WIDGET).read_text(encoding="utf-8")))
    groups = (TO_AGENTS, IN_THREADS, OF_HOLDING, OF_FAILING, ON_CARDS, OF_SLACK, widget)
    return "\n\n".join(_table(title, words) for title, words in zip(ABOUT, groups, strict=True))


def insert(document: str, root: Path) -> str:
    """Put the tables into a document.

    Raises:
        ValueError: a marker is missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n{tables(root)}\n{END}{after}"


def _table(title: str, words: Mapping[str, str]) -> str:
    rows = (f"| `{key}` | {_cell(words[key])} |" for key in sorted(words))
    return "\n".join((f"### {title}\n\n{ABOUT[title]}\n\n| Key | Words |\n|---|---|", *rows))


def _cell(words: str) -> str:
    return re.sub(r"([|*_<>\[\]`])", r"\\\1", words).replace("\n", " ")


def _widget(source: str) -> Iterator[tuple[str, str]]:
    """Give the widget's English sentences; of one with a singular and a plural both."""
    catalog = source.partition("const en = {")[2].partition("\n};")[0]
    for found in _WORD.finditer(catalog + "\n"):
        literals = ((quoted or template) for quoted, template in _LITERAL.findall(found[2]))
        yield found[1], " / ".join(re.sub(r"\$\{(\w+)\}", r"{\1}", one) for one in literals)
