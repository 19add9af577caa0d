"""Messages into the store, each tied to where it was written and shown in its customer's own log."""

from bridge.handlers import quoting
from bridge.handlers.carrying import quotes
from bridge.handlers.letting_go import drop_files
from bridge.handlers.scouring import scour_log
from bridge.handlers.showing import add_line
from bridge.handlers.unit import Unit
from bridge.store import deliveries
from core.conversation import effects as do
from core.conversation.covering import at_rest
from core.conversation.model import Conversation
from core.conversation.routes import came_by
from core.ids import CUSTOMER, MessageId
from core.messages import Message, Visibility, seen_by_customer, with_visibility


def store(unit: Unit, chat: Conversation, effect: do.StoreMessage) -> None:
    """Insert a message."""
    message = effect.message
    unit.add_message(message)
    _remember_source(unit, message.id)
    _show_own_words(unit, chat, message)


def change(unit: Unit, chat: Conversation, effect: do.ChangeMessage) -> None:
    """Overwrite a message, with what it quotes as that stands now; what quotes it follows, files it has no more go."""
    before = unit.message(effect.message.id)
    unit.change_message(quoting.as_it_stands(unit, chat, effect.message))
    if before is not None:
        drop_files(unit, chat, before, effect.message)
    quotes.follow(unit, chat, effect.message.id)


def keep_internal(unit: Unit, chat: Conversation, effect: do.KeepInternal) -> None:
    """Make a held text a note."""
    message = unit.message(effect.message)
    if message is not None and message.visibility is Visibility.HELD:
        kept = at_rest(with_visibility(message, Visibility.AGENTS), unit.queue(chat))
        unit.change_message(kept)
        if kept.parts != message.parts:
            scour_log(unit)


def _remember_source(unit: Unit, message: MessageId) -> None:
    """Tie a message to the place where it was written by hand: edits there are edits of it, its mark stands there."""
    source = unit.sources.pop(message, None)
    unit.stored[message] = source[0] if source else None
    if source is not None:
        deliveries.add(unit.conn, message, source[0], source[1], "source", "sent")


def _show_own_words(unit: Unit, chat: Conversation, message: Message) -> None:
    """Write a customer's own words into their log, before anything that is said about them."""
    if message.author == CUSTOMER and seen_by_customer(message) and came_by(chat, message) in unit.office.feeds:
        _, news = add_line(unit.conn, chat.id, message.id, message.at, "message", message)
        unit.announce(chat, news)
