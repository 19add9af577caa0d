"""Texts in a thread that Slack has and we don't know yet: the answer to the root card was lost, its echo is late."""

from sqlalchemy import Connection

from bridge.store import conversations, messages
from core.messages import plain_text
from playground.slack.model import Message
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.world import World, a_world

LOBBY = "C0SUPPORT"


def _kept(conn: Connection) -> list[str]:
    chat = conversations.by_number(conn, 1)
    assert chat is not None
    return [plain_text(one.parts) for one in messages.of_conversation(conn, chat, 10)]


async def _a_root_card_that_we_do_not_know(world: World) -> tuple[Person, Customer, Message]:
    [ada] = await ready(world, "ada")
    world.playground.faults.add("chat.postMessage", "reset_after_accept")
    world.playground.faults.add("events", "delay", delay_ms=2500)
    customer = await world.customer()
    await customer.says("hi")
    channel = world.playground.slack.store.channels[LOBBY]
    await world.until(lambda: channel.messages, "a root card in Slack", patience=0)
    return ada, customer, next(iter(channel.messages.values()))


async def _writes(world: World, root: Message, text: str) -> str:
    posted = await world.playground.slack.simulate.post(
        user="U0ADA", channel=root.channel, thread_ts=root.ts, text=text
    )
    return str(posted["ts"])


async def test_a_text_under_a_root_card_that_is_not_known_yet_is_judged_once_it_is() -> None:
    async with a_world() as world:
        ada, customer, root = await _a_root_card_that_we_do_not_know(world)
        ts = await _writes(world, root, "can I help?")
        await ada.is_told(sentence("hold_not_accepted"))
        await world.slack.marked(ts, "raised_hand")
        await customer.never_heard("can I help?")


async def test_texts_under_a_root_card_that_is_not_known_yet_keep_their_order() -> None:
    async with a_world() as world:
        _, _, root = await _a_root_card_that_we_do_not_know(world)
        for text in ("one", "two", "three"):
            await _writes(world, root, f"note: {text}")
            await world.until(lambda: world.playground.slack.events.busy <= 1, "it to be stored", patience=0)
        await world.passes(10)
        await world.quiet()
        assert await world.read(_kept) == ["hi", "one", "two", "three"]


async def test_a_command_under_a_root_card_that_is_not_known_yet_is_carried_out_once_it_is() -> None:
    async with a_world() as world:
        _, customer, root = await _a_root_card_that_we_do_not_know(world)
        await _writes(world, root, "!accept")
        await customer.hears("is here now")


async def test_an_edit_of_a_text_under_a_root_card_that_is_not_known_yet_is_not_lost() -> None:
    async with a_world() as world:
        ada, customer, root = await _a_root_card_that_we_do_not_know(world)
        await _writes(world, root, "!accept")
        ts = await _writes(world, root, "first words")
        await world.playground.slack.simulate.edit(user="U0ADA", channel=root.channel, ts=ts, text="last words")
        await customer.hears("is here now")
        await world.passes(10)
        await world.quiet()
        assert customer.texts() == ["last words"]
        assert not [one for one in ada.heard() if "not sent" in one]


async def test_a_text_in_a_thread_of_nobodys_is_left_alone_also_while_a_chat_is_being_opened() -> None:
    async with a_world() as world:
        slack = world.playground.slack
        lunch = await slack.simulate.post(user="U0LIN", channel=LOBBY, text="who is up for lunch?")
        [ada] = await ready(world, "ada")
        world.playground.faults.add("chat.postMessage", "reset_after_accept")
        world.playground.faults.add("events", "delay", delay_ms=2500)
        customer = await world.customer()
        await customer.says("hi")
        await slack.simulate.post(user="U0ADA", channel=LOBBY, thread_ts=lunch["ts"], text="me, at noon")
        await ada.accepts(customer)
        await ada.writes("hello")
        await customer.hears("hello")
        await world.passes(200)
        await world.quiet()
        assert customer.texts() == ["hello"]
        assert not [one for one in ada.heard() if "not sent" in one]
