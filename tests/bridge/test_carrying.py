"""Each effect of a conversation is carried out somewhere, and in one place only."""

from typing import get_args

from bridge.handlers.carrying import CARRIERS, COMPUTED_BEFORE
from core.conversation.effects import Effect, UpdateCard


def test_each_effect_is_carried_out() -> None:
    assert {*CARRIERS, *COMPUTED_BEFORE, UpdateCard} == set(get_args(Effect))


def test_no_effect_is_carried_out_in_two_places() -> None:
    assert not set(CARRIERS) & {*COMPUTED_BEFORE, UpdateCard}
