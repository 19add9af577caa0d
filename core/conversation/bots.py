"""A first-line bot's side of a chat. What it says is found out elsewhere (`core.bots`, or somebody else's bot).

Rules:
1. A bot speaks only while it has the chat. What it says after an agent took over, the customer ended, or it handed
   over, is stale: nobody sees it.
2. What it says is the customer's to see, and stands in the thread as any message.
3. It hands over for good: a chat comes back to no bot. One whose customer says nothing for a day is over.
"""

from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.ending import run_out
from core.conversation.events import BotAsked, BotHandedOver, BotLed, BotSpoke
from core.conversation.intake import FORGOTTEN, enter_line
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.messages import Visibility, with_visibility
from core.routing.queues import Queue
from core.sentences import say

HIGHEST = 9
"""Of all priorities."""


def bot_spoke(state: Conversation, event: BotSpoke) -> Transition:
    """Show what the bot said, on both sides."""
    if state.status is not Status.BOT:
        return Transition(state)
    effects: list[do.Effect] = []
    for message in event.messages:
        shown = with_visibility(message, Visibility.EVERYONE)
        effects += (do.StoreMessage(shown), do.SendToCustomer(shown.id), do.PostInThread(shown.id))
        effects.append(do.Record("bot_wrote", message=shown.id))
    return go(changed(state, bot=event.talk), *effects)


def bot_asked(state: Conversation, event: BotAsked) -> Transition:
    """Ask somebody else's bot."""
    if state.status is not Status.BOT or state.bot is None:
        return Transition(state)
    return Transition(state, (do.AskBot(state.bot.bot, event.message),))


def bot_led(state: Conversation, event: BotLed) -> Transition:
    """Move the chat into the queue in which it is to wait."""
    if state.status is not Status.BOT:
        return Transition(state)
    priority = max(0, min(HIGHEST, state.priority + event.priority))
    return go(changed(state, queue=event.queue, priority=priority))


def bot_forgotten(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """End a chat in which only a bot waits for a word; with a later word, look again when that is as old."""
    if state.status is not Status.BOT:
        return Transition(with_timer(state, Timer.BOT, None))
    again = (state.customer_last_at or state.opened_at) + FORGOTTEN
    if again > at:
        return Transition(with_timer(state, Timer.BOT, again))
    return run_out(state, at, queue, do.TellThread(say("thread_bot_forgotten")))


def bot_handed_over(state: Conversation, event: BotHandedOver, queue: Queue) -> Transition:
    """Put the chat into the line; `queue` is where it belongs by now."""
    if state.status is not Status.BOT:
        return Transition(state)
    notice = do.TellThread(say("thread_bot_failed" if event.failed else "thread_bot_handed_over"))
    fields = {"bot": str(state.bot.bot)} if state.bot is not None else {}
    record = do.Record("bot_failed" if event.failed else "bot_handed_over", fields=fields)
    return enter_line(state, event.at, queue, notice, record)
