"""Articles of a knowledge base, read from Markdown.

Rules:
1. What customers and agents get is plain text: marks are taken away, lists and links stay readable.
2. Nothing of a file is lost but its marks, its comments, its pictures and its head (`---` … `---`).
3. The title is the head's, else the first heading's, else the file's name.

It deliberately reads no more of Markdown than people write in help texts; what it doesn't know stays as it is.
"""

import re
from dataclasses import dataclass

SUMMARY = 240
"""Characters of an article's beginning, for lists."""

_HEAD = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})(?:\s+\"[^\"\n]{0,300}\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+")
_QUOTE = re.compile(r"^\s*>\s?")
_RULE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_BLANK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `id` is its knowledge base and its file, without `.md`: `help/delivery/times`."""

    id: str
    base: str
    title: str
    text: str
    headings: tuple[str, ...] = ()
    keywords: str = ""
    """Further words by which it is found."""
    link: str | None = None
    """Where customers can read it."""

    @property
    def summary(self) -> str:
        """Give the beginning of its text, on one line."""
        words = " ".join(self.text.split())
        return words if len(words) <= SUMMARY else words[: SUMMARY - 1].rstrip() + "…"


def read_article(base: str, name: str, source: str, url: str | None = None) -> Article:
    """Read an article from its file; `name` is the file's below the folder, without `.md`."""
    text = source.replace("\r\n", "\n").removeprefix("\ufeff")
    head = _HEAD.match(text)
    settings = _settings(head[1]) if head else {}
    body = _COMMENT.sub("", text[head.end() :] if head else text)
    lines, headings = _plain_lines(body)
    title = settings.get("title") or (headings[0] if headings else _titled(name))
    if headings and lines and lines[0] == headings[0]:
        lines = lines[1:]
    plain = _BLANK.sub("\n\n", "\n".join(lines)).strip()
    link = f"{url.rstrip('/')}/{name}" if url else None
    return Article(f"{base}/{name}", base, title, plain, tuple(headings), settings.get("keywords", ""), link)


def _settings(head: str) -> dict[str, str]:
    """Read the lines `name: words` of a head."""
    pairs = (line.partition(":") for line in head.splitlines())
    return {name.strip().lower(): words.strip().strip("\"'") for name, colon, words in pairs if colon}


def _titled(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name.rpartition("/")[2]).strip()
    return words[:1].upper() + words[1:]


def _plain_lines(body: str) -> tuple[list[str], list[str]]:
    """Give the lines without their marks, and the headings among them; what is fenced stays as it is."""
    lines: list[str] = []
    headings: list[str] = []
    is_fenced = False
    for line in body.strip().split("\n"):
        if _FENCE.match(line):
            is_fenced = not is_fenced
        elif is_fenced:
            lines.append(line)
        elif heading := _HEADING.match(line):
            headings.append(_plain(heading[1]))
            lines.append(headings[-1])
        elif not _RULE.match(line):
            lines.append(_plain(_BULLET.sub(r"\1• ", _QUOTE.sub("", line))).rstrip())
    return lines, headings


def _plain(line: str) -> str:
    pieces = _CODE.split(_PICTURE.sub("", line))
    return "".join(piece if number % 2 else _unmarked(piece) for number, piece in enumerate(pieces))


def _unmarked(text: str) -> str:
    linked = _LINK.sub(_link, text)
    return _TAG.sub("", _WEAK.sub(r"\2", _STRONG.sub(r"\2", linked)))


def _link(found: re.Match[str]) -> str:
    words, address = found[1], found[2]
    if not address.startswith(("http://", "https://", "mailto:")) or address.removeprefix("mailto:") == words:
        return words
    return words if address == words else f"{words} ({address})"


SAID = 2_800
"""Characters of an article that fit into a message and into a form: Slack's inputs take 3,000.
https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""


def as_message(article: Article, most: int = SAID) -> str:
    """Write an article as a message: its title, as much of its text as fits, and where all of it is."""
    ends = [piece for piece in (article.title, article.link) if piece]
    room = max(100, most - sum(len(piece) + 2 for piece in ends))
    pieces = (article.title, _cut(article.text, room), article.link)
    return "\n\n".join(piece for piece in pieces if piece)


def as_link(article: Article) -> str:
    """Write where an article is."""
    return f"{article.title}\n{article.link}" if article.link else article.title


def _cut(text: str, most: int) -> str:
    """Cut a text at the end of a line where one is near, and say that it goes on."""
    if len(text) <= most:
        return text
    at = text.rfind("\n", most // 2, most)
    return text[: at if at > 0 else most - 1].rstrip() + "…"
