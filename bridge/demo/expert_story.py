"""A chat with an expert in the other suite, played through both adapters, and checked.

An agent accepts a chat, asks the expert, who joins, reads what was said and answers the agent; what she says then
reaches nobody else. Then her words may reach the customer, under her name.
"""

import asyncio

from bridge.demo.customer import Customer
from bridge.demo.side import ADA, Side
from bridge.demo.sides import SIDES
from bridge.demo.world import World

ASIDE = "Tell her that the oolong is late: it comes on Monday."
SAID = "Good afternoon! It comes on Monday, I promise."
READING = 1.5
"""Seconds that the expert takes to read it: what is written before one can have read whom it reaches is held."""


async def play_with_expert(world: World, at: str) -> int:
    """Play the chat, the expert being at a desk; print it, and give 0 when every side saw what it should."""
    desk, expert = (SIDES[one](world.playground) for one in (world.desks.names[0], at))
    await desk.is_ready()
    async with Customer(world.url) as customer:
        await customer.says("Hello! Where is my oolong? 🍵")
        await desk.comes()
        await desk.accept()
        await customer.hears("Ada is here now.")
        await desk.writes(ADA, "Hello! Let me ask the colleague who buys it.")
        await customer.hears("the colleague who buys it")
        await desk.writes(ADA, "!invite noor consult When does the oolong come?")
        await expert.is_joined()
        await expert.reads("Where is my oolong?")
        await expert.answers(ASIDE)
        await desk.shows(ASIDE)
        await desk.writes(ADA, "!mode conference")
        await expert.reads("From now on what you write here goes to the customer")
        await asyncio.sleep(READING)
        await expert.answers(SAID)
        await customer.hears(SAID)
        await desk.shows(SAID)
        await desk.writes(ADA, "!end yes")
        await customer.hears("The chat has ended.")
        await desk.shows("has ended the chat")
        return tell(desk, expert, customer)


def tell(desk: Side, expert: Side, customer: Customer) -> int:
    """Print what each side saw; give 0 when the customer saw what was meant for the customer alone."""
    shown = desk.lines()
    print("\nThe customer saw\n" + "\n".join(f"  {line}" for line in customer.lines()))
    print(f"\n{desk.title} shows\n" + "\n".join(f"  {line}" for line in shown))
    print("\nThe expert's chat with the bot shows\n" + "\n".join(f"  {line}" for line in expert.talk()))
    is_right = (
        ASIDE not in customer.seen()
        and f"Noor Rahman: {SAID}" in customer.seen()
        and all(any(text in line for line in shown) for text in (ASIDE, SAID))
    )
    if not is_right:
        print("\nWrong: what the expert told the agents reached the customer, or something is missing.")
        return 1
    print("\nThe expert's advice is on the desk alone; her answer reached the customer, under her name.")
    return 0
