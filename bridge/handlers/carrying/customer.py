"""What the customer gets to see: in their log at once where the channel reads it, through the outbox elsewhere."""

from bridge.delivery import jobs
from bridge.handlers.customer_log import log_at_once
from bridge.handlers.unit import Unit
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.conversation.seats import is_seen


def send(unit: Unit, chat: Conversation, effect: do.SendToCustomer) -> None:
    """Send a message."""
    _show(unit, chat, jobs.CustomerJob(effect.message, first_mark=effect.message in unit.stored))


def change(unit: Unit, chat: Conversation, effect: do.ChangeAtCustomer) -> None:
    """Change the customer's copy of a message."""
    _show(unit, chat, jobs.CustomerChangeJob(effect.message))


def tell(unit: Unit, chat: Conversation, effect: do.TellCustomer) -> None:
    """Tell of a turn of the chat. Of somebody whom the customer doesn't see nothing is told, whoever asks for it."""
    seat = chat.participant(effect.agent)
    if seat is not None and not is_seen(seat) and effect.turn is not do.CustomerTurn.LEFT:
        return
    _show(unit, chat, jobs.TurnJob(effect.turn, effect.agent, effect.queue))


def _show(unit: Unit, chat: Conversation, job: jobs.CustomerSideJob) -> None:
    if not log_at_once(unit, chat, job):
        unit.send(chat, f"channel:{chat.channel}", job)
