"""The whole way from files to `Config`: what is told of a bad file, what is handed over from a good one."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

import config.schema
from config.load import load
from config.problems import ConfigInvalid, ConfigProblem, render
from core.agents.model import RoleAtWork
from core.errors import BridgeError
from core.routing.queues import OfferMode, WrapUpMode
from tests.config.conftest import GOOD, Folder
from tests.config.example_env import EXAMPLE_ENV
from tests.config.sections import SMALL, SlackSection, WebSection, complete

EXAMPLE = Path(config.schema.__file__).with_name("example.yaml")


EIGHT_MISTAKES = """\
server:
  port: 99999
queues:
  billing:
    title: Billing
    desk: slak
    places: [C0BILLING]
    offer_timout: 30s
    wrap_up: {mode: timed, time: a while}
agents:
  ada:
    name: Ada
    ids: {slack: T0DEMO/U0ADA}
    queues: [biling]
    title: Countess
  bob:
    name: Bob
    ids: {slack: T0DEMO/U0ADA}
channels:
  web:
    queue: billing
    token_secret: ${DESKBRIDGE_WEB_SECRET}
desks:
  slack:
    bot_token: xoxb-1234567890
    bare_commands: [accept, invite]
"""


def test_eight_mistakes_give_exactly_eight_located_messages(folder: Folder) -> None:
    docs = "  See docs/configuration.md#"

    expected = [
        f"bridge.yaml:2  server -> port: must be less than or equal to 65535, got '99999'.{docs}port",
        f"bridge.yaml:6  queues -> billing -> desk: there is no desk 'slak'. Did you mean 'slack'?{docs}queues-desk",
        (
            "bridge.yaml:8  queues -> billing -> offer_timout: unknown key. "
            f"Did you mean 'offer_timeout'?{docs}offer_timeout"
        ),
        (
            "bridge.yaml:9  queues -> billing -> wrap_up -> time: must be a length of time such as 30s, 5m or 1h30m, "
            f"got 'a while'.{docs}wrap_up-time"
        ),
        (
            "bridge.yaml:14  agents -> ada -> queues -> item 1: there is no queue 'biling'. "
            f"Did you mean 'billing'?{docs}agents-queues"
        ),
        (
            "bridge.yaml:15  agents -> ada -> title: unknown key. "
            f"Known here: capacity, ids, languages, name, nickname, picture, queues, role, roles, skills.{docs}agents"
        ),
        (
            "bridge.yaml:18  agents -> bob -> ids -> slack: 'T0DEMO/U0ADA' already belongs to agents -> ada "
            f"(bridge.yaml:13). Keep one of the two.{docs}agents-ids"
        ),
        (
            "bridge.yaml:22  channels -> web -> token_secret: "
            "the environment variable DESKBRIDGE_WEB_SECRET is not set. "
            "Set it, or write ${DESKBRIDGE_WEB_SECRET:-default}."
        ),
        (
            "bridge.yaml:26  desks -> slack -> bare_commands -> item 2: Slack keeps /invite for itself: "
            f"use !invite or /chat invite, got 'invite'.{docs}slack-bare_commands"
        ),
    ]
    eight = [line for line in expected if "title: unknown" not in line]

    assert eight == folder.problems(EIGHT_MISTAKES.replace("    title: Countess\n", "\n"))
    assert expected == folder.problems(EIGHT_MISTAKES)


def test_the_example_loads_as_it_is(folder: Folder) -> None:
    folder.write(EXAMPLE.read_text(encoding="utf-8"))

    loaded = load(["bridge.yaml"], EXAMPLE_ENV, complete())

    assert loaded.queues["billing"].offer_timeout == timedelta(seconds=30)
    assert loaded.agents["ada"].ids == {"slack": "T0DEMO/U0ADA"}
    assert loaded.server.port == 8080


def test_a_good_file_is_handed_over_with_its_defaults(folder: Folder) -> None:
    loaded = folder.load()

    queue = loaded.queues["billing"]
    assert (queue.offer_mode, queue.wrap_up.mode, queue.attachments.max_size) == (
        OfferMode.RING,
        WrapUpMode.TIMED,
        20_000_000,
    )
    assert (loaded.agents["ada"].shown_name, loaded.agents["ada"].role) == ("Ada", RoleAtWork.AGENT)
    assert isinstance(loaded.channels["web"], WebSection)
    assert isinstance(loaded.desks["slack"], SlackSection)
    assert loaded.desks["slack"].bot_token.get_secret_value() == "some-token"
    assert loaded.storage.url.get_secret_value() == "sqlite:///data/deskbridge.db"


def test_a_nickname_is_shown_instead_of_the_first_name(folder: Folder) -> None:
    loaded = folder.load(GOOD.replace("    ids:", "    nickname: Countess\n    ids:"))

    assert loaded.agents["ada"].shown_name == "Countess"


def test_one_adapter_may_be_configured_twice_by_type(folder: Folder) -> None:
    loaded = folder.load(more="  partners: {type: slack, bot_token: other-token, mode: socket}\n")

    partners = loaded.desks["partners"]
    assert isinstance(partners, SlackSection)
    assert partners.mode == "socket"


def test_a_checked_configuration_cannot_be_changed(folder: Folder) -> None:
    loaded = folder.load()

    with pytest.raises(ValidationError):
        loaded.server.port = 1  # type: ignore[misc]


def test_the_error_carries_its_problems_and_is_one_of_ours(folder: Folder) -> None:
    folder.write(GOOD + "extra: 1\n")

    with pytest.raises(ConfigInvalid) as caught:
        load(["bridge.yaml"], {}, SMALL)
    assert isinstance(caught.value, BridgeError)
    assert caught.value.code == "config_invalid"
    assert [(one.file, one.line, one.path, one.message) for one in caught.value.problems] == [
        ("bridge.yaml", 18, "extra", "unknown key")
    ]


def test_problems_are_sorted_by_line_and_each_is_told_once() -> None:
    late, early = ConfigProblem("a.yaml", 10, "b", "is wrong"), ConfigProblem("a.yaml", 9, "a", "is wrong", "Fix it.")

    assert render([late, early, late]) == "a.yaml:9  a: is wrong. Fix it.\na.yaml:10  b: is wrong."


def test_a_problem_of_a_whole_file_names_no_line() -> None:
    assert (
        str(ConfigProblem("a.yaml", 0, "", "the file is gone", "See docs.")) == "a.yaml  the file is gone.  See docs."
    )
