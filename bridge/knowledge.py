"""The knowledge bases of an installation: Markdown files in folders, kept as one index in memory.

Rules:
1. Articles are files, not rows: they are written with an editor, kept in a repository, and never changed by the bridge.
2. A change of the files is seen within a minute: what was added, changed or taken out. One that can't be read is left
   out, and told in the log; the rest goes on.
3. A folder that isn't there when the bridge starts stops the start: a base that answers nothing is a mistake.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import structlog

from config.knowledge import KnowledgeBase
from core.errors import BridgeError
from core.features.articles import Article, as_message, read_article
from core.features.knowledge import Hit, Index, Shelf, index_of
from core.messages import Text
from core.policy.bots import Bot

FRESH = 30.0
"""Seconds for which the files are not looked at again."""

LARGEST = 400_000
"""Bytes of one article; more is a book."""

MOST = 5_000
"""Articles of all bases together."""

SAID = 900
"""Characters of an article that a bot says; the link, or an agent, has the rest."""

log = structlog.get_logger(__name__)


class FolderMissing(BridgeError):
    """A knowledge base's folder is not there."""

    code = "knowledge_folder_missing"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was when it was read."""

    changed: int
    size: int
    article: Article | None


class Library:
    """All knowledge bases, found by words."""

    def __init__(self, bases: Mapping[str, KnowledgeBase] | None = None) -> None:
        """Read every article. Raises `FolderMissing`."""
        self._bases = bases or {}
        self._seen: dict[Path, _Seen] = {}
        self._index = Index()
        self._looked = 0.0
        for name, base in self._bases.items():
            if not Path(base.folder).is_dir():
                raise FolderMissing(f"The folder {base.folder!r} of knowledge base {name!r} is not there.")
        self._look()

    def index(self) -> Index:
        """Give the articles as their files stand now, or stood less than a minute ago."""
        if self._bases and monotonic() - self._looked >= FRESH:
            self._look()
        return self._index

    def shelf(self, bases: tuple[str, ...]) -> Shelf:
        """Give the articles of some bases."""
        titles = {name: self._bases[name].title for name in bases if name in self._bases}
        return Shelf(self.index(), bases, titles)

    def search(self, typed: str, bases: Collection[str], limit: int = 20) -> tuple[Hit, ...]:
        """Find articles."""
        return self.index().search(typed, bases, limit)

    def answer(self, bot: Bot, text: str) -> Text | None:
        """Give what a bot says to a text in free words; None when no article surely fits."""
        found = self.search(text, bot.knowledge, 1) if bot.knowledge else ()
        return Text(as_message(found[0].article, SAID)) if found and found[0].sure else None

    def _look(self) -> None:
        """Read what has changed, and make the index anew where anything has."""
        self._looked = monotonic()
        seen = dict(self._files())
        if seen != self._seen:
            self._seen = seen
            self._index = index_of(one.article for one in seen.values() if one.article is not None)

    def _files(self) -> Iterator[tuple[Path, _Seen]]:
        count = 0
        for name, base in self._bases.items():
            folder = Path(base.folder)
            for file in sorted(folder.rglob("*.md")):
                count += 1
                if count > MOST:
                    log.warning("knowledge_too_large", most=MOST)
                    return
                yield file, self._read(name, base, folder, file)

    def _read(self, name: str, base: KnowledgeBase, folder: Path, file: Path) -> _Seen:
        try:
            stat = file.stat()
            known = self._seen.get(file)
            if known is not None and (known.changed, known.size) == (stat.st_mtime_ns, stat.st_size):
                return known
            if stat.st_size > LARGEST:
                log.warning("knowledge_article_too_large", base=name, file=file.name, bytes=stat.st_size)
                return _Seen(stat.st_mtime_ns, stat.st_size, None)
            source = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            log.warning("knowledge_article_unreadable", base=name, file=file.name, why=type(error).__name__)
            return _Seen(0, 0, None)
        place = file.relative_to(folder).with_suffix("").as_posix()
        return _Seen(stat.st_mtime_ns, stat.st_size, read_article(name, place, source, base.url))
