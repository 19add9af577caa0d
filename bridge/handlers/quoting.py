"""What customers answer and change on channels that say which message it is about.

Rules:
1. Its first words stand above the answer as they are now, where the customer can see that message, and as they may be
   shown in the answer's own chat: the message may be of a queue that leaves what this one masks.
2. What a masked message was changed to is masked as a whole, and so is what it was changed to before or after that:
   nobody knows what its author may have said again. It is kept to be shown again as long as the message itself is.
"""

from dataclasses import replace

from bridge.handlers.unit import Unit
from bridge.store import deliveries, messages
from core.conversation.model import Conversation
from core.conversation.routes import came_by
from core.features.detecting import parts_without
from core.features.masked import hide_all
from core.features.quoted import first_words, quoted_by, requoted
from core.features.sensitive.finding import card_detector, detector
from core.ids import CUSTOMER, MessageId
from core.inbound import CustomerMessage
from core.messages import Message, Part, Text, seen_by_customer
from core.policy.masking import QueueMasking
from core.sentences import say


def with_quote(unit: Unit, chat: Conversation, body: CustomerMessage, message: Message) -> Message:
    """Give a customer's message with the first words of the one that it is about, if that is known and to be seen."""
    id = deliveries.message_of(unit.conn, came_by(chat, message), body.quotes) if body.quotes is not None else None
    words = words_of(unit, id, chat) if id is not None else ""
    return replace(message, parts=(Text(words, quotes=id), *message.parts)) if words else message


def words_of(unit: Unit, id: MessageId, chat: Conversation) -> str:
    """Give what stands in a chat above an answer to a message; nobody masks that message meanwhile."""
    message = messages.get_to_change(unit.conn, id)
    if message is None or message.deleted or not seen_by_customer(message):
        return ""
    words = first_words(_screened(message, unit.queue(chat).masking))
    return unit.office.words(say("quoting", words=words)) if words else ""


def _screened(message: Message, masking: QueueMasking) -> tuple[Part, ...]:
    """Give a message's parts as they may be shown where these rules hold: of agents the numbers of cards alone go."""
    rules, is_customers = masking.rules, message.author == CUSTOMER
    if not masking.masks or not (is_customers or rules.agents):
        return message.parts
    return parts_without(message.parts, detector(rules) if is_customers else card_detector(rules))


def as_it_stands(unit: Unit, chat: Conversation, message: Message) -> Message:
    """Give a message that is about to be written anew with what it quotes as that stands now."""
    quoted = quoted_by(message.parts)
    return message if quoted is None else requoted(message, words_of(unit, quoted, chat))


def as_masked(
    unit: Unit, chat: Conversation, body: CustomerMessage, message: Message
) -> tuple[Message, Message | None]:
    """Give what a customer has changed a message to, and, where that is masked, what can be shown again of it."""
    if not body.edits or body.quotes is None:
        return message, None
    earlier = messages.many(unit.conn, deliveries.messages_of(unit.conn, came_by(chat, message), body.quotes))
    if not any(one.is_masked for one in earlier):
        return message, None
    can_be_shown = chat.is_open() and any(one.id in chat.masked for one in earlier)
    return hide_all(message), message if can_be_shown else None
