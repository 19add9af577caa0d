"""What an expert is shown: the talk with them, its card, the history, and what comes behind it."""

from bridge.delivery import aside_jobs as jobs
from bridge.handlers.unit import Unit
from bridge.store import asides, messages
from bridge.store.asides import AsideRow
from core.conversation import effects as do
from core.conversation.expert import sees
from core.conversation.model import Conversation
from core.features.history import grouped
from core.ids import expert_participant
from core.messages import Message, Text

MOST = 5_000
"""How many messages of the history are shown: the last ones."""


def call(unit: Unit, chat: Conversation, effect: do.CallExpert) -> None:
    """Open a talk."""
    row = AsideRow(effect.invitation, chat.id, effect.expert, effect.desk, effect.person)
    asides.add(unit.conn, row)
    asides.remember(unit.conn, effect.by, effect.expert, unit.now)
    unit.tell_desk(effect.desk, jobs.OpenAsideJob(effect.invitation, effect.person), chat)


def seat(unit: Unit, chat: Conversation, effect: do.SeatExpert) -> None:
    """Show the card as it is now, and the whole history; what comes later stands behind it in the same lane."""
    expert = effect.expert
    unit.tell_desk(expert.desk, jobs.AsideCardJob(expert.id), chat)
    known = messages.of_conversation(unit.conn, chat.id, MOST)
    readable = (one for one in known if sees(expert.agent, one) and not one.deleted)
    for group in grouped(readable):
        files = sum(_files(one) for one in group)
        post = jobs.AsidePostJob(expert.id, tuple(one.id for one in group), files)
        unit.tell_desk(expert.desk, post, chat)


def update(unit: Unit, chat: Conversation, effect: do.UpdateAside) -> None:
    """Show the card anew."""
    unit.tell_desk(effect.desk, jobs.AsideCardJob(effect.invitation), chat)


def tell(unit: Unit, chat: Conversation, effect: do.TellExpert) -> None:
    """Say something in the talk."""
    unit.tell_desk(effect.desk, jobs.AsideNoticeJob(effect.invitation, effect.sentence, effect.mode), chat)


def close(unit: Unit, chat: Conversation, effect: do.CloseAside) -> None:
    """Note what became of the talk, and show it on its card."""
    asides.close(unit.conn, effect.invitation, effect.outcome)
    unit.tell_desk(effect.desk, jobs.AsideCardJob(effect.invitation), chat)


def relay(unit: Unit, chat: Conversation, message: Message) -> None:
    """Show a message to the experts who may read it; its author has it already."""
    for expert in chat.experts:
        if sees(expert.agent, message) and message.author != expert_participant(expert.agent):
            unit.tell_desk(expert.desk, jobs.AsidePostJob(expert.id, (message.id,), _files(message)), chat)


def change(unit: Unit, chat: Conversation, message: Message) -> None:
    """Bring experts' copies of a message up to date, of those who have gone too."""
    for row in asides.of_chat(unit.conn, chat.id):
        if sees(row.expert, message) and row.thread is not None:
            unit.tell_desk(row.desk, jobs.AsideChangeJob(row.invitation, message.id), chat)


def _files(message: Message) -> int:
    return sum(not isinstance(part, Text) for part in message.parts)
