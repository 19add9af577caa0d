"""The Connector's calls that make, change and delete messages."""

from urllib.parse import quote

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.seed import RANDOM, SUPPORT, TENANT

from .conftest import Bot, Wire, card, said

PERSONAL = {"isGroup": False, "tenantId": TENANT, "members": [{"id": "29:ada"}]}


async def test_a_new_chain_tells_its_conversation_and_its_root(pg: Playground, wire: Wire) -> None:
    made = await wire.chain("hello")
    root = made.body["activityId"]
    assert (made.status, made.body["id"]) == (201, f"{SUPPORT};messageid={root}")
    [message] = pg.teams.messages(made.body["id"])
    assert (message.id, message.text, message.is_bot) == (root, "hello", True)
    assert pg.teams.messages(SUPPORT) == [message]


@pytest.mark.parametrize("safe", ["", ":;@="])
async def test_an_address_may_be_escaped_or_not(pg: Playground, wire: Wire, safe: str) -> None:
    place = (await wire.chain()).body["id"]
    sent = await wire.say(quote(place, safe=safe), "reply")
    assert sent.status == 201
    assert [one.text for one in pg.teams.messages(place)] == ["root", "reply"]


async def test_a_reply_s_thread_is_that_of_the_conversation_not_of_the_id_in_the_address(
    pg: Playground, wire: Wire
) -> None:
    one, two = (await wire.chain("one")).body, (await wire.chain("two")).body
    path = f"v3/conversations/{one['id']}/activities/{two['activityId']}"
    assert (await wire.call("POST", path, said("hi", replyToId=two["activityId"]))).status == 201
    assert [m.text for m in pg.teams.messages(one["id"])] == ["one", "hi"]
    assert [m.text for m in pg.teams.messages(two["id"])] == ["two"]


async def test_a_message_to_the_channel_itself_is_a_new_post(pg: Playground, wire: Wire) -> None:
    sent = await wire.say(SUPPORT, "news")
    assert [one.text for one in pg.teams.messages(f"{SUPPORT};messageid={sent.body['id']}")] == ["news"]


async def test_the_bot_updates_and_deletes_its_own_messages(pg: Playground, wire: Wire) -> None:
    made = (await wire.chain("first")).body
    path = f"v3/conversations/{made['id']}/activities/{made['activityId']}"
    changed = await wire.call("PUT", path, said("second"))
    assert (changed.status, changed.body) == (200, {"id": made["activityId"]})
    assert [(m.text, m.edited is not None) for m in pg.teams.messages(made["id"])] == [("second", True)]
    assert (await wire.call("DELETE", path)).status == 200
    assert pg.teams.find("second") is None
    gone = await wire.call("DELETE", path)
    assert (gone.status, gone.code) == (404, "ActivityNotFoundInConversation")
    assert (await wire.call("PUT", path, said("third"))).status == 404


async def test_the_bot_changes_nobody_elses_message(pg: Playground, wire: Wire) -> None:
    theirs = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="mine")
    path = f"v3/conversations/{theirs['conversation']}/activities/{theirs['id']}"
    for method in ("PUT", "DELETE"):
        no = await wire.call(method, path, said("yours"))
        assert (no.status, no.code) == (403, "NotEnoughPermissions")
    assert pg.teams.find("mine")


async def test_text_and_an_attachment_are_split_and_no_id_is_told(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    both = await wire.say(place, "words", attachments=[card({"type": "TextBlock", "text": "a card"})])
    assert (both.status, both.body) == (202, {})
    assert [m.plain for m in pg.teams.messages(place)] == ["root", "words", "a card"]


async def test_a_message_over_100_kb_in_utf_16_is_too_large(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    assert (await wire.say(place, "x" * 50_000)).status == 201
    no = await wire.say(place, "x" * 51_300)
    assert (no.status, no.code) == (413, "MessageSizeTooBig")
    picture = {"contentType": "image/png", "contentUrl": "data:image/png;base64," + "A" * 200_000}
    assert (await wire.say(place, "", attachments=[picture])).status == 201
    assert len(pg.teams.messages(place)) == 3


@pytest.mark.parametrize(
    ("activity", "says"),
    [
        ({"type": "event"}, "Activity type 'event'"),
        ({"type": "message"}, "needs text"),
        ({"type": "message", "text": 5}, "text must be a string"),
        ({"type": "message", "text": "a", "textFormat": "rtf"}, "textFormat"),
        ({"type": "message", "attachments": [{"contentType": "application/pdf"}]}, "contentType"),
        ({"type": "message", "attachments": "card"}, "list of objects"),
        ({"type": "message", "attachments": [{"contentType": "image/png"}]}, "contentUrl"),
    ],
)
async def test_a_bad_activity_is_refused_with_its_reason(
    pg: Playground, wire: Wire, activity: dict[str, object], says: str
) -> None:
    no = await wire.call("POST", f"v3/conversations/{SUPPORT}/activities", activity)
    assert (no.status, no.code) == (400, "BadArgument")
    assert says in no.body["error"]["message"]
    assert pg.teams.messages() == []


async def test_a_body_that_is_no_json_object_is_refused(wire: Wire) -> None:
    assert (await wire.call("POST", "v3/conversations", ["no"])).code == "BadArgument"
    async with wire.session.post(
        f"{wire.pg.teams.service_url}v3/conversations", data="{", headers={"Authorization": f"Bearer {wire.bearer}"}
    ) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "BadSyntax")


async def test_what_does_not_exist_is_not_found(pg: Playground, wire: Wire) -> None:
    for place in ("19:nowhere@thread.tacv2", f"{SUPPORT};messageid=1", "a:1nobody", "%253A"):
        no = await wire.say(place)
        assert (no.status, no.code) == (404, "ConversationNotFound")
    place = (await wire.chain()).body["id"]
    no = await wire.call("PUT", f"v3/conversations/{place}/activities/1", said())
    assert (no.status, no.code) == (404, "ActivityNotFoundInConversation")
    await pg.teams.simulate.delete_channel(channel=SUPPORT)
    assert ((await wire.say(place)).code, (await wire.chain()).code) == ("ConversationNotFound",) * 2
    await pg.teams.simulate.restore_channel(channel=SUPPORT)
    assert (await wire.say(place)).status == 201


async def test_without_the_app_in_the_team_the_bot_is_not_in_the_roster(pg: Playground, wire: Wire) -> None:
    no = await wire.chain(channel="19:outside@thread.tacv2")
    assert (no.status, no.code) == (403, "BotNotInConversationRoster")
    place = (await wire.chain()).body["id"]
    await pg.teams.simulate.remove_bot(team="Northwind")
    assert (await wire.say(place)).code == "BotNotInConversationRoster"
    await pg.teams.simulate.add_bot(team="Northwind")
    assert (await wire.say(place)).status == 201


async def test_an_archived_team_takes_no_messages(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    await pg.teams.simulate.archive(team="Northwind")
    no = await wire.say(place)
    assert (no.status, no.body["errorCode"]) == (403, 209)
    assert "MessageWritesBlocked" in no.body["message"]
    await pg.teams.simulate.unarchive(team="Northwind")
    assert (await wire.say(place)).status == 201


async def test_a_chat_with_a_person_is_made_once_and_needs_the_app(pg: Playground, wire: Wire) -> None:
    made = await wire.call("POST", "v3/conversations", PERSONAL)
    again = await wire.call("POST", "v3/conversations", PERSONAL)
    assert (made.status, made.body) == (201, again.body)
    assert made.body["id"].startswith("a:1")
    by_entra = PERSONAL | {"members": [{"id": pg.teams.store.people["noor"].aad}]}
    assert (await wire.call("POST", "v3/conversations", by_entra)).status == 201
    only_in_team = PERSONAL | {"members": [{"id": pg.teams.store.people["ada"].aad}]}
    for body in (only_in_team, PERSONAL | {"members": [{"id": "ada@northwind.example"}]}):
        no = await wire.call("POST", "v3/conversations", body)
        assert (no.status, no.code) == (403, "BotNotInConversationRoster")


@pytest.mark.parametrize(
    "changed", [{"members": []}, {"members": [{"id": "29:ada"}, {"id": "29:lin"}]}, {"tenantId": "another"}]
)
async def test_a_chat_needs_one_person_and_their_tenant(wire: Wire, changed: dict[str, object]) -> None:
    assert (await wire.call("POST", "v3/conversations", PERSONAL | changed)).status == 400
    assert (await wire.call("POST", "v3/conversations", {"isGroup": True})).code == "BadSyntax"


@pytest.mark.parametrize("code", ["subCode", "code"])
async def test_a_person_who_blocked_or_removed_the_bot_is_out_of_reach(pg: Playground, wire: Wire, code: str) -> None:
    pg.teams.settings.block_code = code
    place = (await wire.call("POST", "v3/conversations", PERSONAL | {"members": [{"id": "29:noor"}]})).body["id"]
    await pg.teams.simulate.block(user="noor")
    blocked = await wire.say(place)
    await pg.teams.simulate.unblock(user="noor")
    assert (await wire.say(place)).status == 201
    await pg.teams.simulate.uninstall(user="noor")
    gone = await wire.say(place)
    assert (blocked.status, gone.status) == (403, 403)
    words = [str(one.body) for one in (blocked, gone)]
    if code == "code":
        assert ["ConversationBlockedByUser" in words[0], "BotNotInConversationRoster" in words[1]] == [True, True]
    else:
        assert all("MessageWritesBlocked" in one for one in words)


async def test_typing_is_seen_until_the_next_message(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    assert (await wire.call("POST", f"v3/conversations/{place}/activities", {"type": "typing"})).status == 201
    assert list(pg.teams.store.typing) == [place]
    await wire.say(place)
    assert pg.teams.store.typing == {}
    assert len(pg.teams.messages(place)) == 2


async def test_a_targeted_message_is_for_one_member_for_a_day(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    place = (await wire.chain()).body["id"]
    path = f"v3/conversations/{place}/activities"
    asked = said("psst", recipient={"id": "29:ada"})
    assert (await wire.call("POST", f"{path}?isTargetedActivity=true", asked)).status == 403
    pg.teams.settings.targeted = True
    assert (await wire.call("POST", f"{path}?isTargetedActivity=true", said("psst"))).code == "BadArgument"
    outsider = said("psst", recipient={"id": "29:noor"})
    assert (await wire.call("POST", f"{path}?isTargetedActivity=true", outsider)).status == 404
    sent = (await wire.call("POST", f"{path}?isTargetedActivity=true", asked)).body["id"]
    assert pg.teams.messages(place)[-1].only_for == "ada"
    target = f"{path}/{sent}?isTargetedActivity=true"
    assert (await wire.call("PUT", target, asked)).code == "BadArgument"
    assert (await wire.call("PUT", f"{path}/{sent}", said("x"))).code == "ActivityNotFoundInConversation"
    assert (await wire.call("PUT", target, said("psst!"))).status == 200
    await clock.advance(24 * 3600)
    wire.bearer = (await wire.sign_in()).body["access_token"]
    assert (await wire.call("DELETE", target)).code == "ActivityNotFoundInConversation"


async def test_the_bot_does_not_hear_itself(pg: Playground, wire: Wire, bot: Bot) -> None:
    assert (await wire.chain(channel=RANDOM)).status == 201
    await pg.teams.settled()
    assert bot.received == []
