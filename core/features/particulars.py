"""What is known of a chat beside its messages, with words of it masked by hand (S1).

Rules:
1. The stored particulars *are* the masked ones, as with messages: whoever shows them can't show what is masked.
2. What stood there (`Veil`) lies beside until the chat ends, with the words: what comes in of them meanwhile (the name
   beside a message, the next page) is masked, too. Showing them again brings back what is still as it was masked.
3. Of an address (URL) the way to the site stays one: `https://` is never masked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import unquote_plus

from core.commands.wants import Want
from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.detecting import facts_without, masked, person_without
from core.features.masked import SIGN, finder
from core.features.sensitive.finding import Detector
from core.features.verified import Person
from core.ids import Contact

Of = TypeVar("Of")
Names = Iterable[tuple[Of, str]]
"""Names, by whose they are."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a chat and its customer."""

    name: str = ""
    called: tuple[tuple[Contact, str], ...] = ()
    """What the customer is called in whatever chat, by each address by which this one has gone."""
    page: Page | None = None
    facts: Facts | None = None
    person: Person | None = None
    told: tuple[Answer, ...] = ()
    """What the customer has told a bot or a form."""
    activity: tuple[Answer, ...] = ()
    """What an agent has filled in about the chat."""
    authors: tuple[tuple[str, str], ...] = ()
    """Under which names the customer has written, by the messages' ids."""


@dataclass(frozen=True, slots=True)
class Veil:
    """What was masked: the words, what stood there, and what stands there now."""

    words: tuple[str, ...]
    before: Particulars
    after: Particulars


PARTICULARS: Want[Particulars] = Want("particulars")
"""What is known of the chat beside its messages, as it is shown."""
VEIL: Want[Veil | None] = Want("veil")
"""What of it is masked and can be shown again."""


def without(known: Particulars, words: Sequence[str]) -> Particulars:
    """Give particulars with words masked, wherever they stand; equal ones where they don't."""
    return screened(known, finder(words))


def screened(known: Particulars, find: Detector) -> Particulars:
    """Give particulars with all that is found as asterisks."""
    return Particulars(
        name=masked(known.name, find),
        called=tuple((contact, masked(name, find)) for contact, name in known.called),
        page=page_hidden(known.page, find),
        facts=facts_without(known.facts, find),
        person=person_without(known.person, find) if known.person is not None else None,
        told=answers_hidden(known.told, find),
        activity=answers_hidden(known.activity, find),
        authors=tuple((message, masked(name, find)) for message, name in known.authors),
    )


def answers_hidden(answers: Iterable[Answer], find: Detector) -> tuple[Answer, ...]:
    """Give answers with all that is found as asterisks; what was asked stays as it is."""
    return tuple(replace(one, values=tuple(masked(value, find) for value in one.values)) for one in answers)


def page_hidden(page: Page | None, find: Detector) -> Page | None:
    """Give a page with all that is found as asterisks, also all of an address in which it stands escaped."""
    if page is None:
        return None
    scheme, parted, rest = page.url.rpartition("://")
    clean = masked(rest, find)
    meant = unquote_plus(clean)
    if meant != clean and masked(meant, find) != meant:
        clean = SIGN * len(rest)
    return Page(f"{scheme}{parted}{clean}", masked(page.title, find))


def veiled(kept: Veil | None, before: Particulars, after: Particulars, words: Sequence[str]) -> Veil:
    """Give what is kept after particulars were masked: of what is masked again, what stood there first."""
    if kept is None:
        return Veil(tuple(words), before, after)
    first = bared(kept, before)
    return Veil(tuple(dict.fromkeys((*kept.words, *words))), first, after)


def bared(veil: Veil, now: Particulars) -> Particulars:
    """Give particulars as they are shown again: what stood there, where it is still as it was masked."""
    was, hidden = veil.before, veil.after
    return Particulars(
        name=was.name if now.name == hidden.name else now.name,
        called=tuple(_names_bared(now.called, hidden.called, was.called, veil)),
        page=was.page if now.page == hidden.page else now.page,
        facts=was.facts if now.facts == hidden.facts else now.facts,
        person=was.person if now.person == hidden.person else now.person,
        told=tuple(_answers_bared(now.told, hidden.told, was.told)),
        activity=tuple(_answers_bared(now.activity, hidden.activity, was.activity)),
        authors=tuple(_names_bared(now.authors, hidden.authors, was.authors, veil)),
    )


def _answers_bared(now: Sequence[Answer], hidden: Sequence[Answer], was: Sequence[Answer]) -> Iterator[Answer]:
    masked_as = {one.name: one for one in hidden}
    stood = {one.name: one for one in was}
    for one in now:
        yield stood.get(one.name, one) if masked_as.get(one.name) == one else one


def _names_bared(now: Names[Of], hidden: Names[Of], was: Names[Of], veil: Veil) -> Iterator[tuple[Of, str]]:
    """Give names as they are shown again; those that have come since were masked as the customer's is."""
    masked_as, stood = dict(hidden), dict(was)
    for of, name in now:
        is_masked = name == masked_as.get(of, veil.after.name)
        yield of, stood.get(of, veil.before.name) if is_masked else name


def called_there(known: Particulars, route: Contact, name: str) -> Particulars:
    """Give particulars with what the customer is called at an address."""
    return replace(known, called=(*(one for one in known.called if one[0] != route), (route, name)))


def changed_answers(before: Iterable[Answer], after: Iterable[Answer]) -> tuple[Answer, ...]:
    """Give those answers that are others now."""
    had = set(before)
    return tuple(one for one in after if one not in had)
