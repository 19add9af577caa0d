"""Who takes a waiting chat in a world, as bridge/handlers/searching.py finds out."""

from typing import TYPE_CHECKING

from core.conversation.model import Conversation
from core.ids import AgentId
from core.routing.choose import Candidate, Search, choose, is_worth_waiting_for

if TYPE_CHECKING:
    from tests.core.properties.world import World


def search_for(world: "World", chat: Conversation) -> Search:
    """Give a waiting chat as routing sees it."""
    return Search(chat, world.queue(chat), world.now)


def candidates(world: "World", chat: Conversation) -> list[Candidate]:
    """Give everybody who serves a queue in whose line the chat stands."""
    lines = (chat.queue, *chat.overflow)
    return [
        Candidate(world.agents[one.id], one)
        for one in world.directory.profiles.values()
        if any(queue in one.queues and world.agents[one.id].serves(queue) for queue in lines)
    ]


def able(world: "World", chat: Conversation) -> tuple[AgentId, ...]:
    """Give everybody who can be asked for a chat now."""
    search = search_for(world, chat)
    return tuple(one.agent.id for one in candidates(world, chat) if search.fits(one))


def find(world: "World", chat: Conversation) -> Candidate | None:
    """Choose an agent for a chat; None when nobody can take it, or it waits for somebody in particular."""
    search = search_for(world, chat)
    best = choose(search, candidates(world, chat))
    if best is None or chat.preferred is None or chat.preferred == best.agent.id:
        return best
    profile, agent = world.directory.profiles[chat.preferred], world.agents[chat.preferred]
    if chat.queue not in profile.queues or not agent.serves(chat.queue):
        return best
    return None if is_worth_waiting_for(search, agent) else best
