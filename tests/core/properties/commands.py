"""Commands in a world, as bridge/handlers/invoke.py carries them out; and what each of them must have led to."""

from core.agents import machine as of_agents
from core.agents.model import NotReadyReason
from core.commands.catalog import ALL
from core.commands.colleagues import COLLEAGUES
from core.commands.model import Context
from core.commands.parse import arguments
from core.commands.registry import Registry
from core.conversation.model import Conversation
from core.features.activity_form import ACTIVITY
from core.ids import AgentId
from tests.build import account
from tests.core.properties.hands import busy
from tests.core.properties.oracles import counted
from tests.core.properties.world import World

REGISTRY = Registry(ALL)
TAKES = ("accept", "pick", "takeover")


def give(world: World, agent: AgentId, chat: Conversation | None, word: str, words: str = "") -> None:
    """Let an agent give a command."""
    command = REGISTRY.find(word)
    REGISTRY.check_right(command, world.directory.profiles[agent])
    context = _context(world, agent, chat)
    values, rest = ({"queues": words}, "") if word == "queues" else ({}, words)  # a list comes from a form
    outcome = command.run(context, arguments(command, rest, values, context))
    if chat is not None:
        world.advance(chat, *outcome.events)
    if outcome.agent_event is not None:
        said_ready = isinstance(outcome.agent_event, of_agents.SaidReady)
        world.save(of_agents.step(world.agents[agent], outcome.agent_event), said_ready=said_ready)
    _expect(world, agent, chat, word)
    world.readiness.settle(busy(world))


def _context(world: World, agent: AgentId, chat: Conversation | None) -> Context:
    held = () if chat is None else chat.held
    return Context(
        at=world.now,
        person=account(agent),
        directory=world.directory,
        mint=(world.mint(), world.mint(), world.mint(), world.mint()),
        profile=world.directory.profiles[agent],
        agent=world.agents[agent],
        conversation=chat,
        queue=world.queue(chat) if chat else None,
        held={one.message: world.messages[one.message] for one in held if one.author == account(agent)},
        given={COLLEAGUES: world.agents, ACTIVITY: None},
    )


def _expect(world: World, agent: AgentId, chat: Conversation | None, word: str) -> None:
    """Note what a command that was not refused must have led to."""
    if word == "ready":
        world.readiness.said_ready(agent)
    if word == "notready":
        world.readiness.must_be_not_ready(agent, NotReadyReason.CHOSEN)
    if chat is None or (chat.invitation is not None and chat.invitation.agent == agent and word != "takeover"):
        _expect_of_transfer(world, chat, word)
        return  # what answers an invitation is no answer to an offer
    if word in TAKES:
        world.did.update(counted("accepted", (agent,), chat.queue))
    if word == "reject":
        world.did.update(counted("rejected", (agent,), chat.queue))
        world.readiness.must_be_not_ready(agent, NotReadyReason.REJECTED)
    _expect_of_transfer(world, chat, word)


def _expect_of_transfer(world: World, chat: Conversation | None, word: str) -> None:
    """Note who was offered a chat by its transfer."""
    if chat is None or word != "transfer":
        return
    after = world.chats[chat.id]
    if after.offer is not None:
        world.did.update(counted("offered", after.offer.agents, chat.queue))
