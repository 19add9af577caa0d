"""Names that point elsewhere in the file, and ids that may stand only once."""

import pytest

from config.load import load
from tests.config.conftest import GOOD, Folder
from tests.config.sections import SMALL, SlackSection

DOCS = "  See docs/configuration.md#"
SALES = "  sales: {title: Sales, desk: slack, places: [C2]}\n"
TWO_QUEUES = GOOD.replace("agents:\n", SALES + "agents:\n")
BOB = "  bob: {name: Bob, ids: {slack: T1/U2}}\n"
TWO_AGENTS = GOOD.replace("channels:\n", BOB + "channels:\n")

MISTAKES = [
    (
        "a queue wants channels of a desk that has none",
        GOOD.replace("desk: slack", "desk: slack\n    thread_mode: channel"),
        [
            (
                "5  queues -> billing -> thread_mode: desk 'slack' can't give a chat a channel of its own. "
                f"Write 'thread'.{DOCS}thread_mode"
            )
        ],
    ),
    (
        "two desks want different prefixes",
        GOOD + "  lab: {type: slack, bot_token: labtoken, prefix: '#'}\n",
        [
            (
                "18  desks -> lab -> prefix: commands begin with '#' here and with '!' on another desk. "
                f"Write the same prefix for every desk.{DOCS}prefix"
            )
        ],
    ),
    (
        "several processes on an SQLite file",
        GOOD + "server: {workers: 2}\n",
        [
            (
                "18  server -> workers: an SQLite file serves one process only. "
                f"Write 1, or a postgresql:// address in storage.url.{DOCS}workers"
            )
        ],
    ),
    (
        "a queue names an unknown desk",
        GOOD.replace("desk: slack", "desk: slak"),
        [f"4  queues -> billing -> desk: there is no desk 'slak'. Did you mean 'slack'?{DOCS}queues-desk"],
    ),
    (
        "an agent names an unknown queue",
        GOOD.replace("queues: [billing]", "queues:\n    - billing\n    - biling"),
        [
            (
                "12  agents -> ada -> queues -> item 2: there is no queue 'biling'. "
                f"Did you mean 'billing'?{DOCS}agents-queues"
            )
        ],
    ),
    (
        "an agent has an id on an unknown desk",
        GOOD.replace("{slack: T1/U1}", "{slack: T1/U1, teams: x}"),
        [f"9  agents -> ada -> ids -> teams: no desk has this name. Known here: slack.{DOCS}agents-ids"],
    ),
    (
        "an agent serves a queue on a desk without being known there",
        GOOD.replace("{slack: T1/U1}", "{extra: x}") + "  extra: {type: slack, bot_token: x}\n",
        [
            (
                f"9  agents -> ada -> ids -> extra: is not a person's id on this desk, got 'x'. "
                f"Write it like T0DEMO/U0ADA.{DOCS}agents-ids"
            ),
            (
                "10  agents -> ada -> queues -> item 1: queue 'billing' is handled on desk 'slack', "
                f"where this agent has no id. Add 'slack' to the agent's ids.{DOCS}agents-ids"
            ),
        ],
    ),
    (
        "two agents have one id",
        TWO_AGENTS.replace("T1/U2", "T1/U1"),
        [
            (
                "11  agents -> bob -> ids -> slack: 'T1/U1' already belongs to agents -> ada (bridge.yaml:9). "
                f"Keep one of the two.{DOCS}agents-ids"
            )
        ],
    ),
    (
        "an agent is named and not identified",
        GOOD.replace("T1/U1", "'@ada'"),
        [
            (
                "9  agents -> ada -> ids -> slack: is not a person's id on this desk, got '@ada'. "
                f"Write it like T0DEMO/U0ADA.{DOCS}agents-ids"
            )
        ],
    ),
    (
        "a place is named and not identified",
        GOOD.replace("[C1]", "['#billing']"),
        [
            (
                "5  queues -> billing -> places -> item 1: is not the id of a place on this desk, got '#billing'. "
                f"Write it like C0BILLING.{DOCS}places"
            )
        ],
    ),
    (
        "two queues have one place",
        TWO_QUEUES.replace("C2", "C1"),
        [
            (
                "6  queues -> sales -> places -> item 1: 'C1' already belongs to queues -> billing (bridge.yaml:5). "
                f"Keep one of the two.{DOCS}places"
            )
        ],
    ),
    (
        "a channel's queues are unknown",
        GOOD.replace("queue: billing\n", "queue: bill\n    queues: [shipping]\n"),
        [
            f"13  channels -> web -> queue: there is no queue 'bill'. Did you mean 'billing'?{DOCS}web-queue",
            (
                "14  channels -> web -> queues -> item 1: there is no queue 'shipping'. "
                f"Known here: billing.{DOCS}web-queues"
            ),
        ],
    ),
    (
        "a command that isn't there is disabled",
        GOOD + "commands: {disabled: [end, endd]}\n",
        [f"18  commands -> disabled -> item 2: there is no command 'endd'. Did you mean 'end'?{DOCS}disabled"],
    ),
    (
        "a section names no adapter",
        GOOD.replace("  web:", "  wbe:"),
        [f"12  channels -> wbe: no adapter has this name. Did you mean 'web'?{DOCS}channels"],
    ),
    (
        "a section's type names no adapter",
        GOOD.replace("queue: billing", "type: wep\n    queue: billing"),
        [f"13  channels -> web -> type: no adapter has this name. Did you mean 'web'?{DOCS}channels"],
    ),
    (
        "a section's type is not even text",
        GOOD.replace("  web:\n", "  other:\n    type: [web]\n"),
        [f"12  channels -> other: no adapter has this name. Known here: web.{DOCS}channels"],
    ),
]


@pytest.mark.parametrize(("text", "messages"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_a_name_that_points_nowhere_is_told(folder: Folder, text: str, messages: list[str]) -> None:
    assert folder.problems(text) == [f"bridge.yaml:{message}" for message in messages]


def test_a_desk_among_the_channels_is_told_where_it_belongs(folder: Folder) -> None:
    text = GOOD.replace("desks:\n", "  slack: {bot_token: x}\ndesks:\n")

    assert folder.problems(text) == [
        "bridge.yaml:15  channels -> slack: this adapter belongs under desks. Move it to 'desks'."
    ]


class Roomy(SlackSection):
    """A desk that can give a chat a channel of its own."""

    has_channels = True


def test_a_queue_may_want_channels_of_a_desk_that_has_them(folder: Folder) -> None:
    folder.write(GOOD.replace("desk: slack", "desk: slack\n    thread_mode: channel"))

    assert load(["bridge.yaml"], {}, {**SMALL, "slack": Roomy}).queues["billing"].thread_mode == "channel"


def test_the_same_id_on_two_desks_is_two_people(folder: Folder) -> None:
    text = TWO_AGENTS.replace("{slack: T1/U2}", "{other: T1/U1}") + "  other: {type: slack, bot_token: x}\n"

    assert sorted(folder.load(text).agents) == ["ada", "bob"]


def test_ids_that_could_not_be_read_are_not_compared(folder: Folder) -> None:
    text = TWO_AGENTS.replace("T1/U1", '"${X}"').replace("T1/U2", '"${X}"')

    assert [line.partition(": ")[2] for line in folder.problems(text)] == [
        "the environment variable X is not set. Set it, or write ${X:-default}."
    ] * 2


def test_commands_are_not_checked_when_nobody_says_which_there_are(folder: Folder) -> None:
    folder.write(GOOD + "commands: {disabled: [anything]}\n")

    assert load(["bridge.yaml"], {}, SMALL).commands.disabled == ("anything",)


def test_references_are_checked_beside_mistakes_of_other_kinds(folder: Folder) -> None:
    problems = folder.problems(GOOD.replace("desk: slack", "desk: slak").replace("title: Billing", "titl: Billing"))

    assert len(problems) == 2


def test_names_are_found_whatever_the_shape_of_the_rest(folder: Folder) -> None:
    problems = folder.problems(
        "queues: [x]\nagents: {ada: {ids: [x]}, bob: 5}\nchannels: {web: {queue: x}}\ndesks: 5\n"
    )

    assert "bridge.yaml:3  channels -> web -> queue: there is no queue 'x'. There is none yet." in "\n".join(problems)


def test_whoever_has_a_number_of_their_own_is_an_agent(folder: Folder) -> None:
    text = GOOD.replace("queue: billing\n", "queue: billing\n    senders: [{id: x, agent: adda}]\n")

    found = [one for one in folder.problems(text) if "-> agent:" in one]
    assert found == [
        (
            "bridge.yaml:14  channels -> web -> senders -> item 1 -> agent: there is no agent 'adda'. "
            f"Did you mean 'ada'?{DOCS}web"
        )
    ]
