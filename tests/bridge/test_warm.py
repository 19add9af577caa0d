"""What is kept warm is found by its whole text, and does not grow without end."""

from bridge.store.warm import Warm


def test_a_value_is_found_by_its_text_and_by_no_other() -> None:
    warm: Warm[int] = Warm()
    warm.keep("a", 1)
    assert (warm.get("a"), warm.get("b")) == (1, None)


def test_what_is_asked_for_stays_and_what_is_not_is_let_go() -> None:
    warm: Warm[int] = Warm(most=10)
    for number in range(100):
        warm.keep(str(number), number)
        assert warm.get("0") == 0
    kept = [number for number in range(100) if warm.get(str(number)) is not None]
    assert 0 in kept
    assert 99 in kept
    assert len(kept) <= 22
