"""Full-text search over the articles of the knowledge bases: in memory, made once from the files.

Rules:
1. A word is found in any form that begins alike, whatever its case and its accents; the last word also by its first
   letters, as somebody types.
2. Words in titles, headings and keywords weigh more than words in the text; rare words weigh more than common ones.
3. What a bot says to a customer must be sure: a hit in a title, a heading or a keyword, or two in the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from core.commands.wants import Want
from core.features.articles import Article

_WORDS = re.compile(r"\w+")
TITLE, HEADING, TEXT = 6.0, 3.0, 1.0
SATURATION = 1.2
"""How soon a word that comes often counts no more."""
STEM, ENDING = 4, 3
"""Words that share so many letters, and differ by so many at the end, are one word in two forms."""
INEXACT = 0.6
MANY = 200
"""Forms of one word that are looked at."""
SURE_IN_TEXT = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that fits, and how well; `sure` when a customer may be given it without an agent's look."""

    article: Article
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Index:
    """All articles, and in which of them a word stands, with what weight."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    ordered: Sequence[str] = ()
    """The words in their order, to find those that begin alike."""

    def of(self, bases: Collection[str]) -> tuple[Article, ...]:
        """Give the articles of some knowledge bases, by title."""
        found = (one for one in self.articles.values() if one.base in bases)
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))

    def search(self, typed: str, bases: Collection[str], limit: int = 20) -> tuple[Hit, ...]:
        """Give the articles that fit best, the best first."""
        wanted = list(dict.fromkeys(words_of(typed)))
        scores: dict[str, float] = {}
        strong: set[str] = set()
        hits: dict[str, int] = {}
        for number, word in enumerate(wanted):
            for id, weight in self._weights(word, is_last=number == len(wanted) - 1).items():
                scores[id] = scores.get(id, 0.0) + weight[0]
                if _tells(word):
                    hits[id] = hits.get(id, 0) + 1
                    strong |= {id} if weight[1] else set()
        fitting = [id for id in scores if self.articles[id].base in bases]
        fitting.sort(key=lambda id: (-scores[id], self.articles[id].title.casefold(), id))
        return tuple(
            Hit(self.articles[id], scores[id], id in strong or hits.get(id, 0) >= SURE_IN_TEXT)
            for id in fitting[:limit]
        )

    def _weights(self, word: str, *, is_last: bool) -> dict[str, tuple[float, bool]]:
        """Give for each article what a word counts there, and whether it stands at a place that matters."""
        best: dict[str, float] = {}
        for form, factor in self._forms(word, is_last=is_last):
            for id, weight in self.words[form].items():
                best[id] = max(best.get(id, 0.0), weight * factor)
        rarity = log(1 + (len(self.articles) + 1) / (len(best) + 0.5))
        return {
            id: (rarity * weight / (weight + SATURATION), weight >= HEADING * INEXACT) for id, weight in best.items()
        }

    def _forms(self, word: str, *, is_last: bool) -> Iterator[tuple[str, float]]:
        """Give the words of the articles that a word may mean, and how much each counts."""
        if word in self.words:
            yield word, 1.0
        at = bisect_left(self.ordered, word)
        for form in self.ordered[at : at + MANY]:
            if not form.startswith(word):
                break
            is_form = len(word) >= STEM and len(form) - len(word) <= ENDING
            if form != word and (is_form or is_last):
                yield form, INEXACT
        for shorter in range(max(STEM, len(word) - ENDING), len(word)):
            if word[:shorter] in self.words:
                yield word[:shorter], INEXACT


def index_of(articles: Iterable[Article]) -> Index:
    """Make the index."""
    known = {one.id: one for one in articles}
    words: dict[str, dict[str, float]] = {}
    for one in known.values():
        _count(words, one.id, f"{one.title} {one.keywords}", TITLE)
        _count(words, one.id, " ".join(one.headings), HEADING)
        _count(words, one.id, one.text, TEXT)
    return Index(known, words, tuple(sorted(words)))


def _count(words: dict[str, dict[str, float]], id: str, text: str, weight: float) -> None:
    for word in words_of(text):
        found = words.setdefault(word, {})
        found[id] = found.get(id, 0.0) + weight


def words_of(text: str) -> list[str]:
    """Give a text's words, in small letters and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORDS.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def _tells(word: str) -> bool:
    """Tell whether a word says what a text is about: short ones are in every text, numbers are not."""
    return len(word) >= STEM or word.isdecimal()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles that the agents of one queue use; `titles` are what the bases are called."""

    index: Index = field(default_factory=Index)
    bases: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def get(self, id: str) -> Article | None:
        """Give an article by its name."""
        found = self.index.articles.get(id)
        return found if found is not None and found.base in self.bases else None

    def find(self, typed: str) -> tuple[Article, ...]:
        """Give what fits words, the best first; without words all, by title."""
        if not typed.strip():
            return self.index.of(self.bases)
        return tuple(hit.article for hit in self.index.search(typed, self.bases, 100))


SHELF: Want[Shelf] = Want("shelf")
