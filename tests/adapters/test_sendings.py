"""A sending is told of once it is known to have been taken, and counts as not sent only after two looks."""

import pytest

from adapters.sendings import Noted, Patience, receipt_of
from core.errors import Transient
from core.ids import ExternalRef
from core.ports import Notes, Receipt
from tests.adapters.around import outbound
from tests.clock import FakeClock

SOMEBODY = ExternalRef("phone:1/2")


async def test_a_sending_that_broke_off_goes_on_where_it_stopped() -> None:
    clock, asked = FakeClock(), []
    notes, said = Noted(Notes(), clock.bridge), outbound(SOMEBODY, "a", "b", "c")

    async def send_one(place: int) -> str:
        asked.append(place)
        if asked == [0, 1]:
            raise Transient("later")
        return f"id{place}"

    with pytest.raises(Transient):
        await notes.complete(said, [], 3, send_one)
    sent = await notes.noted(said.key)
    assert sent == ["id0"]
    await notes.complete(said, sent, 3, send_one)

    assert asked == [0, 1, 1, 2]
    assert sent == await notes.noted(said.key) == ["id0", "id1", "id2"]
    assert receipt_of(sent) == Receipt(ExternalRef("id0"), (ExternalRef("id1"), ExternalRef("id2")))


def test_a_sending_of_nothing_has_an_empty_receipt() -> None:
    assert receipt_of([]) == Receipt()


async def test_what_is_not_known_of_is_looked_for_twice_with_a_rest_between() -> None:
    clock = FakeClock()
    patience = Patience(clock.bridge, 30.0)
    with pytest.raises(Transient) as caught:
        patience.be_patient("k1")
    assert caught.value.retry_after == 30
    await clock.advance(10)
    with pytest.raises(Transient) as caught:
        patience.be_patient("k1")
    assert caught.value.retry_after == 20
    await clock.advance(20)

    patience.be_patient("k1")
