"""Who saw what stands in the audit log (S13): ids and counts alone, and the chain over them is whole."""

import re

from aiohttp import ClientSession

from bridge.store import audit
from bridge.store.audit import Wanted
from bridge.store.audit_seals import verify
from tests.scenarios.audited import acts, lines, noted
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

LINKS = {"transcripts": {"link_secret": "a secret for scenarios only", "link_lifetime": "7d"}}


async def test_a_supervisor_who_follows_unseen_and_whoever_reads_a_past_chat_stand_in_the_audit_log() -> None:
    async with a_world() as world:
        ada, customer = await talking(world, words="my secret teapot")
        lin, grace = world.desk.agent("lin"), world.desk.agent("grace")
        await lin.writes("!monitor")
        await noted(world, "monitored", "lin")
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await grace.command("past teapot")
        await noted(world, "history_read", "grace")
        await grace.command("read 1")
        await noted(world, "transcript_read", "grace")
        assert await lines(world) == [
            ("monitored", "lin", {"how": "monitor"}),
            ("history_read", "grace", {"what": "list", "found": "1"}),
            ("transcript_read", "grace", {}),
        ]
        found = await world.read(lambda conn: audit.find(conn, Wanted()))
        assert not [line for line in found if "teapot" in repr(line)]
        assert len({line.contact for line in found if line.conversation}) == 1
        await world.passes(60)
        seen = await world.read(verify)
        assert (seen.findings, seen.rows, seen.unsealed) == ((), 3, 0)


async def test_links_to_transcripts_are_noted_when_they_are_given_and_when_they_are_opened() -> None:
    async with a_world(LINKS) as world:
        ada, _ = await talking(world)
        await ada.writes("!transcript")
        url = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", (await ada.is_told("/transcript/")).text)
        assert url is not None
        await ada.clicks("Send to customer", beside="/transcript/")
        await ada.is_told(sentence("transcript_link_sent", number=1))
        async with ClientSession() as session:
            await session.get(url[0])
            await session.get(f"{url[0]}?as=text")
            await session.get(f"{url[0]}x")
        assert await lines(world) == [
            ("transcript_linked", "ada", {"to": "agent"}),
            ("transcript_linked", "ada", {"to": "customer"}),
            ("transcript_read", "link", {"as": "page"}),
            ("transcript_read", "link", {"as": "file"}),
        ]


async def test_whoever_hides_from_the_customer_and_whoever_looks_in_without_a_seat_is_noted() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace, lin = world.desk.agent("grace"), world.desk.agent("lin")
        await ada.writes("!details")
        await grace.writes("!details")
        await noted(world, "history_read", "grace")
        await lin.writes("!barge")
        await customer.hears("Lin is here now.")
        await lin.writes("!masked on")
        await noted(world, "attended_unseen", "lin")
        assert await acts(world) == [("history_read", "grace"), ("attended_unseen", "lin")]
