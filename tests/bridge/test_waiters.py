"""A waiting request is promised its answer or withdraws: never both, never neither."""

from datetime import UTC, datetime

from bridge.handlers.waiters import Waiters
from core.ids import QueueId
from core.inbound import Inbound, QueueSubject, RouteQueue
from core.ports import Outcome

INBOUND = Inbound("test", "one", QueueSubject(QueueId("tea")), RouteQueue(), datetime(2026, 3, 1, tzinfo=UTC))
ANSWER = Outcome("Chat #1 is yours.")


async def test_whoever_waits_is_promised_and_gets_the_answer() -> None:
    waiters = Waiters()
    future = waiters.enter(INBOUND)

    assert waiters.promise(INBOUND)
    waiters.resolve(INBOUND, ANSWER)

    assert await future == ANSWER


async def test_nobody_waiting_is_promised_nothing() -> None:
    assert not Waiters().promise(INBOUND)


async def test_whoever_withdrew_in_time_is_promised_nothing_any_more() -> None:
    waiters = Waiters()
    _ = waiters.enter(INBOUND)

    assert waiters.withdraw(INBOUND)
    assert not waiters.promise(INBOUND)


async def test_whoever_was_promised_can_no_longer_withdraw() -> None:
    waiters = Waiters()
    future = waiters.enter(INBOUND)
    waiters.promise(INBOUND)

    assert not waiters.withdraw(INBOUND)
    waiters.resolve(INBOUND, ANSWER)
    assert await future == ANSWER


async def test_a_handler_that_is_run_again_is_promised_again() -> None:
    waiters = Waiters()
    _ = waiters.enter(INBOUND)

    assert waiters.promise(INBOUND)
    assert waiters.promise(INBOUND)


async def test_an_answer_for_nobody_is_no_error() -> None:
    waiters = Waiters()
    waiters.resolve(INBOUND, ANSWER)

    assert not waiters.promise(INBOUND)
