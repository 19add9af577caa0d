"""A customer's words that were stored for a chat which has ended since."""

from sqlalchemy import Connection

from adapters.web.ids import make_contact
from bridge import topics
from bridge.handlers import lanes
from bridge.store import contacts, conversations, inbox
from core.conversation.model import Conversation
from core.ids import ChannelName, Contact, QueueId
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.messages import Text
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

WEB = ChannelName("web")


def _first(conn: Connection) -> Conversation | None:
    number = conversations.by_number(conn, 1)
    return conversations.get(conn, number) if number else None


async def says_late_in_the_first_chat(world: World, customer: Customer, text: str) -> None:
    """Put words into the first chat's lane, where they would stand when their handling had to be tried again."""
    await put_late(world, 1, (WEB, make_contact(customer.visitor)), text)
    await world.restart()


async def put_late(world: World, number: int, route: Contact, text: str) -> None:
    """Put words into a chat's lane that came by a route."""
    now = world.clock.bridge.now()
    chat = await world.read(lambda conn: conversations.by_number(conn, number))
    assert chat is not None
    late = Inbound(route[0], "late", ContactSubject(*route, QueueId("support")), CustomerMessage((Text(text),)), now)
    await world.running.bridge.database.write(lambda conn: inbox.add(conn, late, lanes.of_conversation(chat), now))
    world.running.bridge.hints.wake([topics.INBOX])


async def test_late_words_for_an_ended_chat_go_into_the_newer_one_that_is_open() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.says("one more thing")
        await world.desk.shows("one more thing")
        second = await world.read(lambda conn: conversations.by_number(conn, 2))
        await says_late_in_the_first_chat(world, customer, "and the tea was cold")
        await world.desk.shows("and the tea was cold")
        await world.quiet()
        known = await world.read(lambda conn: contacts.get(conn, WEB, make_contact(customer.visitor)))
        assert known is not None
        assert known.open_conversation == second
        first = await world.read(_first)
        assert first is not None
        assert first.reopened == 0


async def test_late_words_for_an_ended_chat_reopen_it_when_no_other_is_open() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await says_late_in_the_first_chat(world, customer, "and the tea was cold")
        await world.desk.shows(sentence("thread_reopened"))
        await world.desk.shows("and the tea was cold")
