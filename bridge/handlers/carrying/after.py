"""The wrap-up card at the end of a chat's thread."""

from bridge.delivery import jobs
from bridge.handlers.unit import Unit
from core.conversation import effects as do
from core.conversation.after import has_wrap_up_card
from core.conversation.model import Conversation


def show_wrap_up(unit: Unit, chat: Conversation, effect: do.ShowWrapUp) -> None:
    """Post the card, or show it anew; nothing where the queue has nothing to finish."""
    queue = unit.queue(chat)
    if has_wrap_up_card(queue):
        unit.tell_desk(queue.desk, jobs.WrapUpCardJob(begins=effect.begins), chat)
