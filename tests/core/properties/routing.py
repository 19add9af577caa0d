"""Routing in a world, as bridge/handlers/routing.py does it: a look at a queue, and later its answer to the chat."""

from functools import partial

from core.agents.machine import Released, Rung, step
from core.conversation.events import Assigned, OfferMade, Resumed
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_engaged
from core.ids import OfferId, QueueId
from core.routing.line import lines_of
from core.routing.queues import OfferMode, Queue
from tests.core.properties.hands import busy
from tests.core.properties.oracles import counted
from tests.core.properties.searching import able, find, search_for
from tests.core.properties.world import Answer, World


def asks_all(queue: Queue) -> bool:
    """Tell whether everybody is asked at once."""
    return queue.offer_mode is OfferMode.BROADCAST and not queue.auto_answer


def route(world: World, queue: QueueId) -> None:
    """Look at a queue: reserve agents for its waiting chats, and leave the answers for the chats."""
    world.to_route.discard(queue)
    promised = {one.chat for one in world.answers}
    waiting = [chat for chat in world.chats.values() if queue in lines_of(chat) and chat.id not in promised]
    for chat in sorted(waiting, key=lambda chat: (-chat.priority, chat.queued_at or chat.opened_at, chat.number)):
        _offer(world, chat)


def _offer(world: World, chat: Conversation) -> None:
    if asks_all(world.queue(chat)):
        everybody = able(world, chat)
        if everybody:
            world.answers.append(Answer(chat.id, everybody, chat.queue, reserved=False))
        return
    found = find(world, chat)
    if found is None:
        return
    chosen = found.agent.id
    assert chosen in world.readiness.ready, "somebody who is Not Ready is asked"
    assert chosen not in world.readiness.due, "somebody who is about to be Not Ready is asked"
    assert chosen not in chat.skipped or set(able(world, chat)) <= chat.skipped, "a rejecter before another candidate"
    world.save(step(found.agent, Rung(world.now, chat.id, search_for(world, chat).weight)))
    world.answers.append(Answer(chat.id, (chosen,), chat.queue, reserved=True))


def deliver(world: World, index: int = 0) -> None:
    """Hand an answer of routing to its chat; the first of that chat's, for a lane keeps its order."""
    wanted = world.answers[index].chat
    answer = next(one for one in world.answers if one.chat == wanted)
    world.answers.remove(answer)
    chat = world.chats[wanted]
    queue = world.queue(chat)
    if answer.queue != queue.id:
        _give_back(world, chat, answer)
        return
    if not asks_all(queue) and wanted not in world.agents[answer.agents[0]].chats:
        world.to_route.add(queue.id)  # the reservation was used up: the agent had the chat, and it opened again
        return
    is_waiting = chat.status is Status.QUEUED
    if queue.auto_answer:
        world.advance(chat, Assigned(world.now, answer.agents[0]))
        words: tuple[str, ...] = ("offered", "accepted")
    else:
        until = world.now + queue.offer_timeout
        offer = OfferId(world.mint())
        world.advance(chat, OfferMade(world.now, offer, queue.offer_mode, answer.agents, until))
        words = ("offered",)
    if is_waiting:
        for what in words:
            world.did.update(counted(what, answer.agents, queue.id))


def _give_back(world: World, chat: Conversation, answer: Answer) -> None:
    """Give the reserved agent back: the chat was handed over before the answer came."""
    world.to_route |= set(lines_of(chat))
    for agent in answer.agents:
        rings = chat.offer is not None and agent in chat.offer.agents
        if chat.id in world.agents[agent].chats and not rings and not is_engaged(chat.participant(agent)):
            world.save(step(world.agents[agent], Released(world.now, chat.id)))
    world.readiness.settle(busy(world))  # whoever said notready while the chat was kept for them is so now


def come_back(world: World) -> None:
    """Let chats on hold go on for which there may be room, as bridge/handlers/holding.py does."""
    while world.coming:
        chat = world.chats[min(world.coming)]
        world.coming.discard(chat.id)
        world.attempt(partial(world.advance, chat, Resumed(world.now)))


def settle(world: World) -> None:
    """Let routing finish everything that it was asked."""
    while world.to_route or world.answers or world.coming:
        come_back(world)
        for queue in sorted(world.to_route):
            route(world, queue)
        while world.answers:
            deliver(world)
