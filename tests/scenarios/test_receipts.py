"""What became of an agent's message stands on the message itself, and what failed can be sent again, once."""

from datetime import timedelta

from sqlalchemy import Connection, func, select

from bridge.store import audit, conversations
from bridge.store.work_tables import OUTBOX
from core.ids import ConversationId
from tests.scenarios.receipts import REASON, tells, tells_of_all
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

WHY = sentence("thread_failed", reason=sentence(REASON.key))
SENT, DELIVERED, READ, FAILED = "white_check_mark", "mailbox_with_mail", "eyes", "warning"


def _first(conn: Connection) -> ConversationId | None:
    return conversations.by_number(conn, 1)


async def test_the_mark_rises_from_sent_to_delivered_to_read_and_never_falls() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("hello")
        await customer.hears("hello")
        await world.desk.marked(ref, SENT)
        await tells(world, "hello", "delivered")
        await world.desk.marked(ref, DELIVERED)
        await tells(world, "hello", "read")
        await world.desk.marked(ref, READ)
        await tells(world, "hello", "delivered")
        await tells(world, "hello", "sent")
        await world.quiet()
        await world.desk.marked(ref, READ)


async def test_a_canned_response_is_marked_on_the_post_in_which_the_agents_read_it() -> None:
    async with a_world({"canned": {"gone": {"title": "Gone", "text": "It has left."}}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!canned gone now")
        await customer.hears("It has left.")
        posted = await world.desk.shows("It has left.")
        await world.desk.marked(posted.ref, SENT)
        await tells(world, "It has left.", "read")
        await world.desk.marked(posted.ref, READ)


async def test_a_watermark_marks_all_that_was_sent_until_then() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        refs = []
        for text in ("one", "two"):
            refs.append(await ada.writes(text))
            await customer.hears(text)
        await customer.says("and?")
        await world.desk.shows("and?")
        until = world.clock.bridge.now()
        await world.passes(60)
        later = await ada.writes("three")
        await customer.hears("three")
        chat = await world.read(_first)
        assert chat is not None
        await tells_of_all(world, chat, "read", until + timedelta(seconds=1))
        for ref in refs:
            await world.desk.marked(ref, READ)
        await world.quiet()
        await world.desk.marked(later, SENT)


async def test_what_was_not_delivered_says_why_and_is_sent_again_by_its_button_once() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("your parcel")
        await customer.hears("your parcel")
        await tells(world, "your parcel", "failed")
        await world.desk.marked(ref, FAILED)
        card = await world.desk.shows(sentence(REASON.key)[1:])
        await ada.clicks_on(card, "Resend")
        await world.desk.marked(ref, SENT)
        await world.desk.shows(sentence("card_sent_again"))
        await ada.writes("!resend")
        await ada.is_told(sentence("resend_already"))
        await tells(world, "your parcel", "delivered")
        await world.desk.marked(ref, DELIVERED)
        await ada.writes("!resend")
        await ada.is_told(sentence("resend_arrived"))

        assert await _again(world) == 1
        acts = [row.act for row in await world.read(lambda conn: audit.find(conn, audit.Wanted()))]
        assert acts.count("resent") == 1


async def test_actions_offer_to_send_again_while_there_is_something_that_failed() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("your parcel")
        await customer.hears("your parcel")
        await tells(world, "your parcel", "failed")
        await world.desk.shows(sentence("card_failure"))
        await ada.writes("!actions")
        listed = await ada.is_told(sentence("actions", number=1))
        assert "Resend" in listed.whole
        await ada.clicks_on(listed, "Resend")
        await ada.is_told(sentence("resent"))
        assert await _again(world) == 1


async def test_what_has_arrived_after_all_is_not_doubled() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("your parcel")
        await customer.hears("your parcel")
        await tells(world, "your parcel", "failed")
        await world.desk.shows(sentence("card_failure"))
        await tells(world, "your parcel", "delivered")
        await world.desk.marked(ref, DELIVERED)
        await world.desk.shows(sentence("card_arrived_after_all"))
        await ada.writes("!resend")
        await ada.is_told(sentence("resend_none"))
        assert await _again(world) == 0


async def test_a_failure_for_good_has_words_and_no_button_and_the_word_tries_again() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("your parcel")
        await customer.hears("your parcel")
        await tells(world, "your parcel", "failed", final=True)
        told = await world.desk.shows(WHY)
        assert "Resend" not in told.whole
        await ada.writes("!resend 2")
        await ada.is_told("There is no message")
        await ada.writes("!resend")
        await ada.is_told(sentence("resent"))
        await world.desk.marked(ref, SENT)
        assert await _again(world) == 1


async def test_nothing_to_resend_is_said_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!resend")
        await ada.is_told(sentence("resend_none"))


async def _again(world: World) -> int:
    """Count what was sent again: what is sent for the first time has no row, since a browser reads the log."""
    await world.quiet()
    mine = OUTBOX.c.destination == "channel:web", OUTBOX.c.message.is_not(None)
    return await world.read(lambda conn: conn.execute(select(func.count()).where(*mine)).scalar_one())
