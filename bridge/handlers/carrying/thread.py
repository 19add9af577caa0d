"""What is shown in a chat's thread, and on the card at its head."""

from datetime import timedelta

from bridge.delivery import jobs
from bridge.handlers.carrying import experts
from bridge.handlers.placing import opening
from bridge.handlers.unit import Unit
from bridge.store import deliveries, past
from core.agents.model import Alert
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.conversation.routes import present
from core.features.card_changes import CardChange
from core.features.earlier_chats import MOST
from core.ids import DeskName, MessageId, agent_of, expert_of
from core.messages import Text, Visibility
from core.sentences import say

CARD_PAUSE = timedelta(seconds=1)
"""How long new words on a card wait for more of them."""


def open_thread(unit: Unit, chat: Conversation, effect: do.OpenThread) -> None:  # noqa: ARG001 - one shape for all effects
    """Open the chat's place."""
    unit.tell_desk(unit.queue(chat).desk, opening(unit, chat), chat)


def post(unit: Unit, chat: Conversation, effect: do.PostInThread) -> None:
    """Post where the message may be seen; private ones for chosen people are shown to these alone."""
    desk = unit.queue(chat).desk
    message = unit.message(effect.message)
    if message is None or message.visibility is Visibility.HELD:
        return
    if chat.experts:
        experts.relay(unit, chat, message)
    if message.visibility is Visibility.ONLY:
        for recipient in sorted(message.recipients):
            agent = agent_of(recipient)
            account = unit.person_at(agent, desk) if agent else None
            if agent is not None and account is not None:
                unit.tell_desk(account[0], jobs.WhisperJob(message.id, account[1]), chat)
                if unit.agent(agent).wants(Alert.NOTE):
                    unit.tell_desk(account[0], jobs.WhisperJob(message.id, account[1], directly=True), chat)
        return
    if expert_of(message.author) is not None or not _is_source(unit, message.id, desk):
        files = sum(not isinstance(part, Text) for part in message.parts)
        answers = agent_of(message.author) is not None and message.visibility is Visibility.EVERYONE
        unit.tell_desk(desk, jobs.PostJob(message.id, files, answers), chat)


def change(unit: Unit, chat: Conversation, effect: do.ChangeInThread) -> None:
    """Change our copy of a message, where it isn't its author's own."""
    desk = unit.queue(chat).desk
    message = unit.message(effect.message)
    if message is None:
        return
    if expert_of(message.author) is not None or not _is_source(unit, effect.message, desk):
        unit.tell_desk(desk, jobs.ChangeJob(effect.message), chat)
    experts.change(unit, chat, message)


def tell(unit: Unit, chat: Conversation, effect: do.TellThread) -> None:
    """Post a notice."""
    unit.tell_desk(unit.queue(chat).desk, jobs.NoticeJob(effect.sentence), chat)


def link_earlier(unit: Unit, chat: Conversation, effect: do.LinkEarlier) -> None:  # noqa: ARG001 - one shape for all effects
    """Link the customer's earlier chats, of queues whose chats stand in the same places: all here may see those."""
    queue = unit.queue(chat)
    scope = past.Scope(unit.office.directory().beside(queue), MOST + 1, unit.now)
    found = [one for one in past.of_contact(unit.conn, *present(chat), scope) if one != chat.id]
    if found:
        unit.tell_desk(queue.desk, jobs.NoticeJob(say("thread_earlier"), tuple(found[:MOST])), chat)


def update_card(unit: Unit, chat: Conversation, change: CardChange) -> None:
    """Show where the chat stands at once, all else behind it, new words a moment later.

    What can't be seen there is not shown again.
    """
    if change is not CardChange.NOTHING:
        later = unit.now + CARD_PAUSE if change is CardChange.WORDS else None
        unit.tell_desk(unit.queue(chat).desk, jobs.CardJob(can_wait=change is not CardChange.STATE), chat, later)


def _is_source(unit: Unit, message: MessageId, desk: DeskName) -> bool:
    """Tell whether the message was written at this desk, by hand: there is nothing of ours to post or change."""
    if message in unit.stored:
        return unit.stored[message] == desk
    return any(one.role == "source" for one in deliveries.refs(unit.conn, message, desk))
