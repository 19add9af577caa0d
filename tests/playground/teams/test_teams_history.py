"""What stands in a channel, by Graph: pages, permission, pace, and what can be read in a message."""

import json
from typing import Any
from urllib.parse import quote

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.seed import APP_ID, SUPPORT

from .conftest import Back, Wire, card

NORTHWIND_GROUP = "6a0e0000-0000-4000-8000-0000000000c1"
CHANNEL = f"teams/{NORTHWIND_GROUP}/channels/{SUPPORT}"


async def look(pg: Playground, wire: Wire, path: str) -> Back:
    """Ask Graph, signed in there."""
    bearer = (await wire.sign_in("https://graph.microsoft.com/.default")).body["access_token"]
    return await wire.call("GET", path, base=f"{pg.teams.graph_url}/", Authorization=f"Bearer {bearer}")


async def pages(pg: Playground, wire: Wire, path: str) -> list[list[Any]]:
    """Read all pages; give each one's ids."""
    found, base = [], f"{pg.teams.graph_url}/"
    while path:
        back = await look(pg, wire, path)
        assert back.status == 200
        found.append([one["id"] for one in back.body["value"]])
        path = back.body.get("@odata.nextLink", "").removeprefix(base)
    return found


async def test_a_channel_s_chains_come_in_pages_the_newest_first(pg: Playground, wire: Wire) -> None:
    made = [(await wire.chain(f"root {number}")).body["activityId"] for number in range(21)]

    assert await pages(pg, wire, f"{CHANNEL}/messages") == [made[:0:-1], made[:1]]
    assert [len(one) for one in await pages(pg, wire, f"{CHANNEL}/messages?$top=8")] == [8, 8, 5]
    for wrong in ("$top=51", "$top=0", "$top=many", "$orderby=id", "$filter=x"):
        assert (await look(pg, wire, f"{CHANNEL}/messages?{wrong}")).status == 400


async def test_of_a_channel_what_has_changed_since_can_be_asked_for(
    pg: Playground, wire: Wire, clock: FakeClock
) -> None:
    first, second = (await wire.chain("one")).body, (await wire.chain("two")).body
    await clock.advance(60)
    since = (await wire.chain("three")).body["activityId"]
    await wire.say(first["id"], "again")
    after = quote("lastModifiedDateTime gt 2025-06-15T15:07:10.000Z")

    assert await pages(pg, wire, f"{CHANNEL}/messages/delta?$top=1&$filter={after}") == [
        [since],
        [first["activityId"]],
    ]
    assert [second["activityId"] in one for one in await pages(pg, wire, f"{CHANNEL}/messages/delta")] == [True]
    assert (await look(pg, wire, f"{CHANNEL}/messages/delta?$filter=id%20eq%20%271%27")).status == 400


async def test_the_replies_of_a_chain_tell_who_wrote_them_and_what_their_cards_hold(pg: Playground, wire: Wire) -> None:
    chain = (await wire.chain("root")).body
    await wire.say(chain["id"], "<b>hi</b>", textFormat="xml")
    shown = {"type": "message", "attachments": [card({"type": "TextBlock", "id": "known", "text": "x"})]}
    await wire.call("POST", f"v3/conversations/{chain['id']}/activities", shown)
    await pg.teams.simulate.post(user="ada", conversation=chain["id"], text="me")

    back = await look(pg, wire, f"{CHANNEL}/messages/{chain['activityId']}/replies?$top=50")

    ada, cards, bold = back.body["value"]
    assert ada["from"]["application"] is None
    assert {one["from"]["application"]["id"] for one in (cards, bold)} == {APP_ID}
    assert bold["body"]["content"] == "<div><b>hi</b></div>"
    assert json.loads(cards["attachments"][0]["content"])["body"][0]["id"] == "known"
    assert {one["replyToId"] for one in back.body["value"]} == {chain["activityId"]}
    assert (await look(pg, wire, f"{CHANNEL}/messages/1/replies")).status == 404


async def test_history_is_read_by_permission_at_a_pace_and_as_late_as_is_set(
    pg: Playground, wire: Wire, clock: FakeClock
) -> None:
    await wire.chain("root")
    pg.teams.settings.reads_all = False
    assert (await look(pg, wire, f"{CHANNEL}/messages")).code == "Forbidden"
    pg.teams.settings.reads_all = True
    pg.teams.settings.listed_after = 3.0
    assert await pages(pg, wire, f"{CHANNEL}/messages") == [[]]
    await clock.advance(3)
    assert len((await pages(pg, wire, f"{CHANNEL}/messages"))[0]) == 1

    pg.teams.meter.limits = Limits()
    await clock.advance(3)
    assert [(await look(pg, wire, f"{CHANNEL}/messages")).status for _ in range(5)] == [200] * 4 + [429]
    await clock.advance(1)
    pg.faults.add("history", "missing_scope", vendor="teams")
    assert (await look(pg, wire, f"{CHANNEL}/messages")).status == 403
