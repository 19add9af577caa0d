"""Emoji that people at a desk put on a chat's card and on its messages (T19, T30).

Rules:
1. On the card an emoji may stand for a command, by the configuration; it is run as if it had been typed in the thread,
   so that its answer, its question and its refusals are the same.
2. On a message it is for the customer, who sees those of attendees; on a text of one's own a lock is a word to us.
3. Our own marks never get here: the adapter knows them.
"""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.answers import Asker, refuse
from bridge.handlers.invoke import Given, Relane, invoke
from bridge.handlers.unit import Unit
from bridge.handlers.whereabouts import is_at_large, thread_of
from bridge.store import deliveries, messages, threads
from bridge.store.inbox import InboxRow
from core.agents.model import Profile
from core.conversation.events import HeldDiscarded, MessageReacted
from core.conversation.model import Conversation, Status
from core.ids import agent_participant
from core.inbound import DeskReacted
from core.messages import Message, Visibility
from core.policy.reactions import ReactionCommand, bare
from core.ports import Outcome
from core.sentences import say

Answer = Outcome | Relane | None


def desk_reacted(unit: Unit, row: InboxRow, body: DeskReacted) -> Answer:
    """Do what the emoji stands for, or show it to the customer; what is nobody's business is nothing."""
    profile = unit.office.directory().agent_by_person(body.desk, body.person)
    if profile is None:
        return None
    found = deliveries.message_of(unit.conn, body.desk, body.ref)
    message = messages.get(unit.conn, found) if found else None
    wanted = unit.office.directory().reactions.get(bare(body.emoji))
    if message is None:
        return _on_card(unit, row, body, wanted)
    if row.lane != lanes.of_conversation(message.conversation):
        return Relane(message.conversation)
    chat = unit.chat(message.conversation)
    return _on_message(unit, row, chat, message, body, profile, wanted) if chat is not None else None


def _on_card(unit: Unit, row: InboxRow, body: DeskReacted, wanted: ReactionCommand | None) -> Answer:
    chat = unit.chat(lanes.conversation_of(row.lane))
    thread = threads.of(unit.conn, chat.id, body.desk) if chat is not None else None
    if chat is None or wanted is None or thread is None or thread.card != body.ref:
        return None
    asker = Asker(body.desk, body.person, thread_of(unit, row.inbound.subject))
    number = f"{chat.number} " if is_at_large(unit, row.inbound.subject) else ""
    match wanted:
        case ReactionCommand.TAKE if body.on:
            return invoke(unit, row, Given("accept", number, asker))
        case ReactionCommand.DONE if body.on:
            return invoke(unit, row, Given("complete" if chat.status is Status.WRAP_UP else "end", number, asker))
        case ReactionCommand.PRIVATE:
            return invoke(unit, row, Given("private", f"{number}{'on' if body.on else 'off'}", asker))
    return None


def _on_message(
    unit: Unit,
    row: InboxRow,
    chat: Conversation,
    message: Message,
    body: DeskReacted,
    profile: Profile,
    wanted: ReactionCommand | None,
) -> Answer:
    """Show it to the customer; a lock on one's own text keeps it internal, or says that this comes too late."""
    if wanted is not ReactionCommand.PRIVATE:
        advance(unit, chat, MessageReacted(row.inbound.at, message, profile.id, body.emoji, body.on))
        return None
    if not body.on or message.author != agent_participant(profile.id):
        return None
    if message.visibility is Visibility.HELD:
        advance(unit, chat, HeldDiscarded(row.inbound.at, message, body.person))
        return None
    if message.visibility is Visibility.EVERYONE and not message.deleted:
        asker = Asker(body.desk, body.person, thread_of(unit, row.inbound.subject))
        return refuse(unit, row, asker, say("lock_too_late"), chat)
    return None
