"""conversations.*, reactions.*, users.* and their neighbours."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.seed import BOT_TOKEN


async def refused(code: str, call: object) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await call  # type: ignore[misc]
    assert refusal.value.response["error"] == code


async def test_a_channel_is_made_named_topiced_filled_and_archived(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="chat-42"))["channel"]["id"]
    await refused("name_taken", client.conversations_create(name="chat-42"))
    await refused("invalid_name_specials", client.conversations_create(name="Chat 42"))
    await refused("invalid_name_maxlength", client.conversations_create(name="x" * 81))
    await client.conversations_invite(channel=channel, users="U0ADA,U0GRACE")
    await refused("already_in_channel", client.conversations_invite(channel=channel, users="U0ADA"))
    await refused("cant_invite_self", client.conversations_invite(channel=channel, users="U0BRIDGE"))
    assert (await client.conversations_members(channel=channel))["members"] == ["U0BRIDGE", "U0ADA", "U0GRACE"]
    assert (await client.conversations_setTopic(channel=channel, topic="Bob"))["channel"]["topic"]["value"] == "Bob"
    await refused("too_long", client.conversations_setTopic(channel=channel, topic="x" * 251))
    assert (await client.conversations_rename(channel=channel, name="chat-43"))["channel"]["previous_names"] == [
        "chat-42"
    ]
    await refused("not_authorized", client.conversations_rename(channel="C0SUPPORT", name="mine"))
    await client.conversations_kick(channel=channel, user="U0GRACE")
    await client.conversations_archive(channel=channel)
    await refused("already_archived", client.conversations_archive(channel=channel))
    await refused("is_archived", client.conversations_join(channel=channel))


async def test_a_public_channel_can_be_joined_and_left_a_private_one_not_even_seen(
    pg: Playground, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel="C0RANDOM1")
    assert (await client.conversations_join(channel="C0RANDOM1"))["warning"] == "already_in_channel"
    await client.conversations_leave(channel="C0RANDOM1")
    assert (await client.conversations_info(channel="C0RANDOM1"))["channel"]["is_member"] is False
    private = (await pg.slack.simulate.create_channel(user="U0ADA", name="board", private=True))["channel"]
    await refused("channel_not_found", client.conversations_info(channel=private))
    await pg.slack.simulate.invite(user="U0ADA", channel=private, who="U0BRIDGE")
    assert (await client.conversations_info(channel=private))["channel"]["is_private"] is True
    await refused("method_not_supported_for_channel_type", client.conversations_join(channel=private))


async def test_lists_are_paged_and_typed(client: AsyncWebClient) -> None:
    first = await client.conversations_list(limit=3)
    second = await client.conversations_list(limit=3, cursor=first["response_metadata"]["next_cursor"])
    named = [c["name"] for c in [*first["channels"], *second["channels"]]]
    assert named == ["support", "sales", "school", "trade", "random"]
    assert second["response_metadata"]["next_cursor"] == ""
    await refused("invalid_cursor", client.conversations_list(cursor="x"))
    await refused("invalid_types", client.conversations_list(types="rooms"))
    await refused("missing_scope", client.conversations_list(types="mpim"))


async def test_an_app_lists_the_channels_that_it_is_in(pg: Playground, client: AsyncWebClient) -> None:
    public = (await client.conversations_create(name="chat-42"))["channel"]["id"]
    private = (await client.conversations_create(name="chat-43", is_private=True))["channel"]["id"]
    await pg.slack.simulate.create_channel(user="U0ADA", name="board", private=True)
    kinds = "public_channel,private_channel"
    mine = (await client.users_conversations(types=kinds))["channels"]
    assert [one["id"] for one in mine] == ["C0SUPPORT", "C0SALES", "C0SCHOOL", "C0TRADE", "C0LEADS", public, private]
    assert [one["creator"] for one in mine][-2:] == ["U0BRIDGE", "U0BRIDGE"]
    await client.conversations_archive(channel=private)
    left = (await client.users_conversations(types=kinds, exclude_archived=True, limit=2))["channels"]
    assert [one["id"] for one in left] == ["C0SUPPORT", "C0SALES"]
    assert public in [one["id"] for one in (await client.users_conversations(user="U0BRIDGE"))["channels"]]
    await refused("invalid_types", client.users_conversations(types="rooms"))
    pg.slack.store.grants[BOT_TOKEN].scopes = frozenset({"channels:read"})
    await refused("missing_scope", client.users_conversations(types=kinds))


async def test_invite_with_force_takes_those_who_can_come(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="chat-42"))["channel"]["id"]
    await client.conversations_invite(channel=channel, users="U0ADA")
    given = await client.conversations_invite(channel=channel, users="U0ADA,U0GRACE,U0NOBODY", force=True)
    assert [(one["user"], one["error"]) for one in given["errors"]] == [
        ("U0ADA", "already_in_channel"),
        ("U0NOBODY", "user_not_found"),
    ]
    assert "U0GRACE" in (await client.conversations_members(channel=channel))["members"]
    await refused("already_in_channel", client.conversations_invite(channel=channel, users="U0ADA", force=True))


async def test_history_needs_membership_scope_and_good_moments(pg: Playground, client: AsyncWebClient) -> None:
    await refused("not_in_channel", client.conversations_history(channel="C0RANDOM1"))
    one = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="one"))["ts"]
    two = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="two"))["ts"]
    later = await client.conversations_history(channel="C0SUPPORT", oldest=one)
    assert [m["ts"] for m in later["messages"]] == [two]
    both = await client.conversations_history(channel="C0SUPPORT", oldest=one, inclusive=True, limit=1)
    assert (both["has_more"], both["messages"][0]["ts"]) == (True, two)
    await refused("thread_not_found", client.conversations_replies(channel="C0SUPPORT", ts="1.000001"))
    await refused("invalid_ts_oldest", client.conversations_history(channel="C0SUPPORT", oldest="x"))
    pg.slack.store.grants[BOT_TOKEN].scopes = frozenset({"chat:write"})
    await refused("missing_scope", client.conversations_history(channel="C0SUPPORT"))


async def test_a_direct_message_is_opened_once(client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="U0ADA")
    assert (await client.conversations_open(users="U0ADA", return_im=True))["channel"]["user"] == "U0ADA"
    assert (await client.conversations_open(users="U0ADA"))["channel"]["id"] == opened["channel"]["id"]
    await refused("cannot_dm_bot", client.conversations_open(users="U0BRIDGE"))
    await refused("user_not_found", client.conversations_open(users="U0NOBODY"))


async def test_a_reaction_is_added_once_and_removed_once(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ts"]
    at = {"channel": "C0SUPPORT", "timestamp": ts}
    await client.reactions_add(name="white_check_mark", **at)
    await refused("already_reacted", client.reactions_add(name="white_check_mark", **at))
    assert (await client.reactions_get(**at))["message"]["reactions"][0]["users"] == ["U0BRIDGE"]
    await client.reactions_remove(name="white_check_mark", **at)
    await refused("no_reaction", client.reactions_remove(name="white_check_mark", **at))
    await refused("invalid_name", client.reactions_add(name=":eyes:", **at))
    await refused("invalid_name", client.reactions_add(name="no_such_emoji", **at))
    await client.reactions_add(name="wave::skin-tone-3", **at)
    await refused("message_not_found", client.reactions_add(name="eyes", channel="C0SUPPORT", timestamp="1.000001"))
    await refused("bad_timestamp", client.reactions_add(name="eyes", channel="C0SUPPORT", timestamp="now"))


async def test_people_groups_and_their_quiet_hours(pg: Playground, client: AsyncWebClient) -> None:
    ada = (await client.users_info(user="U0ADA"))["user"]
    assert (ada["profile"]["email"], ada["is_bot"]) == ("ada@northwind.example", False)
    assert (await client.users_lookupByEmail(email="GRACE@northwind.example"))["user"]["id"] == "U0GRACE"
    await refused("users_not_found", client.users_lookupByEmail(email="x@y.example"))
    await refused("user_not_found", client.users_info(user="U0NOBODY"))
    assert len((await client.users_list())["members"]) == 6
    assert (await client.users_getPresence(user="U0ADA"))["presence"] == "active"
    await pg.slack.simulate.presence(user="U0ADA", presence="away")
    assert (await client.users_getPresence(user="U0ADA"))["presence"] == "away"
    await pg.slack.simulate.dnd(user="U0ADA", on=True)
    assert (await client.dnd_info(user="U0ADA"))["dnd_enabled"] is True
    assert (await client.dnd_teamInfo(users="U0ADA,U0GRACE"))["users"]["U0GRACE"]["dnd_enabled"] is False
    assert (await client.usergroups_list(include_users=True))["usergroups"][0]["users"] == ["U0ADA", "U0GRACE"]
    assert (await client.usergroups_users_list(usergroup="S0SUPPORT"))["users"] == ["U0ADA", "U0GRACE"]
    await refused("no_such_subteam", client.usergroups_users_list(usergroup="S0NOTHING0"))


async def test_an_address_is_only_for_those_with_the_scope(pg: Playground, client: AsyncWebClient) -> None:
    pg.slack.store.grants[BOT_TOKEN].scopes = frozenset({"users:read"})
    assert "email" not in (await client.users_info(user="U0ADA"))["user"]["profile"]


async def test_the_team_the_bot_and_the_emoji(pg: Playground, client: AsyncWebClient) -> None:
    pg.slack.store.emoji["teapot2"] = "https://x.example/t.png"
    assert (await client.team_info())["team"]["domain"] == "northwind"
    assert (await client.bots_info(bot="B0BRIDGE"))["bot"]["user_id"] == "U0BRIDGE"
    assert list((await client.emoji_list())["emoji"]) == ["teapot2"]


async def test_a_status_is_shown_until_the_next_reply(pg: Playground, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ts"]
    await client.assistant_threads_setStatus(channel_id="C0SUPPORT", thread_ts=ts, status="Bob is typing…")
    assert pg.slack.store.statuses["C0SUPPORT", ts]["status"] == "Bob is typing…"
    await client.chat_postMessage(channel="C0SUPPORT", text="there", thread_ts=ts)
    assert pg.slack.store.statuses == {}
