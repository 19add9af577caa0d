"""The chain that shows whether an audit log is as it was written.

Rules:
1. A batch is the rows between two ids. Each row has a digest, the batch has a root over the ids and digests of its
   rows, and its seal is a hash over the root and the seal before it: no row can be changed, taken out or put in, and no
   batch either, without another hash from there on.
2. Every value stands in what is hashed with its place and its kind (a list in JSON, in UTF-8): two different rows
   never read the same.
3. What names a person is not part of it: a row holds a pseudonym, whose key is deleted with the person's data. The
   chain is the same before and after.

It deliberately knows no key: whoever can write to the whole database can compute a new chain. Against that the hash of
the newest seal is kept elsewhere: it stands in the bridge's log, and `bridge audit verify --head` compares it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum, auto
from hashlib import sha256
from itertools import islice

BEGINNING = "0" * 64
"""What stands in the first seal for the seal before it."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line as it stands in the store; `fields` is its JSON text, letter for letter."""

    id: int
    at: datetime
    act: str
    by: str
    about: str
    conversation: str | None
    contact: str | None
    """The pseudonym of the contact."""
    fields: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed batch: `rows` of them with ids from `first` to `last`."""

    number: int
    first: int
    last: int
    rows: int
    root: str
    previous: str
    at: datetime
    hash: str = ""


class Flaw(StrEnum):
    """What can be wrong."""

    ROW_ALTERED = auto()
    ROW_REMOVED = auto()
    ROW_INSERTED = auto()
    DIGESTS_ALTERED = auto()
    """The digests of a batch are not those that were sealed."""
    SEAL_ALTERED = auto()
    SEAL_MISSING = auto()
    HEAD_DIFFERS = auto()
    """The newest seal is not the one that was written down elsewhere."""
    SWEEP_UNFOUNDED = auto()
    """Lines were deleted as old, and no line says so."""
    SWEPT_TOO_EARLY = auto()
    """Lines were deleted as old, and are not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: in which batch, and with which row."""

    flaw: Flaw
    batch: int
    row: int | None = None


def digest(row: AuditRow) -> str:
    """Give a row's digest."""
    return _hashed([row.id, _moment(row.at), row.act, row.by, row.about, row.conversation, row.contact, row.fields])


def seal(number: int, first: int, last: int, digests: Mapping[int, str], previous: str, at: datetime) -> Seal:
    """Seal a batch; `digests` are its rows' by id."""
    unsealed = Seal(number, first, last, len(digests), root_of(digests), previous, at)
    return replace(unsealed, hash=_hash_of(unsealed))


def root_of(digests: Mapping[int, str]) -> str:
    """Give the root over the rows of a batch."""
    return _hashed([[id, digests[id]] for id in sorted(digests)])


def look_at_seals(seals: Sequence[Seal], sealed: int) -> tuple[Finding, ...]:
    """Find what is wrong with the seals alone, in the order of their numbers; `sealed` is where they should end."""
    found: list[Finding] = []
    previous, number, last = BEGINNING, 0, 0
    for one in seals:
        found += (Finding(Flaw.SEAL_MISSING, missing) for missing in range(number + 1, one.number))
        follows = one.number == number + 1
        fits = not follows or (one.previous == previous and one.first == last + 1)
        if one.hash != _hash_of(one) or not fits or one.last < one.first:
            found.append(Finding(Flaw.SEAL_ALTERED, one.number))
        previous, number, last = one.hash, one.number, one.last
    if last != sealed:
        found.append(Finding(Flaw.SEAL_MISSING, number + 1))
    return tuple(found)


def look_at_sweep(seals: Sequence[Seal], swept: int, before: datetime) -> tuple[Finding, ...]:
    """Find the first batch that was deleted as too old, up to the line `swept`, and was not sealed `before` a time.

    Whatever was too old when it went is too old now: what says when that was can be forged, and need not be believed.
    """
    early = (one for one in seals if one.last <= swept and one.at >= before)
    return tuple(Finding(Flaw.SWEPT_TOO_EARLY, one.number, swept) for one in islice(early, 1))


def look_at_batch(one: Seal, digests: Mapping[int, str], rows: Iterable[AuditRow]) -> tuple[Finding, ...]:
    """Find what is wrong with the rows of a batch; `digests` are those that were kept for it."""
    there = {row.id: digest(row) for row in rows}
    if root_of(digests) != one.root:
        # The rows themselves may be whole: then it is only what was kept about them.
        flaw = Finding(Flaw.DIGESTS_ALTERED, one.number)
        return (flaw,) if root_of(there) == one.root else (flaw, *_differences(one, digests, there))
    return _differences(one, digests, there)


def _differences(one: Seal, kept: Mapping[int, str], there: Mapping[int, str]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for id in sorted(kept.keys() | there.keys()):
        if id not in there:
            found.append(Finding(Flaw.ROW_REMOVED, one.number, id))
        elif id not in kept:
            found.append(Finding(Flaw.ROW_INSERTED, one.number, id))
        elif kept[id] != there[id]:
            found.append(Finding(Flaw.ROW_ALTERED, one.number, id))
    return tuple(found)


def _hash_of(one: Seal) -> str:
    return _hashed([one.number, one.first, one.last, one.rows, one.root, one.previous, _moment(one.at)])


def _hashed(values: Sequence[object]) -> str:
    return sha256(
        json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
