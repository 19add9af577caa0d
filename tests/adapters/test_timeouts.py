"""How long an answer may take is the administrator's to say, within what a sending's worker has for it."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from adapters.timeouts import LONGEST, AnswerTime, limits
from bridge.delivery.gate import LEASE

READ: TypeAdapter[timedelta] = TypeAdapter(AnswerTime)


@pytest.mark.parametrize(("written", "seconds"), [("1s", 1), (20, 20), ("1m", 60)])
def test_an_answer_may_take_up_to_a_minute(written: Any, seconds: int) -> None:
    length = READ.validate_python(written)

    assert length == timedelta(seconds=seconds)
    assert (limits(length).total, limits(length).connect) == (seconds, 5)


@pytest.mark.parametrize(
    ("written", "said"), [("61s", "at most 1m"), ("1h", "at most 1m"), ("0s", "longer than nothing")]
)
def test_one_that_may_take_longer_or_no_time_is_refused_with_what_may_be(written: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        READ.validate_python(written)


def test_a_call_and_the_storing_of_its_answer_end_before_another_worker_takes_the_sending() -> None:
    assert 2 * LONGEST.total_seconds() <= LEASE
