"""What people write, and what the bot hears of it."""

import pytest

from playground.clock import FakeClock
from playground.refusals import HumanError
from playground.server import Playground
from playground.teams.seed import APP_ID, BOT_ID, NORTHWIND, SUPPORT, TENANT

from .conftest import Bot, Wire, card


async def test_a_post_in_a_channel_arrives_as_teams_writes_it(pg: Playground, bot: Bot, clock: FakeClock) -> None:
    posted = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="a < b\nyes")
    await bot.until(lambda: bot.received)
    activity = bot.received[0].activity
    assert activity["id"] == posted["id"] == str(int(clock.now() * 1000))
    assert posted["conversation"] == f"{SUPPORT};messageid={posted['id']}"
    assert activity["conversation"] == {
        "isGroup": True,
        "conversationType": "channel",
        "tenantId": TENANT,
        "id": posted["conversation"],
    }
    assert activity["channelData"] == {
        "teamsChannelId": SUPPORT,
        "teamsTeamId": NORTHWIND,
        "channel": {"id": SUPPORT},
        "team": {"id": NORTHWIND},
        "tenant": {"id": TENANT},
    }
    assert activity["from"] == {
        "id": "29:ada",
        "name": "Ada Lovelace",
        "aadObjectId": "a0000000-0000-4000-8000-000000000001",
    }
    assert activity["recipient"] == {"id": f"28:{APP_ID}", "name": "Bridge"}
    assert (activity["text"], activity["textFormat"]) == ("a < b\nyes", "plain")
    assert activity["attachments"] == [{"contentType": "text/html", "content": "<p>a &lt; b<br>yes</p>"}]
    assert [one["type"] for one in activity["entities"]] == ["clientInfo"]
    assert activity["timestamp"] == "2025-06-15T15:06:40.000Z"
    assert activity["serviceUrl"] == pg.teams.service_url == f"{pg.url}/teams/amer/"
    assert "replyToId" not in activity


async def test_a_mention_is_a_tag_and_an_entity(pg: Playground, bot: Bot) -> None:
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="accept", mention=True)
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="@Grace Hopper look")
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="@Bridgette is nobody")
    await bot.until(lambda: len(bot.received) == 3)
    to_bot, to_grace, to_nobody = sorted((one.activity for one in bot.received), key=lambda one: str(one["id"]))
    assert to_bot["text"] == "<at>Bridge</at>&nbsp;accept"
    mention = {"type": "mention", "mentioned": {"id": BOT_ID, "name": "Bridge"}, "text": "<at>Bridge</at>"}
    assert to_bot["entities"][0] == mention
    assert 'itemid="0">Bridge</span>&nbsp;accept' in to_bot["attachments"][0]["content"]
    assert [one["type"] for one in to_nobody["entities"]] == ["clientInfo"]
    assert to_grace["entities"][0]["mentioned"] == {"id": "29:grace", "name": "Grace Hopper"}


async def test_without_leave_to_read_all_only_mentions_arrive(pg: Playground, bot: Bot) -> None:
    pg.teams.settings.reads_all = False
    root = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="plain")
    await pg.teams.simulate.post(user="ada", conversation=root["conversation"], text="@Bridge help")
    await pg.teams.settled()
    assert [one["text"] for one in bot.heard("message")] == ["<at>Bridge</at>&nbsp;help"]
    await pg.teams.simulate.edit(user="ada", conversation=root["conversation"], id=root["id"], text="still plain")
    await pg.teams.settled()
    assert bot.heard("messageUpdate") == []


async def test_formatted_words_come_as_html_and_as_text(pg: Playground, bot: Bot) -> None:
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, html="<p>very <b>good</b></p><p>tea</p>")
    await bot.until(lambda: bot.received)
    activity = bot.received[0].activity
    assert activity["text"] == "very good\ntea"
    assert activity["attachments"][0]["content"] == "<p>very <b>good</b></p><p>tea</p>"


async def test_a_chat_with_the_bot_is_personal(pg: Playground, bot: Bot) -> None:
    place = (await pg.teams.simulate.open_personal(user="ada"))["conversation"]
    await pg.teams.simulate.post(user="ada", conversation=place, text="hello")
    await bot.until(lambda: bot.heard("message"))
    [began], [message] = bot.heard("conversationUpdate"), bot.heard("message")
    assert [one["id"] for one in began["membersAdded"]] == [BOT_ID, "29:ada"]
    assert message["conversation"] == {"conversationType": "personal", "tenantId": TENANT, "id": place}
    assert message["channelData"] == {"tenant": {"id": TENANT}}
    assert (await pg.teams.simulate.open_personal(user="ada"))["conversation"] == place


async def test_edits_deletions_and_their_undoing_carry_the_same_id(pg: Playground, bot: Bot, clock: FakeClock) -> None:
    posted = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="tee")
    await clock.advance(5)
    await pg.teams.simulate.edit(user="ada", **posted, text="tea")
    await pg.teams.simulate.delete(user="ada", **posted)
    await pg.teams.simulate.undelete(user="ada", **posted)
    await bot.until(lambda: len(bot.received) == 4)
    [edited] = bot.heard("messageUpdate", "editMessage")
    [deleted] = bot.heard("messageDelete", "softDeleteMessage")
    [restored] = bot.heard("messageUpdate", "undeleteMessage")
    assert {one["id"] for one in (edited, deleted, restored)} == {posted["id"]}
    assert (edited["text"], edited["timestamp"]) == ("tea", "2025-06-15T15:06:45.000Z")
    assert "text" not in deleted
    assert restored["text"] == "tea"


async def test_reactions_are_told_on_the_bots_messages_only(pg: Playground, bot: Bot, wire: Wire) -> None:
    root = (await wire.chain()).body
    mine = await pg.teams.simulate.post(user="ada", conversation=root["id"], text="hm")
    on_bots = {"conversation": root["id"], "id": root["activityId"], "reaction": "heart"}
    assert await pg.teams.simulate.react(user="ada", **on_bots) == {"changed": True}
    assert await pg.teams.simulate.react(user="ada", **on_bots) == {"changed": False}
    await pg.teams.simulate.react(user="ada", **on_bots, add=False)
    await pg.teams.simulate.react(user="grace", conversation=root["id"], id=mine["id"], reaction="like")
    await bot.until(lambda: len(bot.heard("messageReaction")) == 2)
    added = next(one for one in bot.heard("messageReaction") if "reactionsAdded" in one)
    assert (added["reactionsAdded"], added["replyToId"]) == ([{"type": "heart"}], root["activityId"])
    assert "text" not in added


async def test_people_do_only_what_the_client_lets_them(pg: Playground, wire: Wire) -> None:
    people, bots = pg.teams.simulate, (await wire.chain()).body
    mine = await people.post(user="ada", conversation=SUPPORT, text="mine")
    personal = (await people.open_personal(user="ada"))["conversation"]
    for code, action in [
        ("user_not_found", people.post(user="nobody", conversation=SUPPORT, text="hi")),
        ("conversation_not_found", people.post(user="noor", conversation=SUPPORT, text="hi")),
        ("conversation_not_found", people.post(user="ada", conversation="19:nowhere@thread.tacv2", text="hi")),
        ("conversation_not_found", people.post(user="grace", conversation=personal, text="hi")),
        ("no_text", people.post(user="ada", conversation=SUPPORT, text="  ")),
        ("too_long", people.post(user="ada", conversation=SUPPORT, text="x" * 30_000)),
        ("not_yours", people.edit(user="grace", **mine, text="yours")),
        ("not_yours", people.delete(user="ada", conversation=bots["id"], id=bots["activityId"])),
        ("not_deleted", people.undelete(user="ada", **mine)),
        ("message_not_found", people.edit(user="ada", conversation=mine["conversation"], id="1", text="x")),
        ("no_card", people.click(user="ada", **mine, title="Go")),
        ("no_dialog", people.close_dialog(user="ada")),
        ("no_file_card", people.accept_file(user="ada", **mine)),
        ("bad_file", people.post(user="ada", conversation=SUPPORT, files=[{"name": "a", "base64": "?"}])),
    ]:
        with pytest.raises(HumanError) as no:
            await action
        assert no.value.code == code
    await people.archive(team="Northwind")
    with pytest.raises(HumanError, match="archived"):
        await people.post(user="ada", conversation=SUPPORT, text="hi")


async def test_what_is_to_be_read_of_a_message_can_be_found(pg: Playground, wire: Wire) -> None:
    run = {"type": "RichTextBlock", "inlines": ["Hello ", {"type": "TextRun", "text": "Ada"}]}
    facts = {"type": "FactSet", "facts": [{"title": "Queue", "value": "support"}]}
    choices = {"type": "Input.ChoiceSet", "id": "to", "choices": [{"title": "Grace", "value": "hidden"}]}
    action = {"type": "Action.Execute", "title": "Accept", "data": {"secret": 1}}
    made = (await wire.chain("", attachments=[card(run, facts, choices, actions=[action])])).body
    found = pg.teams.find("Hello Ada", conversation=made["id"])
    assert found is not None
    assert found.plain == "Hello Ada\nQueue support\nGrace\nAccept"
    assert pg.teams.find("hidden") is None
    await wire.say(made["id"], "<b>a &lt; b</b>", textFormat="xml")
    assert pg.teams.find("a < b", conversation=SUPPORT) is pg.teams.messages(made["id"])[-1]
