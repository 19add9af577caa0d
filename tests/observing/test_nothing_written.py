"""What people wrote, their names and numbers, and our secrets stand in no line of the log, at DEBUG and in trouble."""

import logging
from collections.abc import Callable

import pytest

from bridge.cli.logs import set_up
from config.server import Log
from tests.observing.conftest import Lines
from tests.scenarios.scenes import talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import World, a_world
from tests.standing import stands

CUSTOMER = "planted-by-the-customer +44 20 7946 0958"
AGENT = "planted-by-the-agent 4111 1111 1111 1111"
EDITED = "planted-in-an-edit"
HELD = "planted-and-held"
COMMAND = "planted-behind-a-command"
FILE = "planted-file-name.txt"
CONTENT = b"planted-file-content"
REFUSED = "planted-in-an-unknown-frame"
PEOPLE = ("Ada Lovelace", "Grace Hopper")
SECRETS = ("xoxb-playground", "playground-signing-secret", "a secret for scenarios only", "a token for the figures")
PLANTED = (CUSTOMER, AGENT, EDITED, HELD, COMMAND, FILE, CONTENT.decode(), REFUSED, *PEOPLE, *SECRETS)

DIGITS = ("7946", "4111")
"""Of the numbers in these words."""

LIBRARIES = ("aiohttp", "asyncio", "slack_sdk", "slack_bolt", "sqlalchemy", "sqlalchemy.engine", "alembic")

SETTINGS: Settings = {
    "observing": {"metrics": {"token": "a token for the figures"}},
    "masking": {"find": [], "agents": False},
}


def found(text: str) -> list[str]:
    """Give what of all that stands in a text."""
    return [*(one for one in PLANTED if one in text), *(one for one in DIGITS if stands(one, text))]


async def everybody_writes(world: World) -> None:
    """Let text come in at every door that there is."""
    ada, customer = await talking(world, words=CUSTOMER)
    file = await customer.uploads(FILE, CONTENT)
    await customer.says(CUSTOMER, file)
    await customer.sends('{"t": "' + REFUSED + '"}')
    written = await ada.writes(AGENT, files={FILE: CONTENT})
    await customer.hears(AGENT)
    await ada.edits(written, EDITED)
    await customer.hears(EDITED)
    await ada.writes(f"!note {COMMAND}")
    await ada.writes(f"!{COMMAND} {COMMAND}")
    await world.desk.agent("sam").writes(HELD)
    await ada.deletes(written)
    await world.quiet()


async def slack_is_in_trouble(world: World) -> None:
    """Let Slack refuse, break off and lie while more is sent."""
    customer = world.customers[0]
    for fault in ("429", "500", "reset", "reset_after_accept", "missing_scope"):
        world.playground.faults.add("chat.postMessage", fault, times=1)
        await customer.says(CUSTOMER)
        await world.passes(40)
    await world.quiet()


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set every library's logger to DEBUG, as somebody in search of a fault would."""
    for name in LIBRARIES:
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)


@pytest.mark.slow
@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("layout", ["json", "text"])
async def test_no_line_holds_what_anybody_wrote(written: Callable[[], str], layout: str) -> None:
    async with a_world(SETTINGS) as world:
        set_up(Log.model_validate({"level": "debug", "format": layout}))
        await everybody_writes(world)
        await slack_is_in_trouble(world)

    text = written()
    assert "outbox_" in text
    assert found(text) == []


@pytest.mark.usefixtures("libraries")
async def test_what_can_not_be_handled_is_told_without_what_it_holds(
    lines: Callable[[], Lines], written: Callable[[], str]
) -> None:
    async with a_world(SETTINGS) as world:
        _, customer = await talking(world)
        set_up(Log.model_validate({"level": "debug", "format": "json"}))
        write = world.running.bridge.database.write
        await write(lambda conn: conn.exec_driver_sql("ALTER TABLE message RENAME TO gone").rowcount)
        await customer.says(CUSTOMER)
        await write(lambda conn: conn.exec_driver_sql("ALTER TABLE gone RENAME TO message").rowcount)
        await world.desk.shows(CUSTOMER)

    assert "inbound_not_at_once" in [line["event"] for line in lines()]
    assert found(written()) == []
