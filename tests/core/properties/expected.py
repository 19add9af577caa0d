"""What must stand in a chat of a world, told from its status and its queue's settings."""

from core.conversation.model import Conversation, Status, Timer
from core.conversation.seats import engaged, is_seen
from core.ids import ConversationId
from core.routing.line import lines_of, next_look
from core.routing.queues import WrapUpMode
from tests.core.properties.world import World

WAITS = (Status.QUEUED, Status.OFFERED)


def must_be_timed(world: World, chat: Conversation) -> set[Timer]:
    """Give the timers that a chat must have."""
    queue = world.queue(chat)
    runs = chat.status is Status.ACTIVE
    subjects = {
        Timer.BOT: chat.status is Status.BOT,
        Timer.OFFER: chat.status is Status.OFFERED,
        Timer.ROUTING: chat.status in WAITS and next_look(chat, queue, world.now) is not None,
        Timer.INVITATION: chat.invitation is not None,
        Timer.FORM: bool(chat.forms),
        Timer.INACTIVE: runs and queue.inactivity is not None,
        Timer.HOLD: chat.hold is not None
        and chat.hold.wrote
        and queue.hold is not None
        and queue.hold.return_after is not None,
    }
    return {timer for timer, stands in subjects.items() if stands}


def may_be_timed(world: World, chat: Conversation) -> set[Timer]:
    """Give the further timers that a chat may have: lazy ones, and those of which the chat alone doesn't know."""
    queue = world.queue(chat)
    runs = chat.status is Status.ACTIVE
    subjects = {
        Timer.ROUTING: chat.status in WAITS,
        Timer.OPENS: chat.status is Status.QUEUED and chat.request,
        Timer.WRAP_UP: chat.status is Status.WRAP_UP and queue.wrap_up.mode is WrapUpMode.TIMED,
        Timer.ANSWER: runs and queue.answer_reminder is not None and bool(chat.unread),
        Timer.SILENCE: runs and queue.silence is not None,
        Timer.GONE: runs and queue.gone is not None,
    }
    return {timer for timer, stands in subjects.items() if stands}


def places(world: World, chat: Conversation) -> list[str]:
    """Give all the places in which somebody will find the chat; there is exactly one."""
    offer, owner = chat.offer, chat.participant(chat.owner)
    runs = chat.status is Status.ACTIVE
    found = {
        "with the bot": chat.status is Status.BOT and chat.bot is not None,
        "waits for the opening": chat.waits_for_opening(),
        "in line": bool(lines_of(chat)) and set(lines_of(chat)) <= set(world.directory.queues),
        "offered": chat.status is Status.OFFERED
        and offer is not None
        and offer.until > world.now
        and bool(offer.agents)
        and set(offer.agents) <= set(world.agents),
        "with its owner": runs and chat.hold is None and is_seen(owner),
        "on hold": runs and chat.hold is not None and chat.hold.agent == chat.owner and is_seen(owner),
        "in wrap-up": chat.status is Status.WRAP_UP and bool(engaged(chat)),
        "handled": chat.status is Status.HANDLED,
    }
    return [place for place, stands in found.items() if stands]


def returning_with_room(world: World) -> set[ConversationId]:
    """Give the chats that have waited longest to come back from hold, each at its agent, and could go on now."""
    found: set[ConversationId] = set()
    for agent in world.agents.values():
        coming = [(one.since, chat) for chat, one in agent.chats.items() if one.stage.value == "returning"]
        if coming and agent.has_room(agent.chats[min(coming)[1]].weight):
            found.add(min(coming)[1])
    return found
