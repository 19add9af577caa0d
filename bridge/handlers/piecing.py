"""A number of which a customer's new message is the last piece: masked here, and in what they said before.

Rules:
1. The pieces are looked for in the chat, and in those of the same customer that have ended within the time in which
   pieces come: who writes right after a chat's end writes into the next one.
2. In each chat its own queue says whether its pieces are masked: what was said before a queue that leaves stays there.
3. All of it is one transaction: either no piece is masked, or each that may not be kept.
"""

from collections.abc import Sequence

from bridge.handlers import screening
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import attributes, past, survey
from core.conversation.events import PiecesFound
from core.conversation.model import Conversation
from core.messages import Message, plain_text

Pair = tuple[Message, Message]
"""A message as it was, and as it may be kept."""


def without_pieces(unit: Unit, chat: Conversation, message: Message) -> tuple[Conversation, Message]:
    """Mask a number of which the message is the last piece; give the chat and the message as they are then."""
    rules = unit.queue(chat).masking
    earlier = _just_ended(unit, chat, message)
    before = {one.id: one for one in earlier}
    strict = next((one for one in (rules, *(unit.queue(one).masking for one in earlier)) if one.masks), rules)
    clean, pieces = screening.with_said(unit.conn, (*before, chat.id), message, strict)
    for ended in earlier:
        pairs = tuple(pair for pair in pieces if pair[0].conversation == ended.id)
        if pairs and unit.queue(ended).masking.masks:
            _overwrite(unit, ended, message, pairs)
    pairs = tuple(pair for pair in pieces if pair[0].conversation == chat.id)
    if pairs and rules.masks:
        chat = _overwrite(unit, chat, message, pairs)
    return chat, clean if rules.masks else message


def _just_ended(unit: Unit, chat: Conversation, message: Message) -> Sequence[Conversation]:
    """Give the customer's chats that have ended so shortly before this one began that a piece may stand in them."""
    since = message.at - screening.TOGETHER
    if chat.opened_at < since or not screening.may_be_piece(message):
        return ()
    ids = past.ended_since(unit.conn, chat.channel, chat.contact, since)
    found = (unit.chat(one) for one in ids if one != chat.id)
    return [one for one in found if one is not None and not one.is_open()]


def _overwrite(unit: Unit, chat: Conversation, message: Message, pairs: tuple[Pair, ...]) -> Conversation:
    """Mask the pieces that stand in a chat, in every copy, and in what was kept of them beside it."""
    rewritten = {screening.as_answer(one): screening.as_answer(masked) for one, masked in pairs}
    attributes.rewrite(unit.conn, chat.id, message.at, rewritten)
    for one, masked in pairs:
        survey.rewrite(unit.conn, chat.id, plain_text(one.parts), plain_text(masked.parts))
    return advance(unit, chat, PiecesFound(message.at, pairs))
