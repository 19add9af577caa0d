"""Who is an agent: the configuration's own, and the members of its groups."""

from pathlib import Path

import config.schema
from bridge.cli.settings import read
from bridge.directories import directory_of
from bridge.roster import Roster
from core.ids import AgentId, DeskName, PersonRef, QueueId
from core.ports import Member
from tests.config.example_env import EXAMPLE_ENV

EXAMPLE = Path(config.schema.__file__).with_name("example.yaml")
SLACK = DeskName("slack")
MARY = Member(PersonRef("T0DEMO/U0MARY"), "Mary Jackson")
HERS = AgentId("helpers/T0DEMO/U0MARY")
ADA = Member(PersonRef("T0DEMO/U0ADA"), "Somebody Else", "somebody")
NOBODY: frozenset[AgentId] = frozenset()


def a_roster() -> Roster:
    """Make the roster of the example."""
    settings = read([EXAMPLE], EXAMPLE_ENV)
    return Roster(settings, directory_of(settings))


def test_a_member_is_an_agent_with_what_the_group_says() -> None:
    roster = a_roster()

    assert roster.read({"helpers": [MARY]}, NOBODY) == {HERS}
    profile = roster().agent_by_person(SLACK, MARY.person)
    assert profile is not None
    assert (profile.id, profile.name, profile.nickname) == (HERS, "Mary Jackson", "Mary")
    assert (profile.queues, profile.capacity, profile.languages) == ((QueueId("billing"),), 3, ("en",))
    assert profile in roster().serving(QueueId("billing"))


def test_who_is_listed_is_as_it_says_there() -> None:
    roster = a_roster()

    assert roster.read({"helpers": [ADA]}, NOBODY) == NOBODY
    profile = roster().agent_by_person(SLACK, ADA.person)
    assert profile is not None
    assert profile.name == "Ada Lovelace"


def test_who_leaves_is_no_agent_any_more_unless_they_have_chats_in_hand() -> None:
    roster = a_roster()
    roster.read({"helpers": [MARY]}, NOBODY)

    assert roster.read({"helpers": []}, frozenset({HERS})) == {HERS}
    assert roster().profiles[HERS].queues == ()
    assert roster.read({"helpers": []}, NOBODY) == {HERS}
    assert HERS not in roster().profiles


def test_a_group_that_cannot_be_read_stays_as_it_was() -> None:
    roster = a_roster()
    roster.read({"helpers": [MARY]}, NOBODY)

    assert roster.read({}, NOBODY) == NOBODY
    assert HERS in roster().profiles


def test_reading_the_same_again_changes_nothing() -> None:
    roster = a_roster()
    roster.read({"helpers": [MARY]}, NOBODY)
    before = roster()

    assert roster.read({"helpers": [MARY]}, NOBODY) == NOBODY
    assert roster() is before
