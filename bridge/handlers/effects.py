"""Effects into rows: each becomes a row of the same transaction, or was dealt with before (agents, routing)."""

from bridge.handlers.carrying import CARRIERS, COMPUTED_BEFORE
from bridge.handlers.carrying.thread import update_card
from bridge.handlers.unit import Unit
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.features.card_changes import CardChange


def carry_out(unit: Unit, chat: Conversation, effects: tuple[do.Effect, ...], change: CardChange) -> None:
    """Write the rows of a step's effects, in order; `change` says what the step changes on the root card."""
    for effect in effects:
        kind = type(effect)
        if kind is do.UpdateCard:
            update_card(unit, chat, change)
        elif kind not in COMPUTED_BEFORE:
            CARRIERS[kind](unit, chat, effect)
