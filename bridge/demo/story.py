"""One whole chat, played through the real adapters, and checked: what must stay on the desk stays there.

Customer writes, the offer rings, an agent accepts, both talk, a private note, files both ways, a bystander's remark
that is held, the end.
"""

import base64

from bridge.demo.customer import Customer
from bridge.demo.world import World
from playground.server import Playground
from playground.slack.model import Message

CHANNEL = "C0SUPPORT"
ADA, SAM = "U0ADA", "U0BYSTANDR"
NOTE = "She is a regular; let's be generous."
REMARK = "Isn't she the one who complained last week?"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def play(world: World) -> int:
    """Play the chat and print it; give 0 when every side saw what it should, and nothing else."""
    slack = world.playground.slack
    await slack.simulate.post(user=ADA, channel=CHANNEL, text="/chat ready")
    async with Customer(world.url) as customer:
        receipt = await customer.uploads("receipt.txt", b"Order 1042: Assam, 250 g")
        await customer.says("Hello! My tea arrived without its tin. 🍵", receipt)
        root = await _root(world.playground)
        await _accept(world.playground)
        await customer.hears("Ada is here now.")
        await _in_thread(world.playground, root, ADA, "Hello! I'm sorry about that. Let me look. :mag:")
        await customer.hears("Let me look. 🔍")
        await _in_thread(world.playground, root, ADA, f"note: {NOTE}")
        await _in_thread(world.playground, root, SAM, REMARK)
        await slack.until(lambda _: _asked(world.playground, SAM), what="the question to the bystander")
        file = {"name": "label.png", "mimetype": "image/png", "base64": base64.b64encode(PICTURE).decode()}
        await slack.simulate.post(
            user=ADA,
            channel=CHANNEL,
            thread_ts=root.ts,
            text="A new tin is on its way; here is the label.",
            files=[file],
        )
        await customer.hears("[label.png]")
        await customer.says("Lovely, thank you!")
        await slack.until(lambda one: one.find("Lovely, thank you!", channel=CHANNEL), what="the customer's thanks")
        await _in_thread(world.playground, root, ADA, "!end yes")
        await customer.hears("The chat has ended.")
        await slack.until(lambda one: one.find("has ended the chat", channel=CHANNEL), what="the end in the thread")
        return _tell(world.playground, root, customer)


async def _root(playground: Playground) -> Message:
    """Wait for the chat's root card."""
    await playground.slack.until(lambda _: bool(_cards(playground)), what="the root card")
    return _cards(playground)[0]


def _cards(playground: Playground) -> list[Message]:
    return [one for one in playground.slack.messages(CHANNEL) if one.blocks and "Support" in one.text]


async def _accept(playground: Playground) -> None:
    """Click Accept on the offer that rings in the agent's direct messages."""
    slack = playground.slack
    await slack.until(lambda one: one.find("A chat for you") is not None, what="the offer")
    offer = slack.find("A chat for you")
    assert offer is not None  # noqa: S101 - it was waited for
    button = next(
        element
        for block in offer.blocks or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Accept"
    )
    block = next(one["block_id"] for one in offer.blocks or [] if button in one.get("elements", []))
    await slack.simulate.click(
        user=ADA,
        channel=offer.channel,
        ts=offer.ts,
        block_id=block,
        action_id=button["action_id"],
        value=button["value"],
    )


async def _in_thread(playground: Playground, root: Message, user: str, text: str) -> None:
    await playground.slack.simulate.post(user=user, channel=CHANNEL, thread_ts=root.ts, text=text)


def _asked(playground: Playground, user: str) -> bool:
    whispers = playground.slack.store.channels[CHANNEL].ephemerals
    return any(one.only_for == user and "not sent" in one.text for one in whispers)


def _tell(playground: Playground, root: Message, customer: Customer) -> int:
    """Print what each side saw; give 0 when nothing internal reached the customer."""
    desk = [_desk_line(playground, one) for one in playground.slack.messages(CHANNEL, thread=root.ts)]
    whispers = [
        f"  (only {_name(playground, one.only_for or '')} sees) {one.text}"
        for one in playground.slack.store.channels[CHANNEL].ephemerals
    ]
    print("\nThe customer saw\n" + "\n".join(f"  {line}" for line in customer.lines()))
    print("\nThe Slack thread shows\n" + "\n".join(f"  {line}" for line in desk))
    print("\n".join(whispers))
    leaked = [text for text in (NOTE, REMARK) if text in customer.seen()]
    missing = [text for text in (NOTE, REMARK) if not any(text in line for line in desk)]
    if leaked or missing:
        print(f"\nWrong: reached the customer: {leaked}; missing on the desk: {missing}")
        return 1
    print("\nThe note and the held remark are on the desk; the customer saw neither.")
    return 0


def _desk_line(playground: Playground, message: Message) -> str:
    who = message.username or _name(playground, message.user or "")
    marks = " ".join(f":{name}:" for name in message.reactions)
    files = " ".join(f"[{playground.slack.store.files[file].name}]" for file in message.files)
    return " ".join(part for part in (f"{who}: {message.text}", files, marks) if part)


def _name(playground: Playground, user: str) -> str:
    known = playground.slack.store.users.get(user)
    return known.real_name if known else user
