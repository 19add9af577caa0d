"""What was said in a chat before it came to people whose queue masks: masked in the step that brings it there.

Rules:
1. In the same transaction: what is rendered for the new people after it (offers, cards, lists) is masked already, and
   what stood before is changed in every copy.
2. All is looked at that is kept of a customer's words: messages (in pieces, too), the name, the page, answers to bots,
   what the browser and the site have said; and what was masked by hand, so that unmasking shows none of it either.
3. The other way nothing happens: what was masked is gone.
"""

from collections.abc import Iterator
from dataclasses import replace

from bridge.handlers.screening import TOGETHER, as_answer, put_together
from bridge.handlers.unit import Unit
from bridge.store import attributes, contacts, intake, messages, originals, persons, veils
from core.conversation.covering import at_rest
from core.conversation.events import WordsScreened
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.features.detecting import answers_without, facts_without, masked, page_without, parts_without, person_without
from core.features.particulars import screened
from core.features.sensitive.finding import Detector, card_detector, detector
from core.features.sensitive.pieces import MOST
from core.ids import CUSTOMER, MessageId, agent_of, expert_of
from core.messages import Message, Visibility
from core.policy.masking import QueueMasking
from core.routing.queues import Queue

BATCH = 500
"""How many messages are read at a time."""

Pair = tuple[Message, Message]
"""A message as it was, and as it may be shown."""


def for_newcomers(unit: Unit, before: Conversation, after: Conversation) -> WordsScreened | None:
    """Give what is to be masked where a step has brought a chat before people whose queue masks; None elsewhere."""
    queue = unit.queue(after)
    if not queue.masking.masks or unit.queue(before).masking.masks:
        return None
    said = tuple(_all(unit, after))
    clean = _screened(said, queue)
    pairs = tuple((one, clean[one.id]) for one in said if clean[one.id] != one)
    find = detector(queue.masking.rules)
    _screen_originals(unit, said, queue)
    _screen_veil(unit, after, queue)
    _screen_intake(unit, after, queue, pairs)
    name, page = masked(after.customer_name, find), page_without(after.page, find)
    for route in routes_of(after):
        known = contacts.get(unit.conn, *route)
        if known is not None and (kept := masked(known.name, find)) != known.name:
            contacts.rename(unit.conn, *route, kept)
    return WordsScreened(unit.now, pairs, name, page)


def _all(unit: Unit, chat: Conversation) -> Iterator[Message]:
    """Give a chat's messages, the oldest first, but for those that are deleted."""
    batches: list[tuple[Message, ...]] = []
    first = None
    while batch := messages.of_conversation(unit.conn, chat.id, BATCH, first):
        batches.append(batch)
        first = batch[0].id
    for batch in reversed(batches):
        yield from (one for one in batch if not one.deleted)


def _screened(said: tuple[Message, ...], queue: Queue) -> dict[MessageId, Message]:
    """Give each message, by its id, as it may stand in a chat of this queue."""
    clean: dict[MessageId, Message] = {}
    customers: list[Message] = []
    for one in said:
        clean[one.id] = after = _alone(one, queue)
        if one.author != CUSTOMER:
            continue
        recent = [clean[other.id] for other in customers[1 - MOST :] if one.at - other.at <= TOGETHER]
        after, pieces = put_together(recent, after, queue.masking)
        clean |= {piece.id: piece for _, piece in pieces} | {after.id: after}
        customers.append(one)
    return clean


def _alone(message: Message, queue: Queue) -> Message:
    if agent_of(message.author) is not None or expert_of(message.author) is not None:
        return at_rest(message, queue)
    if message.visibility is Visibility.HELD:
        return message
    return replace(message, parts=parts_without(message.parts, _find(message, queue.masking)))


def _find(message: Message, masking: QueueMasking) -> Detector:
    """Give what is looked for: of a bot's words, and of what was answered elsewhere, cards' numbers alone."""
    is_customers = message.author == CUSTOMER
    return detector(masking.rules) if is_customers else card_detector(masking.rules)


def _screen_originals(unit: Unit, said: tuple[Message, ...], queue: Queue) -> None:
    """Mask in what would be shown again by unmasking."""
    for one in said:
        kept = originals.get(unit.conn, one.id) if one.is_masked else None
        if kept is not None:
            told = originals.answers(unit.conn, one.id)
            clean = answers_without(told, detector(queue.masking.rules))
            originals.screen(unit.conn, _alone(kept, queue), clean)


def _screen_veil(unit: Unit, chat: Conversation, queue: Queue) -> None:
    """Likewise, in what is known of the chat beside its messages."""
    veil = veils.get(unit.conn, chat.id) if chat.veiled else None
    if veil is not None:
        find = detector(queue.masking.rules)
        before, after = screened(veil.before, find), screened(veil.after, find)
        veils.put(unit.conn, chat.id, replace(veil, before=before, after=after), unit.now)


def _screen_intake(unit: Unit, chat: Conversation, queue: Queue, pairs: tuple[Pair, ...]) -> None:
    """Mask in what is known of the chat from before it."""
    find = detector(queue.masking.rules)
    known = attributes.of(unit.conn, chat.id)
    clean = answers_without(known, find)
    if clean != known:
        attributes.put(unit.conn, chat.id, unit.now, clean)
    attributes.rewrite(unit.conn, chat.id, unit.now, {as_answer(one): as_answer(after) for one, after in pairs})
    facts, person = intake.facts(unit.conn, chat.id), persons.of(unit.conn, chat.id)
    seen = facts_without(facts, find)
    if seen is not None and seen != facts:
        intake.add_facts(unit.conn, chat.id, unit.now, seen)
    if person is not None and (named := person_without(person, find)) != person:
        persons.put(unit.conn, chat.id, unit.now, named)
