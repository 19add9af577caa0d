"""Retention (S12): what is older than it is kept goes by the clock, by kind, and never from a chat that goes on."""

from pathlib import Path

from sqlalchemy import Connection, func, select

from bridge.store import audit, erasures
from bridge.store.audit import Wanted
from bridge.store.audit_seals import verify
from bridge.store.tables import CONTACT, JOURNAL, MESSAGE
from core.conversation.effects import Audit, AuditAct
from tests.scenarios.scenes import talking
from tests.scenarios.test_erasing import everything, on_desk, over
from tests.scenarios.world import World, a_world

DAY = 24 * 3600


async def days_pass(world: World, days: int) -> None:
    """Let days go by, and the desks' budgets catch up."""
    await world.clock.advance(days * DAY)
    for _ in range(8):
        await world.passes(30)


def count(conn: Connection) -> tuple[int, ...]:
    return tuple(conn.scalar(select(func.count()).select_from(one)) or 0 for one in (MESSAGE, JOURNAL, CONTACT))


async def test_chats_go_when_their_time_is_over_with_their_posts_and_files_and_one_that_goes_on_stays() -> None:
    async with a_world({"retention": {"chats": "30d"}, "queues": {"support": {"inactivity": None}}}) as world:
        _, customer = await over(world)
        folder = Path(world.running.bridge.config.storage.files)
        await talking(world, words="I wait for my samovar")
        await days_pass(world, 29)
        assert "Winifred" in await world.read(everything)
        await days_pass(world, 2)
        left = await world.read(everything)
        assert "Winifred" not in left
        assert customer.visitor not in left
        assert list(folder.iterdir()) == []
        assert "a picture of Winifred" not in on_desk(world)
        assert "I wait for my samovar" in left
        assert "I wait for my samovar" in on_desk(world)
        (line,) = await world.read(lambda conn: audit.find(conn, Wanted(act="swept")))
        assert line.fields == '{"what":"chats","number":"1"}'
        report = await world.read(lambda conn: erasures.copies(conn, line.about))
        assert {one.state.value for one in report} == {"done", "outside"}


async def test_files_go_before_their_chats_and_their_names_stay() -> None:
    async with a_world({"retention": {"files": "7d"}}) as world:
        _, customer = await over(world)
        folder = Path(world.running.bridge.config.storage.files)
        await days_pass(world, 8)
        assert list(folder.iterdir()) == []
        assert "winifred.txt" in await world.read(everything)
        await customer.opens()
        await customer.says("another", await customer.uploads("more.txt", b"more"))
        assert len(list(folder.iterdir())) == 1


async def test_what_was_uploaded_and_never_sent_goes_after_a_day_and_what_was_sent_stays() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        folder = Path(world.running.bridge.config.storage.files)
        await customer.says("here it is", await customer.uploads("sent.txt", b"sent"))
        await world.desk.shows("here it is")
        unsent = await customer.uploads("unsent.txt", b"never sent")
        await world.passes(23 * 3600)
        assert len(list(folder.iterdir())) == 2
        await days_pass(world, 1)
        assert [one.read_bytes() for one in folder.iterdir()] == [b"sent"]
        assert "unsent.txt" not in await world.read(everything)
        await customer.leaves()
        await customer.opens()
        assert (await customer.tries("late", unsent))["code"] == "file_gone"
        swept = await world.read(lambda conn: audit.find(conn, Wanted(act="swept")))
        assert [one.fields for one in swept] == ['{"what":"unsent_files","number":"1"}']


async def test_the_journal_of_chats_that_are_over_goes_and_that_of_others_stays() -> None:
    async with a_world({"retention": {"journal": "30d"}}) as world:
        await over(world)
        _, before, _ = await world.read(count)
        await talking(world, words="still here")
        await days_pass(world, 31)
        messages, lines, _ = await world.read(count)
        assert messages > 0
        assert 0 < lines < before + 10
        kept = await world.read(lambda conn: conn.scalars(select(JOURNAL.c.conversation).distinct()).all())
        assert len([one for one in kept if one is not None]) == 1


async def test_the_audit_log_goes_in_whole_batches_and_its_chain_still_holds() -> None:
    async with a_world({"retention": {"audit": "30d"}}) as world:
        bridge = world.running.bridge

        async def written() -> None:
            line = Audit(AuditAct.SIGNED_IN, "ada")
            now = bridge.clock.now()
            await bridge.database.write(lambda conn: audit.add(conn, now, line))
            await world.passes(60)

        await written()
        await days_pass(world, 20)
        await written()
        await days_pass(world, 12)
        found = await world.read(lambda conn: audit.find(conn, Wanted()))
        seen = await world.read(verify)
        assert [line.act for line in found] == ["signed_in", "swept"]
        assert (seen.findings, seen.swept) == ((), 1)
