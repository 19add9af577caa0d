"""The demo: a whole chat on each desk, and a configuration for every choice of desks."""

from pathlib import Path

import pytest

from bridge.cli.main import main
from bridge.demo.desks import Desks
from bridge.demo.expert_story import ASIDE, SAID, play_with_expert
from bridge.demo.moving_story import ANSWER, PHONE, WINDOW, play_moving
from bridge.demo.running import to_the_end
from bridge.demo.story import NOTE, REMARK, play
from bridge.demo.world import Addresses, demo_config, world
from playground.changes import Changes


@pytest.mark.parametrize("desk", [Desks.SLACK, Desks.TEAMS])
async def test_a_whole_chat_keeps_on_the_desk_what_belongs_there(
    desk: Desks, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world(Addresses("127.0.0.1", 0, 0), desk) as running:
        assert await play(running) == 0

    customer, shown = capsys.readouterr().out.split(" shows\n")
    assert "The chat has ended." in customer
    assert NOTE not in customer
    assert NOTE in shown
    assert REMARK in shown


@pytest.mark.parametrize("desk", [Desks.SLACK, Desks.TEAMS])
async def test_a_whole_chat_by_sms_is_on_the_phone_and_keeps_on_the_desk_what_belongs_there(
    desk: Desks, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world(Addresses("127.0.0.1", 0, 0), desk) as running:
        assert await play(running, "sms") == 0

    told = capsys.readouterr().out
    phone, shown = told[: told.index(desk.title())], told[told.index(desk.title()) :]
    assert "Shop: Ada is here now." in phone
    assert ".png]" in phone
    assert "Shop: The chat has ended." in phone
    assert NOTE not in phone
    assert "Lovely, thank you!" in shown
    assert NOTE in shown
    for answer in ("Let me look. 🔍", "here is the label."):
        (line,) = (one for one in shown.splitlines() if answer in one)
        assert line.removesuffix(")").rpartition("(")[2] in {"✅", "📬", "👀"}, line


@pytest.mark.parametrize(("channel", "desk"), [("messenger", Desks.SLACK), ("whatsapp", Desks.TEAMS)])
async def test_a_whole_chat_by_metas_apps_is_in_the_app_and_keeps_on_the_desk_what_belongs_there(
    channel: str, desk: Desks, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world(Addresses("127.0.0.1", 0, 0), desk) as running:
        assert await play(running, channel) == 0

    told = capsys.readouterr().out
    app, shown = told[: told.index(desk.title())], told[told.index(desk.title()) :]
    assert "Shop: Ada is here now." in app
    assert ".png]" in app
    assert "Shop: The chat has ended." in app
    assert NOTE not in app
    assert "Mia Chen" in shown
    assert "receipt.txt" in shown or "file.txt" in shown  # Messenger doesn't tell files' names
    assert NOTE in shown


@pytest.mark.parametrize("desk", [Desks.SLACK, Desks.TEAMS])
async def test_a_chat_that_begins_on_the_web_goes_on_by_sms_in_the_same_thread(
    desk: Desks, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world(Addresses("127.0.0.1", 0, 0), desk) as running:
        assert await play_moving(running) == 0

    window, phone, shown = capsys.readouterr().out.split(" shows\n")
    assert f"— {WINDOW}" in window
    assert ANSWER not in window
    assert f"Shop: {PHONE}" in phone
    assert ANSWER in phone
    assert "Where is my oolong?" in shown
    assert ANSWER in shown


async def test_a_side_that_never_sees_what_it_waits_for_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def story() -> int:
        await Changes().until(lambda: 0, within=0.01, what="“tea” on the phone")
        return 0

    assert await to_the_end("slack", story()) == 1
    told = capsys.readouterr().err
    assert told.startswith("bridge demo: the chat at slack stopped half-way: “tea” on the phone did not come true")
    assert "Traceback" not in told


def test_an_expert_by_sms_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--once", "--channel", "sms", "--expert", "teams"]) == 2
    assert "Leave out --channel" in capsys.readouterr().err


@pytest.mark.parametrize(("desk", "expert"), [(Desks.SLACK, "teams"), (Desks.TEAMS, "slack")])
async def test_an_agent_in_one_suite_is_helped_by_an_expert_in_the_other(
    desk: Desks, expert: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world(Addresses("127.0.0.1", 0, 0), desk, expert) as running:
        assert await play_with_expert(running, expert) == 0

    customer, shown, talk = capsys.readouterr().out.split(" shows\n")
    assert f"Noor Rahman: {SAID}" in customer
    assert ASIDE not in customer
    assert ASIDE in shown
    assert "Where is my oolong?" in talk


@pytest.mark.parametrize("desks", Desks)
def test_the_shop_is_the_same_at_every_desk(desks: Desks, tmp_path: Path) -> None:
    config = demo_config("127.0.0.1", 8080, "http://127.0.0.1:8090", tmp_path, desks)

    assert tuple(config.desks) == desks.names
    assert {name: queue.desk for name, queue in config.queues.items()} == {
        "support": desks.names[0],
        "sales": desks.names[0],
        "school": desks.names[0],
        "trade": desks.names[-1],
    }
    assert all(tuple(agent.ids) == desks.names for agent in config.agents.values())
