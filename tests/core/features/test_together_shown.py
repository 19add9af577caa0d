"""What cards and home pages show of those who work together on a chat."""

from dataclasses import replace
from typing import Any

import pytest

from core.agents.model import RoleAtWork
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.effects import OfferOutcome
from core.conversation.model import Flag, Listening, Participant, Role, Status, Transfer
from core.features.card_facts import people
from core.features.floor import Floor
from core.features.homes import Overview, home, my_chats
from core.features.scene import OfferScene, Scene
from core.views import Fact
from tests.build import (
    ADA,
    BILLING,
    BOB,
    CLEO,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_profile,
    a_queue,
    a_seat,
    account,
    an_agent,
    an_invitation,
)

REGISTRY = Registry(ALL)


def scene(**changes: Any) -> Scene:
    """Give what the card of a chat with these changes is rendered from."""
    return Scene(a_conversation(changes.pop("status", Status.ACTIVE), **changes), a_queue(), a_directory(), REGISTRY)


def seen_by(agent: Any = ADA, **changes: Any) -> Overview:
    """Give what somebody's home page is rendered from."""
    given: dict[str, Any] = {
        "profile": a_profile(agent),
        "agent": an_agent(agent),
        "chats": (),
        "waiting": (),
        "directory": a_directory(),
        "held": {},
        "held_chats": (),
        "person": account(agent),
        "links": {},
    }
    return Overview(**(given | changes))


def test_card_says_who_is_here_and_how() -> None:
    seats = (
        a_seat(ADA),
        replace(a_seat(BOB), masked=True),
        Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.COACH),
    )

    assert tuple(people.on_root(scene(participants=seats))) == (Fact("Here", "Ada, Bob (masked), Cleo (coaches)"),)
    assert tuple(people.on_root(scene())) == ()


def test_card_says_who_is_invited_asks_for_help_or_gave_the_chat_away() -> None:
    busy = scene(invitation=an_invitation(), flag=Flag(ADA, NOW))
    given = scene(status=Status.QUEUED, transfer=Transfer(ADA, NOW, BILLING))

    assert tuple(people.on_root(busy)) == (Fact("Invited", "Bob"), Fact("Asks for help", "Ada"))
    assert tuple(people.on_root(given)) == (Fact("Handed over by", "Ada"),)


def test_offer_of_a_chat_that_was_handed_over_says_by_whom_and_why_while_it_is_open() -> None:
    given = scene(status=Status.OFFERED, transfer=Transfer(ADA, NOW, BILLING, BOB))

    handed = (Fact("Handed over by", "Ada"), Fact("Note", "knows tea"))
    assert tuple(people.on_offer(OfferScene(given, NOW, note="knows tea"))) == handed
    assert tuple(people.on_offer(OfferScene(given, NOW))) == handed[:1]
    assert tuple(people.on_offer(OfferScene(given, NOW, OfferOutcome.TAKEN))) == ()
    assert tuple(people.on_offer(OfferScene(scene(status=Status.OFFERED), NOW))) == ()


@pytest.mark.parametrize(("how", "words"), [(Listening.MONITOR, "you monitor"), (Listening.COACH, "you coach")])
def test_home_tells_a_listener_that_they_only_listen(how: Listening, words: str) -> None:
    seat = Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=how)
    chat = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), seat))

    assert words in my_chats(seen_by(CLEO, chats=(chat,))).lines[0].detail
    assert words not in my_chats(seen_by(ADA, chats=(chat,))).lines[0].detail


def test_home_lists_invitations_first_and_the_floor_last_for_those_who_see_it() -> None:
    chat = a_conversation(Status.ACTIVE, invitation=an_invitation())
    floor = Floor(a_directory(), {})

    titles = [section.title for section in home(seen_by(BOB, invited=(chat,), floor=floor)).sections]

    assert titles[0] == "Invitations"
    assert titles[-2:] == ["Queues now", "Agents"]
    assert "Agents" not in [section.title for section in home(seen_by(BOB)).sections]


@pytest.mark.parametrize(
    ("word", "values"),
    [("transfer", {"to": "?"}), ("whisper", {"agent": "?", "words": "x"}), ("setnotready", {"agent": "?"})],
)
def test_argument_that_the_parser_did_not_read_is_our_bug(word: str, values: dict[str, object]) -> None:
    lead = a_profile(role=RoleAtWork.SUPERVISOR)

    with pytest.raises(TypeError, match="profile"):
        REGISTRY.find(word).run(a_context(directory=a_directory(lead)), values)


def test_transfer_to_an_agent_without_the_chats_queue_is_our_bug() -> None:
    with pytest.raises(TypeError, match="scope"):
        REGISTRY.find("transfer").run(a_context(queue=None), {"to": a_profile(BOB)})
