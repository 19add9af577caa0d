"""Who takes a waiting chat in a world, as bridge/handlers/searching.py finds out."""

from typing import TYPE_CHECKING

from core.agents.machine import Rung, step
from core.conversation.model import Conversation
from core.routing.choose import Candidate, Search, choose, is_worth_waiting_for
from core.routing.line import lines_of
from core.routing.queues import OfferMode, Queue

if TYPE_CHECKING:
    from tests.core.world import World


def search_for(world: "World", chat: Conversation) -> Search:
    """Give a waiting chat as routing sees it."""
    return Search(chat, world.queue(chat), world.now)


def candidates(world: "World", chat: Conversation) -> list[Candidate]:
    """Give everybody who serves a queue in whose line the chat stands."""
    lines = (chat.queue, *chat.overflow)
    return [
        Candidate(world.agents[one.id], one)
        for one in world.profiles.values()
        if any(queue in one.queues and world.agents[one.id].serves(queue) for queue in lines)
    ]


def find(world: "World", chat: Conversation) -> Candidate | None:
    """Choose an agent for a chat; None when nobody can take it, or it waits for somebody in particular."""
    search = search_for(world, chat)
    best = choose(search, candidates(world, chat))
    if best is None or chat.preferred is None or chat.preferred == best.agent.id:
        return best
    return None if is_worth_waiting_for(search, world.agents[chat.preferred]) else best


def route(world: "World", queue: Queue) -> None:
    """Look at a queue: reserve agents for its waiting chats, and leave the answers for the chats."""
    world.to_route.discard(queue.id)
    promised = {chat for chat, _, _ in world.answers}
    waiting = [chat for chat in world.chats.values() if queue.id in lines_of(chat) and chat.id not in promised]
    for chat in sorted(waiting, key=lambda chat: (-chat.priority, chat.queued_at or chat.opened_at, chat.number)):
        search = search_for(world, chat)
        if search.queue.offer_mode is OfferMode.BROADCAST:
            able = tuple(one.agent.id for one in candidates(world, chat) if search.fits(one))
            if able:
                world.answers.append((chat.id, able, search.queue.id))
            continue
        found = find(world, chat)
        if found is not None:
            world.save(step(found.agent, Rung(world.now, chat.id, search.weight)))
            world.answers.append((chat.id, (found.agent.id,), search.queue.id))
