"""Answers that quote a message, in whatever chat: they follow it when it is masked, shown again, changed or deleted."""

from bridge.handlers.carrying import customer, masking, thread
from bridge.handlers.quoting import words_of
from bridge.handlers.unit import Unit
from bridge.store import messages, originals
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.features.quoted import requoted
from core.ids import MessageId
from core.messages import Message, seen_by_customer


def follow(unit: Unit, chat: Conversation, quoted: MessageId) -> None:
    """Let every copy of what quotes a message say its first words as they are now."""
    for id in messages.quoting(unit.conn, quoted):
        answer = messages.get_to_change(unit.conn, id)
        home = chat if answer is None or answer.conversation == chat.id else unit.chat(answer.conversation)
        if answer is None or home is None:
            continue
        words = words_of(unit, quoted, home)
        originals.requote(unit.conn, id, words)
        fresh = requoted(answer, words)
        if fresh != answer:
            unit.change_message(fresh)
            _show(unit, home, fresh)
            if home is not chat:
                masking.show_quotes(unit, home, do.ShowQuotesAnew())


def _show(unit: Unit, home: Conversation, answer: Message) -> None:
    thread.change(unit, home, do.ChangeInThread(answer.id))
    if seen_by_customer(answer):
        customer.change(unit, home, do.ChangeAtCustomer(answer.id))
