"""Menus that are sent by the channel, and what there is of them at Twilio."""

from core.features.menus import menu
from core.sentences import Sentence
from playground.twilio.contents import Content
from tests.adapters.around import outbound
from tests.adapters.whatsapp_twilio.world import MIAS, World

TEAS = ("Green", "Black")
WORDS = "Which tea?\n1. Green\n2. Black"


async def asks(world: World, *options: str, question: str = "Which tea?", key: str = "k1") -> tuple[Sentence, ...]:
    """Send a menu; give what the agent is told of how it went."""
    receipt = await world.adapter.port.send(outbound(MIAS, menu(question, options or TEAS), key=key))
    return receipt.losses


def contents(world: World) -> dict[str, Content]:
    """Give what there is at Twilio to be sent by."""
    return world.twilio.twilio.store.contents


def asked(world: World, what: str) -> int:
    """Count how often Twilio was asked for something."""
    return sum(one.summary.startswith(what) for one in world.twilio.calls)


def texts(world: World) -> list[str]:
    return [one.one("Body") for one in world.twilio.taken]
