"""One whole chat, played through the real adapters, and checked: what must stay on the desk stays there.

Customer writes, the offer rings, an agent accepts, both talk, a private note, files both ways, a bystander's remark
that is held, the end. The same on every desk, and on every channel.
"""

import base64

from bridge.demo.customers import CUSTOMERS
from bridge.demo.side import ADA, MARKS, SAM, Side
from bridge.demo.sides import SIDES
from bridge.demo.talking import Talker
from bridge.demo.world import World

NOTE = "She is a regular; let's be generous."
REMARK = "Isn't she the one who complained last week?"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def play(world: World, channel: str = "web") -> int:
    """Play the chat by a channel and print it; give 0 when every side saw what it should, and nothing else."""
    side = SIDES[world.desks.names[0]](world.playground)
    await side.is_ready()
    async with CUSTOMERS[channel](world) as customer:
        receipt = await customer.uploads("receipt.txt", b"Order 1042: Assam, 250 g")
        await customer.says("Hello! My tea arrived without its tin. 🍵", receipt)
        await side.comes()
        await side.accept()
        await customer.hears("Ada is here now.")
        await side.writes(ADA, "Hello! I'm sorry about that. Let me look. 🔍")
        await customer.hears("Let me look. 🔍")
        await side.writes(ADA, f"note: {NOTE}")
        await side.writes(SAM, REMARK)
        await side.is_asked(SAM)
        await side.writes(ADA, "A new tin is on its way; here is the label.", PICTURE)
        await customer.hears("here is the label.")
        await customer.gets_a_file()
        await customer.says("Lovely, thank you!")
        await side.shows("Lovely, thank you!")
        await side.writes(ADA, "!end yes")
        await customer.hears("The chat has ended.")
        await side.shows("has ended the chat")
        for text in ("Let me look.", "here is the label."):
            await side.marks(text, arrived=channel != "web")
        return tell(side, customer)


def tell(side: Side, customer: Talker) -> int:
    """Print what each side saw; give 0 when nothing internal reached the customer."""
    desk = side.lines()
    print(f"\n{customer.title}\n" + "\n".join(f"  {line}" for line in customer.lines()))
    print(f"\n{side.title} shows\n" + "\n".join(f"  {line}" for line in desk) + f"\n  {MARKS}")
    print("\n".join(f"  {line}" for line in side.whispers()))
    leaked = [text for text in (NOTE, REMARK) if text in customer.seen()]
    missing = [text for text in (NOTE, REMARK) if not any(text in line for line in desk)]
    if leaked or missing:
        print(f"\nWrong: reached the customer: {leaked}; missing on the desk: {missing}")
        return 1
    print("\nThe note and the held remark are on the desk; the customer saw neither.")
    return 0
