"""What one person sees, and the people's routes."""

import base64
from typing import Any

import aiohttp
import pytest

from playground.clock import FakeClock
from playground.refusals import HumanError
from playground.server import Playground
from playground.sim_teams_routes import ACTIONS
from playground.teams import manifest as manifests
from playground.teams import visible
from playground.teams.seed import NORTHWIND, SUPPORT
from playground.teams.simulate import Simulate

from .conftest import Bot, Json, Wire, card


async def sim(pg: Playground, path: str, body: Json | None = None, **headers: str) -> tuple[int, Any]:
    """Call one of the people's routes."""
    method = "GET" if body is None else "POST"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{pg.url}/_sim/{path}", json=body, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


def channel(state: Json, id: str) -> Json:
    """Find a channel in what somebody sees."""
    found: Json = next(one for team in state["teams"] for one in team["channels"] if one["id"] == id)
    return found


async def test_a_person_sees_their_teams_and_no_others(pg: Playground) -> None:
    assert [one["name"] for one in visible.state(pg.teams, "ada")["teams"]] == ["Northwind", "Outside"]
    assert [one["name"] for one in visible.state(pg.teams, "noor")["teams"]] == ["Outside"]
    with pytest.raises(HumanError, match="nobody"):
        visible.state(pg.teams, "nobody")


async def test_chains_have_their_messages_and_what_is_unread(pg: Playground, wire: Wire) -> None:
    root = (await wire.chain("root <at>Ada</at>", entities=[mention("29:ada")])).body
    await pg.teams.simulate.post(user="grace", conversation=root["id"], text="hello")
    support = channel(visible.state(pg.teams, "ada"), SUPPORT)
    [chain] = support["chains"]
    assert [(one["sender"], one["text"]) for one in chain["messages"]] == [
        ("bot", "root <at>Ada</at>"),
        ("grace", "hello"),
    ]
    assert (chain["root"], chain["unread"], chain["mentions"]) == (root["activityId"], 2, 1)
    assert channel(visible.state(pg.teams, "grace"), SUPPORT)["unread"] == 0
    await pg.teams.simulate.read(user="ada", conversation=root["id"])
    assert channel(visible.state(pg.teams, "ada"), SUPPORT)["unread"] == 0


def mention(id: str) -> Json:
    """Write the entity of a mention."""
    return {"type": "mention", "mentioned": {"id": id, "name": "Ada"}, "text": "<at>Ada</at>"}


async def test_a_targeted_message_is_on_one_screen_only(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    pg.teams.settings.targeted = True
    root = (await wire.chain()).body
    body = {"type": "message", "text": "psst", "recipient": {"id": "29:ada"}}
    await wire.call("POST", f"v3/conversations/{root['id']}/activities?isTargetedActivity=true", body)
    seen = {user: channel(visible.state(pg.teams, user), SUPPORT)["chains"][0]["messages"] for user in ("ada", "lin")}
    assert [one["only_for_me"] for one in seen["ada"]] == [False, True]
    assert len(seen["lin"]) == 1
    await clock.advance(24 * 3600)
    assert len(channel(visible.state(pg.teams, "ada"), SUPPORT)["chains"][0]["messages"]) == 1


async def test_a_person_sees_their_own_view_of_a_card_and_nothing_of_what_is_deleted(
    pg: Playground, wire: Wire
) -> None:
    made = (await wire.chain("", attachments=[card({"type": "TextBlock", "text": "all"})])).body
    [message] = pg.teams.messages(made["id"])
    message.views["ada"] = {"own": True}
    of_ada = channel(visible.state(pg.teams, "ada"), SUPPORT)["chains"][0]["messages"][0]
    of_lin = channel(visible.state(pg.teams, "lin"), SUPPORT)["chains"][0]["messages"][0]
    assert of_ada["attachments"][0]["content"] == {"own": True}
    assert of_lin["attachments"][0]["content"]["type"] == "AdaptiveCard"
    message.deleted = True
    gone = channel(visible.state(pg.teams, "ada"), SUPPORT)["chains"][0]["messages"][0]
    assert (gone["deleted"], gone["attachments"], gone["text"]) == (True, [], "")


async def test_a_file_opens_for_those_who_see_it(pg: Playground) -> None:
    file = {"name": "a.png", "mimetype": "image/png", "base64": base64.b64encode(b"pixels").decode(), "inline": True}
    place = (await pg.teams.simulate.open_personal(user="ada"))["conversation"]
    await pg.teams.simulate.post(user="ada", conversation=place, text="see", files=[file])
    state = visible.state(pg.teams, "ada")
    [message] = state["personal"]["messages"]
    [seen] = message["files"]
    assert seen["url"] in message["html"]
    async with aiohttp.ClientSession() as page:
        async with page.get(f"{pg.url}{seen['url']}") as answer:
            assert (answer.status, await answer.read()) == (200, b"pixels")
        async with page.get(f"{pg.url}{seen['url'].replace('user=ada', 'user=grace')}") as answer:
            assert answer.status == 404
    assert "Bearer" not in str(state)


async def test_the_page_does_what_people_do(pg: Playground, bot: Bot) -> None:
    status, posted = await sim(pg, "teams/post", {"user": "ada", "conversation": SUPPORT, "text": "hi"})
    assert (status, posted["ok"]) == (200, True)
    at = {"user": "ada", "conversation": posted["conversation"], "id": posted["id"]}
    assert (await sim(pg, "teams/edit", at | {"text": "hello"}))[0] == 200
    assert (await sim(pg, "teams/react", at | {"reaction": "like"}))[1] == {"ok": True, "changed": True}
    status, no = await sim(pg, "teams/edit", at | {"user": "grace", "text": "mine"})
    assert (status, no["error"], no["message"]) == (400, "not_yours", "You can change only your own messages.")
    status, no = await sim(pg, "teams/post", {"user": "ada", "where": SUPPORT})
    assert (status, no["error"]) == (400, "bad_request")
    assert "conversation" in no["message"]
    status, state = await sim(pg, "teams/state?user=ada")
    assert channel(state, SUPPORT)["chains"][0]["messages"][0]["reactions"] == [{"type": "like", "users": ["ada"]}]
    assert (await sim(pg, "teams/state?user=nobody"))[0] == 400
    assert (await sim(pg, "teams/open_personal", {"user": "ada"}, Origin="http://evil.example"))[0] == 403


def test_every_call_of_simulate_has_its_route() -> None:
    public = {name for name in dir(Simulate) if not name.startswith("_")}
    assert public == set(ACTIONS)


async def test_the_page_rings_when_something_changes(pg: Playground) -> None:
    async with aiohttp.ClientSession() as page, page.ws_connect(f"{pg.url}/_sim/teams/ws?user=ada") as ws:
        first = await ws.receive_json(timeout=30)
        assert (first["type"], first["state"]["me"]) == ("snapshot", "ada")
        await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="hi")
        assert (await ws.receive_json(timeout=30))["type"] == "changed"


async def test_an_administrator_enters_the_endpoint_and_the_manifest(pg: Playground) -> None:
    source = manifests.default()
    source["authorization"] = {}
    source["bots"][0]["commandLists"][0]["commands"] = [{"title": "accept", "description": "Take it"}]
    body = {"messages_url": "http://127.0.0.1:9/api/messages", "manifest": source, "limits": {"enabled": False}}
    status, answer = await sim(pg, "teams/config", body)
    assert (status, answer["messages_url"], answer["reads_all"]) == (200, body["messages_url"], False)
    assert pg.teams.meter.limits.enabled is False
    assert "app_secret" not in answer
    app = visible.state(pg.teams, "ada")["app"]
    assert [one["title"] for one in app["commands"]] == ["accept", "home"]
    assert [one["id"] for one in app["extensions"]] == ["actions", "note", "flag", "mask", "unmask"]
    assert (await sim(pg, "teams/config"))[1] == answer
    kid = (await sim(pg, "teams/rotate_keys", {}))[1]["kid"]
    assert (await sim(pg, "teams/config"))[1]["keys"] == [kid]
    assert (await sim(pg, "teams/revoke_tokens", {}))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        {"nonsense": 1},
        {"reads_all": "yes"},
        {"region": "mars"},
        {"limits": {"nonsense": 1}},
        {"manifest": []},
        {"manifest": {"name": {"short": "x" * 31}}},
        {"manifest": {"name": {"short": "x"}, "bots": [{"scopes": ["moon"]}]}},
        {"manifest": {"name": {"short": "x"}, "bots": [{"commandLists": [{"scopes": [], "commands": [{}] * 13}]}]}},
        {"manifest": {"name": {"short": "x"}, "composeExtensions": [{"commands": [{"id": "a"}]}]}},
    ],
)
async def test_a_wrong_setting_changes_nothing(pg: Playground, body: Json) -> None:
    before = await sim(pg, "teams/config")
    status, no = await sim(pg, "teams/config", body)
    assert (status, no["ok"]) == (400, False)
    assert no["message"]
    assert await sim(pg, "teams/config") == before


async def test_the_service_address_may_change(pg: Playground, bot: Bot, wire: Wire) -> None:
    old = pg.teams.service_url
    await sim(pg, "teams/config", {"region": "emea"})
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="hi")
    await bot.until(lambda: bot.received)
    assert bot.received[0].activity["serviceUrl"] == f"{pg.url}/teams/emea/" != old
    assert (await wire.chain()).status == 201
    assert (await wire.call("GET", f"v3/teams/{NORTHWIND}", base=old)).status == 200


async def test_the_world_begins_again_with_a_seed_or_the_default(pg: Playground) -> None:
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="hi")
    one = {"user": "eve", "name": "Eve", "aad": "e"}
    team = {"id": "19:t@thread.tacv2", "name": "T", "group": "g", "installed": True}
    assert (await sim(pg, "teams/seed", {"people": [one], "teams": [team]}))[0] == 200
    assert [one["name"] for one in visible.state(pg.teams, "eve")["teams"]] == ["T"]
    status, no = await sim(pg, "teams/seed", {"people": [{"name": "nobody"}]})
    assert (status, no["error"], list(pg.teams.store.people)) == (400, "bad_seed", ["eve"])
    await sim(pg, "reset", {})
    assert (pg.teams.messages(), len(pg.teams.store.people)) == ([], 5)
    assert (await sim(pg, "teams/seed"))[1]["people"][0]["user"] == "ada"
