"""The adapter as a whole: what it refuses at start, which routes it has, and how installing goes."""

from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.slack import ADAPTER
from adapters.slack.config import SlackSection
from core.errors import AdapterAuthFailed, AdapterNotReady
from core.ports import AgentDesk, FetchesFiles, FindsOwnPosts, MarksMessages, ShowsHome
from tests.adapters.slack.inbound.fakes import payload
from tests.adapters.slack.inbound.world import AUTH, World, a_world

COOKIE = "__Host-deskbridge_slack_install"

OAUTH = {"client_id": "1.2", "client_secret": "oauth-s3cret"}


async def test_its_port_is_a_desk_with_every_ability(world: World) -> None:
    for port in (AgentDesk, MarksMessages, ShowsHome, FetchesFiles, FindsOwnPosts):
        assert isinstance(world.adapter.port, port)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"ok": False, "error": "invalid_auth"}, "Slack refuses bot_token"),
        ({**AUTH, "team_id": "T0OTHERCO"}, "belongs to workspace T0OTHERCO, but team says T0DEMO001"),
    ],
)
async def test_wrong_token_is_told_at_start_with_what_to_do(answer: dict[str, object], words: str) -> None:
    async with a_world() as world:
        world.slack.answers["auth.test"] = answer
        with pytest.raises(AdapterAuthFailed, match=words) as raised:
            await world.adapter.start()
        assert "xoxb" not in str(raised.value)


async def test_slack_that_is_away_at_start_is_tried_again() -> None:
    async with a_world(api_url="http://127.0.0.1:9/api") as world:
        with pytest.raises(AdapterNotReady):
            await world.adapter.start()


async def test_events_reach_the_inbox_before_and_after_the_start() -> None:
    async with a_world() as world:
        await world.adapter.take_event(payload("own_post_with_user"))
        await world.adapter.start()
        await world.adapter.take_event(payload("thread_reply"))
        assert [one.dedupe.partition(":")[0] for one in world.inbox.stored] == ["echo", "message"]


async def test_names_are_asked_for_behind_and_known_the_next_time(world: World) -> None:
    world.slack.answers["users.info"] = {"ok": True, "user": {"id": "U0SAMPARK", "profile": {"display_name": "Sam"}}}
    for ts in ("1700000001.000200", "1700000002.000200"):
        raw = payload("thread_reply")
        raw["event"] |= {"user": "U0SAMPARK", "ts": ts}
        await world.adapter.take_event(raw)
        await world.adapter.settle()
    assert [getattr(one.body, "name", None) for one in world.inbox.stored] == ["", "Sam"]
    assert len(world.slack.of("users.info")) == 1


async def test_agents_are_called_what_the_configuration_says(world: World) -> None:
    await world.adapter.take_event(payload("thread_reply"))
    await world.adapter.settle()
    assert getattr(world.inbox.stored[0].body, "name", None) == "Ada Lovelace"
    assert world.slack.of("users.info") == []


async def test_socket_mode_serves_no_requests_of_slacks() -> None:
    async with a_world(mode="socket", app_token="xapp-1") as world:
        assert world.adapter.routes() == []


def test_places_are_written_without_the_workspace() -> None:
    section = SlackSection(team="T0DEMO001", bot_token="xoxb-1", signing_secret="s")  # type: ignore[arg-type]
    assert ADAPTER.place(section, "C0SUPPORT") == "T0DEMO001/C0SUPPORT"


async def test_installing_shows_the_token_once_to_whoever_began() -> None:
    async with a_world(**OAUTH) as world:
        world.slack.answers["oauth.v2.access"] = {
            "ok": True,
            "access_token": "xoxb-<new>",
            "team": {"id": "T0DEMO001"},
        }
        begun = await world.client.get("/slack/install", allow_redirects=False)
        query = parse_qs(urlsplit(begun.headers["Location"]).query)
        assert query["redirect_uri"] == ["https://bridge.example/slack/oauth_redirect"]
        assert "chat:write" in query["scope"][0]
        state = query["state"][0]
        back = {"code": "c0de", "state": state}
        kept = begun.headers["Set-Cookie"]
        assert kept.startswith(f"{COOKIE}={state};")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=600"} <= set(kept.split("; "))
        cookie = {"Cookie": f"{COOKIE}={state}"}
        done = await world.client.get("/slack/oauth_redirect", params=back, headers=cookie)
        page = await done.text()
        assert done.status == 200
        assert "xoxb-&lt;new&gt;" in page
        assert done.headers["Cache-Control"] == "no-store"
        assert {"Secure", "Path=/", "Max-Age=0"} <= set(done.headers["Set-Cookie"].split("; "))
        assert [call["code"] for call in world.slack.of("oauth.v2.access")] == ["c0de"]
        again = await world.client.get("/slack/oauth_redirect", params=back, headers=cookie)
        assert again.status == 400
        assert "xoxb" not in await again.text()


@pytest.mark.parametrize("cookie", ["", "another"])
async def test_link_opened_in_another_browser_installs_nothing(cookie: str) -> None:
    async with a_world(**OAUTH) as world:
        begun = await world.client.get("/slack/install", allow_redirects=False)
        state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
        world.client.session.cookie_jar.clear()
        back = {"code": "c0de", "state": state}
        headers = {"Cookie": f"{COOKIE}={cookie}"}
        answer = await world.client.get("/slack/oauth_redirect", params=back, headers=headers)
        assert answer.status == 400
        assert world.slack.of("oauth.v2.access") == []


async def test_link_that_is_too_old_installs_nothing() -> None:
    async with a_world(**OAUTH) as world:
        begun = await world.client.get("/slack/install", allow_redirects=False)
        state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
        await world.clock.sleep(601)
        back = {"code": "c0de", "state": state}
        answer = await world.client.get("/slack/oauth_redirect", params=back, headers={"Cookie": f"{COOKIE}={state}"})
        assert answer.status == 400


async def test_installation_that_slack_refuses_says_what_to_check() -> None:
    async with a_world(**OAUTH) as world:
        world.slack.answers["oauth.v2.access"] = {"ok": False, "error": "bad_client_secret"}
        begun = await world.client.get("/slack/install", allow_redirects=False)
        state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
        back = {"code": "c0de", "state": state}
        answer = await world.client.get("/slack/oauth_redirect", params=back, headers={"Cookie": f"{COOKIE}={state}"})
        page = await answer.text()
        assert answer.status == 400
        assert "client_secret" in page
        assert "oauth-s3cret" not in page


async def test_without_a_client_id_there_is_no_way_to_install(world: World) -> None:
    assert (await world.client.get("/slack/install")).status == 404
