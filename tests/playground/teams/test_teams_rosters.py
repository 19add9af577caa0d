"""Who is there, which channels a team has, who is available, and what changes."""

import pytest

from playground.refusals import HumanError
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.model import Person
from playground.teams.seed import BOT_ID, NORTHWIND, SALES, SUPPORT, TENANT

from .conftest import Bot, Wire

ADA = "a0000000-0000-4000-8000-000000000001"
GRAPH = "https://graph.microsoft.com/.default"


async def test_a_member_is_found_by_the_bots_id_and_by_entras(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    for id in ("29:ada", ADA):
        found = await wire.call("GET", f"v3/conversations/{place}/members/{id}")
        assert (found.status, found.body["id"], found.body["aadObjectId"]) == (200, "29:ada", ADA)
    assert (found.body["givenName"], found.body["surname"]) == ("Ada", "Lovelace")
    assert (found.body["email"], found.body["userRole"], found.body["tenantId"]) == (
        "ada@northwind.example",
        "user",
        TENANT,
    )
    no = await wire.call("GET", f"v3/conversations/{place}/members/29:noor")
    assert (no.status, no.code) == (404, "MemberNotFoundInConversation")


async def test_a_roster_comes_in_pages_of_fifty_or_more(pg: Playground, wire: Wire) -> None:
    for number in range(60):
        user = f"p{number}"
        pg.teams.store.people[user] = Person(user, f"Person {number}", f"aad-{number}", "", TENANT)
        await pg.teams.simulate.add_member(team="Northwind", user=user)
    path = f"v3/conversations/{NORTHWIND}/pagedmembers"
    first = (await wire.call("GET", f"{path}?pageSize=5")).body
    assert len(first["members"]) == 50
    second = (await wire.call("GET", f"{path}?pageSize=5&continuationToken={first['continuationToken']}")).body
    assert (len(second["members"]), "continuationToken" in second) == (14, False)
    assert len((await wire.call("GET", path)).body["members"]) == 64
    assert (await wire.call("GET", f"{path}?continuationToken=x")).code == "BadArgument"


async def test_the_old_roster_is_an_array_five_times_a_minute(pg: Playground, wire: Wire) -> None:
    pg.teams.meter.limits = Limits()
    path = f"v3/conversations/{SUPPORT}/members"
    for _ in range(5):
        assert len((await wire.call("GET", path)).body) == 4
    assert (await wire.call("GET", path)).status == 429


async def test_a_chat_has_one_member_and_needs_the_app(pg: Playground, wire: Wire) -> None:
    place = (await pg.teams.simulate.open_personal(user="noor"))["conversation"]
    path = f"v3/conversations/{place}/pagedmembers"
    assert [one["id"] for one in (await wire.call("GET", path)).body["members"]] == ["29:noor"]
    await pg.teams.simulate.uninstall(user="noor")
    assert (await wire.call("GET", path)).code == "BotNotInConversationRoster"


async def test_a_team_tells_its_group_and_its_channels(pg: Playground, wire: Wire) -> None:
    about = (await wire.call("GET", f"v3/teams/{NORTHWIND}")).body
    assert (about["name"], about["aadGroupId"], about["memberCount"], about["channelCount"]) == (
        "Northwind",
        "6a0e0000-0000-4000-8000-0000000000c1",
        4,
        7,
    )
    await pg.teams.simulate.delete_channel(channel=SALES)
    rows = (await wire.call("GET", f"v3/teams/{NORTHWIND}/conversations")).body["conversations"]
    assert [(one["id"], one["name"]) for one in rows][:2] == [(NORTHWIND, None), (SUPPORT, "support")]
    assert SALES not in {one["id"] for one in rows}
    assert (await wire.call("GET", "v3/teams/19:outside@thread.tacv2")).code == "BotNotInConversationRoster"
    assert (await wire.call("GET", "v3/teams/19:nowhere@thread.tacv2")).code == "ConversationNotFound"


async def test_a_guest_is_called_one(pg: Playground, wire: Wire) -> None:
    pg.teams.store.people["sam"].is_guest = True
    found = await wire.call("GET", f"v3/conversations/{SUPPORT}/members/29:sam")
    assert found.body["userRole"] == "guest"


async def test_changes_of_a_team_are_told_with_the_team_as_their_place(pg: Playground, bot: Bot) -> None:
    people = pg.teams.simulate
    made = (await people.create_channel(team="Northwind", name="tea"))["conversation"]
    await people.rename_channel(channel=made, name="more tea")
    await people.delete_channel(channel=made)
    await people.restore_channel(channel=made)
    await people.rename_team(team="Northwind", name="Southwind")
    await people.archive(team="Southwind")
    await people.unarchive(team="Southwind")
    await people.add_member(team="Southwind", user="noor")
    await people.remove_member(team="Southwind", user="noor")
    await pg.teams.settled()
    assert {one["channelData"]["eventType"] for one in bot.heard("conversationUpdate")} == {
        *("channelCreated", "channelRenamed", "channelDeleted", "channelRestored"),
        *("teamRenamed", "teamArchived", "teamUnarchived", "teamMemberAdded", "teamMemberRemoved"),
    }
    [renamed] = bot.heard("conversationUpdate", "channelRenamed")
    assert renamed["conversation"]["id"] == NORTHWIND
    assert renamed["channelData"]["channel"] == {"id": made, "name": "more tea"}
    [archived] = bot.heard("conversationUpdate", "teamArchived")
    assert archived["channelData"]["team"]["name"] == "Southwind"
    assert archived["from"]["id"] == "29:lin"
    [added] = bot.heard("conversationUpdate", "teamMemberAdded")
    [removed] = bot.heard("conversationUpdate", "teamMemberRemoved")
    noor = {"id": "29:noor", "aadObjectId": pg.teams.store.people["noor"].aad}
    assert added["membersAdded"] == removed["membersRemoved"] == [noor]
    assert added["conversation"] == {
        "isGroup": True,
        "conversationType": "channel",
        "tenantId": TENANT,
        "id": NORTHWIND,
    }
    assert set(added["channelData"]) == {"team", "eventType", "tenant"}
    assert set(added["from"]) == {"id", "aadObjectId"}
    with pytest.raises(HumanError, match="General"):
        await people.delete_channel(channel=NORTHWIND)


async def test_a_team_without_the_app_tells_nothing(pg: Playground, bot: Bot) -> None:
    await pg.teams.simulate.archive(team="Outside")
    await pg.teams.settled()
    assert bot.received == []


async def test_the_app_comes_to_a_team_and_goes(pg: Playground, bot: Bot) -> None:
    await pg.teams.simulate.remove_bot(team="Northwind")
    await pg.teams.simulate.add_bot(team="Northwind")
    await pg.teams.settled()
    [removed] = bot.heard("conversationUpdate", "teamMemberRemoved")
    [added] = bot.heard("conversationUpdate", "teamMemberAdded")
    assert removed["membersRemoved"] == added["membersAdded"] == [{"id": BOT_ID}]
    assert added["channelData"]["settings"] == {"selectedChannel": {"id": NORTHWIND}}
    assert {one["action"] for one in bot.heard("installationUpdate")} == {"add", "remove"}
    [installed] = bot.heard("installationUpdate", "add")
    assert installed["channelData"]["team"]["aadGroupId"].startswith("6a0e")


async def test_a_person_installs_the_app_and_removes_it(pg: Playground, bot: Bot) -> None:
    place = (await pg.teams.simulate.install(user="grace"))["conversation"]
    await pg.teams.simulate.uninstall(user="grace")
    await pg.teams.settled()
    [add], [remove] = bot.heard("installationUpdate", "add"), bot.heard("installationUpdate", "remove")
    assert add["conversation"]["id"] == remove["conversation"]["id"] == place
    assert add["from"]["id"] == "29:grace"
    with pytest.raises(HumanError, match="not installed any more"):
        await pg.teams.simulate.post(user="grace", conversation=place, text="hi")
    assert (await pg.teams.simulate.install(user="grace"))["conversation"] == place


async def test_presence_is_read_from_graph(pg: Playground, wire: Wire) -> None:
    await pg.teams.simulate.presence(user="ada", availability="Busy", activity="InACall")
    wire.bearer = (await wire.sign_in(GRAPH)).body["access_token"]
    base = f"{pg.teams.graph_url}/"
    found = await wire.call("POST", "communications/getPresencesByUserId", {"ids": [ADA, "someone-else"]}, base=base)
    assert found.body["value"] == [{"id": ADA, "availability": "Busy", "activity": "InACall"}]
    assert (await wire.call("GET", f"users/{ADA}/presence", base=base)).body["availability"] == "Busy"
    assert (await wire.call("GET", "users/nobody/presence", base=base)).status == 404
    many = {"ids": [str(number) for number in range(651)]}
    assert (await wire.call("POST", "communications/getPresencesByUserId", many, base=base)).status == 400
    wire.bearer = (await wire.sign_in()).body["access_token"]
    assert (await wire.call("GET", f"users/{ADA}/presence", base=base)).status == 401
