"""Two bridges on one database: the same event counts once, and what one had when it died moves to the other."""

import signal
import time
from collections import Counter
from datetime import UTC, datetime

from bridge.store.codec import dump
from core.ids import ConversationId
from core.inbound import ConversationSubject, Inbound, TimerDue
from tests.workers.deployment import LOBBY, Deployment, both, until

MOVED = 10.0
"""Seconds in which a dead process's lanes and channels must have moved."""


async def test_the_same_event_given_to_two_machines_is_one_row_and_one_message(deployment: Deployment) -> None:
    one, two = await deployment.machine(), await deployment.machine()
    async with both([one, two]) as address:
        await deployment.introduce(address)
        customer = await two.customer()
        thread = await deployment.chat(customer, "anybody there?")
        words = [f"word {number}" for number in range(20)]

        for word in words:
            await deployment.ada_writes(word, thread)
        await until(lambda: set(words) <= set(customer.texts()), lambda: f"all words, but {customer.texts()}")

        assert [Counter(customer.texts())[word] for word in words] == [1] * 20
        assert deployment.sql("SELECT count(*) - count(DISTINCT (source, dedupe)) FROM inbox") == "0"
        assert deployment.sql("SELECT count(*) FROM message WHERE body LIKE '%word %'") == "20"


async def test_what_a_killed_machine_had_moves_to_the_other_within_ten_seconds(deployment: Deployment) -> None:
    machines = [await deployment.machine(), await deployment.machine()]
    await deployment.introduce(machines[0].url)
    first = await machines[0].customer()
    await deployment.chat(first, "hello")
    owner = deployment.owner_of(LOBBY)
    dying, living = sorted(machines, key=lambda machine: machine.worker != owner)
    await deployment.introduce(living.url)
    customer = await living.customer()
    thread = await deployment.chat(customer, "good morning")

    deployment.playground.faults.add("chat.postMessage", "timeout_after_accept", delay_ms=60_000)
    await customer.says("in flight")
    await until(lambda: not deployment.playground.faults.listed(), "a request under way")
    await customer.says("behind it")
    await dying.is_killed()
    killed_at = time.monotonic()
    await customer.says("after the death")
    await until(lambda: "after the death" in deployment.posted(), deployment.posted, MOVED)

    took = time.monotonic() - killed_at
    assert took < MOVED
    said = [text for text in deployment.posted() if text in ("in flight", "behind it", "after the death")]
    assert said == ["in flight", "behind it", "after the death"]
    assert deployment.owner_of(LOBBY) == living.worker
    await deployment.ada_writes("still here", thread)
    await until(lambda: "still here" in customer.texts(), "the agent's words")


async def test_rows_that_a_killed_machine_had_claimed_are_done_by_the_other_within_ten_seconds(
    deployment: Deployment,
) -> None:
    dying, living = await deployment.machine(), await deployment.machine()
    await deployment.introduce(living.url)
    customer = await living.customer()
    await deployment.chat(customer, "hello")
    await until(lambda: deployment.sql("SELECT count(*) FROM inbox WHERE state <> 'settled'") == "0", "rest")
    chat = ConversationId(deployment.sql("SELECT id FROM conversation"))
    dying.process.send_signal(signal.SIGSTOP)
    # A row that a process has claimed and had no time to do, in the lane of the chat.
    inbound = Inbound("timer", "claimed", ConversationSubject(chat), TimerDue(), datetime.now(UTC))
    deployment.sql(  # every value is ours
        "INSERT INTO inbox (source, dedupe, lane, state, owner, lease_until, due_at, attempts, added_at, payload) "  # noqa: S608
        f"VALUES ('timer', 'claimed', 'conversation:{chat}', 'claimed', '{dying.worker}', now() + interval '1 hour', "
        f"now(), 1, now(), '{dump(inbound)}')"
    )
    await dying.is_killed()
    await customer.says("behind the claimed row")
    await until(lambda: "behind the claimed row" in deployment.posted(), deployment.posted, MOVED)

    assert deployment.sql("SELECT state FROM inbox WHERE dedupe = 'claimed'") == "settled"
