"""First-line bots in a world, as bridge/handlers/bots.py lets them speak."""

from core.bots import dialogue
from core.conversation.bot_talk import BotTalk
from core.conversation.events import BotAsked, BotHandedOver, BotLed, BotSpoke, Event
from core.conversation.model import Conversation, Status
from core.ids import BOT, ConversationId, MessageId, QueueId
from core.messages import Message, Text, plain_text
from core.policy.bots import Bot
from tests.core.properties.world import World


def hear(world: World, chat: Conversation, message: Message) -> None:
    """Let the bot that has a chat answer the customer's words; somebody else's is asked."""
    bot, talk = world.queue(chat).bot, chat.bot
    assert bot is not None
    assert talk is not None
    if bot.external is not None:
        world.advance(chat, BotAsked(world.now, message.id))
        return
    said = dialogue.answer(bot, talk, plain_text(message.parts), lambda _: None)
    spoken = _say(world, chat, bot, said.replies, said.talk)
    if said.over:
        _hand_over(world, spoken, said.talk)


def answer_from_outside(world: World, id: ConversationId, to: QueueId | None, *, over: bool, failed: bool) -> None:
    """Take the answer of somebody else's bot; too late, it is passed over."""
    chat = world.chats[id]
    bot = world.queue(chat).bot
    if chat.status is not Status.BOT or chat.bot is None or bot is None:
        return
    if failed:
        world.advance(chat, BotHandedOver(world.now, failed=True))
        return
    talk = BotTalk(bot.id, chat.bot.at, "talk", queue=to or chat.bot.queue, priority=1)
    spoken = _say(world, chat, bot, (Text("I see."),), talk)
    if over:
        _hand_over(world, spoken, talk)


def _say(world: World, chat: Conversation, bot: Bot, texts: tuple[Text, ...], talk: BotTalk) -> Conversation:
    messages = tuple(
        Message(MessageId(world.mint()), chat.id, BOT, bot.title, world.now, (text,)) for text in texts if text.text
    )
    return world.advance(chat, BotSpoke(world.now, messages, talk))


def _hand_over(world: World, chat: Conversation, talk: BotTalk) -> None:
    led: list[Event] = []
    if (talk.queue or chat.queue) != chat.queue or talk.priority:
        led.append(BotLed(world.now, talk.queue or chat.queue, talk.priority))
    world.advance(chat, *led, BotHandedOver(world.now))
