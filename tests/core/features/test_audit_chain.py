"""The chain of the audit log: any one change is found, and where; what erasing a person changes is not part of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.features.audit_chain import (
    BEGINNING,
    AuditRow,
    Finding,
    Flaw,
    Seal,
    digest,
    look_at_batch,
    look_at_seals,
    root_of,
    seal,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Log:
    """An audit log as it stands in a store."""

    rows: dict[int, AuditRow] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    seals: list[Seal] = field(default_factory=list)

    def seal(self, last: int) -> None:
        """Seal what isn't sealed, up to a row."""
        first = self.seals[-1].last + 1 if self.seals else 1
        new = {id: digest(row) for id, row in self.rows.items() if first <= id <= last}
        previous = self.seals[-1].hash if self.seals else BEGINNING
        self.seals.append(seal(len(self.seals) + 1, first, last, new, previous, NOW))
        self.digests |= new

    def findings(self, sealed: int) -> tuple[Finding, ...]:
        """Look at all of it."""
        found = list(look_at_seals(self.seals, sealed))
        for one in self.seals:
            rows = [row for id, row in self.rows.items() if one.first <= id <= one.last]
            found += look_at_batch(one, {id: d for id, d in self.digests.items() if one.first <= id <= one.last}, rows)
        return tuple(found)


def a_row(id: int, **changes: object) -> AuditRow:
    row = AuditRow(id, NOW + timedelta(seconds=id), "masked", "ada", f"m{id}", "c1", "9f", '{"many":"2"}')
    return replace(row, **changes)  # type: ignore[arg-type]


def a_log(batches: int = 3, each: int = 3, *, gap: bool = False) -> Log:
    """Make a log; with a gap the second number of each batch was never used, as after a transaction that was undone."""
    log = Log()
    for batch in range(batches):
        first = batch * each + 1
        for id in range(first, first + each):
            if not (gap and id == first + 1):
                log.rows[id] = a_row(id)
        log.seal(first + each - 1)
    return log


words = st.text(max_size=8)
rows = st.builds(
    AuditRow,
    id=st.integers(1, 9),
    at=st.datetimes(timezones=st.just(UTC)),
    act=words,
    by=words,
    about=words,
    conversation=st.none() | words,
    contact=st.none() | words,
    fields=st.dictionaries(words, words, max_size=2).map(json.dumps),
)


@given(rows, rows)
def test_two_rows_have_the_same_digest_only_when_they_are_the_same(one: AuditRow, other: AuditRow) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(batches=st.integers(1, 4), each=st.integers(2, 4), gap=st.booleans())
def test_a_log_as_it_was_written_has_no_flaw(batches: int, each: int, *, gap: bool) -> None:
    assert a_log(batches, each, gap=gap).findings(batches * each) == ()


@given(st.integers(1, 9), rows)
def test_any_change_of_any_row_is_found_by_its_batch_and_number(id: int, other: AuditRow) -> None:
    log = a_log()
    log.rows[id] = replace(other, id=id)

    assert log.findings(9) == (Finding(Flaw.ROW_ALTERED, (id - 1) // 3 + 1, id),)


@given(st.integers(1, 9))
def test_any_row_that_is_taken_out_is_found(id: int) -> None:
    log = a_log()
    del log.rows[id]

    assert log.findings(9) == (Finding(Flaw.ROW_REMOVED, (id - 1) // 3 + 1, id),)


@given(st.sampled_from([2, 5, 8]), rows)
def test_a_row_that_is_put_into_a_gap_is_found(id: int, other: AuditRow) -> None:
    log = a_log(gap=True)
    log.rows[id] = replace(other, id=id)

    assert log.findings(9) == (Finding(Flaw.ROW_INSERTED, (id - 1) // 3 + 1, id),)


@given(st.integers(1, 9))
def test_a_row_that_was_changed_with_its_digest_is_found(id: int) -> None:
    log = a_log()
    log.rows[id] = replace(log.rows[id], by="mallory")
    log.digests[id] = digest(log.rows[id])

    assert log.findings(9) == (Finding(Flaw.DIGESTS_ALTERED, (id - 1) // 3 + 1),)


@given(id=st.integers(1, 9), out=st.booleans())
def test_a_digest_that_was_changed_or_taken_out_is_found_and_no_row_is_blamed(id: int, *, out: bool) -> None:
    log = a_log()
    if out:
        del log.digests[id]
    else:
        log.digests[id] = "0" * 64

    assert log.findings(9) == (Finding(Flaw.DIGESTS_ALTERED, (id - 1) // 3 + 1),)


CHANGES: dict[str, Callable[[Seal], Seal]] = {
    "number": lambda one: replace(one, number=one.number + 10),
    "first": lambda one: replace(one, first=one.first - 1),
    "last": lambda one: replace(one, last=one.last + 1),
    "rows": lambda one: replace(one, rows=one.rows + 1),
    "root": lambda one: replace(one, root=root_of({})),
    "previous": lambda one: replace(one, previous="1" * 64),
    "at": lambda one: replace(one, at=one.at + timedelta(microseconds=1)),
    "hash": lambda one: replace(one, hash="2" * 64),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("batch", [1, 2, 3])
def test_any_change_of_a_seal_is_found(what: str, batch: int) -> None:
    log = a_log()
    log.seals[batch - 1] = CHANGES[what](log.seals[batch - 1])
    log.seals.sort(key=lambda one: one.number)

    assert {one.flaw for one in log.findings(9)} & {Flaw.SEAL_ALTERED, Flaw.SEAL_MISSING}


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_a_batch_that_was_taken_out_whole_is_found(batch: int) -> None:
    log = a_log()
    gone = log.seals.pop(batch - 1)
    for id in range(gone.first, gone.last + 1):
        del log.rows[id], log.digests[id]

    assert Finding(Flaw.SEAL_MISSING, batch) in log.findings(9)


def test_a_batch_that_was_sealed_anew_after_a_change_no_longer_fits_the_next_one() -> None:
    log = a_log()
    log.rows[5] = replace(log.rows[5], by="mallory")
    one = log.seals[1]
    anew = {id: digest(log.rows[id]) for id in range(one.first, one.last + 1)}
    log.digests |= anew
    log.seals[1] = seal(one.number, one.first, one.last, anew, one.previous, one.at)

    assert log.findings(9) == (Finding(Flaw.SEAL_ALTERED, 3),)
