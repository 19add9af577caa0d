"""One chat by two channels, played through the real adapters, and checked: it begins on the web and ends by SMS.

The customer writes in the shop's window, has to leave, and asks to be texted. The agent goes on by SMS, in the same
thread; the answer is on the telephone alone.
"""

from bridge.demo.customer import Customer
from bridge.demo.on_phone import PhoneCustomer
from bridge.demo.side import ADA, MARKS, Side
from bridge.demo.sides import SIDES
from bridge.demo.world import World
from playground.twilio.seed import MIA

ANSWER = "Your oolong has left our house. It is with you on Monday."
THANKS = "Lovely, thank you!"
WINDOW, PHONE = "We go on with you by SMS.", "We go on with our chat here."


async def play_moving(world: World) -> int:
    """Play the chat and print it; give 0 when every side saw what it should."""
    side = SIDES[world.desks.names[0]](world.playground)
    await side.is_ready()
    async with Customer(world.url) as window, PhoneCustomer(world.playground) as phone:
        await window.says("Hello! Where is my oolong? 🍵")
        await side.comes()
        await side.accept()
        await window.hears("Ada is here now.")
        await side.writes(ADA, "Hello! Let me ask our packers.")
        await window.hears("Let me ask our packers.")
        await window.says("I have to leave. Would you text me?")
        await side.shows("Would you text me?")
        await side.writes(ADA, f"!link {MIA}")
        await side.writes(ADA, "!channel sms asked")
        await window.hears(WINDOW)
        await phone.hears(PHONE)
        await side.shows("lets the chat go on by SMS")
        await side.writes(ADA, ANSWER)
        await phone.hears(ANSWER)
        await phone.says(THANKS)
        await side.shows(THANKS)
        await side.writes(ADA, "!end yes")
        await phone.hears("The chat has ended.")
        await side.shows("has ended the chat")
        await side.marks(ANSWER, arrived=True)
        return tell(side, window, phone)


def tell(side: Side, window: Customer, phone: PhoneCustomer) -> int:
    """Print what each side saw; give 0 when the thread has all of it, and the window nothing of the telephone's."""
    desk = side.lines()
    print(f"\n{window.title} in the shop's window\n" + "\n".join(f"  {line}" for line in window.lines()))
    print(f"\n{phone.title}\n" + "\n".join(f"  {line}" for line in phone.lines()))
    print(f"\n{side.title} shows\n" + "\n".join(f"  {line}" for line in desk) + f"\n  {MARKS}")
    missing = [text for text in ("Where is my oolong?", ANSWER, THANKS) if not any(text in line for line in desk)]
    leaked = [text for text in (ANSWER, THANKS) if text in window.seen()]
    if missing or leaked:
        print(f"\nWrong: shown in the window: {leaked}; missing on the desk: {missing}")
        return 1
    print("\nOne chat in one thread: it began in the window, and went on by SMS.")
    return 0
