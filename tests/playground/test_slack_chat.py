"""chat.*: what the app may post, change and remove."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.visible import state


async def test_a_plain_post_has_user_and_bot_id(client: AsyncWebClient) -> None:
    message = (await client.chat_postMessage(channel="C0SUPPORT", text="hello"))["message"]
    assert (message["user"], message["bot_id"], message.get("subtype")) == ("U0BRIDGE", "B0BRIDGE", None)


async def test_a_post_under_another_name_is_a_bot_message_without_user(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="#support", text="hi", username="Bob", icon_emoji=":wave:")
    message = answer["message"]
    assert (message["subtype"], message["username"], message["icons"]) == ("bot_message", "Bob", {"emoji": ":wave:"})
    assert "user" not in message
    assert answer["channel"] == "C0SUPPORT"


async def test_replies_count_on_their_root(client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SUPPORT", text="reply", thread_ts=root))["ts"]
    rows = (await client.conversations_replies(channel="C0SUPPORT", ts=root))["messages"]
    assert [row["ts"] for row in rows] == [root, reply]
    assert (rows[0]["reply_count"], rows[0]["latest_reply"]) == (1, reply)
    assert rows[1]["parent_user_id"] == "U0BRIDGE"
    assert [row["ts"] for row in (await client.conversations_history(channel="C0SUPPORT"))["messages"]] == [root]


async def test_a_broadcast_reply_is_in_thread_and_channel_and_loses_its_icon(client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    answer = await client.chat_postMessage(
        channel="C0SUPPORT", text="all", thread_ts=root, reply_broadcast=True, username="Bob", icon_emoji=":wave:"
    )
    assert answer["message"]["subtype"] == "thread_broadcast"
    assert "icons" not in answer["message"]
    history = (await client.conversations_history(channel="C0SUPPORT"))["messages"]
    assert [row["ts"] for row in history] == [answer["ts"], root]


async def test_text_is_kept_escaped_with_emoji_names_and_linked_addresses(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="C0SUPPORT", text="a < b & c &amp; 👍 <@U0ADA> https://x.example/a.")
    assert answer["message"]["text"] == "a &lt; b &amp; c &amp; :+1: <@U0ADA> <https://x.example/a>."


async def test_long_text_is_truncated_on_post_and_refused_on_update(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="C0SUPPORT", text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel="C0SUPPORT", ts=answer["ts"], text="x" * 4_001)


async def test_nothing_to_say_is_no_text(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json={"channel": "C0SUPPORT", "text": " "})


async def test_wrong_places_are_refused(pg: Playground, client: AsyncWebClient) -> None:
    private = await pg.slack.simulate.create_channel(user="U0ADA", name="board", private=True)
    await pg.slack.simulate.archive(user="U0ADA", channel="C0SALES")
    for channel, code in [
        ("C0NOWHERE", "channel_not_found"),
        ("C0RANDOM1", "not_in_channel"),
        ("C0SALES", "is_archived"),
        (private["channel"], "channel_not_found"),
    ]:
        with pytest.raises(SlackApiError, match=code):
            await client.chat_postMessage(channel=channel, text="hi")


async def test_a_thread_must_exist_and_begin_with_a_root(client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SUPPORT", text="reply", thread_ts=root))["ts"]
    for ts, code in [
        ("nonsense", "invalid_thread_ts"),
        ("1.000001", "thread_not_found"),
        (reply, "cannot_reply_to_message"),
    ]:
        with pytest.raises(SlackApiError, match=code):
            await client.chat_postMessage(channel="C0SUPPORT", text="hi", thread_ts=ts)


async def test_metadata_comes_back_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "chat", "event_payload": {"id": "1"}}
    await client.chat_postMessage(channel="C0SUPPORT", text="hi", metadata=metadata)
    plain = (await client.conversations_history(channel="C0SUPPORT"))["messages"][0]
    asked = (await client.conversations_history(channel="C0SUPPORT", include_all_metadata=True))["messages"][0]
    assert "metadata" not in plain
    assert asked["metadata"] == metadata
    with pytest.raises(SlackApiError, match="invalid_metadata_schema"):
        await client.chat_postMessage(channel="C0SUPPORT", text="hi", metadata={"event_type": "x"})


async def test_update_keeps_what_is_left_out_and_an_empty_list_removes(client: AsyncWebClient) -> None:
    divider = [{"type": "divider"}]
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="one", blocks=divider))["ts"]
    kept = (await client.chat_update(channel="C0SUPPORT", ts=ts, text="two"))["message"]
    assert (kept["text"], kept["blocks"][0]["type"], kept["edited"]["user"]) == ("two", "divider", "U0BRIDGE")
    emptied = await client.api_call("chat.update", json={"channel": "C0SUPPORT", "ts": ts, "blocks": []})
    assert "blocks" not in emptied["message"]


async def test_only_own_messages_can_be_changed_or_deleted(pg: Playground, client: AsyncWebClient) -> None:
    ts = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="mine"))["ts"]
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel="C0SUPPORT", ts=ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel="C0SUPPORT", ts=ts)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_delete(channel="C0SUPPORT", ts="1.000001")


async def test_a_deleted_root_with_replies_stays_as_a_tombstone(pg: Playground, client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SUPPORT", text="reply", thread_ts=root))["ts"]
    await client.chat_delete(channel="C0SUPPORT", ts=root)
    stone = pg.slack.store.channels["C0SUPPORT"].messages[root]
    assert (stone.subtype, stone.user, stone.text) == ("tombstone", "USLACKBOT", "This message was deleted.")
    await client.chat_delete(channel="C0SUPPORT", ts=reply)
    assert pg.slack.messages("C0SUPPORT") == []


async def test_an_ephemeral_is_seen_by_one_until_they_reload(pg: Playground, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0SUPPORT", user="U0ADA", text="psst")
    assert [m["text"] for m in state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"]] == ["psst"]
    assert state(pg.slack, "U0GRACE")["messages"]["C0SUPPORT"] == []
    assert (await client.conversations_history(channel="C0SUPPORT"))["messages"] == []
    await pg.slack.simulate.reload(user="U0ADA")
    assert state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"] == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel="C0SUPPORT", user="U0NOBODY", text="psst")


async def test_a_message_to_a_person_opens_the_direct_message(pg: Playground, client: AsyncWebClient) -> None:
    channel = (await client.chat_postMessage(channel="U0ADA", text="hi"))["channel"]
    assert channel.startswith("D")
    assert (await client.conversations_open(users="U0ADA"))["channel"]["id"] == channel


async def test_a_permalink_leads_into_the_thread(client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SUPPORT", text="reply", thread_ts=root))["ts"]
    link = (await client.chat_getPermalink(channel="C0SUPPORT", message_ts=reply))["permalink"]
    assert (
        link
        == f"https://northwind.slack.com/archives/C0SUPPORT/p{reply.replace('.', '')}?thread_ts={root}&cid=C0SUPPORT"
    )
