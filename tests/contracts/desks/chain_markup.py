"""What the reply-chain desk shows, as its platform's markup; and the same read back as people see it.

Rules:
1. Whatever a person chose (a name, words, a page's title) is escaped: it can't become a tag, so it can't ping.
2. The platform knows no names of others, so the author's name heads the text; a customer's always says that it is one.
3. The desk's own small print is in `<i>`, which nobody else can write.
"""

import re
from html import escape, unescape

from core.capabilities import split_text
from core.messages import MarkKind, Text
from core.views import Card, Post, Prompt

TEXT_MAX = 2_000
"""Characters in one activity. Each may grow to ten bytes when it is escaped: 20 KB at the worst."""
IN_ONE = 4
"""Pieces that a message may grow to when it is changed: 80 KB at the worst."""
CUSTOMER = " (customer)"
PRIVATE = "🔒 Private: the customer doesn't see this"
DELETED = "This message was deleted."
EDITED = "edited"
SHORTENED = "The rest does not fit here."
NO_FILE = "📎 {name}: this desk can't show files; ask for it another way."

_AUTHOR = re.compile(r"^<b>(.*?)</b><br/>", re.DOTALL)
_SMALL = re.compile(r"<i>(.*?)</i>", re.DOTALL)
_AT = re.compile(r"<at.*?</at>|<a .*?>", re.DOTALL)


def pieces(post: Post, into: int | None = None) -> list[str]:
    """Give what is posted, in order; `into` is how many messages there are when it is a change."""
    if _is_ours(post):
        return ["".join(_with_mentions(part) for part in post.parts if isinstance(part, Text))]
    head = _bold(_name(post)) if post.author else ""
    if post.deleted:
        return [head + _small(DELETED)]
    words = "\n".join(part.text for part in post.parts if isinstance(part, Text))
    files = [NO_FILE.format(name=part.name) for part in post.parts if not isinstance(part, Text)]
    cut = split_text(words, TEXT_MAX) if words.strip() else ("",)
    if into is not None and len(cut) > into:
        rest = cut[into - 1 :]
        cut = (*cut[: into - 1], "\n".join(rest[:IN_ONE]))
        files += [SHORTENED] if len(rest) > IN_ONE else []
    made = [head + _words(piece) for piece in cut]
    if post.private:
        made = [_small(PRIVATE) + one for one in made]
    tail = "".join(_small(line) for line in (*files, *([EDITED] if post.edited else [])))
    return [*made[:-1], made[-1] + tail]


def card(view: Card) -> str:
    """Give a card."""
    facts = [f"{fact.label}: {fact.value or fact.moment} {fact.href}".rstrip() for fact in view.facts]
    lines = [view.title, view.status, *facts, view.quote, view.footnote]
    return "<br/>".join(_words(line) for line in (view.summary, *lines) if line)


def prompt(view: Prompt) -> str:
    """Give what one person is told."""
    way = f'<a href="{view.link}">Open</a>' if view.link else ""
    told = "<br/>".join(line for line in (_words(view.text), _quoted(view), way) if line)
    return told if view.card is None else f"{told}<br/>{card(view.card)}"


def _quoted(view: Prompt) -> str:
    """Give the quote; what is to stand out in it is marked."""
    made, at = "", 0
    for span in view.spans:
        made += f"{_words(view.quote[at : span.start])}<mark>{_words(view.quote[span.start : span.end])}</mark>"
        at = span.end
    return made + _words(view.quote[at:])


def author(markup: str) -> str:
    """Read under whose name a message stands."""
    found = _AUTHOR.search(_SMALL.sub("", markup))
    return unescape(found[1]) if found else ""


def words(markup: str) -> str:
    """Read its words."""
    body = _AUTHOR.sub("", _SMALL.sub("", markup)).replace("<br/>", "\n")
    return unescape(re.sub(r"<[^>]+>", "", body))


def small(markup: str) -> str:
    """Read its small print."""
    return "\n".join(unescape(one) for one in _SMALL.findall(markup))


def alive(markup: str) -> tuple[str, ...]:
    """Find what pings somebody or leads somewhere."""
    return tuple(found[0] for found in _AT.finditer(markup))


def _name(post: Post) -> str:
    name = " ".join((post.author or "").split())[:60]
    return name + CUSTOMER if post.by_customer else name


def _is_ours(post: Post) -> bool:
    """Tell whether the bridge itself says it: only there a mention is one."""
    return post.author is None and post.message is None and not (post.by_customer or post.private)


def _with_mentions(part: Text) -> str:
    """Write a notice; the platform takes a person by id in the tag."""
    written, at = "", 0
    for mark in sorted(part.marks, key=lambda one: one.start):
        if mark.kind is MarkKind.MENTION:
            name = _words(part.text[mark.start : mark.end])
            written += f'{_words(part.text[at : mark.start])}<at id="{escape(mark.href or "")}">{name}</at>'
            at = mark.end
    return written + _words(part.text[at:])


def _words(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _bold(text: str) -> str:
    return f"<b>{escape(text, quote=False)}</b><br/>"


def _small(text: str) -> str:
    return f"<i>{escape(text, quote=False)}</i>"
