"""The card of an expert's talk, and their home page's line: asked, taking part, over."""

from dataclasses import replace
from typing import Any

import pytest

from core.agents.experts import ExpertProfile
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.expert import ExpertMode, ExpertOutcome
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.features.expert_card import ExpertScene, expert_card
from core.features.home_sections.experts import helping
from core.features.overview import Overview
from core.features.scene import Scene
from core.ids import PersonRef
from core.views import Card
from tests.build import ADA, NOOR, SLACK, a_call, a_conversation, a_profile, a_queue, an_expert

TEA = ExpertProfile(NOOR, "Noor Rahman", "Noor", {SLACK: PersonRef("T1:U-noor")})
QUEUE = a_queue(title="Billing")
KNOWN = Directory({ADA: a_profile(ADA, "Ada Lovelace")}, {QUEUE.id: QUEUE}, experts={NOOR: TEA})
SEAT, CALL = an_expert(), a_call()


def chat(**changes: Any) -> Conversation:
    """Make Ada's chat with Mia."""
    return a_conversation(Status.ACTIVE, customer_name="Mia", **changes)


def card(of: Conversation, outcome: ExpertOutcome | None = None, **changes: Any) -> Card:
    """Show the card of Noor's talk."""
    id = of.invitation.id if of.invitation is not None else SEAT.id
    scene = Scene(of, QUEUE, KNOWN, Registry(ALL))
    return expert_card(ExpertScene(scene, id, outcome, **changes))


def facts(shown: Card) -> dict[str, str]:
    """Give the card's facts by label."""
    return {one.label: one.value for one in shown.facts}


def test_whoever_is_asked_reads_by_whom_for_what_and_whom_they_would_reach() -> None:
    shown = card(chat(invitation=CALL), note="is it oolong?")

    assert "Ada Lovelace" in shown.status
    assert [one.label for one in shown.buttons] == ["Join", "Decline"]
    assert shown.buttons[0].values == {"mode": "consult"}
    assert facts(shown)["Note"] == "is it oolong?"
    assert facts(shown)["Service"] == "Billing"
    assert facts(shown)["Agents"] == "Ada Lovelace"
    assert shown.footnote == ""


@pytest.mark.parametrize("mode", ExpertMode)
def test_whoever_takes_part_reads_whom_their_words_reach_and_how_to_answer(mode: ExpertMode) -> None:
    of = chat(experts=(replace(SEAT, mode=mode),))
    other = card(chat(experts=(replace(SEAT, mode=ExpertMode.CONFERENCE),)))

    shown = card(of)

    assert [one.label for one in shown.buttons] == ["Leave"]
    assert (facts(shown)["Your words"] == facts(other)["Your words"]) == (mode is ExpertMode.CONFERENCE)
    assert shown.footnote
    assert card(of, threads=False).footnote != shown.footnote


@pytest.mark.parametrize("outcome", [None, *ExpertOutcome])
def test_what_is_over_says_how_and_can_t_be_clicked(outcome: ExpertOutcome | None) -> None:
    shown = card(chat(), outcome, note="is it oolong?")

    assert shown.buttons == ()
    assert shown.status
    assert not {"Your words", "Note"} & set(facts(shown))


def test_a_talk_that_is_over_stays_so_while_the_same_expert_takes_part_anew() -> None:
    assert card(chat(experts=(SEAT,)), ExpertOutcome.LEFT).buttons == ()


def test_the_home_page_lists_chats_that_one_helps_in_or_is_asked_to() -> None:
    asked, here = chat(invitation=CALL), chat(experts=(SEAT,), id="c2", number=2)
    nobody: dict[str, Any] = {"profile": None, "agent": None, "chats": (), "waiting": (), "held": {}, "held_chats": ()}
    view = Overview(
        **nobody, directory=KNOWN, person=SEAT.person, links={}, helping=(asked, here), expert=TEA, desk=SLACK
    )

    one, two = helping(view).lines

    assert (one.title, [button.command for button in one.buttons]) == ("#1 Mia", ["accept", "reject"])
    assert (two.title, [button.command for button in two.buttons]) == ("#2 Mia", ["leave"])
    assert one.detail != two.detail
