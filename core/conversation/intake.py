"""How a chat comes into the line: at once, after a bot, or as a request that waits for the opening.

Rules:
1. Hours are looked at when a chat enters the line. Who waits by then is served also after closing time.
2. What comes outside the hours is a request: stored, in its place in the queue, and offered to nobody before the queue
   opens. An agent may pick it at any time. What waiting alone changes (other queues, wishes) counts from the opening.
3. The bot answers around the clock; the hours count when it hands over.
"""

from datetime import datetime, timedelta

from core.conversation import effects as do
from core.conversation.bot_talk import BotTalk
from core.conversation.changed import changed
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.conversation.waiting import in_line
from core.routing.hours import is_open, opens_at
from core.routing.line import next_look
from core.routing.queues import Queue

FORGOTTEN = timedelta(hours=24)
"""After how long without a word a chat that only a bot has is over."""

LOOK_AGAIN = timedelta(days=1)
"""When to look again at a calendar that never opens: it may be changed."""


def begin(state: Conversation, at: datetime, queue: Queue, *first: do.Effect, request: bool) -> Transition:
    """Begin a chat with its first words: with the bot where the queue has one, else in the line."""
    says_welcome = queue.messages.in_language(state.language).welcome is not None
    welcome = (do.TellCustomer(do.CustomerTurn.WELCOME),) if says_welcome else ()
    opening = (do.OpenThread(), *first, *welcome)
    if queue.bot is None or request:
        return enter_line(state, at, queue, *opening, request=request)
    talking = changed(state, status=Status.BOT, bot=BotTalk(queue.bot.id, at))
    return go(with_timer(talking, Timer.BOT, at + FORGOTTEN), *opening, do.Record("bot_began"))


def enter_line(
    state: Conversation, at: datetime, queue: Queue, *first: do.Effect, request: bool = False, what: str = "queued"
) -> Transition:
    """Put a chat into its queue's line; outside the hours as a request."""
    freed = with_timer(state, Timer.BOT, None)
    queued = in_line(changed(freed, bot=None, request=request), at, queue)
    if is_open(queue.hours, at):
        turn = do.CustomerTurn.REQUESTED if request else do.CustomerTurn.WAITING
        return go(queued, *first, do.TellCustomer(turn), do.Record(what), do.Requeue())
    stored = with_timer(changed(queued, request=True), Timer.ROUTING, None)
    waiting = with_timer(stored, Timer.OPENS, _next(queue, at))
    turn = do.CustomerTurn.REQUESTED if request else do.CustomerTurn.CLOSED
    return go(waiting, *first, do.TellCustomer(turn), do.Record(what, fields={"request": "closed"}))


def opened(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Let a request be offered, when its queue is open; stale when somebody has picked it or it has ended."""
    if state.status is not Status.QUEUED:
        return Transition(with_timer(state, Timer.OPENS, None))
    if not is_open(queue.hours, at):
        return Transition(with_timer(state, Timer.OPENS, _next(queue, at)))
    sought = with_timer(changed(state, sought_since=at), Timer.OPENS, None)
    return go(with_timer(sought, Timer.ROUTING, next_look(sought, queue, at)), do.Requeue())


def _next(queue: Queue, at: datetime) -> datetime:
    return opens_at(queue.hours, at) or at + LOOK_AGAIN
