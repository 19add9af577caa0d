"""First-line bots: what they answer, and what follows from it.

A bot of the configuration answers in the transaction that takes the customer's words. One of somebody else's is asked
through the outbox, and its answer comes back into the chat's lane.
"""

from datetime import datetime

from bridge.handlers import lanes, veiling
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import attributes
from bridge.store.inbox import InboxRow
from core.bots import dialogue
from core.conversation.bot_talk import BotTalk
from core.conversation.events import BotAsked, BotHandedOver, BotLed, BotSpoke, Event
from core.conversation.model import Conversation, Status
from core.features.quoted import own
from core.ids import BOT, QueueId
from core.inbound import BotAnswered
from core.messages import Message, Text, plain_text
from core.policy.bots import Bot


def hear(unit: Unit, chat: Conversation, message: Message) -> None:
    """Let the bot that has a chat answer the customer's words; a bot that was taken out hands over."""
    bot, talk = unit.queue(chat).bot, chat.bot
    if bot is None or talk is None or bot.id != talk.bot:
        advance(unit, chat, BotHandedOver(message.at))
        return
    if bot.external is not None:
        advance(unit, chat, BotAsked(message.at, message.id))
        return
    said = dialogue.answer(
        bot, talk, plain_text(own(message.parts)), lambda text: unit.office.knowledge.answer(bot, text)
    )
    attributes.learn(unit.conn, chat.id, message.at, veiling.answers(unit, chat, said.learnt))
    chat = _say(unit, chat, bot, said.replies, said.talk, message.at)
    if said.over:
        _hand_over(unit, chat, said.talk, message.at)


def bot_answered(unit: Unit, row: InboxRow, body: BotAnswered) -> None:
    """Take the answer of somebody else's bot; too late, it is passed over."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or chat.status is not Status.BOT or chat.bot is None or chat.bot.bot != body.bot:
        return
    if body.failed:
        advance(unit, chat, BotHandedOver(unit.now, failed=True))
        return
    bot = unit.queue(chat).bot
    known = body.queue if body.queue in unit.office.directory().queues else None
    talk = BotTalk(body.bot, chat.bot.at, "talk", queue=known or chat.bot.queue, priority=body.priority)
    attributes.learn(unit.conn, chat.id, unit.now, veiling.answers(unit, chat, body.learnt))
    if bot is not None:
        chat = _say(unit, chat, bot, body.texts, talk, unit.now)
    if body.over:
        _hand_over(unit, chat, talk, unit.now)


def _say(
    unit: Unit, chat: Conversation, bot: Bot, texts: tuple[Text, ...], talk: BotTalk, at: datetime
) -> Conversation:
    messages = tuple(
        Message(unit.office.mint.message(), chat.id, BOT, bot.title, at, (text,)) for text in texts if text.text
    )
    return advance(unit, chat, BotSpoke(at, messages, talk))


def _hand_over(unit: Unit, chat: Conversation, talk: BotTalk, at: datetime) -> None:
    events: list[Event] = []
    queue = talk.queue if talk.queue is not None and _is_reachable(unit, chat, talk.queue) else chat.queue
    if queue != chat.queue or talk.priority:
        events.append(BotLed(at, queue, talk.priority))
    advance(unit, chat, *events, BotHandedOver(at))


def _is_reachable(unit: Unit, chat: Conversation, queue: QueueId) -> bool:
    """Tell whether a chat can go to a queue: its thread stays where it is, so the desk must be the same."""
    other = unit.office.directory().queues.get(queue)
    return other is not None and other.desk == unit.queue(chat).desk
